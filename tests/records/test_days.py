"""An instant is of the day that it is in France."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from chartrier.clock import day_of


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        (datetime(2026, 12, 31, 22, 59, tzinfo=UTC), date(2026, 12, 31)),
        (datetime(2026, 12, 31, 23, 0, tzinfo=UTC), date(2027, 1, 1)),
        (datetime(2026, 7, 13, 21, 59, tzinfo=UTC), date(2026, 7, 13)),
        (datetime(2026, 7, 13, 22, 0, tzinfo=UTC), date(2026, 7, 14)),
        (datetime(2026, 3, 28, 22, 30, tzinfo=UTC), date(2026, 3, 28)),
        (datetime(2026, 3, 29, 22, 30, tzinfo=UTC), date(2026, 3, 30)),
        (datetime(2026, 10, 25, 22, 30, tzinfo=UTC), date(2026, 10, 25)),
    ],
)
def test_days(instant: datetime, day: date) -> None:
    assert day_of(instant) == day


def at(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


@given(st.integers(*(int(datetime(year, 1, 1, tzinfo=UTC).timestamp()) for year in (1997, 2038))).map(at))
@example(datetime(2026, 3, 29, 0, 59, 59, tzinfo=UTC))
@example(datetime(2026, 10, 25, 1, 0, tzinfo=UTC))
def test_it_is_what_the_tables_of_time_zones_say(instant: datetime) -> None:
    paris = ZoneInfo("Europe/Paris")
    assert day_of(instant) == instant.astimezone(paris).date()
    assert day_of(instant.astimezone(ZoneInfo("America/Cayenne"))) == day_of(instant)
