"""Room on disk, asked before anything is written."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path

from chartrier.errors import Unavailable
from chartrier.ingest.findings import NO_ROOM

MARGIN = 64 << 20
"""Bytes that stay free besides what the package takes: database, journal, other people's logs."""


def require_room(size: int, folders: Iterable[Path]) -> None:
    """Refuse unless `size` bytes fit once in each of the folders, several of which may share a disk.

    Raises Unavailable with the folder where room is missing.
    """
    needed: dict[int, tuple[Path, int]] = {}
    for folder in folders:
        device = folder.stat().st_dev
        first, sum_so_far = needed.get(device, (folder, MARGIN))
        needed[device] = (first, sum_so_far + size)
    for folder, bytes_needed in needed.values():
        free = shutil.disk_usage(folder).free
        if free < bytes_needed:
            raise Unavailable(NO_ROOM, needed=bytes_needed, free=free, where=str(folder))


def require_room_in_copies(size: int, staging: Path, folders: Sequence[Path], minimum: int) -> None:
    """Refuse unless `size` bytes fit once in `minimum` of the folders, besides once in staging.

    The first copy needs none of its own on the disk of staging: it takes the folder over. One that is not there or is
    full counts as a copy that is away. Raises Unavailable with the one where room is missing.
    """
    work = staging.stat().st_dev
    left = {work: shutil.disk_usage(staging).free - MARGIN - size}
    without: list[tuple[int, Path]] = []
    for number, folder in enumerate(folders):
        try:
            device = folder.stat().st_dev
            room = left.setdefault(device, shutil.disk_usage(folder).free - MARGIN)
        except OSError:
            without.append((0, folder))
            continue
        needed = 0 if number == 0 and device == work else size
        if room >= needed:
            left[device] = room - needed
        else:
            without.append((max(0, room + MARGIN), folder))
    if len(folders) - len(without) < minimum:
        free, where = max(without)
        raise Unavailable(NO_ROOM, needed=size + MARGIN, free=free, where=str(where))
