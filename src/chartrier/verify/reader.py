"""Reading a copy of one tenant, whoever holds it: a folder, later a bucket. Links are never followed."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Literal, NamedTuple, Protocol

from chartrier.errors import IntegrityFailure
from chartrier.records.finding import Place
from chartrier.verify.findings import TOO_LARGE, UNREADABLE

Kind = Literal["file", "folder", "other"]

DEEPEST = 32
"""Folders within folders; what we write is 8 deep."""


class Item(NamedTuple):
    """Something in a copy: its path, `/` between the parts, and what it is (`other`: link, pipe, device)."""

    path: str
    kind: Kind


class CopyReader(Protocol):
    """A copy of one tenant: the folder that has `packages` and `journal` in it.

    What is not there is None. What is there and cannot be read (a link, a permission, a disk error) raises
    IntegrityFailure (VER-044), as does a file that is larger than `limit` (VER-045).
    """

    name: str
    """What people call this copy: `a`."""

    def read(self, path: str, limit: int) -> bytes | None:
        """The bytes of a file of at most `limit` bytes."""

    def open(self, path: str) -> BinaryIO | None:
        """A stream over a file, that can seek. Reading it may raise OSError."""

    def items(self, folder: str) -> Iterator[Item]:
        """What lies in a folder, in order of name; nothing when there is no such folder."""


def walk(copy: CopyReader, folder: str) -> Iterator[Item]:
    """All that lies below a folder but the folders themselves, in order."""
    pending = [copy.items(folder)]
    while pending:
        item = next(pending[-1], None)
        if item is None:
            pending.pop()
        elif item.kind == "folder" and len(pending) < DEEPEST:
            pending.append(copy.items(item.path))
        else:
            yield Item(item.path, "other") if item.kind == "folder" else item


def shown(path: str) -> str:
    """A path as it may be printed, whatever bytes are in it."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


class FolderCopy:
    """A copy in a folder, read through descriptors so that no part of a path below it can be a link."""

    def __init__(self, name: str, root: Path) -> None:
        self.name = name
        self._root = root

    def read(self, path: str, limit: int) -> bytes | None:
        stream = self.open(path)
        if stream is None:
            return None
        with stream:
            try:
                data = stream.read(limit + 1)
            except OSError as error:
                raise _unreadable(path, error) from None
        if len(data) > limit:
            raise IntegrityFailure(TOO_LARGE, Place(file=shown(path)), path=shown(path), limit=limit)
        return data

    def open(self, path: str) -> BinaryIO | None:
        folder, _, name = path.rpartition("/")
        try:
            parent = self._descend(folder)
            try:
                # A pipe must not make us wait.
                flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
                descriptor = os.open(name, flags, dir_fd=parent)
            finally:
                os.close(parent)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise _unreadable(path, error) from None
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            os.close(descriptor)
            raise _unreadable(path, OSError(errno.EINVAL, "not a plain file"))
        return os.fdopen(descriptor, "rb")

    def items(self, folder: str) -> Iterator[Item]:
        try:
            descriptor = self._descend(folder)
        except FileNotFoundError:
            return
        except OSError as error:
            raise _unreadable(folder, error) from None
        try:
            with os.scandir(descriptor) as entries:
                found = sorted((entry.name, _kind(entry)) for entry in entries)
        except OSError as error:
            raise _unreadable(folder, error) from None
        finally:
            os.close(descriptor)
        for name, kind in found:
            yield Item(f"{folder}/{name}" if folder else name, kind)

    def _descend(self, folder: str) -> int:
        """A descriptor of a folder of the copy; the caller closes it. Raises OSError."""
        flags = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
        descriptor = os.open(self._root, flags)
        for part in folder.split("/") if folder else ():
            try:
                below = os.open(part, flags, dir_fd=descriptor)
            finally:
                os.close(descriptor)
            descriptor = below
        return descriptor


def _kind(entry: os.DirEntry[str]) -> Kind:
    if entry.is_file(follow_symlinks=False):
        return "file"
    return "folder" if entry.is_dir(follow_symlinks=False) else "other"


def _unreadable(path: str, error: OSError) -> IntegrityFailure:
    link = error.errno in (errno.ELOOP, errno.ENOTDIR)
    why = "link" if link else error.strerror or str(error)
    return IntegrityFailure(UNREADABLE, Place(file=shown(path)), path=shown(path), why=why)
