"""Dates that descriptions do not hold: given of a unit, they are of all that is below it too."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

import psycopg

from chartrier.catalog.rules.inherited import as_object, reading
from chartrier.rules.communicabilite.dates import KnownDates, read_dates, together

_GIVEN = """
    WITH RECURSIVE above(unit) AS (
        SELECT %(unit)s::uuid
        UNION
        SELECT link.parent FROM above
            JOIN archive_unitparent link ON link.tenant = %(tenant)s AND link.unit = above.unit
        WHERE NOT EXISTS (
            SELECT FROM communicabilite_unitdates given WHERE given.tenant = %(tenant)s AND given.unit = above.unit
        )
    )
    SELECT given.dates FROM above
        JOIN communicabilite_unitdates given ON given.tenant = %(tenant)s AND given.unit = above.unit
"""
KIND = "communicabilite"
"""The `kind` of an `evenement` that gives them."""


def enter_dates(cursor: psycopg.Cursor[Any], tenant: int, act: UUID, unit: UUID, dates: dict[str, Any]) -> None:
    """Enter what an act says of a unit, in the place of what was said before, in the caller's transaction."""
    cursor.execute(
        "INSERT INTO communicabilite_unitdates (tenant, unit, act, dates) VALUES (%s, %s, %s, %s)"
        " ON CONFLICT (tenant, unit) DO UPDATE SET act = excluded.act, dates = excluded.dates",
        [tenant, unit, act, json.dumps(dates)],
    )


def load_dates(cursor: psycopg.Cursor[Any], tenant: int, operation: bytes) -> None:
    """The same, from `operation.json`; for a rebuild. An `evenement` of another kind gives none."""
    record = json.loads(operation)
    if record.get("kind") == KIND:
        enter_dates(cursor, tenant, UUID(record["id"]), UUID(record["unit"]), record["dates"])


def dates_given(tenant: int, unit: UUID) -> KnownDates:
    """What was given of a unit; where nothing was, of those straight above it, and so on up every way."""
    with reading(tenant) as cursor:
        cursor.execute(_GIVEN, {"tenant": tenant, "unit": unit})
        return together(read_dates(as_object(dates)) for (dates,) in cursor.fetchall())
