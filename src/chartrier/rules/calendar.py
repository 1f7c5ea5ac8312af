"""Calendar arithmetic of legal durations, on plain dates.

- Days are counted. Months and years keep the day of the month; where that month has no such day, its last one
  stands: 31 January and a month is 28 or 29 February; 29 February and a year is 28 February, and four years the 29th.
- A duration counted from the end of the year begins once that year is over, on 1 January: what is of 2019 and lasts
  ten years from 31 December has ended on 1 January 2030.
- What ends on a day has ended on that day.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

LONGEST_YEARS = 999
LAST_START_YEAR = 9_000
"""No rule starts later, so that every end is in the calendar."""


class Unit(StrEnum):
    DAY = "Day"
    MONTH = "Month"
    YEAR = "Year"


LONGEST = {Unit.DAY: LONGEST_YEARS * 365, Unit.MONTH: LONGEST_YEARS * 12, Unit.YEAR: LONGEST_YEARS}
"""The longest duration in each unit."""


class CountFrom(StrEnum):
    """Where a duration begins: on the date itself, or once the year of that date is over."""

    DATE = "date"
    YEAR_END = "31-12"


@dataclass(frozen=True, slots=True)
class Duration:
    """So many days, months or years, at most 999 years. Raises ValueError beyond, or below zero."""

    number: int
    unit: Unit

    def __post_init__(self) -> None:
        if not 0 <= self.number <= LONGEST[self.unit]:
            raise ValueError(f"not a duration: {self.number} {self.unit}")


def end_of(start: date, duration: Duration, count_from: CountFrom = CountFrom.DATE) -> date:
    """The day on which a duration that starts on a date has ended.

    Raises ValueError for a start after `LAST_START_YEAR`.
    """
    if start.year > LAST_START_YEAR:
        raise ValueError(f"starts too late: {start}")
    first = date(start.year + 1, 1, 1) if count_from is CountFrom.YEAR_END else start
    if duration.unit is Unit.DAY:
        return first + timedelta(days=duration.number)
    months = duration.number * (12 if duration.unit is Unit.YEAR else 1)
    return _add_months(first, months)


def _add_months(start: date, months: int) -> date:
    years, month = divmod(start.month - 1 + months, 12)
    year = start.year + years
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def has_ended(end: date | None, today: date) -> bool:
    """Whether what ends on that day has ended; what has no end never does."""
    return end is not None and end <= today
