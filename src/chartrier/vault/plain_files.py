"""Files and folders, and nothing else: opened, copied, taken as they are. No link is followed, no pipe waited for."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterable
from pathlib import Path

from chartrier.errors import IntegrityFailure
from chartrier.vault.durability import Batch
from chartrier.vault.findings import STAGING_DIFFERS


class NotAFile(Exception):
    """It is a folder, a link or a device."""


def open_file(path: Path | str) -> int:
    """A descriptor of a regular file, and nothing else: no link is followed, no pipe is waited for."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError as error:
        if error.errno in (errno.ELOOP, errno.ENOTDIR, errno.ENXIO):
            raise NotAFile from None
        raise
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise NotAFile
    return descriptor


def copy_folder(source: Path, target: Path, batch: Batch) -> None:
    """Copy a folder to a new place, its files for their owner to read. Raises OSError, IntegrityFailure (VAU-008)."""
    for folder, folders, names in os.walk(source, onerror=_raise):
        below = target / Path(folder).relative_to(source)
        below.mkdir(mode=0o700)
        batch.made(below)
        for name in names:
            copied = f"{below}/{name}"
            _copy_file(f"{folder}/{name}", copied)
            batch.wrote(copied)
        for name in folders:
            if Path(folder, name).is_symlink():
                raise IntegrityFailure(STAGING_DIFFERS, path=name)


def make_files(target: Path, files: Iterable[tuple[str, Iterable[bytes]]], batch: Batch) -> None:
    """Make a new folder of these files, by path below it, for their owner to read. Raises OSError, ValueError."""
    made = {target}
    target.mkdir(mode=0o700)
    batch.made(target)
    for path, chunks in files:
        parts = path.split("/")
        if {"", ".", ".."} & set(parts):
            raise ValueError(f"not a path below a package: {path!r}")
        for depth in range(1, len(parts)):
            folder = target.joinpath(*parts[:depth])
            if folder not in made:
                folder.mkdir(mode=0o700)
                batch.made(folder)
                made.add(folder)
        descriptor = os.open(target / path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400)
        with os.fdopen(descriptor, "wb") as file:
            for chunk in chunks:
                file.write(chunk)
        batch.wrote(str(target / path))


def enter_folder(folder: Path, batch: Batch) -> None:
    """Close what was made elsewhere as if it had been copied here, and have it synced."""
    folder.chmod(0o700)
    for place, folders, names in os.walk(folder, onerror=_raise):
        batch.made(Path(place))
        for name in (*names, *folders):
            path = f"{place}/{name}"
            mode, wanted = os.lstat(path).st_mode, 0o700 if name in folders else 0o400
            if not (stat.S_ISREG(mode) or (stat.S_ISDIR(mode) and name in folders)):
                raise IntegrityFailure(STAGING_DIFFERS, path=name)
            if stat.S_IMODE(mode) != wanted:
                Path(path).chmod(wanted)
        for name in names:
            batch.wrote(f"{place}/{name}")


def _copy_file(source: str, target: str) -> None:
    try:
        reader = open_file(source)
    except NotAFile:
        raise IntegrityFailure(STAGING_DIFFERS, path=source) from None
    try:
        writer = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400)
        try:
            left = os.fstat(reader).st_size
            # Not copy_file_range: some file systems would make both files share their blocks, and two copies
            # of a document that share a bad sector are one copy.
            while left and (sent := os.sendfile(writer, reader, None, left)):
                left -= sent
        finally:
            os.close(writer)
    finally:
        os.close(reader)
    if left:
        raise IntegrityFailure(STAGING_DIFFERS, path=source)


def _raise(error: OSError) -> None:
    raise error
