"""Names of files, of ours and safe everywhere, made from those that came from outside."""

from __future__ import annotations

import re
import unicodedata

_EXTENSION = re.compile(r"\.([A-Za-z0-9]{1,8})\Z")
_FORBIDDEN = frozenset('<>:"/\\|?*')
_LONGEST = 60
"""Characters of a name made from a title."""
_MOST_BYTES = 120


def safe_extension(*names: str | None) -> str:
    """The extension of the first name that has a safe one, lower case with its dot; else nothing."""
    for name in names:
        if name and (found := _EXTENSION.search(name)):
            return f".{found.group(1).lower()}"
    return ""


def readable_name(title: str) -> str:
    """A name that tells a title, fit for a file or a folder on any system once a number stands before it.

    Characters that some system refuses, or that do not show, become a space; never empty, never ends with a dot.
    """
    kept = "".join(
        " " if character in _FORBIDDEN or unicodedata.category(character)[0] in "CZ" else character
        for character in unicodedata.normalize("NFC", title)
    )
    name = " ".join(kept.split())[:_LONGEST]
    while len(name.encode()) > _MOST_BYTES:
        name = name[:-1]
    return name.strip(" .") or "sans titre"
