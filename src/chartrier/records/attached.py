"""A document that somebody attaches to what they decide: a letter, a scan."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

LARGEST = 64 << 20
"""Bytes."""

_EXTENSION = re.compile(r"\.[A-Za-z0-9]{1,8}")


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """Its bytes, and the name that it came under, of which only the extension is kept."""

    name: str
    data: bytes

    def called(self, stem: str) -> str:
        """The file's name in a package: this stem, and its own extension where that is a plain one."""
        _, dot, extension = self.name.rpartition(".")
        suffix = dot + extension.lower()
        return stem + (suffix if _EXTENSION.fullmatch(suffix) else "")

    @property
    def digest(self) -> str:
        return digest_of(self.data)


def digest_of(data: bytes) -> str:
    """The digest by which a member of `operation.json` names a file of its package."""
    return f"sha512:{hashlib.sha512(data).hexdigest()}"
