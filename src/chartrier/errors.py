"""The one tree of errors. Each carries the finding to show; anything else that is raised is a bug.

A refused package is not an error: controls return findings. These are for what stops a whole operation.
"""

from __future__ import annotations

from typing import ClassVar

from chartrier.records.finding import NOWHERE, Finding, FindingKind, Place


class ChartrierError(Exception):
    """Something to say to whoever asked: `finding` has the code, the message and the remedy."""

    http_status: ClassVar[int] = 500
    """What the doors that speak HTTP answer by (RFC 9110)."""

    def __init__(self, kind: FindingKind, place: Place = NOWHERE, **values: str | int) -> None:
        self.finding = Finding(kind, place, values)
        super().__init__(f"{kind.code}: {self.finding.message('en')}")


class InvalidInput(ChartrierError):
    """What was given cannot be used as it is."""

    http_status = 400


class NotAllowed(ChartrierError):
    """The asker may not do this, here, now."""

    http_status = 403


class NotFound(ChartrierError):
    """There is no such thing, or none that the asker may see: both answer alike."""

    http_status = 404


class Conflict(ChartrierError):
    """It contradicts what is already there."""

    http_status = 409


class TooOften(ChartrierError):
    """It was tried too often: the same request may succeed after the `seconds` of the finding."""

    http_status = 429

    @property
    def seconds(self) -> int:
        return int(self.finding.values["seconds"])


class Unavailable(ChartrierError):
    """A resource is missing for now (disk, copy, database): the same request may succeed later."""

    http_status = 503


class IntegrityFailure(ChartrierError):
    """Bytes are not what the journal says. Never swallowed: stop, alarm."""
