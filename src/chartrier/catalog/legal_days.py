"""The days of the law are those of the calendar on the wall, not those of UTC."""

from __future__ import annotations

from datetime import date, datetime

from django.db import connections

from chartrier.catalog.transaction import transaction

ZONE = "Europe/Paris"
"""The zone in which an instant becomes a day; PostgreSQL knows its rules wherever it runs."""

DAY = f"(({{}})::timestamptz AT TIME ZONE '{ZONE}')::date"
"""SQL of the day of an instant; the instant's own SQL goes between the braces."""


def day_of(instant: datetime) -> date:
    """The day that the instant is of."""
    with transaction([]), connections["default"].cursor() as cursor:
        cursor.execute(f"SELECT {DAY.format('%s')}", [instant])
        found: date = cursor.fetchone()[0]
    return found
