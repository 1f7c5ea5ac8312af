"""Names of the files that hold objects (docs/format.md §2.5): ours, with a safe extension of the sender's."""

from __future__ import annotations

import re
from uuid import UUID

OBJECTS = "objets"
"""The folder of the objects, below `content`."""

_EXTENSION = re.compile(r"\.([A-Za-z0-9]{1,8})\Z")


def safe_extension(*names: str | None) -> str:
    """The extension of the first name that has a safe one, lower case with its dot; else nothing."""
    for name in names:
        if name and (found := _EXTENSION.search(name)):
            return f".{found.group(1).lower()}"
    return ""


def object_path(identifier: UUID, extension: str) -> str:
    """Where an object lies, below `content`."""
    return f"{OBJECTS}/{identifier}{extension}"
