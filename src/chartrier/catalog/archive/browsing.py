"""The tree of what a tenant keeps, level by level, within somebody's bounds."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db import connections

from chartrier.catalog.archive.models import Unit
from chartrier.catalog.archive.searching import FROM, Filters, clauses_of
from chartrier.catalog.transaction import transaction
from chartrier.records.voice import Bound

LEVEL = 200
"""Units of one level that are shown."""

TOPS = f"""
    SELECT unit.id {FROM} WHERE unit.tenant = %(tenant)s AND (%(before)s::uuid IS NULL OR unit.id < %(before)s)
        AND NOT EXISTS (SELECT FROM archive_unitparent above WHERE above.tenant = unit.tenant AND above.unit = unit.id)
        AND {{}} ORDER BY unit.id DESC LIMIT %(most)s
"""  # noqa: S608 - constants only
UNBOUNDED_TOPS = """
    SELECT unit.id FROM archive_unit unit
        WHERE unit.tenant = %(tenant)s AND (%(before)s::uuid IS NULL OR unit.id < %(before)s) AND NOT EXISTS (
            SELECT FROM archive_unitparent above WHERE above.tenant = unit.tenant AND above.unit = unit.id
        ) AND {} ORDER BY unit.id DESC LIMIT %(most)s
"""
"""The same where all is seen: by two indexes alone."""
CHILDREN = f"""
    SELECT unit.id {FROM} JOIN archive_unitparent edge ON edge.tenant = unit.tenant AND edge.unit = unit.id
        WHERE unit.tenant = %(tenant)s AND edge.parent = %(parent)s AND {{}}
        ORDER BY unit.title_key, unit.id LIMIT %(most)s
"""


def tops(tenant: int, bounds: Sequence[Bound], *, before: UUID | None) -> tuple[list[tuple[Unit, bool]], UUID | None]:
    """The units under nothing, the newest first, each with whether it contains others; and from where to go on.

    With `bounds`, those within them.
    """
    found = _level(TOPS if bounds else UNBOUNDED_TOPS, tenant, bounds, before=before)
    return found[:LEVEL], found[LEVEL - 1][0].id if len(found) > LEVEL else None


def children_within(tenant: int, parent: UUID, bounds: Sequence[Bound]) -> tuple[list[tuple[Unit, bool]], bool]:
    """The units straight below, by title, each with whether it contains others; and whether there are more."""
    found = _level(CHILDREN, tenant, bounds, parent=parent)
    return found[:LEVEL], len(found) > LEVEL


def _level(statement: str, tenant: int, bounds: Sequence[Bound], **given: UUID | None) -> list[tuple[Unit, bool]]:
    clauses, values = clauses_of(Filters(bounds=tuple(bounds)))
    with transaction([tenant]), connections["default"].cursor() as cursor:
        cursor.execute(
            statement.replace("{}", " AND ".join(clauses) or "true"),
            {"tenant": tenant, "most": LEVEL + 1, **given, **values},
        )
        identifiers = [row[0] for row in cursor.fetchall()]
        units = {each.id: each for each in Unit.objects.defer("search").filter(tenant=tenant, id__in=identifiers)}
        cursor.execute(
            "SELECT DISTINCT parent FROM archive_unitparent WHERE tenant = %s AND parent = ANY(%s)",
            [tenant, identifiers],
        )
        holding = {row[0] for row in cursor.fetchall()}
    return [(units[each], each in holding) for each in identifiers]
