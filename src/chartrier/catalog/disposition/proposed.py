"""Entering what a proposition names, and asking which propositions name a unit."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

import psycopg
from django.db import connections

from chartrier.catalog.disposition.models import KeptUnit, ProposedUnit
from chartrier.catalog.history.register import enter_history
from chartrier.catalog.transaction import transaction
from chartrier.records.lists import read_units
from chartrier.rules.disposition.members import read_proposed

UNITS, KEPT = "units.jsonl", "kept.jsonl"
"""In the package of a `proposition`; `kept.jsonl`, the units that a sample keeps, in that of a tri."""

DISPOSING = 0x44495350
"""First key of the advisory locks of dispositions ("DISP"); the second is the tenant."""


def enter_proposed(cursor: psycopg.Cursor[Any], tenant: int, proposition: UUID, data: bytes) -> None:
    """The rows of a proposition, whose act is entered, from its `units.jsonl`; for a rebuild too."""
    lines = read_proposed(data)
    cursor.execute("DROP TABLE IF EXISTS entering_proposed")
    cursor.execute("CREATE TEMPORARY TABLE entering_proposed (line int, unit uuid) ON COMMIT DROP")
    with cursor.copy("COPY entering_proposed FROM STDIN") as copy:
        for line, units in lines.items():
            for unit in units:
                copy.write_row((line, unit))
    cursor.execute(
        "INSERT INTO disposition_proposedunit (tenant, proposition, line, unit)"
        " SELECT %s::bigint, %s::uuid, line, unit FROM entering_proposed",
        [tenant, proposition],
    )
    enter_history(cursor, tenant, proposition, {unit for units in lines.values() for unit in units})


def enter_kept(cursor: psycopg.Cursor[Any], tenant: int, proposition: UUID, data: bytes) -> None:
    """The rows of what the sample of a proposition keeps, from its `kept.jsonl`; for a rebuild too."""
    cursor.execute(
        "INSERT INTO disposition_keptunit (tenant, proposition, unit) SELECT %s::bigint, %s::uuid, unnest(%s::uuid[])",
        [tenant, proposition, list(read_units(data))],
    )


def kept_by(tenant: int, propositions: Collection[UUID]) -> list[UUID]:
    """The units that the samples of these propositions keep."""
    with transaction([tenant]):
        rows = KeptUnit.objects.filter(tenant=tenant, proposition__in=list(propositions)).order_by("unit")
        return list(rows.values_list("unit", flat=True))


def lock_dispositions(cursor: psycopg.Cursor[Any], tenant: int) -> None:
    """Until the transaction ends nobody else takes a step of any disposition of the tenant."""
    cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [DISPOSING, tenant])


def lines_naming(tenant: int, units: Collection[UUID]) -> dict[UUID, list[tuple[UUID, int]]]:
    """The propositions that name each of these units, each with its line."""
    with transaction([tenant]):
        rows = ProposedUnit.objects.filter(tenant=tenant, unit__in=list(units)).order_by("proposition", "line")
        found: dict[UUID, list[tuple[UUID, int]]] = {}
        for unit, proposition, line in rows.values_list("unit", "proposition", "line"):
            found.setdefault(unit, []).append((proposition, line))
    return found


def steps_now(cursor: psycopg.Cursor[Any], tenant: int, proposition: UUID) -> list[UUID]:
    """The acts that go on from a proposition, in the caller's transaction; of elimination too."""
    cursor.execute("SELECT id FROM acts_act WHERE tenant = %s AND subject = %s ORDER BY id", [tenant, proposition])
    return [act for (act,) in cursor.fetchall()]


def last_number(tenant: int, year: int) -> int:
    """The highest number of a proposition of that year; 0 for none."""
    with transaction([tenant]), connections["default"].cursor() as cursor:
        return _last_number(cursor, tenant, year)


def last_number_now(cursor: psycopg.Cursor[Any], tenant: int, year: int, but: UUID) -> int:
    """The same, in the caller's transaction, but for one proposition."""
    return _last_number(cursor, tenant, year, but)


def _last_number(cursor: Any, tenant: int, year: int, but: UUID | None = None) -> int:
    cursor.execute(
        "SELECT coalesce(max((record -> 'number' ->> 'rank')::int), 0) FROM acts_act"
        " WHERE tenant = %s AND operation = 'proposition' AND (record -> 'number' ->> 'year')::int = %s"
        " AND (%s::uuid IS NULL OR id <> %s::uuid)",
        [tenant, year, but, but],
    )
    (found,) = cursor.fetchone()
    return int(found)
