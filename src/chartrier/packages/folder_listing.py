"""What an unpacked folder holds, walked by descriptors so that no link is ever followed."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from dataclasses import dataclass
from stat import S_ISBLK, S_ISCHR, S_ISDIR, S_ISFIFO, S_ISLNK, S_ISREG

from chartrier.packages import findings
from chartrier.packages.budget import Budget
from chartrier.packages.container import Identity, identity
from chartrier.packages.listing import Listing
from chartrier.packages.names import place_of
from chartrier.packages.package import Entry, PackageRefused
from chartrier.records.finding import NOWHERE, Findings

OPEN_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC


@dataclass(frozen=True, slots=True)
class FolderEntry(Entry):
    """A file of a folder, as it was when it was listed."""

    identity: Identity


@dataclass(frozen=True, slots=True)
class FolderContents:
    """Files by name, sorted, and every folder with what it was when it was listed (`""` is the root)."""

    files: dict[str, FolderEntry]
    folders: dict[str, Identity]


def list_folder(root: int, budget: Budget, found: Findings) -> FolderContents:
    """Everything below the folder behind this descriptor. Raises PackageRefused."""
    listing: Listing[FolderEntry] = Listing(budget, found)
    folders: dict[str, Identity] = {}
    try:
        _walk(root, "", budget, listing, folders)
    except OSError as error:
        raise unreadable(error, "") from error
    files = listing.entries()
    return FolderContents({name: files[name] for name in sorted(files)}, folders)


def unreadable(error: OSError, name: str) -> PackageRefused:
    """What it means that a file listed a moment ago does not open as what it was."""
    place = place_of(name) if name else NOWHERE
    if isinstance(error, PermissionError):
        return PackageRefused(findings.UNREADABLE, place, reason=error.strerror or "")
    gone = isinstance(error, FileNotFoundError | NotADirectoryError) or error.errno == errno.ELOOP
    kind = findings.CHANGED if gone else findings.UNREADABLE
    return PackageRefused(kind, place, reason=error.strerror or "")


def _walk(folder: int, path: str, budget: Budget, listing: Listing[FolderEntry], folders: dict[str, Identity]) -> None:
    folders[path] = identity(os.fstat(folder))
    below = []
    for raw, status in _members(folder, listing):
        name = (path + "/" if path else "") + raw.decode(errors="surrogateescape")
        if S_ISDIR(status.st_mode):
            listing.folder(name)
            below.append((raw, name, status))
        elif S_ISREG(status.st_mode) and status.st_nlink > 1:
            # its other name may be anywhere on this disk: it need not be the sender's file
            listing.refuse(findings.HARD_LINK, name)
        elif S_ISREG(status.st_mode):
            listing.file(FolderEntry(name, status.st_size, identity(status)))
        else:
            _refuse(name, status.st_mode, listing)
    # A name too deep was refused above; going down it would only cost descriptors.
    if path.count("/") + 2 > budget.depth:
        return
    for raw, name, status in below:
        try:
            descriptor = os.open(raw, OPEN_FOLDER, dir_fd=folder)
        except OSError as error:
            raise unreadable(error, name) from error
        try:
            if identity(os.fstat(descriptor))[:2] != identity(status)[:2]:
                raise PackageRefused(findings.CHANGED, place_of(name))
            _walk(descriptor, name, budget, listing, folders)
        finally:
            os.close(descriptor)


def _members(folder: int, listing: Listing[FolderEntry]) -> Iterator[tuple[bytes, os.stat_result]]:
    """Names as the bytes they are on disk, whatever the locale says they mean."""
    with os.scandir(folder) as members:
        for member in members:
            listing.member()
            yield os.fsencode(member.name), member.stat(follow_symlinks=False)


def _refuse(name: str, mode: int, listing: Listing[FolderEntry]) -> None:
    if S_ISLNK(mode):
        return listing.refuse(findings.SYMLINK, name)
    kinds = (("FIFO", S_ISFIFO), ("character device", S_ISCHR), ("block device", S_ISBLK))
    what = next((word for word, is_kind in kinds if is_kind(mode)), "socket")
    return listing.refuse(findings.SPECIAL_FILE, name, what=what)
