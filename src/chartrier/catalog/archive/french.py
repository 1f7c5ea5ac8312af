"""French text made comparable: for search, on both sides alike, and for the order of titles.

The embedded PostgreSQL has neither `unaccent` nor ICU, and an index must not depend on which server made it.
"""

from __future__ import annotations

import re
import unicodedata

_UNDECOMPOSED = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "’": "'", "ʼ": "'", "\0": " "})
UNSEEN = (
    "[\\u0300-\\u036f\\u1ab0-\\u1aff\\u1dc0-\\u1dff\\u20d0-\\u20ff\\ufe20-\\ufe2f"  # accents
    "\\u00ad\\u061c\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u206f\\ufeff]"  # soft hyphen, direction, joiners
)
"""What stands within words and is no letter: the class of a regular expression."""
_UNSEEN = re.compile(f"{UNSEEN}+")
_NUMBER = re.compile(r"[0-9]+")
_APART = re.compile(r"[\W_]+")
KEY_LENGTH = 200
"""Characters of a sort key."""


def fold(text: str) -> str:
    """The text without case, accents, ligatures: `Délibération nº 2` is `deliberation no 2`."""
    if text.isascii():
        return text.lower().replace("\0", " ")
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return _UNSEEN.sub("", decomposed).translate(_UNDECOMPOSED)


def sort_key(text: str) -> str:
    """What to sort titles by: French order, numbers by their value (`Budget 9` before `Budget 10`)."""
    words = _APART.sub(" ", fold(text[: 2 * KEY_LENGTH])).strip()
    return _NUMBER.sub(lambda number: number[0].zfill(10), words)[:KEY_LENGTH]
