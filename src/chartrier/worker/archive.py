"""The archive that this process works on."""

from __future__ import annotations

from chartrier.wiring import Wiring

_held: list[Wiring] = []


def hold(archive: Wiring) -> None:
    """From now on, the tasks of this process are about this archive."""
    _held[:] = [archive]


def held() -> Wiring:
    """The archive that `hold` gave."""
    (archive,) = _held
    return archive
