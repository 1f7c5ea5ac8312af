"""Room on disk, asked before anything is written."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from chartrier.errors import Unavailable
from chartrier.ingest.findings import NO_ROOM, ROOM_RAN_OUT

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


@contextmanager
def while_room_lasts(folder: Path) -> Iterator[None]:
    """A block that writes to this folder: a disk that fills up meanwhile is told as Unavailable."""
    try:
        yield
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        raise Unavailable(ROOM_RAN_OUT, where=str(folder)) from error
