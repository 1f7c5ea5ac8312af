"""The folder where an operation works; it dies with the operation, or is swept when its process died first."""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from chartrier.copies.findings import ROOM_RAN_OUT, STAGING_FAILING
from chartrier.errors import Unavailable

FULL = (errno.ENOSPC, errno.EDQUOT)
"""What a disk answers that has no room left."""

_FAILING = (errno.EIO, errno.EROFS, errno.ENODEV, errno.ESTALE)


@dataclass(frozen=True, slots=True)
class Staging:
    """The folder of one operation, and a descriptor on it, older than anything that is written there."""

    folder: Path
    descriptor: int


@contextmanager
def open_staging(root: Path, operation: UUID) -> Iterator[Staging]:
    """A new private folder, leased (flock) for as long as the block lasts, then removed.

    A disk that fills up or fails meanwhile is told as Unavailable (CPY-012, CPY-013).
    """
    with while_room_lasts(root):
        root.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder = root / str(operation)
        with _locked(root, fcntl.LOCK_SH):
            # Under the shared lock no sweep can see the folder between its making and its lease.
            folder.mkdir(mode=0o700)
            lease = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
            fcntl.flock(lease, fcntl.LOCK_EX)
        try:
            yield Staging(folder, lease)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
            os.close(lease)


def sweep_staging(root: Path) -> int:
    """Remove the folders that no live process leases; how many."""
    if not root.is_dir():
        return 0
    swept = 0
    with while_room_lasts(root), _locked(root, fcntl.LOCK_EX):
        for folder in root.iterdir():
            if not folder.is_dir() or folder.is_symlink():
                continue
            try:
                descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
            except FileNotFoundError:
                # Its operation ended meanwhile: only making a folder takes the lock, removing it does not.
                continue
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue
            else:
                shutil.rmtree(folder, ignore_errors=True)
                swept += 1
            finally:
                os.close(descriptor)
    return swept


@contextmanager
def while_room_lasts(folder: Path) -> Iterator[None]:
    """A block that writes to this folder: a disk that fills up or fails meanwhile is told as Unavailable."""
    try:
        yield
    except OSError as error:
        if error.errno in FULL:
            raise Unavailable(ROOM_RAN_OUT, where=str(folder)) from error
        if error.errno in _FAILING:
            raise Unavailable(STAGING_FAILING, where=str(folder), why=os.strerror(error.errno)) from error
        raise


def unnamed_file(folder: Path, write: Callable[[BinaryIO], object]) -> BinaryIO:
    """A file without a name in this folder, as `write` leaves it, from its beginning: whoever reads it closes it.

    Raises Unavailable when the disk fills up or fails, and what `write` raises; nothing is left then.
    """
    file = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 - whoever reads it closes it
    try:
        with while_room_lasts(folder):
            write(file)
        file.seek(0)
    except BaseException:
        file.close()
        raise
    return file


@contextmanager
def _locked(root: Path, mode: int) -> Iterator[None]:
    descriptor = os.open(root / ".lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, mode)
        yield
    finally:
        os.close(descriptor)
