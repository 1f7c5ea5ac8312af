"""The dates that communicabilité is counted from.

A date known only by its year or month stands for its last day: what may be of 31 December is counted from it.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

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


def _check(*days: date | None) -> None:
    for day in days:
        if day is not None and day.year > LAST_START_YEAR:
            raise InvalidInput(say.NOT_A_DAY, value=str(day), last=LAST_START_YEAR)
