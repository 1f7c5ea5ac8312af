"""How SEDA spells usages, digests and algorithms, and what the archive makes of them."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from chartrier.records.digest import ALGORITHMS

BINARY_USAGES = frozenset({"BinaryMaster", "Dissemination", "Thumbnail", "TextContent"})
PHYSICAL_USAGES = frozenset({"PhysicalMaster"})

_VERSION = re.compile(r"(?P<usage>[A-Za-z]+)(?:_(?P<version>[1-9][0-9]{0,8}))?")
_ALGORITHM_URIS: Mapping[str, str] = {
    "http://www.w3.org/2000/09/xmldsig#sha1": "sha1",
    "http://www.w3.org/2001/04/xmlenc#sha256": "sha256",
    "http://www.w3.org/2001/04/xmldsig-more#sha384": "sha384",
    "http://www.w3.org/2001/04/xmlenc#sha512": "sha512",
    "http://www.w3.org/2001/04/xmldsig-more#md5": "md5",
}


@dataclass(frozen=True, slots=True)
class ObjectVersion:
    """A `DataObjectVersion`: `BinaryMaster_1`, or `BinaryMaster`, which means the same."""

    usage: str
    version: int


@lru_cache(maxsize=1024)
def read_object_version(text: str) -> ObjectVersion | None:
    """None when it is not a usage, followed or not by `_` and a number from 1."""
    match = _VERSION.fullmatch(text)
    if match is None or match["usage"] not in BINARY_USAGES | PHYSICAL_USAGES:
        return None
    return ObjectVersion(match["usage"], int(match["version"] or 1))


@lru_cache(maxsize=1024)
def read_algorithm(text: str) -> str | None:
    """The archive's name of a digest algorithm (`SHA-512`, `sha512` and its W3C address are one); None if unknown."""
    name = _ALGORITHM_URIS.get(text.strip()) or re.sub(r"[^a-z0-9]", "", text.lower())
    return name if name in ALGORITHMS else None


def read_digest(algorithm: str, text: str) -> str | None:
    """A `MessageDigest`, hexadecimal or base64, as lower-case hexadecimal; None when it does not fit the algorithm."""
    text = "".join(text.split())
    length = ALGORITHMS[algorithm]
    if len(text) == length:
        return text.lower() if not set(text.lower()) - set("0123456789abcdef") else None
    try:
        digest = base64.b64decode(text, validate=True).hex()
    except (binascii.Error, ValueError):
        return None
    return digest if len(digest) == length else None
