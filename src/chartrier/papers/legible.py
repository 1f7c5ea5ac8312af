"""Text from outside as a document can show it: what has no shape, or could reorder the line, is named instead.

The fonts are those of the compositor alone, so that a document is the same on every machine. Latin, Greek, Cyrillic and
common signs are shown; a character of another script, or one that is not seen (controls, directions, private use, a
mark that composes with no letter), stands as `[U+202E]`: a person who signs sees that it is there.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

FILE = "coverage.csv"
"""First and last code points of the stretches that are shown, in hexadecimal, ascending; the fonts cover them all."""

MAY_END = "\u200b"
"""Never in a legible text, and taken away again by the template."""

_LONG_WORD = re.compile(r"\S{19}(?=\S{3})")


def legible(text: str) -> str:
    """The text in composed form (NFC), every line end and tabulation a space, what cannot be shown named."""
    plain = unicodedata.normalize("NFC", text)
    return "".join(_shown(character) for character in plain)


def legible_data(value: Any) -> Any:
    """Every text of a JSON value, made legible, its longest words marked where a line may end (`MAY_END`).

    The names of members are ours.
    """
    if isinstance(value, str):
        return _LONG_WORD.sub(rf"\g<0>{MAY_END}", legible(value))
    if isinstance(value, Mapping):
        return {name: legible_data(held) for name, held in value.items()}
    if isinstance(value, Sequence):
        return [legible_data(held) for held in value]
    return value


def _shown(character: str) -> str:
    if " " <= character <= "~":
        return character
    if character in "\t\n\r":
        return " "
    first, last = _coverage()
    code = ord(character)
    place = bisect_right(first, code) - 1
    return character if place >= 0 and code <= last[place] else f"[U+{code:04X}]"


@cache
def _coverage() -> tuple[list[int], list[int]]:
    with files(__package__).joinpath(FILE).open(encoding="ascii") as lines:
        rows = [(int(first, 16), int(last, 16)) for first, last in csv.reader(lines, delimiter=";")]
    return [first for first, _ in rows], [last for _, last in rows]
