"""What a bordereau says of its lines: titles, extreme dates, files, bytes, versements of origin; all lines at once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from chartrier.catalog.archive.paper import METRES, THICKNESS
from chartrier.catalog.rules.codes import CATEGORY, FINAL
from chartrier.catalog.rules.trying import tried
from chartrier.rules.categories import DESTROY, KEEP, Category

MEMBERS = "CREATE TEMPORARY TABLE disposition_member (line int, unit uuid) ON COMMIT DROP"
SPANS = """
    SELECT m.line, min(u.start_date), max(coalesce(u.end_date, u.start_date)), array_agg(DISTINCT u.versement)
    FROM disposition_member m JOIN archive_unit u ON u.tenant = %(tenant)s AND u.id = m.unit GROUP BY m.line
"""
OBJECTS = f"""
    WITH held AS (
        SELECT DISTINCT m.line, o.id, o.kind, o.size, o.metadata
        FROM disposition_member m
            JOIN archive_unitgroup g ON g.tenant = %(tenant)s AND g.unit = m.unit
            JOIN archive_dataobject o ON o.tenant = %(tenant)s AND o.object_group = g.object_group
    )
    SELECT line, count(*) FILTER (WHERE kind = 'binary'), coalesce(sum(size) FILTER (WHERE kind = 'binary'), 0)::bigint,
        count(*) FILTER (WHERE kind = 'physical'),
        coalesce(round(1000 * sum({METRES}) FILTER (WHERE kind = 'physical')), 0)::bigint
    FROM held object, LATERAL (SELECT {THICKNESS} AS thick) dimensions GROUP BY line
"""  # noqa: S608 - constants only
TITLES = "SELECT id, title, end_date FROM archive_unit WHERE tenant = %(tenant)s AND id = ANY(%(units)s)"
VERSEMENTS = "SELECT id, message, operation FROM archive_versement WHERE tenant = %(tenant)s AND id = ANY(%(ids)s)"
DUE = """
    SELECT e.unit FROM rules_ending e
    WHERE e.tenant = %(tenant)s AND e.category = %(category)s AND e.ending <= %(day)s AND e.final = %(final)s
    ORDER BY e.ending, e.unit LIMIT %(limit)s
"""


@dataclass(slots=True)
class Extent:
    """What lies under one line."""

    start: date | None = None
    end: date | None = None
    versements: list[UUID] = field(default_factory=list)
    files: int = 0
    bytes: int = 0
    physical: int = 0
    """How many things."""
    millimetres: int = 0
    """Of shelves, all its things together."""


@dataclass(frozen=True, slots=True)
class Described:
    """All that lines say of units."""

    extents: Mapping[int, Extent]
    titles: Mapping[UUID, tuple[str, date | None]]
    messages: Mapping[UUID, str | None]
    producers: frozenset[str]
    """The originating agencies of the versements."""
    unsaid: bool = False
    """Whether one of the versements names none."""


def describe_lines(tenant: int, lines: Mapping[int, Collection[UUID]], titled: Iterable[UUID]) -> Described:
    """What lies under each line, and the titles of these units. Raises Unavailable."""
    extents = {line: Extent() for line in lines}
    with tried(tenant) as cursor:
        cursor.execute(MEMBERS)
        with cursor.copy("COPY disposition_member FROM STDIN") as copy:
            for line, units in lines.items():
                for unit in units:
                    copy.write_row((line, unit))
        cursor.execute("ANALYZE disposition_member")
        for line, start, end, versements in _rows(cursor, SPANS, tenant):
            extent = extents[line]
            extent.start, extent.end, extent.versements = start, end, sorted(versements, key=str)
        for line, files, size, physical, millimetres in _rows(cursor, OBJECTS, tenant):
            extent = extents[line]
            extent.files, extent.bytes, extent.physical, extent.millimetres = files, size, physical, millimetres
        titles = {unit: (title, end) for unit, title, end in _rows(cursor, TITLES, tenant, units=list(titled))}
        ids = list({each for extent in extents.values() for each in extent.versements})
        found = _rows(cursor, VERSEMENTS, tenant, ids=ids)
    producers = {(operation.get("transfer") or {}).get("originating_agency") for _, _, operation in found}
    messages = {each: message for each, message, _ in found}
    unsaid = None in producers or "" in producers or not {*ids} <= {*messages}
    return Described(extents, titles, messages, frozenset(filter(None, producers)), unsaid)


def due_units(tenant: int, day: date, *, sorting: bool = False, limit: int) -> list[UUID]:
    """The units whose DUA is over on that day and whose final action is to destroy, the earliest first.

    `sorting`: those whose final action is `Keep`, as that of the séries to sort is carried.
    """
    given = {
        "tenant": tenant,
        "category": CATEGORY[Category.APPRAISAL],
        "day": day,
        "final": FINAL[KEEP if sorting else DESTROY],
        "limit": limit,
    }
    with tried(tenant) as cursor:
        cursor.execute(DUE, given)
        return [unit for (unit,) in cursor.fetchall()]


def _rows(cursor: Any, statement: str, tenant: int, **given: Any) -> list[tuple[Any, ...]]:
    cursor.execute(statement, {"tenant": tenant, **given})
    return list(cursor.fetchall())
