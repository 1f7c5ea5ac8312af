"""The archive that this process serves."""

from __future__ import annotations

from chartrier.web.frame.readiness import Readiness
from chartrier.wiring import Wiring

_served: list[tuple[Wiring, Readiness]] = []


def serve(archive: Wiring) -> None:
    """From now on, requests of this process are about this archive."""
    _served[:] = [(archive, Readiness(archive.settings, archive.copies))]


def served() -> Wiring:
    """The archive that `serve` gave."""
    ((archive, _),) = _served
    return archive


def readiness() -> Readiness:
    """Whether it can be served."""
    ((_, told),) = _served
    return told
