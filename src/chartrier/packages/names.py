"""Which names of a package are safe to speak of, whatever machine reads them."""

from __future__ import annotations

import re
import unicodedata

from chartrier.packages import findings
from chartrier.packages.budget import Budget
from chartrier.packages.package import PackageRefused
from chartrier.records.finding import Finding, FindingKind, Place

_BIDI = "\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069"
_CONTROL = "\x00-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff"
"""C0, C1, the two separators of lines, and what XML cannot write."""

_SUSPECT = re.compile(f"[\\\\{_CONTROL}{_BIDI}\ud800-\udfff]|^.:")
_BIDI_CHARACTER = re.compile(f"[{_BIDI}]")
_CONTROL_CHARACTER = re.compile(f"[{_CONTROL}]")
_DRIVE = re.compile("[A-Za-z]:")
_NOT_SHOWN = re.compile(f"[{_CONTROL}{_BIDI}\ud800-\udfff]")

SHOWN = 200
"""Characters of an unsafe name that a finding shows."""


def shown(name: str) -> str:
    """A name as a finding may print it: dangerous characters spelled `\\u202e`, and cut when too long."""
    cut = name if len(name) <= SHOWN else name[: SHOWN - 1] + "…"
    return _NOT_SHOWN.sub(lambda match: f"\\u{ord(match[0]):04x}", cut)


def place_of(name: str) -> Place:
    """The place of a finding about this file."""
    return Place(file=shown(name))


def decode(raw: bytes) -> str:
    """A name in UTF-8. Raises PackageRefused."""
    try:
        return raw.decode()
    except UnicodeDecodeError:
        raise PackageRefused(findings.UNDECODABLE, place_of(raw.decode(errors="backslashreplace"))) from None


def folded(name: str) -> str:
    """What two names have in common when a computer that ignores case or composition takes them for one."""
    if name.isascii():
        return name.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def unsafe(name: str, budget: Budget) -> Finding | None:
    """Why this name of a file or folder (without its last `/`) is not taken, or None when it is safe."""
    if _SUSPECT.search(name):
        kind = _unsafe_character(name)
        if kind is not None:
            return Finding(kind, place_of(name))
    if name.startswith("/"):
        return Finding(findings.ABSOLUTE, place_of(name))
    components = name.split("/")
    if ".." in components:
        return Finding(findings.TRAVERSAL, place_of(name))
    if "" in components or "." in components:
        return Finding(findings.EMPTY_COMPONENT, place_of(name))
    return _too_long(name, components, budget)


def _unsafe_character(name: str) -> FindingKind | None:
    if "\x00" in name:
        return findings.NUL_CHARACTER
    if any("\ud800" <= character <= "\udfff" for character in name):
        return findings.UNDECODABLE
    if _CONTROL_CHARACTER.search(name):
        return findings.CONTROL_CHARACTER
    if _BIDI_CHARACTER.search(name):
        return findings.BIDI_CHARACTER
    if _DRIVE.match(name):
        return findings.DRIVE
    return findings.BACKSLASH if "\\" in name else None


def _too_long(name: str, components: list[str], budget: Budget) -> Finding | None:
    length = len(name.encode())
    if length > budget.path_bytes:
        return Finding(findings.NAME_TOO_LONG, place_of(name), {"length": length, "limit": budget.path_bytes})
    if length > budget.name_bytes:
        longest = max(len(component.encode()) for component in components)
        if longest > budget.name_bytes:
            return Finding(findings.NAME_TOO_LONG, place_of(name), {"length": longest, "limit": budget.name_bytes})
    if len(components) > budget.depth:
        return Finding(findings.TOO_DEEP, place_of(name), {"limit": budget.depth})
    return None
