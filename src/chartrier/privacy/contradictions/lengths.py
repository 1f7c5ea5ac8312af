"""Which of two durations is the longer, and the day that lies one before another."""

from __future__ import annotations

from datetime import date, timedelta

from chartrier.rules.calendar import Duration, Unit, end_of

_SOME_DAY = date(2001, 1, 1)


def longer(one: Duration, other: Duration) -> bool:
    """Whether the one lasts longer than the other, from the same day."""
    return end_of(_SOME_DAY, one) > end_of(_SOME_DAY, other)


def back(day: date, duration: Duration) -> date:
    """The last day from which a duration has ended by `day`; the first of the calendar where there is none."""
    if duration.unit is Unit.DAY:
        return day - timedelta(days=min(duration.number, (day - date.min).days))
    months = duration.number * (12 if duration.unit is Unit.YEAR else 1)
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    if year < 1:
        return date.min
    found = date(year, month + 1, min(day.day, 28))
    # the days of the end of a month are tried, for months have not as many
    while end_of(found + timedelta(days=1), duration) <= day:
        found += timedelta(days=1)
    return found
