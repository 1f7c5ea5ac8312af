"""Prices and growth, computed by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from chartrier.catalog.archive.volumes import Volume
from chartrier.hosting.costing import gone_by, growth_of, projected, rate_of
from tests.hosting.test_breaches import HERE, THERE, placed

ON = date(2026, 11, 29)


def test_growth_is_of_full_months_and_empty_ones_count() -> None:
    months = [
        (date(2026, month, 1), Volume(1, 1, 1, size)) for month, size in ((8, 900), (9, 0), (10, 300), (11, 5_000))
    ]
    assert growth_of(months, ON) == 400
    assert growth_of(months[3:], ON) is None and growth_of([], ON) is None
    long_ago = [(date(2020 + at // 12, at % 12 + 1, 1), Volume(1, 1, 1, 12)) for at in range(6 * 12 + 10)]
    assert growth_of(long_ago, ON) == 12
    january = date(2026, 1, 15)
    assert growth_of([(date(2025, 1, 1), Volume(bytes=1_200)), *((date(2025, m, 1), Volume()) for m in range(2, 13))],
                     january) == 100  # fmt: skip


def test_a_price_is_of_every_copy_and_a_fixed_one_counts_once() -> None:
    here = replace(HERE, price_per_terabyte=Decimal(200), fixed_price=Decimal(100), copies=("a", "c"))
    both = [placed("a", here), placed("c", here), placed("b", THERE), placed("d", None)]
    rate = rate_of(both, Decimal("0.25"))
    assert (rate.per_terabyte, rate.fixed, rate.energy) == (400, 25, None)
    assert (rate.unpriced, rate.unmetered) == (("b", "d"), ("a", "c", "b", "d"))
    assert rate.whole(5 * 10**11) == Decimal("225.00") and rate.of(5 * 10**11) == 200
    free = rate_of([placed("b", THERE)], Decimal(1))
    assert free.whole(10**12) is None and free.of(10**12) is None and free.kilowatt_hours(10**12) is None
    at_the_end, next_year = projected(rate, 10**12, 10**11, ON, 2)
    # one month is left of this year
    assert (at_the_end.year, at_the_end.bytes, at_the_end.price) == (2026, 11 * 10**11, Decimal("465.00"))
    assert (next_year.year, next_year.bytes) == (2027, 23 * 10**11)
    assert list(projected(rate, 1, None, ON, 5)) == []


def test_past_years_are_what_of_today_was_there_then() -> None:
    rate = rate_of([placed("a", replace(HERE, price_per_terabyte=Decimal(100)))], Decimal(1))
    months = [(date(2024, 3, 1), Volume(bytes=10**12)), (date(2025, 6, 1), Volume(bytes=2 * 10**12)),
              (date(2026, 1, 1), Volume(bytes=10**12))]  # fmt: skip
    # of the four that came, one was destroyed since
    told = [(each.year, each.bytes, each.price) for each in gone_by(rate, 3 * 10**12, months, ON)]
    assert told == [(2024, 0, Decimal("0.00")), (2025, 2 * 10**12, Decimal("200.00"))]
    assert list(gone_by(rate, 0, [], ON)) == []
