"""The dates that communicabilité is counted from.

A date known only by its year or month stands for its last day: what may be of 31 December is counted from it.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from chartrier.errors import InvalidInput
from chartrier.rules.calendar import LAST_START_YEAR
from chartrier.rules.communicabilite import findings as say

_DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)
_SHOWN = 40


def last_day(text: str) -> date:
    """The day written, or the last one of the month or year written.

    Raises InvalidInput for what the calendar does not have, and after the year 9000.
    """
    match = _DAY.fullmatch(text.strip())
    try:
        if match is None:
            raise ValueError(text)
        year, month = int(match[1]), int(match[2] or 12)
        day = date(year, month, int(match[3]) if match[3] else monthrange(year, month)[1])
    except ValueError:
        raise InvalidInput(say.NOT_A_DAY, value=text[:_SHOWN], last=LAST_START_YEAR) from None
    _check(day)
    return day


@dataclass(frozen=True, slots=True)
class Person:
    """Someone whom the documents are about; None is what is not known.

    Raises InvalidInput when the death comes before the birth.
    """

    birth: date | None = None
    death: date | None = None

    def __post_init__(self) -> None:
        _check(self.birth, self.death)
        if self.birth and self.death and self.death < self.birth:
            raise InvalidInput(say.DEATH_BEFORE_BIRTH, birth=str(self.birth), death=str(self.death))


@dataclass(frozen=True, slots=True)
class KnownDates:
    """What is known of a file: None, or no person, is what is not known.

    `persons` are all those whom the protected interest is about. `decision_pending`: the documents prepare a decision
    that is not taken, or are not finished (CRPA L311-2). Raises InvalidInput for a date after the year 9000.
    """

    latest_document: date | None = None
    register_closed: date | None = None
    detention_ended: date | None = None
    persons: tuple[Person, ...] = ()
    decision_pending: bool = False

    def __post_init__(self) -> None:
        _check(self.latest_document, self.register_closed, self.detention_ended)


def together(several: Iterable[KnownDates]) -> KnownDates:
    """What is known by several: the latest of each date, all persons, and a decision that one says is pending."""
    all_of_them = list(several)
    return KnownDates(
        latest_document=_latest(each.latest_document for each in all_of_them),
        register_closed=_latest(each.register_closed for each in all_of_them),
        detention_ended=_latest(each.detention_ended for each in all_of_them),
        persons=tuple(dict.fromkeys(person for each in all_of_them for person in each.persons)),
        decision_pending=any(each.decision_pending for each in all_of_them),
    )


def write_dates(dates: KnownDates) -> dict[str, Any]:
    """As `operation.json` keeps them (docs/format.md §2.1.3)."""
    return {
        "latest_document": _written(dates.latest_document),
        "register_closed": _written(dates.register_closed),
        "detention_ended": _written(dates.detention_ended),
        "persons": [{"birth": _written(each.birth), "death": _written(each.death)} for each in dates.persons],
        "decision_pending": dates.decision_pending,
    }


def read_dates(written: Mapping[str, Any]) -> KnownDates:
    """The dates that `write_dates` wrote."""
    persons = (Person(_read(each["birth"]), _read(each["death"])) for each in written["persons"])
    return KnownDates(
        latest_document=_read(written["latest_document"]),
        register_closed=_read(written["register_closed"]),
        detention_ended=_read(written["detention_ended"]),
        persons=tuple(persons),
        decision_pending=written["decision_pending"],
    )


def _latest(days: Iterable[date | None]) -> date | None:
    return max(filter(None, days), default=None)


def _written(day: date | None) -> str | None:
    return None if day is None else str(day)


def _read(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _check(*days: date | None) -> None:
    for day in days:
        if day is not None and day.year > LAST_START_YEAR:
            raise InvalidInput(say.NOT_A_DAY, value=str(day), last=LAST_START_YEAR)
