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
_PHRASE = re.compile(r'("[^"]*")')
_COMPOUND = re.compile(r"(?<![\w@./:-])(-?)([^\W\d_]+(?:-[^\W\d_]+)+)(?![\w@/:-]|\.\w)")
"""Words of letters joined by hyphens, and the minus before them; not in an address or the name of a file."""
KEY_LENGTH = 200
"""Characters of a sort key."""


def fold(text: str) -> str:
    """The text without case, accents, ligatures: `Délibération nº 2` is `deliberation no 2`."""
    if text.isascii():
        return text.lower().replace("\0", " ")
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return _UNSEEN.sub("", decomposed).translate(_UNDECOMPOSED)


def fold_question(words: str) -> str:
    """What a person asks, folded. A name with hyphens is the words that it is made of, however it was written where it
    is; figures keep theirs (`2025-015`), and so do phrases of more words, which are looked for as they are written.
    """
    pieces = _PHRASE.split(fold(words))
    return "".join(_parted_phrase(each) if at % 2 else _COMPOUND.sub(_parted, each) for at, each in enumerate(pieces))


def _parted_phrase(phrase: str) -> str:
    inside = phrase.strip('" ')
    found = _COMPOUND.fullmatch(inside)
    return f'"{inside.replace("-", " ")}"' if found is not None and not found[1] else phrase


def _parted(found: re.Match[str]) -> str:
    words = found[2].replace("-", " ")
    # what is without the one is not without the other
    return f'-"{words}"' if found[1] else words


def sort_key(text: str) -> str:
    """What to sort titles by: French order, numbers by their value (`Budget 9` before `Budget 10`)."""
    words = _APART.sub(" ", fold(text[: 2 * KEY_LENGTH])).strip()
    return _NUMBER.sub(lambda number: number[0].zfill(10), words)[:KEY_LENGTH]
