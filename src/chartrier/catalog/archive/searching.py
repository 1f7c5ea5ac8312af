"""Search with filters: the function finds by words (`questions.find`), what is left is asked under the policies.

What has few units is found by its words and filtered there. Of words that many have, the newest are; beyond them units
are filtered first, some thousands at a time, and looked at for the words: whatever is asked takes bounded time. Where
nothing more was found in it, the answer says from where to go on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connections

from chartrier.catalog.archive.french import fold
from chartrier.catalog.archive.models import Unit
from chartrier.catalog.rules.codes import CATEGORY
from chartrier.catalog.transaction import transaction
from chartrier.records.voice import Bound
from chartrier.rules.categories import Category

BATCH = 10_000
"""Units that are taken up at a time."""
WALK = 20_000
"""Units that are filtered at a time, where many have the words."""
FIRST = 500
"""Of those that have the words, how many are filtered first."""
COUNTED = 2_000
"""How far what has some words is counted."""
BATCHES = 4
"""How many times one goes on for one answer."""
SPREAD = 500
"""Of the newest, how many are counted by facet."""
RANKED = 2_000
"""Of the newest, how many are put in the order of their pertinence."""
FACETED = 12
"""Values told of each facet, the most frequent first."""

SERVICE = """coalesce(unit.content #>> '{OriginatingAgency,0,Identifier,0}',
    versement.operation #>> '{transfer,originating_agency}', versement.agency)"""
"""The service producteur of a unit: its own, or that of its transfer."""

_APPRAISAL = CATEGORY[Category.APPRAISAL]
_RULED = (
    "(SELECT e.{} FROM rules_ending e WHERE e.tenant = unit.tenant AND e.unit = unit.id"  # noqa: S608 - constants only
    f" AND e.category = {_APPRAISAL})"
)
"""A column of the one row that a unit has there: asked for by its key, whatever else is wanted of it."""
_OBJECTS = (
    "FROM archive_unitgroup held JOIN archive_dataobject object"
    " ON object.tenant = held.tenant AND object.object_group = held.object_group"
    " WHERE held.tenant = unit.tenant AND held.unit = unit.id"
)
CLAUSES = {
    "services": f"{SERVICE} = ANY(%(services)s)",
    "series": _RULED.format("rules") + " && %(series)s::text[]",
    "first": "coalesce(unit.end_date, unit.start_date) >= %(first)s",
    "last": "coalesce(unit.start_date, unit.end_date) <= %(last)s",
    "formats": f"(SELECT true {_OBJECTS} AND object.format->>'puid' = ANY(%(formats)s) LIMIT 1) IS NOT NULL",
    "due_on": _RULED.format("ending")  # noqa: S608 - constants only
    + " <= %(due_on)s AND (SELECT true FROM conservation_definitiveunit kept"
    " WHERE kept.tenant = unit.tenant AND kept.unit = unit.id LIMIT 1) IS NULL",
    "frozen": "(SELECT true FROM gels_heldunit gel WHERE gel.tenant = unit.tenant AND gel.unit = unit.id LIMIT 1)"
    " IS NOT NULL",
    "below": """unit.id IN (WITH RECURSIVE below(id) AS (
        SELECT %(below)s::uuid UNION SELECT edge.unit FROM below
        JOIN archive_unitparent edge ON edge.tenant = ANY(%(tenants)s) AND edge.parent = below.id
    ) SELECT id FROM below WHERE id <> %(below)s::uuid)""",
}
"""What each filter asks for: looked up unit by unit (`LIMIT 1`), never for all that a tenant has at once."""

HAVING = f"""(unit.search @@ websearch_to_tsquery('pg_catalog.french', %(words)s)
    OR %(texts)s AND (SELECT true {_OBJECTS} AND EXISTS (
        SELECT FROM texts_text text WHERE text.tenant = object.tenant AND text.object = object.id
            AND text.search @@ websearch_to_tsquery('pg_catalog.french', %(words)s)) LIMIT 1) IS NOT NULL)"""  # noqa: S608
"""Whether a unit has the words, in its description or in its documents: where others were filtered out before."""
FROM = """FROM archive_unit unit
    JOIN archive_versement versement ON versement.tenant = unit.tenant AND versement.id = unit.versement"""
AMONG = """FROM unnest(%(among)s::uuid[]) asked (id) CROSS JOIN LATERAL (
        SELECT each.* FROM archive_unit each WHERE each.tenant = ANY(%(tenants)s) AND each.id = asked.id LIMIT 1
    ) unit CROSS JOIN LATERAL (
        SELECT each.operation, each.agency FROM archive_versement each
        WHERE each.tenant = unit.tenant AND each.id = unit.versement LIMIT 1
    ) versement"""
"""Those of some units that are there, each by its key: what a planner makes of an array may be a walk through all."""
DOWN_TO = "unit.id >= %(down_to)s"
LAST = "SELECT id FROM archive_unit WHERE tenant = ANY(%s) AND id < %s ORDER BY id DESC OFFSET %s LIMIT 1"
WALKED = """FROM (
        SELECT each.* FROM archive_unit each WHERE each.tenant = ANY(%(tenants)s) AND each.id < %(before)s
        ORDER BY each.id DESC LIMIT %(walk)s
    ) unit CROSS JOIN LATERAL (
        SELECT each.operation, each.agency FROM archive_versement each
        WHERE each.tenant = unit.tenant AND each.id = unit.versement LIMIT 1
    ) versement"""
"""The next units, each with its versement: by their key, as `AMONG`."""
SPREADING = f"""
    WITH found AS MATERIALIZED (
        SELECT unit.tenant, unit.id, {SERVICE} AS service,
            extract(year FROM coalesce(unit.start_date, unit.end_date))::int::text AS year
        {AMONG}
    ), held AS MATERIALIZED (
        SELECT DISTINCT unit.id, object.format->>'puid' AS puid, object.format->>'name' AS name
        FROM found unit CROSS JOIN LATERAL (SELECT object.format {_OBJECTS}) object
    ), spread AS (
        SELECT 'services' AS facet, service AS value, count(*) AS count, NULL AS name FROM found GROUP BY 2
        UNION ALL SELECT 'years', year, count(*), NULL FROM found GROUP BY 2
        UNION ALL SELECT 'formats', puid, count(DISTINCT id), max(name) FROM held GROUP BY 2
        UNION ALL SELECT 'series', rule, count(*), NULL FROM found unit
            JOIN rules_ending e ON e.tenant = unit.tenant AND e.unit = unit.id AND e.category = {_APPRAISAL}
            CROSS JOIN unnest(e.rules) rule GROUP BY 2
    ), placed AS (
        SELECT *, row_number() OVER (PARTITION BY facet ORDER BY count DESC, value) AS place
        FROM spread WHERE value IS NOT NULL
    )
    SELECT facet, value, count, name FROM placed WHERE place <= %(most)s ORDER BY facet, place
"""  # noqa: S608 - constants only
"""All facets at once: what was found is sent and looked up once."""
NAMES = ("services", "years", "formats", "series")
"""Of the facets."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What the units must be besides; empty or None: does not matter. `first` to `last`: their dates touch these days.

    `formats` are PUIDs, `series` the identifiers of appraisal rules. `below`: all under that unit. `bounds`: what lies
    within one of them at least; none: no bound at all.
    """

    services: tuple[str, ...] = ()
    series: tuple[str, ...] = ()
    first: date | None = None
    last: date | None = None
    formats: tuple[str, ...] = ()
    due_on: date | None = None
    frozen: bool = False
    below: UUID | None = None
    bounds: tuple[Bound, ...] = ()


@dataclass(frozen=True, slots=True)
class Facets:
    """By facet, its values and how many units have each, the most frequent first; `capped`: of the newest only."""

    values: Mapping[str, list[tuple[str, int]]] = field(default_factory=dict)
    capped: bool = False
    formats: Mapping[str, str] = field(default_factory=dict)
    """By PUID, the name of each format."""


@dataclass(frozen=True, slots=True)
class Sifted:
    """A page of units, the newest first. `next`: from where to go on, None at the end.

    `count`: how many there are from here on; None when more than was looked at (`COUNTED`, `BATCH`).
    `facets`: of the first page, when they were asked for.
    """

    units: list[Unit]
    count: int | None
    next: UUID | None
    facets: Facets | None = None


def sift(
    tenants: Sequence[int],
    words: str,
    filters: Filters,
    *,
    before: UUID | None,
    limit: int,
    texts: bool,
    spread: bool = False,
) -> Sifted:
    """The units with these words (all, without words) that pass the filters; `texts`: look into documents too.

    `spread`: with the facets, from what is looked up for the first page anyway.
    """
    with transaction(tenants), connections["default"].cursor() as cursor:
        filtered = bool(clauses_of(filters)[0])
        size = SPREAD if spread else FIRST if filtered else limit + 1
        taken = _taken(cursor, tenants, words, before, size, texts=texts, count=before is None or filtered)
        passed = _passing(cursor, tenants, taken.ids, filters)
        facets = _spread(cursor, tenants, passed, capped=len(taken.ids) == SPREAD) if spread else None
        following = taken.ids[-1] if len(taken.ids) == size else None
        few = taken.hits < COUNTED
        for _ in range(BATCHES):
            # What is few is looked through to its end, so that it can be counted.
            if following is None or (len(passed) > limit and not (filtered and few)):
                break
            further = _walked if filtered and not few else _found
            more, following = further(cursor, tenants, words, filters, following, texts=texts)
            passed += more
        exact = taken.hits if few and before is None else 0
        count = len(passed) if following is None else None if filtered else exact or None
        shown = passed[:limit]
        units = {unit.id: unit for unit in Unit.objects.defer("search").filter(tenant__in=tenants, id__in=shown)}
    goes_on = shown[-1] if len(passed) > limit and shown else following
    return Sifted([units[each] for each in shown], count, goes_on, facets)


def facets(tenants: Sequence[int], words: str, filters: Filters, *, texts: bool) -> Facets:
    """How what was found is spread, over the newest `SPREAD` of it."""
    with transaction(tenants), connections["default"].cursor() as cursor:
        taken = _taken(cursor, tenants, words, None, SPREAD, texts=texts, count=False)
        among = _passing(cursor, tenants, taken.ids, filters)
        return _spread(cursor, tenants, among, capped=len(taken.ids) == SPREAD)


def _spread(cursor: Any, tenants: Sequence[int], among: Sequence[UUID], *, capped: bool) -> Facets:
    cursor.execute(SPREADING, {"tenants": list(tenants), "among": _array(among), "most": FACETED})
    values: dict[str, list[tuple[str, int]]] = {name: [] for name in NAMES}
    formats: dict[str, str] = {}
    for facet, value, count, name in cursor.fetchall():
        values[facet].append((value, count))
        if name:
            formats[value] = name
    return Facets(values, capped, formats)


def ranked(tenants: Sequence[int], words: str, filters: Filters, *, limit: int, texts: bool) -> list[Unit]:
    """The most pertinent of the newest `RANKED`: titles weigh more than descriptions, descriptions than texts."""
    with transaction(tenants), connections["default"].cursor() as cursor:
        among = _passing(
            cursor, tenants, _taken(cursor, tenants, words, None, RANKED, texts=texts, count=False).ids, filters
        )
        cursor.execute(
            """SELECT unit.id, ts_rank(unit.search, query) + coalesce((SELECT max(ts_rank(text.search, query))
                    FROM archive_unitgroup held
                    JOIN archive_dataobject object
                        ON object.tenant = held.tenant AND object.object_group = held.object_group
                    JOIN texts_text text ON text.tenant = object.tenant AND text.object = object.id
                    WHERE %(texts)s AND held.tenant = unit.tenant AND held.unit = unit.id), 0) AS rank
                FROM archive_unit unit, websearch_to_tsquery('pg_catalog.french', %(words)s) query
                WHERE unit.tenant = ANY(%(tenants)s) AND unit.id = ANY(%(among)s::uuid[])
                ORDER BY rank DESC, unit.id DESC LIMIT %(limit)s""",
            {"tenants": list(tenants), "among": _array(among), "words": _folded(words), "texts": texts, "limit": limit},
        )
        best = [row[0] for row in cursor.fetchall()]
        units = {unit.id: unit for unit in Unit.objects.defer("search").filter(tenant__in=tenants, id__in=best)}
    return [units[each] for each in best]


def those_within(tenants: Sequence[int], units: Sequence[UUID], bounds: Sequence[Bound]) -> list[UUID]:
    """Those of the units that lie within one of the bounds at least."""
    with transaction(tenants), connections["default"].cursor() as cursor:
        return _passing(cursor, tenants, list(units), Filters(bounds=tuple(bounds)))


def within(cursor: Any, tenant: int, units: Sequence[UUID], bounds: Sequence[Bound]) -> list[UUID]:
    """The same of one tenant, in the caller's transaction."""
    return _passing(cursor, [tenant], list(units), Filters(bounds=tuple(bounds)))


def services_of(tenants: Sequence[int], units: Sequence[UUID]) -> dict[UUID, str]:
    """The service producteur of each, where one is known."""
    with transaction(tenants), connections["default"].cursor() as cursor:
        cursor.execute(
            f"SELECT unit.id, {SERVICE} {AMONG}",
            {"tenants": list(tenants), "among": _array(units)},
        )
        return {unit: service for unit, service in cursor.fetchall() if service}


def series_of(tenants: Sequence[int], units: Sequence[UUID]) -> dict[UUID, list[str]]:
    """The identifiers of the appraisal rules of each, where it has any."""
    with transaction(tenants), connections["default"].cursor() as cursor:
        cursor.execute(
            "SELECT unit, rules FROM rules_ending WHERE tenant = ANY(%s) AND category = %s AND unit = ANY(%s)",
            [list(tenants), _APPRAISAL, list(units)],
        )
        return dict(cursor.fetchall())


@dataclass(frozen=True, slots=True)
class _Taken:
    """The next ones with some words, and how many have them, as far as `COUNTED`."""

    ids: list[UUID]
    hits: int


def _taken(
    cursor: Any, tenants: Sequence[int], words: str, before: UUID | None, size: int, *, texts: bool, count: bool
) -> _Taken:
    if words:
        cursor.execute(
            "SELECT id, hits FROM search_units(%s, %s, %s, %s, %s)",
            [_folded(words), before, size, COUNTED if count else 0, texts],
        )
        rows = cursor.fetchall()
        return _Taken([row[0] for row in rows], rows[0][1] if rows else 0)
    cursor.execute(
        "SELECT id FROM archive_unit WHERE tenant = ANY(%s) AND (%s::uuid IS NULL OR id < %s)"
        " ORDER BY id DESC LIMIT %s",
        [list(tenants), before, before, size],
    )
    ids = [row[0] for row in cursor.fetchall()]
    return _Taken(ids, COUNTED if len(ids) == size else len(ids))


def _passing(cursor: Any, tenants: Sequence[int], among: list[UUID], filters: Filters) -> list[UUID]:
    """Those that pass, in the same order."""
    clauses, given = clauses_of(filters)
    if not clauses or not among:
        return among
    cursor.execute(
        f"SELECT unit.id {AMONG} WHERE {' AND '.join(clauses)} ORDER BY unit.id DESC",
        {"tenants": list(tenants), "among": _array(among), **given},
    )
    return [row[0] for row in cursor.fetchall()]


def _found(
    cursor: Any, tenants: Sequence[int], words: str, filters: Filters, before: UUID, *, texts: bool
) -> tuple[list[UUID], UUID | None]:
    """Of the next `BATCH` that have the words, those that pass the filters; and from where to go on."""
    ids = _taken(cursor, tenants, words, before, BATCH, texts=texts, count=False).ids
    return _passing(cursor, tenants, ids, filters), ids[-1] if len(ids) == BATCH else None


def _walked(
    cursor: Any, tenants: Sequence[int], words: str, filters: Filters, before: UUID, *, texts: bool
) -> tuple[list[UUID], UUID | None]:
    """Of the next `WALK` units, those that pass the filters and have the words; and from where to go on."""
    clauses, given = clauses_of(filters)
    given |= {"tenants": list(tenants), "before": before, "walk": WALK, "words": _folded(words), "texts": texts}
    cursor.execute(LAST, [list(tenants), before, WALK - 1])
    last = row[0] if (row := cursor.fetchone()) is not None else None
    # down to that one, whatever came or went meanwhile
    conditions = " AND ".join([*clauses, *([DOWN_TO] if last is not None else []), *([HAVING] if words else [])])
    cursor.execute(f"SELECT unit.id {WALKED} WHERE {conditions} ORDER BY unit.id DESC", {**given, "down_to": last})
    return [row[0] for row in cursor.fetchall()], last


def clauses_of(filters: Filters) -> tuple[list[str], dict[str, Any]]:
    """The conditions of the filters on `FROM`, each in brackets, and their values."""
    given: dict[str, Any] = {}
    clauses = []
    for name, clause in CLAUSES.items():
        value = getattr(filters, name)
        if value not in ((), None, False):
            given[name] = list(value) if isinstance(value, tuple) else value
            clauses.append(f"({clause})")
    within = []
    for number, bound in enumerate(filters.bounds):
        services, series = f"services_{number}", f"series_{number}"
        given |= {services: sorted(bound.services), series: sorted(bound.series)}
        parts = []
        if bound.services:
            parts.append(f"{SERVICE} = ANY(%({services})s)")
        if bound.series:
            parts.append(f"{_RULED.format('rules')} && %({series})s::text[]")
        within.append(f"({' AND '.join(parts) or 'true'})")
    if within:
        clauses.append(f"({' OR '.join(within)})")
    return clauses, given


def _array(units: Sequence[UUID]) -> str:
    """As PostgreSQL writes an array: the driver would write each by itself, which takes longer than to find it."""
    return f"{{{','.join(map(str, units))}}}"


def _folded(words: str) -> str:
    return fold(words.replace("\0", " "))
