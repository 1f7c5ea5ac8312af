"""What the catalog draws out of a unit's `Content` (an element value, docs/format.md §2.6)."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

WORDS_LIMIT = 100_000
"""Characters of a unit that are searched: PostgreSQL refuses a vector of more than 1 MiB."""

_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?(?:T.*|Z|[+-][0-9]{2}:[0-9]{2})?", re.DOTALL)


def title_of(content: Any) -> str:
    """The first `Title`, in whatever language it comes first."""
    return next(_values(content, "Title"), "")


def first_day(content: Any) -> date | None:
    """`StartDate` as the plain date that is written there; the first day of a month or a year alone."""
    return _date(next(_values(content, "StartDate"), ""), last=False)


def last_day(content: Any) -> date | None:
    """`EndDate`, likewise; the last day of a month or a year alone."""
    return _date(next(_values(content, "EndDate"), ""), last=True)


def words_of(content: Any) -> str:
    """All the text of the description but its titles, which are searched apart. Bounded."""
    parts: list[str] = []
    length = 0
    for name, value in content.items() if isinstance(content, dict) else ():
        if name == "Title" or name[:1] in ("@", "<"):
            continue
        for text in _texts(value):
            parts.append(text)
            length += len(text) + 1
            if length > WORDS_LIMIT:
                return " ".join(parts)[:WORDS_LIMIT]
    return " ".join(parts)


def _values(content: Any, name: str) -> Iterator[str]:
    found = content.get(name, ()) if isinstance(content, dict) else ()
    for value in found if isinstance(found, list) else ():
        text = value if isinstance(value, str) else value.get("#", "") if isinstance(value, dict) else ""
        if isinstance(text, str) and text.strip():
            yield text.strip()


def _texts(value: Any) -> Iterator[str]:
    """The texts of an element value, depth first, attributes left aside."""
    pending = [value]
    while pending:
        current = pending.pop()
        if isinstance(current, str):
            yield current
        elif isinstance(current, list):
            pending.extend(reversed(current))
        elif isinstance(current, dict):
            pending.extend(part for name, part in reversed(current.items()) if name[:1] not in ("@", "<"))


def _date(text: str, *, last: bool) -> date | None:
    match = _DATE.fullmatch(text)
    if match is None:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        month = month or (12 if last else 1)
        return date(year or 0, month, day or (calendar.monthrange(year or 0, month)[1] if last else 1))
    except (ValueError, calendar.IllegalMonthError):
        return None
