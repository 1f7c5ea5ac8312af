"""Words of what deserves most care: health, religion, opinions… (RGPD art. 9), offences (art. 10), social hardship.

The list is ours (`words.csv`), to be amended; a word says that a document is about such things, not about whom.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from chartrier.detection.occurrence import Kind, Occurrence

_ACCENTED = ("aàâä", "cç", "eéèêë", "iîï", "oôö", "uùûü")
_ENDING = r"(?:es|e|s|x)?"


@cache
def categories() -> Mapping[str, str]:
    """The category of each word, by the word as the list writes it."""
    listed = (files("chartrier.detection") / "words.csv").read_text("utf-8").splitlines()
    return {row["word"]: row["category"] for row in csv.DictReader(listed)}


def specials(text: str) -> Iterator[Occurrence]:
    """The words of the list, whatever their case, accents, gender and number; shown as their category."""
    for found in _pattern().finditer(text):
        if found.lastgroup is not None:
            category = _by_group()[found.lastgroup]
            yield Occurrence(Kind.SPECIAL, found.start(), found.end(), 0.7, category)


@cache
def _by_group() -> Mapping[str, str]:
    return {f"c{number}": category for number, category in enumerate(dict.fromkeys(categories().values()))}


@cache
def _pattern() -> re.Pattern[str]:
    groups = [
        f"(?P<{name}>{'|'.join(_written(word) for word in _longest_first(category))})"
        for name, category in _by_group().items()
    ]
    return re.compile(rf"(?<!\w)(?:{'|'.join(groups)})(?!\w)", re.IGNORECASE)


def _longest_first(category: str) -> list[str]:
    return sorted((word for word, its in categories().items() if its == category), key=len, reverse=True)


def _written(word: str) -> str:
    """The pattern of a word of the list: its accents may lack, each of its words may be feminine or plural."""
    return r"\s+".join("".join(_letter(each) for each in part) + _ENDING for part in word.split())


def _letter(letter: str) -> str:
    for all_of_it in _ACCENTED:
        if letter in all_of_it:
            return f"[{all_of_it}]"
    return "['’]" if letter in "'’" else re.escape(letter)
