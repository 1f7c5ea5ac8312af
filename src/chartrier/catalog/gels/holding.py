"""Which units gels hold: those named and all below, whatever their rules prevent (SEDA's `PreventInheritance` is no
word of a gel). Always current: whoever changes the graph says so in the same transaction.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

import psycopg
from psycopg import errors

from chartrier.catalog.archive.findings import HELD_UNIT_GONE
from chartrier.catalog.archive.graph import step_by_step
from chartrier.catalog.figures import Figure
from chartrier.catalog.gels.models import Gel, GelRoot, HeldUnit
from chartrier.catalog.transaction import transaction
from chartrier.errors import Conflict

HELD = "EXISTS (SELECT FROM gels_heldunit held WHERE held.tenant = {unit}.tenant AND held.unit = {unit}.id)"
"""SQL: whether a gel in force holds the unit; `HELD.format(unit="u")` for a table of units named `u`."""

REGION = """
    CREATE TEMPORARY TABLE holding_region ON COMMIT DROP AS
    WITH RECURSIVE below(unit) AS (
        SELECT unnest(%(roots)s::uuid[])
        UNION
        SELECT edge.unit FROM below JOIN archive_unitparent edge
            ON edge.tenant = %(tenant)s AND edge.parent = below.unit
    ) SELECT unit FROM below
"""
FORGET = """
    DELETE FROM gels_heldunit held USING holding_region region
    WHERE held.tenant = %(tenant)s AND held.unit = region.unit
"""
HOLD = """
    WITH RECURSIVE held(unit, gel) AS (
        SELECT region.unit, root.gel FROM holding_region region
            JOIN gels_gelroot root ON root.tenant = %(tenant)s AND root.unit = region.unit
            JOIN gels_gel gel ON gel.tenant = %(tenant)s AND gel.id = root.gel AND gel.lifted IS NULL
        UNION
        SELECT region.unit, above.gel FROM holding_region region
            JOIN archive_unitparent edge ON edge.tenant = %(tenant)s AND edge.unit = region.unit
            JOIN gels_heldunit above ON above.tenant = %(tenant)s AND above.unit = edge.parent
        UNION
        SELECT edge.unit, held.gel FROM held
            JOIN archive_unitparent edge ON edge.tenant = %(tenant)s AND edge.parent = held.unit
    )
    INSERT INTO gels_heldunit (tenant, unit, gel)
    SELECT %(tenant)s, held.unit, held.gel FROM held
        JOIN archive_unit there ON there.tenant = %(tenant)s AND there.id = held.unit
"""


def recompute_held(cursor: psycopg.Cursor[Any], tenant: int, roots: Collection[UUID]) -> None:
    """Find out again what holds these units and all below; nothing else has changed.

    In the caller's transaction, after the change of the graph or of the gels, which it made under a lock
    (`catalog.rules.locking`). Raises Conflict when one of the units is
    eliminated at this moment.
    """
    cursor.execute(
        "SELECT EXISTS (SELECT FROM gels_gel WHERE tenant = %(tenant)s AND lifted IS NULL)"
        " OR EXISTS (SELECT FROM gels_heldunit WHERE tenant = %(tenant)s)",
        {"tenant": tenant},
    )
    if not roots or cursor.fetchone() == (False,):
        return
    cursor.execute("DROP TABLE IF EXISTS holding_region")
    with step_by_step(cursor):
        cursor.execute(REGION, {"tenant": tenant, "roots": list(roots)})
    cursor.execute("ANALYZE holding_region")
    cursor.execute(FORGET, {"tenant": tenant})
    try:
        with step_by_step(cursor):
            cursor.execute(HOLD, {"tenant": tenant})
    except errors.ForeignKeyViolation as problem:
        raise Conflict(HELD_UNIT_GONE) from problem


def hold_attached(cursor: psycopg.Cursor[Any], tenant: int, versement: UUID) -> None:
    """What a versement attaches to units that are held is held with them; in its transaction, once all is loaded, and
    nobody sets or lifts a gel until it ends (`catalog.rules.locking.lock_computing`).
    """
    cursor.execute(
        "SELECT edge.unit FROM archive_unitparent edge JOIN archive_unit unit"
        " ON unit.tenant = edge.tenant AND unit.id = edge.unit"
        " WHERE unit.tenant = %s AND unit.versement = %s AND edge.attached",
        [tenant, versement],
    )
    if attached := {unit for (unit,) in cursor.fetchall()}:
        recompute_held(cursor, tenant, attached)


def held_now(cursor: psycopg.Cursor[Any], tenant: int, units: Collection[UUID]) -> set[UUID]:
    """Those of the units that a gel holds, in the caller's transaction: what it reads stays so if it took the lock
    before (`catalog.rules.locking.lock_changing`).
    """
    cursor.execute(
        "SELECT DISTINCT unit FROM gels_heldunit WHERE tenant = %s AND unit = ANY (%s)", [tenant, list(units)]
    )
    return {unit for (unit,) in cursor.fetchall()}


def holding(tenant: int, units: Collection[UUID]) -> dict[UUID, list[Gel]]:
    """The gels in force that hold each of these units; those that none holds are left out."""
    with transaction([tenant]):
        rows = HeldUnit.objects.filter(tenant=tenant, unit__in=units).order_by("gel")
        pairs = list(rows.values_list("unit", "gel"))
        gels = {gel.id: gel for gel in Gel.objects.filter(tenant=tenant, id__in={gel for _, gel in pairs})}
    held: dict[UUID, list[Gel]] = {}
    for unit, gel in pairs:
        held.setdefault(unit, []).append(gels[gel])
    return held


def gels_of(tenants: Collection[int], *, review_by: date | None = None, lifted: bool = False) -> list[Gel]:
    """The gels in force, the next review first; those to be reviewed up to a day only, or the lifted ones too."""
    with transaction(list(tenants)):
        rows = Gel.objects.filter(tenant__in=tenants).order_by("review", "id")
        if not lifted:
            rows = rows.filter(lifted=None)
        if review_by is not None:
            rows = rows.filter(review__lte=review_by)
        return list(rows)


def number_to_review(tenant: int, day: date) -> Figure:
    """How many gels in force are to be reviewed up to a day."""
    return Figure.count(Gel.objects.filter(tenant=tenant, lifted=None, review__lte=day))


def gel_of(tenant: int, gel: UUID) -> Gel | None:
    with transaction([tenant]):
        return Gel.objects.filter(tenant=tenant, id=gel).first()


def roots_of(tenant: int, gel: UUID) -> list[UUID]:
    """The units that a gel names."""
    with transaction([tenant]):
        return list(GelRoot.objects.filter(tenant=tenant, gel=gel).order_by("unit").values_list("unit", flat=True))


def count_held(tenant: int, gel: UUID) -> int:
    """How many units a gel holds now."""
    with transaction([tenant]):
        return HeldUnit.objects.filter(tenant=tenant, gel=gel).count()
