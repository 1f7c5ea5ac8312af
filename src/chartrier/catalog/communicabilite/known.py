"""Dates that descriptions do not hold: given of a unit, they are of all that is below it too."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

import psycopg

from chartrier.catalog.archive import questions
from chartrier.catalog.communicabilite.models import UnitDates
from chartrier.catalog.transaction import transaction
from chartrier.rules.communicabilite.dates import KnownDates, read_dates, together

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
    with transaction([tenant]):
        found: list[KnownDates] = []
        seen, left = {unit}, [unit]
        while left:
            rows = {row.unit: row for row in UnitDates.objects.filter(tenant=tenant, unit__in=left)}
            found.extend(read_dates(row.dates) for row in rows.values())
            above = [parent for each in left if each not in rows for parent in questions.parents_of([tenant], each)]
            left = [parent for parent in dict.fromkeys(above) if parent not in seen]
            seen.update(left)
    return together(found)
