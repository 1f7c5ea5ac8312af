"""Where objects lie in a package (docs/format.md §2.5), by names of ours with a safe extension of the sender's."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

OBJECTS = "objets"
"""The folder of the objects, below `content`."""


@dataclass(frozen=True, slots=True)
class Location:
    """A file below `content`, or `length` bytes of it from `offset`."""

    path: str
    offset: int | None = None
    length: int | None = None


def object_path(identifier: UUID, extension: str) -> str:
    """Where an object that is a file of its own lies, below `content`; its name in a pack, where it is in one."""
    return f"{OBJECTS}/{identifier}{extension}"


def pack_path(number: int) -> str:
    """Where a pack lies, below `content`; the first is number 1."""
    return f"{OBJECTS}-{number:04d}.zip"
