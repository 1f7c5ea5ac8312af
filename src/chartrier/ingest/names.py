"""Where objects lie in a package (docs/format.md §2.5), by names of ours with a safe extension of the sender's."""

from __future__ import annotations

import re
from dataclasses import dataclass
from uuid import UUID

OBJECTS = "objets"
"""The folder of the objects, below `content`."""

_EXTENSION = re.compile(r"\.([A-Za-z0-9]{1,8})\Z")


@dataclass(frozen=True, slots=True)
class Location:
    """A file below `content`, or `length` bytes of it from `offset`."""

    path: str
    offset: int | None = None
    length: int | None = None


def safe_extension(*names: str | None) -> str:
    """The extension of the first name that has a safe one, lower case with its dot; else nothing."""
    for name in names:
        if name and (found := _EXTENSION.search(name)):
            return f".{found.group(1).lower()}"
    return ""


def object_path(identifier: UUID, extension: str) -> str:
    """Where an object that is a file of its own lies, below `content`; its name in a pack, where it is in one."""
    return f"{OBJECTS}/{identifier}{extension}"


def pack_path(number: int) -> str:
    """Where a pack lies, below `content`; the first is number 1."""
    return f"{OBJECTS}-{number:04d}.zip"
