"""Destroying in a tenant's folder: files that an order leaves no place for. No link is followed.

What is removed is removed for its file system; what a disk may keep of it below is said in docs/securite.md.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Collection
from pathlib import Path

from chartrier.vault.mending import ASIDE, FOLDER_ONLY, descend


def destroy(home: Path, folder: str, kept: Collection[str]) -> None:
    """Remove what lies below `folder` of a tenant's `home` and is none of `kept`, and all of it that was set aside.

    `kept` are paths below `folder`; without any only what was set aside goes: whoever has just put the folder there
    must not lose it. Folders that are left empty go. Durable on return. Raises OSError.
    """
    if kept:
        _destroy(home, folder, frozenset(kept))
    try:
        aside = descend(home, ASIDE)
    except FileNotFoundError:
        return
    try:
        stamps = _names(aside)
    finally:
        os.close(aside)
    for stamp in stamps:
        for place in (folder, f"incoming/{folder.rpartition('/')[2]}"):
            _destroy(home, f"{ASIDE}/{stamp}/{place}", frozenset())


def _destroy(home: Path, folder: str, kept: frozenset[str]) -> None:
    above, _, name = folder.rpartition("/")
    try:
        parent = descend(home, above)
    except (FileNotFoundError, NotADirectoryError):
        return
    try:
        if _empty(parent, name, "", kept):
            os.fsync(parent)
    except FileNotFoundError:
        return
    finally:
        os.close(parent)


def _empty(parent: int, name: str, path: str, kept: frozenset[str]) -> bool:
    """Whether `name` of this folder, at `path`, is gone: a file that is not kept, a folder where nothing is."""
    if not stat.S_ISDIR(os.lstat(name, dir_fd=parent).st_mode):
        if path in kept:
            return False
        os.unlink(name, dir_fd=parent)
        return True
    descriptor = os.open(name, FOLDER_ONLY, dir_fd=parent)
    try:
        names = _names(descriptor)
        gone = [_empty(descriptor, each, f"{path}/{each}" if path else each, kept) for each in names]
        if any(gone):
            os.fsync(descriptor)
        left = _names(descriptor)
    finally:
        os.close(descriptor)
    if left:
        return False
    os.rmdir(name, dir_fd=parent)
    return True


def _names(descriptor: int) -> list[str]:
    with os.scandir(descriptor) as entries:
        return sorted(entry.name for entry in entries)
