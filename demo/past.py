"""Days of the past: commands are run as if the clock of the machine were set back, so that there is a past to show."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from unittest.mock import patch

from chartrier import clock

RELATIVE = re.compile(r"\bJ([+-][0-9]{1,4})\b")
"""A day as the files of the demonstration write it: `J-30` is thirty days ago."""


@contextmanager
def on(day: date) -> Iterator[None]:
    """From nine in the morning of a day on; a day that has not come yet changes nothing."""
    now = clock.now
    back = now() - datetime.combine(day, time(9), UTC)
    if back < timedelta(0):
        yield
        return
    with patch.object(clock, "now", lambda: now() - back):
        yield


def days_ago(days: int) -> date:
    """That day, in France."""
    return clock.day_of(clock.now()) - timedelta(days=days)


def dated(text: str) -> str:
    """A text in which each relative day is a date."""
    return RELATIVE.sub(lambda found: days_ago(-int(found[1])).isoformat(), text)


def day(text: str) -> date:
    """The date that a text is, or that is so many days from now."""
    return date.fromisoformat(dated(text))
