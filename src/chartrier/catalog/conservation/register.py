"""Entering what becomes archive définitive, and what is so no more."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import psycopg
from psycopg import errors

from chartrier.catalog.archive.findings import ALREADY_DEFINITIVE, NOT_DEFINITIVE
from chartrier.catalog.conservation.models import DefinitiveUnit
from chartrier.catalog.extents import Extent, extents
from chartrier.catalog.history.register import enter_history
from chartrier.catalog.rules.codes import CATEGORY
from chartrier.catalog.rules.inherited import reading
from chartrier.catalog.transaction import transaction
from chartrier.errors import Conflict
from chartrier.records.lists import read_units
from chartrier.rules.categories import Category

CONSERVATION_FILES = ("operation.json", "units.jsonl")

BY_ACT = """
    placed AS MATERIALIZED (
        SELECT definitive.unit, definitive.act::text AS key FROM conservation_definitiveunit definitive
            JOIN archive_unit unit ON unit.tenant = definitive.tenant AND unit.id = definitive.unit
        WHERE definitive.tenant = %(tenant)s AND definitive.act = ANY(%(acts)s)
    )
"""

DEFINITIVE = "EXISTS (SELECT FROM conservation_definitiveunit d WHERE d.tenant = {unit}.tenant AND d.unit = {unit}.id)"
"""SQL: whether the unit is archive définitive; `DEFINITIVE.format(unit="u")` for a table of units named `u`."""


def enter_conservation(
    cursor: psycopg.Cursor[Any], tenant: int, act: UUID, subject: UUID | None, files: Mapping[str, bytes]
) -> None:
    """The units of this act, which is entered, are archives définitives; with a `subject`, those of that act are so no
    more. In the caller's transaction, for a rebuild too.

    Raises Conflict when one of them is definitive already, or is so no more.
    """
    units = read_units(files["units.jsonl"])
    if subject is None:
        try:
            cursor.execute(
                "INSERT INTO conservation_definitiveunit (tenant, unit, act)"
                " SELECT %s::bigint, unnest(%s::uuid[]), %s::uuid",
                [tenant, units, act],
            )
        except errors.UniqueViolation as problem:
            raise Conflict(ALREADY_DEFINITIVE) from problem
    else:
        cursor.execute(
            "DELETE FROM conservation_definitiveunit WHERE tenant = %s AND act = %s AND unit = ANY (%s)",
            [tenant, subject, units],
        )
        if cursor.rowcount != len(units):
            raise Conflict(NOT_DEFINITIVE, act=str(subject))
    enter_history(cursor, tenant, act, units)


@dataclass(frozen=True, slots=True)
class Running:
    """Units whose DUA is not over: how many, and the first of them."""

    count: int
    first: UUID | None


def running_duas(cursor: psycopg.Cursor[Any], tenant: int, units: Collection[UUID], day: date) -> Running:
    """Those of the units that have a DUA which has not ended by this day, or of which nobody knows when it ends."""
    cursor.execute(
        "SELECT unit, count(*) OVER () FROM rules_ending WHERE tenant = %s AND unit = ANY (%s) AND category = %s"
        " AND (ending IS NULL OR ending > %s) ORDER BY unit LIMIT 1",
        [tenant, list(units), CATEGORY[Category.APPRAISAL], day],
    )
    found = cursor.fetchone()
    return Running(found[1], found[0]) if found else Running(0, None)


def definitive(tenant: int, units: Collection[UUID]) -> dict[UUID, UUID]:
    """Those of the units that are archives définitives, each with the act that made it so."""
    with transaction([tenant]):
        rows = DefinitiveUnit.objects.filter(tenant=tenant, unit__in=units)
        return dict(rows.values_list("unit", "act"))


def units_conserved(tenant: int, act: UUID) -> list[UUID]:
    """The units that are definitive by this act, still."""
    with transaction([tenant]):
        rows = DefinitiveUnit.objects.filter(tenant=tenant, act=act).order_by("unit")
        return list(rows.values_list("unit", flat=True))


def extents_conserved(tenant: int, acts: Collection[UUID]) -> dict[UUID, Extent]:
    """How much is there of what is definitive by each of these acts, still."""
    with reading(tenant) as cursor:
        found = extents(cursor, BY_ACT, {"tenant": tenant, "acts": list(acts)})
    return {UUID(act): extent for act, extent in found.items()}
