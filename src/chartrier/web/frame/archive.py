"""The archive that this process serves."""

from __future__ import annotations

from chartrier.wiring import Wiring

_served: list[Wiring] = []


def serve(archive: Wiring) -> None:
    """From now on, requests of this process are about this archive."""
    _served[:] = [archive]


def served() -> Wiring:
    """The archive that `serve` gave."""
    (archive,) = _served
    return archive
