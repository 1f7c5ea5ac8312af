"""Instants in UTC, written as the archive writes them: `2026-11-22T20:48:25.123456Z`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta, timezone

Clock = Callable[[], datetime]
"""What tells the time; tests pass their own."""


def now() -> datetime:
    """The present instant, aware, in UTC."""
    return datetime.now(UTC)


def write_instant(instant: datetime) -> str:
    """An aware instant as RFC 3339 in UTC with six decimals and `Z`."""
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def read_instant(text: str) -> datetime:
    """The instant that `write_instant` wrote. Raises ValueError on anything else."""
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)


def day_of(instant: datetime) -> date:
    """The day in France, where the law counts days, of an aware instant: the one function by which an instant is one.

    By the rule of directive 2000/84/CE, and not by the tables of the machine, so that whoever checks a date later, and
    elsewhere, has the same: summer time is from the last Sunday of March to the last of October, at 1:00 UTC.
    """
    return in_france(instant).date()


def in_france(instant: datetime) -> datetime:
    """The same instant as clocks in metropolitan France show it, with its offset; by the rule of `day_of`."""
    utc = instant.astimezone(UTC)
    return utc.astimezone(timezone(timedelta(hours=_ahead(utc))))


def beginning_of(day: date) -> datetime:
    """The instant at which a day begins in France: the first of which `day_of` is that day."""
    midnight = datetime.combine(day, time(), UTC)
    summer = midnight - timedelta(hours=2)
    return summer if day_of(summer) == day else midnight - timedelta(hours=1)


def instant_of(shown: datetime) -> datetime:
    """The instant at which clocks in France show this (naive) moment; the first, of an hour that comes twice."""
    utc = shown.replace(tzinfo=UTC)
    summer = utc - timedelta(hours=2)
    return summer if _ahead(summer) == 2 else utc - timedelta(hours=1)


def _ahead(utc: datetime) -> int:
    """How many hours France is ahead of UTC then."""
    return 2 if _turns(utc.year, 3) <= utc < _turns(utc.year, 10) else 1


def _turns(year: int, month: int) -> datetime:
    last = datetime(year, month, 31, 1, tzinfo=UTC)
    return last - timedelta(days=last.isoweekday() % 7)
