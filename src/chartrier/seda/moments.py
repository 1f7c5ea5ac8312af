"""The dates SEDA allows (`DateType`): from a year alone to an instant with its zone, compared without inventing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

_MOMENT = re.compile(
    r"(?P<year>-?\d{4,9})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d)"
    r"(?:T(?P<hour>\d\d):(?P<minute>\d\d):(?P<second>\d\d)(?:\.\d+)?)?)?)?(?P<zone>Z|[+-]\d\d:\d\d)?"
)
_RECURRING = re.compile(r"--(?:\d\d(?:-\d\d)?|-\d\d)(?:Z|[+-]\d\d:\d\d)?")
_DAY = 86_400
_WIDEST_ZONE = 14 * 3_600
_GREGORIAN_CYCLE = 146_097
"""Days in 400 years: how years that Python's calendar lacks are brought into it."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A stretch of time, in seconds from an origin of its own: all the instants that the text may mean."""

    year: int
    first: int
    last: int
    zoned: bool

    def is_before(self, other: Moment) -> bool:
        """Whether it ends before the other begins, whatever the zone of a text that names none."""
        slack = 0 if self.zoned == other.zoned else _WIDEST_ZONE
        return self.last + slack < other.first


def is_date(text: str) -> bool:
    """Whether a text is a date that SEDA allows and that the calendar has."""
    return _RECURRING.fullmatch(text.strip()) is not None or read_moment(text) is not None


@lru_cache(maxsize=4096)
def read_moment(text: str) -> Moment | None:
    """The moment that a text names; None for what is no date, or recurs every year."""
    match = _MOMENT.fullmatch(text.strip())
    if match is None:
        return None
    year = int(match["year"])
    month, day = match["month"], match["day"]
    try:
        first = _day_number(year, int(month or 1), int(day or 1))
        if day:
            last = first
        elif month:
            after = (year, int(month) + 1) if int(month) < 12 else (year + 1, 1)
            last = _day_number(*after, 1) - 1
        else:
            last = _day_number(year + 1, 1, 1) - 1
    except ValueError:
        return None
    start, end = first * _DAY, last * _DAY + _DAY - 1
    if match["hour"]:
        hour, minute, second = int(match["hour"]), int(match["minute"]), int(match["second"])
        if hour > 24 or minute > 59 or second > 59:
            return None
        start = end = start + hour * 3_600 + minute * 60 + second
    offset = _offset(match["zone"])
    return Moment(year, start - offset, end - offset, match["zone"] is not None)


def _day_number(year: int, month: int, day: int) -> int:
    cycles, within = divmod(year - 1, 400)
    return cycles * _GREGORIAN_CYCLE + (date(within + 1, month, day) - date.min) // timedelta(days=1)


def _offset(zone: str | None) -> int:
    if zone is None or zone == "Z":
        return 0
    seconds = int(zone[1:3]) * 3_600 + int(zone[4:6]) * 60
    return seconds if zone[0] == "+" else -seconds
