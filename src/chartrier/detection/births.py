"""Dates of birth: a date that the words before it call so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from chartrier.detection.masking import HIDDEN
from chartrier.detection.occurrence import Kind, Occurrence

_NUMBERS = {
    name: number
    for number, names in enumerate(
        (
            ("janvier",),
            ("février", "fevrier"),
            ("mars",),
            ("avril",),
            ("mai",),
            ("juin",),
            ("juillet",),
            ("août", "aout"),
            ("septembre",),
            ("octobre",),
            ("novembre",),
            ("décembre", "decembre"),
        ),
        1,
    )
    for name in names
}
_BORN = r"""
    \b n[ée] (?: \(e\) | e | \.e | ·e | /e )? s? \s+
      (?: (?-i:[A-ZÀ-Ý]) [\w'’-]+ \s* ,? \s+ ){0,3} (?: à \s+ [^\n\d]{2,40}? \s* ,? \s* )? le \s+ (?: \w{2,5}di \s+ )?
    | \b (?: date | jour ) s? \s+ (?: et \s+ lieu \s+ )? de \s+ naissance \s* :? \s* (?: le \s+ )?
    | \b naissance \s* : \s* (?: le \s+ )?
    | \b naissance \s+ du \s+
    | \b DDN \s* :? \s*
    """
_DAY = rf"""
    (?P<day>\d{{1,2}}) (?: er )?
    (?: \s? [./-] \s? (?P<month>\d{{1,2}}) \s? [./-] \s? | \s+ (?P<name>{"|".join(_NUMBERS)}) \s+ )
    (?P<year> (?:18|19|20)\d{{2}} | \d{{2}} )
    """
_BIRTH = re.compile(rf"(?: {_BORN} ) (?P<date> {_DAY} ) (?!\d)", re.VERBOSE | re.IGNORECASE)


def births(text: str) -> Iterator[Occurrence]:
    """Dates that the calendar knows, after « né le », « date de naissance »…"""
    for found in _BIRTH.finditer(text):
        month = int(found["month"]) if found["month"] else _NUMBERS[found["name"].lower()]
        year = found["year"] if len(found["year"]) == 4 else f"19{found['year']}"
        if _is_a_day(int(year), month, int(found["day"])):
            shown = f"{HIDDEN * 2}/{HIDDEN * 2}/{HIDDEN * 4}"
            yield Occurrence(Kind.BIRTH, found.start("date"), found.end("date"), 1.0, shown)


def _is_a_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
