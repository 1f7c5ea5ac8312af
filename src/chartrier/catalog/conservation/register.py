"""Entering what becomes archive définitive, and what is so no more."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

import psycopg
from psycopg import errors

from chartrier.catalog.archive.findings import ALREADY_DEFINITIVE, NOT_DEFINITIVE
from chartrier.catalog.conservation.models import DefinitiveUnit
from chartrier.catalog.history.register import enter_history
from chartrier.catalog.transaction import transaction
from chartrier.errors import Conflict
from chartrier.records.lists import read_units

CONSERVATION_FILES = ("operation.json", "units.jsonl")

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
