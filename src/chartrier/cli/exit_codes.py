"""Exit statuses: part of what the command line promises (README, `chartrier --help`)."""

from __future__ import annotations

from chartrier import errors

DONE = 0
REFUSED = 1
"""A package or an input was refused, something is not proven or not handed out, or the doctor found a fault."""
USAGE = 2
UNAVAILABLE = 3
NOT_FOUND = 4
NOT_ALLOWED = 5
CONFLICT = 6
INTEGRITY = 7
BUG = 70
INTERRUPTED = 130

OF_ERRORS: tuple[tuple[type[errors.ChartrierError], int], ...] = (
    (errors.InvalidInput, USAGE),
    (errors.Unavailable, UNAVAILABLE),
    (errors.NotFound, NOT_FOUND),
    (errors.NotAllowed, NOT_ALLOWED),
    (errors.Conflict, CONFLICT),
    (errors.TooOften, UNAVAILABLE),
    (errors.IntegrityFailure, INTEGRITY),
)


def of_error(error: errors.ChartrierError) -> int:
    """The status of an error, by its class."""
    return next((status for kind, status in OF_ERRORS if isinstance(error, kind)), BUG)
