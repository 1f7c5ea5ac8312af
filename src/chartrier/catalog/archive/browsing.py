"""The tree of what a tenant keeps, level by level, within somebody's bounds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import connections

from chartrier.catalog.archive.filters import Filters, conditions_of
from chartrier.catalog.archive.models import Unit
from chartrier.catalog.archive.searching import within
from chartrier.catalog.archive.spans import newest
from chartrier.catalog.transaction import transaction
from chartrier.records.voice import Bound

LEVEL = 200
"""Units of one level that are shown."""

TAKEN = 1_000
"""Of those under nothing, how many are looked at a time for whether they are within the bounds."""
TIMES = 20
"""How often for one answer."""
CHILDREN = """
    SELECT unit.id FROM archive_unitparent edge CROSS JOIN LATERAL (
        SELECT each.* FROM archive_unit each WHERE each.tenant = edge.tenant AND each.id = edge.unit LIMIT 1
    ) unit CROSS JOIN LATERAL (
        SELECT each.operation, each.agency FROM archive_versement each
        WHERE each.tenant = unit.tenant AND each.id = unit.versement LIMIT 1
    ) versement
    WHERE edge.tenant = %(tenant)s AND edge.parent = %(parent)s AND {}
    ORDER BY unit.title_key, unit.id LIMIT %(most)s
"""
"""By their keys, as `searching.AMONG`."""


def tops(tenant: int, bounds: Sequence[Bound], *, before: UUID | None) -> tuple[list[tuple[Unit, bool]], UUID | None]:
    """The units under nothing, the newest first, each with whether it contains others; and from where to go on.

    With `bounds`, those within them.
    """
    found: list[UUID] = []
    following, size = before, TAKEN if bounds else LEVEL + 1
    with transaction([tenant]), connections["default"].cursor() as cursor:
        for _ in range(TIMES):
            taken = newest(cursor, [tenant], following, size, top=True)
            found += within(cursor, tenant, taken, bounds) if bounds else taken
            following = taken[-1] if len(taken) == size else None
            if following is None or len(found) > LEVEL:
                break
        shown = found[:LEVEL]
        return _told(cursor, tenant, shown), shown[-1] if len(found) > LEVEL else following


def children_within(tenant: int, parent: UUID, bounds: Sequence[Bound]) -> tuple[list[tuple[Unit, bool]], bool]:
    """The units straight below, by title, each with whether it contains others; and whether there are more."""
    conditions, values = conditions_of(Filters(bounds=tuple(bounds)))
    given = {"tenant": tenant, "parent": parent, "most": LEVEL + 1, **values}
    with transaction([tenant]), connections["default"].cursor() as cursor:
        cursor.execute(CHILDREN.replace("{}", " AND ".join(conditions.values()) or "true"), given)
        found = [row[0] for row in cursor.fetchall()]
        return _told(cursor, tenant, found[:LEVEL]), len(found) > LEVEL


def _told(cursor: Any, tenant: int, identifiers: Sequence[UUID]) -> list[tuple[Unit, bool]]:
    units = {each.id: each for each in Unit.objects.defer("search").filter(tenant=tenant, id__in=identifiers)}
    cursor.execute(
        "SELECT DISTINCT parent FROM archive_unitparent WHERE tenant = %s AND parent = ANY(%s)",
        [tenant, list(identifiers)],
    )
    holding = {row[0] for row in cursor.fetchall()}
    return [(units[each], each in holding) for each in identifiers]
