"""What the name of a file says of it: a title that people can read, a date."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from pathlib import PurePosixPath

_JOINERS = "\u200c\u200d"
_DAY = re.compile(
    r"(?<!\d)(?:(?P<y>(?:1[5-9]|20)\d\d)[-_. ]?(?P<m>0[1-9]|1[0-2])[-_. ]?(?P<d>0[1-9]|[12]\d|3[01])"
    r"|(?P<d2>0?[1-9]|[12]\d|3[01])[-_. ](?P<m2>0?[1-9]|1[0-2])[-_. ](?P<y2>(?:1[5-9]|20)\d\d))(?!\d)"
)
_EXTENSION = re.compile(r"(?<=.)\.(?=[0-9]*[A-Za-z])[A-Za-z0-9]{1,8}$")
_YEAR = re.compile(r"(?<!\d)((?:1[5-9]|20)\d\d)(?!\d)")


def joins(text: str, at: int) -> bool:
    """Whether this character makes one sign of the visible ones on both of its sides: a family of emoji, or letters of
    India and Persia, are written with it.
    """
    around = text[at - 1 : at] + text[at + 1 : at + 2]
    return text[at] in _JOINERS and len(around) == 2 and all(unicodedata.category(each)[0] in "LMNS" for each in around)


def clean_line(text: str, longest: int = 500) -> str:
    """A line that can be kept and shown: one space between words, no invisible character, at most `longest` of them."""
    spaced = " ".join(text.split())
    unseen = ("Cc", "Cf", "Cs", "Co", "Cn")
    seen = "".join(
        each for at, each in enumerate(spaced) if unicodedata.category(each) not in unseen or joins(spaced, at)
    )
    return " ".join(seen.split())[:longest].strip()


def title_of(name: str) -> str:
    """The name without folder, extension and day, its signs of separation made spaces. A folder (`/` at its end) and a
    dot with a space after it have no extension.
    """
    whole = PurePosixPath(name).name
    stem = whole if name.endswith("/") else _EXTENSION.sub("", whole) or whole
    stem = _DAY.sub("", stem, count=1).strip(" -_.") or stem
    title = " ".join(re.sub(r"[_]+|(?<=\w)\+(?=\w)", " ", stem).split())
    return title[:1].upper() + title[1:] if title else name


def day_in(name: str) -> date | None:
    """The first day written in a name; in its folders when the file itself has none."""
    for part in reversed(PurePosixPath(name).parts):
        for match in _DAY.finditer(part):
            year, month, day = (
                (match["y"], match["m"], match["d"]) if match["y"] else (match["y2"], match["m2"], match["d2"])
            )
            try:
                return date(int(year), int(month), int(day))
            except ValueError:
                continue
    return None


def year_in(name: str) -> int | None:
    """The year of that day, else the first year written."""
    if (day := day_in(name)) is not None:
        return day.year
    match = _YEAR.search(name)
    return int(match[1]) if match else None
