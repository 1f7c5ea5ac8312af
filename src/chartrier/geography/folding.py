"""Names as they are compared: without case, accents or hyphens, « St » and « Ste » written out."""

from __future__ import annotations

import re
import unicodedata

_LIGATURES = {"œ": "oe", "æ": "ae", "ß": "ss"}
_SHORT = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes"}
_PARTS = re.compile(r"[a-z0-9]+")
_ARTICLES = frozenset({"l", "le", "la", "les", "d"})


def _plain(letter: str) -> str:
    bare = unicodedata.normalize("NFD", letter.lower())
    return "".join(_LIGATURES.get(each, each) for each in bare if not unicodedata.combining(each))


# of the letters of names, once: thousands of names are folded when the list is first asked
_TABLE = {code: _plain(chr(code)) for code in (*range(ord("A"), ord("Z") + 1), *range(0xC0, 0x180))}


def fold(name: str) -> str:
    """The form in which two spellings of one name are equal: words of `a-z0-9` with one space between them."""
    plain = name.translate(_TABLE)
    if not plain.isascii():
        plain = "".join(_plain(letter) for letter in plain)
    return " ".join(_SHORT.get(part, part) for part in _PARTS.findall(plain))


def without_article(folded: str) -> str:
    """A folded name without the article at its head, by which it is looked for too: `abergement clemenciat`."""
    head, space, rest = folded.partition(" ")
    return rest if space and head in _ARTICLES else folded
