"""Room on disk, asked before anything is written."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
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
        device = os.stat(folder).st_dev
        first, sum_so_far = needed.get(device, (folder, MARGIN))
        needed[device] = (first, sum_so_far + size)
    for folder, bytes_needed in needed.values():
        free = shutil.disk_usage(folder).free
        if free < bytes_needed:
            raise Unavailable(NO_ROOM, needed=bytes_needed, free=free, where=str(folder))


def no_room(path: Path, size: int) -> Unavailable:
    """The refusal for a disk that filled up while `path` was written."""
    free = shutil.disk_usage(path.parent).free
    return Unavailable(NO_ROOM, needed=size, free=free, where=str(path.parent))
