"""What the name of a file says of it: a title that people can read, a date."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from pathlib import PurePosixPath

_DAY = re.compile(
    r"(?<!\d)(?:(?P<y>(?:1[5-9]|20)\d\d)[-_. ]?(?P<m>0[1-9]|1[0-2])[-_. ]?(?P<d>0[1-9]|[12]\d|3[01])"
    r"|(?P<d2>0?[1-9]|[12]\d|3[01])[-_. ](?P<m2>0?[1-9]|1[0-2])[-_. ](?P<y2>(?:1[5-9]|20)\d\d))(?!\d)"
)
_EXTENSION = re.compile(r"(?<=.)\.(?=[0-9]*[A-Za-z])[A-Za-z0-9]{1,8}$")
_YEAR = re.compile(r"(?<!\d)((?:1[5-9]|20)\d\d)(?!\d)")


def clean_line(text: str, longest: int = 500) -> str:
    """A line that can be kept and shown: one space between words, no invisible character, at most `longest` of them."""
    spaced = " ".join(text.split())
    seen = "".join(each for each in spaced if unicodedata.category(each) not in ("Cc", "Cf", "Cs", "Co", "Cn"))
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
