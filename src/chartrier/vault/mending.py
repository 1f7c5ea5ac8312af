"""Mending a tenant's folder in place: a file put back, a stranger set aside, rights taken back from others.

Every path is walked through descriptors: whatever somebody put there, no link is followed.
"""

from __future__ import annotations

import os
import re
import secrets
import stat
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from chartrier.vault.durability import sync
from chartrier.verify.reader import DEEPEST

ASIDE = "aside"

FOLDER_ONLY = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_IN_A_PACKAGE = re.compile(r"packages/[0-9a-f]{4}/[0-9a-f]{4}/[0-9a-f-]{36}/")


def restore(home: Path, path: str, chunks: Iterable[bytes], scratch: Path) -> None:
    """Write a file whole at the free path `scratch`, then put it at `path` below `home`. Raises OSError.

    What `chunks` raises goes through, and nothing has changed then.
    """
    os.close(descend(home, scratch.parent.name, make=True))
    descriptor = os.open(scratch, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, _rights(path, stat.S_IFREG))
    try:
        with os.fdopen(descriptor, "wb") as file:
            for chunk in chunks:
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
        folder, _, name = path.rpartition("/")
        parent = descend(home, folder, make=True)
        try:
            os.rename(scratch, name, dst_dir_fd=parent)
            os.fsync(parent)
        finally:
            os.close(parent)
    except BaseException:
        scratch.unlink(missing_ok=True)
        raise
    sync(scratch.parent)


def set_aside(home: Path, path: str) -> None:
    """Move what is at `path` below `home` to `aside/<now>/path`. Raises OSError."""
    folder, _, name = path.rpartition("/")
    stamp = f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}-{secrets.token_hex(4)}"
    try:
        source = descend(home, folder)
    except FileNotFoundError:
        return
    try:
        os.lstat(name, dir_fd=source)
        target = descend(home, f"{ASIDE}/{stamp}/{folder}".rstrip("/"), make=True)
        try:
            os.rename(name, name, src_dir_fd=source, dst_dir_fd=target)
            os.fsync(target)
        finally:
            os.close(target)
        os.fsync(source)
    except FileNotFoundError:
        return
    finally:
        os.close(source)


def open_to_others(home: Path, folder: str) -> Iterator[str]:
    """The paths of files and folders at and below `folder` whose rights are not their owner's alone.

    What cannot be listed is passed over: whoever reads it will tell.
    """
    parent, _, name = folder.rpartition("/")
    with suppress(OSError):
        descriptor = descend(home, parent)
        try:
            yield from _open_to_others(descriptor, name, folder)
        finally:
            os.close(descriptor)


def _open_to_others(parent: int, name: str, path: str, depth: int = 0) -> Iterator[str]:
    mode = os.lstat(name, dir_fd=parent).st_mode
    wanted = 0o700 if stat.S_ISDIR(mode) else 0o400
    plain = stat.S_ISDIR(mode) or stat.S_ISREG(mode)
    if plain and (mode & wanted != wanted or mode & 0o7077):
        yield path
    if not stat.S_ISDIR(mode) or depth == DEEPEST:
        return
    with suppress(OSError):
        descriptor = os.open(name, FOLDER_ONLY, dir_fd=parent)
        try:
            with os.scandir(descriptor) as entries:
                names = sorted(entry.name for entry in entries)
            for each in names:
                yield from _open_to_others(descriptor, each, f"{path}/{each}", depth + 1)
        finally:
            os.close(descriptor)


def close_to_others(home: Path, path: str) -> None:
    """Give a file or folder the rights that we write it with. Raises OSError."""
    folder, _, name = path.rpartition("/")
    parent = descend(home, folder)
    try:
        descriptor = os.open(name, os.O_PATH | os.O_NOFOLLOW | os.O_CLOEXEC, dir_fd=parent)
    finally:
        os.close(parent)
    try:
        kind = stat.S_IFMT(os.fstat(descriptor).st_mode)
        if kind in (stat.S_IFREG, stat.S_IFDIR):
            Path(f"/proc/self/fd/{descriptor}").chmod(_rights(path, kind))
    finally:
        os.close(descriptor)


def _rights(path: str, kind: int) -> int:
    """What we write at a path: nobody changes the files of a package, not even us."""
    if kind == stat.S_IFDIR:
        return 0o700
    return 0o400 if _IN_A_PACKAGE.match(path) else 0o600


def descend(home: Path, folder: str, *, make: bool = False) -> int:
    """A descriptor of a folder below `home`; the caller closes it. `make`: with the folders that are missing."""
    descriptor = os.open(home, FOLDER_ONLY)
    for part in folder.split("/") if folder else ():
        try:
            below = _enter(descriptor, part, make)
        finally:
            os.close(descriptor)
        descriptor = below
    return descriptor


def _enter(parent: int, name: str, make: bool) -> int:
    try:
        return os.open(name, FOLDER_ONLY, dir_fd=parent)
    except FileNotFoundError:
        if not make:
            raise
    os.mkdir(name, 0o700, dir_fd=parent)
    os.fsync(parent)
    return os.open(name, FOLDER_ONLY, dir_fd=parent)
