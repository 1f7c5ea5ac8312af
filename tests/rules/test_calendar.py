"""Calendar arithmetic, by hand and by its laws."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chartrier.rules.calendar import LAST_START_YEAR, LONGEST, CountFrom, Duration, Unit, end_of, has_ended

YEAR_END = CountFrom.YEAR_END

starts = st.dates(max_value=date(LAST_START_YEAR, 12, 31))
durations = st.sampled_from(list(Unit)).flatmap(
    lambda unit: st.builds(Duration, st.integers(0, LONGEST[unit]), st.just(unit))
)


@pytest.mark.parametrize(
    ("start", "number", "unit", "end"),
    [
        ("2002-01-01", 5, Unit.YEAR, "2007-01-01"),
        ("2000-01-01", 75, Unit.YEAR, "2075-01-01"),
        ("2026-11-22", 0, Unit.YEAR, "2026-11-22"),
        ("2024-02-29", 1, Unit.YEAR, "2025-02-28"),
        ("2024-02-29", 4, Unit.YEAR, "2028-02-29"),
        ("2000-02-29", 100, Unit.YEAR, "2100-02-28"),
        ("2023-01-31", 1, Unit.MONTH, "2023-02-28"),
        ("2024-01-31", 1, Unit.MONTH, "2024-02-29"),
        ("2024-01-31", 2, Unit.MONTH, "2024-03-31"),
        ("2024-10-31", 4, Unit.MONTH, "2025-02-28"),
        ("2024-12-15", 1, Unit.MONTH, "2025-01-15"),
        ("2024-11-30", 13, Unit.MONTH, "2025-12-30"),
        ("2024-02-28", 2, Unit.DAY, "2024-03-01"),
        ("2023-02-28", 1, Unit.DAY, "2023-03-01"),
        ("2023-01-01", 365, Unit.DAY, "2024-01-01"),
        ("2024-01-01", 365, Unit.DAY, "2024-12-31"),
    ],
)
def test_by_hand(start, number, unit, end):
    assert end_of(date.fromisoformat(start), Duration(number, unit)) == date.fromisoformat(end)


def test_from_31_december():
    """An invoice of 2019 with ten years leaves in 2030, whatever its day."""
    for day in (date(2019, 1, 1), date(2019, 6, 15), date(2019, 12, 31)):
        end = end_of(day, Duration(10, Unit.YEAR), YEAR_END)
        assert end == date(2030, 1, 1)
        assert not has_ended(end, date(2029, 12, 31))
        assert has_ended(end, date(2030, 1, 1))
    assert end_of(date(2019, 3, 1), Duration(6, Unit.MONTH), YEAR_END) == date(2020, 7, 1)


def test_what_ends_on_a_day_has_ended_on_it():
    assert has_ended(date(2026, 11, 22), date(2026, 11, 22))
    assert not has_ended(date(2026, 11, 22), date(2026, 11, 21))
    assert not has_ended(None, date.max)


@given(starts, durations)
def test_counting_from_the_end_of_the_year_is_never_earlier(start, duration):
    assert end_of(start, duration, YEAR_END) > end_of(start, duration) or duration.unit is Unit.DAY
    assert end_of(start, duration, YEAR_END) >= end_of(start, duration)


@given(starts, starts, durations)
def test_what_starts_later_ends_no_earlier(one, other, duration):
    first, second = sorted((one, other))
    assert end_of(first, duration) <= end_of(second, duration)
    assert end_of(first, duration, YEAR_END) <= end_of(second, duration, YEAR_END)


@given(starts, durations, st.integers(0, 50))
def test_what_lasts_longer_ends_no_earlier(start, duration, more):
    longer = Duration(min(duration.number + more, LONGEST[duration.unit]), duration.unit)
    assert end_of(start, duration) <= end_of(start, longer)
    assert start <= end_of(start, duration)


@given(starts, st.integers(0, 999))
def test_a_year_is_twelve_months(start, years):
    assert end_of(start, Duration(years, Unit.YEAR)) == end_of(start, Duration(12 * years, Unit.MONTH))


@pytest.mark.parametrize(
    ("number", "unit"), [(-1, Unit.DAY), (1000, Unit.YEAR), (11_989, Unit.MONTH), (364_636, Unit.DAY)]
)
def test_what_is_no_duration(number, unit):
    with pytest.raises(ValueError, match="duration"):
        Duration(number, unit)


def test_a_start_that_no_calendar_could_end():
    with pytest.raises(ValueError, match="late"):
        end_of(date(LAST_START_YEAR + 1, 1, 1), Duration(1, Unit.DAY))
