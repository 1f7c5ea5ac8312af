"""Entering which units an act names, and asking which acts name a unit."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

import psycopg

from chartrier.catalog.acts.models import Act as ActRow
from chartrier.catalog.acts.register import Act
from chartrier.catalog.destruction.models import Destroyed
from chartrier.catalog.history.models import UnitAct
from chartrier.catalog.transaction import transaction

HANDED = "unites.txt"
"""In the package of a `communication` or `restitution`: the units handed out, a line each."""


def enter_history(cursor: psycopg.Cursor[Any], tenant: int, act: UUID, units: Iterable[UUID]) -> None:
    """This act, which is entered, names these units; in the caller's transaction, for a rebuild too."""
    cursor.execute("DROP TABLE IF EXISTS entering_history")
    cursor.execute("CREATE TEMPORARY TABLE entering_history (unit uuid) ON COMMIT DROP")
    with cursor.copy("COPY entering_history FROM STDIN") as copy:
        for unit in units:
            copy.write_row((unit,))
    cursor.execute(
        "INSERT INTO history_unitact (tenant, unit, act)"
        " SELECT DISTINCT %s::bigint, unit, %s::uuid FROM entering_history",
        [tenant, act],
    )


def enter_handed(cursor: psycopg.Cursor[Any], tenant: int, act: UUID, data: bytes) -> None:
    """The same, from the list of what was handed out (`HANDED`)."""
    enter_history(cursor, tenant, act, (UUID(line.decode()) for line in data.split()))


CORRECTED_SINCE = """
    SELECT DISTINCT named.unit FROM history_unitact named
        JOIN acts_act act ON act.tenant = named.tenant AND act.id = named.act AND act.operation = 'correction'
        JOIN journal_journalentry later ON later.tenant = named.tenant AND later.package = named.act
        JOIN journal_journalentry mark ON mark.tenant = named.tenant AND mark.package = %(mark)s
    WHERE named.tenant = %(tenant)s AND named.unit = ANY (%(units)s) AND later.index > mark.index
"""


def corrected_since(cursor: psycopg.Cursor[Any], tenant: int, units: Collection[UUID], mark: UUID) -> set[UUID]:
    """Those of the units that were corrected after the act `mark` entered the journal; in the caller's transaction."""
    cursor.execute(CORRECTED_SINCE, {"tenant": tenant, "units": list(units), "mark": mark})
    return {unit for (unit,) in cursor.fetchall()}


def units_of_act(tenant: int, act: UUID) -> list[UUID]:
    """The units that an act names, ascending."""
    with transaction([tenant]):
        rows = UnitAct.objects.filter(tenant=tenant, act=act).order_by("unit")
        return list(rows.values_list("unit", flat=True))


def acts_naming(tenant: int, units: Collection[UUID], operations: Collection[str] | None = None) -> list[Act]:
    """The acts that name one of these units, the oldest first; only of these operations, where they are given."""
    with transaction([tenant]):
        named = UnitAct.objects.filter(tenant=tenant, unit__in=units).values("act")
        rows = ActRow.objects.filter(tenant=tenant, id__in=named).order_by("id")
        if operations is not None:
            rows = rows.filter(operation__in=operations)
        return [_read(row) for row in rows]


def acts_of_history(tenant: int, identifiers: Collection[UUID]) -> list[Act]:
    """The acts of these identifiers, the oldest first."""
    with transaction([tenant]):
        return [_read(row) for row in ActRow.objects.filter(tenant=tenant, id__in=identifiers).order_by("id")]


def acts_following(tenant: int, acts: Collection[UUID]) -> list[Act]:
    """The acts that go on from these, and those that go on from them in turn."""
    found: dict[UUID, Act] = {}
    latest = set(acts)
    with transaction([tenant]):
        while latest:
            rows = ActRow.objects.filter(tenant=tenant, subject__in=latest)
            new = [_read(row) for row in rows if row.id not in found and row.id not in acts]
            found |= {each.id: each for each in new}
            latest = {each.id for each in new}
    return list(found.values())


def acts_destroying(tenant: int, unit: UUID) -> list[UUID]:
    """The order by which a unit was destroyed, and what attests it; nothing for one that is there."""
    with transaction([tenant]):
        orders = list(Destroyed.objects.filter(tenant=tenant, id=unit).values_list("act", flat=True))
        attested = ActRow.objects.filter(tenant=tenant, subject__in=orders).values_list("id", flat=True)
        return [*orders, *attested]


def _read(row: ActRow) -> Act:
    return Act(row.id, row.operation, row.subject, row.by, row.began, row.record)
