"""Dates of SEDA: which exist, and which come before which."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chartrier.seda.moments import is_date, read_moment


@pytest.mark.parametrize(
    "text",
    [
        "2016",
        "2016-02",
        "2016-02-29",
        "2016-09-26Z",
        "2016-09-26+02:00",
        "2016-06-03T15:28:00",
        "-0044-03-15",
        "12016-01-01",
        "2016-06-03T15:28:00.123+01:00",
        "2016-06-03T24:00:00",
        "--02-29",
        "--02",
        "---31",
        " 2016 ",
    ],
)
def test_dates_that_exist(text):
    assert is_date(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hier",
        "2015-02-29",
        "2016-13-01",
        "2016-00-01",
        "16-01-01",
        "2016-01-01T25:00:00",
        "2016-1-1",
        "2016-01-01T10:00",
    ],
)
def test_dates_that_do_not(text):
    assert not is_date(text)


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("2015", "2016"),
        ("2016-01-31", "2016-02"),
        ("2016-06-03T15:28:00", "2016-06-03T15:28:01"),
        ("2016-06-03T23:59:00Z", "2016-06-04T02:30:00+02:00"),
        ("-0044", "0001-01-01"),
        ("9999-12-31", "10000-01-01"),
    ],
)
def test_order(earlier, later):
    assert read_moment(earlier).is_before(read_moment(later))
    assert not read_moment(later).is_before(read_moment(earlier))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2016", "2016-06-01"),
        ("2016-06", "2016-06-30T23:59:59"),
        ("2016-06-03", "2016-06-03T10:00:00"),
        ("2016-06-03Z", "2016-06-02T20:00:00"),
    ],
)
def test_what_may_be_the_same_moment_is_not_ordered(one, other):
    assert not read_moment(one).is_before(read_moment(other))
    assert not read_moment(other).is_before(read_moment(one))


@given(st.dates(), st.dates())
def test_dates_are_ordered_as_the_calendar_does(one, other):
    assert read_moment(one.isoformat()).is_before(read_moment(other.isoformat())) == (one < other)
