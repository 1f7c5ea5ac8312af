"""Search with filters: the function finds by words (`questions.find`), what is left is asked under the policies.

What has few units is found by its words and filtered there. Of words that many have, the newest are; beyond them units
are filtered first, some thousands at a time, and looked at for the words: whatever is asked takes bounded time. Where
nothing more was found in it, the answer says from where to go on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import connections

from chartrier.catalog.archive.filters import APPRAISAL, OBJECTS, RULED, SERVICE, Filters, conditions_of
from chartrier.catalog.archive.french import fold_question
from chartrier.catalog.archive.models import Unit
from chartrier.catalog.archive.spans import newest
from chartrier.catalog.archive.walking import walk
from chartrier.catalog.transaction import transaction
from chartrier.records.voice import Bound

BATCH = 10_000
"""Units that are taken up at a time."""
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

AMONG = """FROM unnest(%(among)s::uuid[]) asked (id) CROSS JOIN LATERAL (
        SELECT each.* FROM archive_unit each WHERE each.tenant = ANY(%(tenants)s) AND each.id = asked.id LIMIT 1
    ) unit CROSS JOIN LATERAL (
        SELECT each.operation, each.agency FROM archive_versement each
        WHERE each.tenant = unit.tenant AND each.id = unit.versement LIMIT 1
    ) versement"""
"""Those of some units that are there, each by its key: what a planner makes of an array may be a walk through all."""
SPREADING = f"""
    WITH found AS MATERIALIZED (
        SELECT unit.tenant, unit.id, {SERVICE} AS service,
            extract(year FROM coalesce(unit.start_date, unit.end_date))::int::text AS year
        {AMONG}
    ), held AS MATERIALIZED (
        SELECT DISTINCT unit.id, object.format->>'puid' AS puid, object.format->>'name' AS name
        FROM found unit CROSS JOIN LATERAL (SELECT object.format {OBJECTS}) object
    ), spread AS (
        SELECT 'services' AS facet, service AS value, count(*) AS count, NULL AS name FROM found GROUP BY 2
        UNION ALL SELECT 'years', year, count(*), NULL FROM found GROUP BY 2
        UNION ALL SELECT 'formats', puid, count(DISTINCT id), max(name) FROM held GROUP BY 2
        UNION ALL SELECT 'series', rule, count(*), NULL FROM found unit
            JOIN rules_ending e ON e.tenant = unit.tenant AND e.unit = unit.id AND e.category = {APPRAISAL}
            CROSS JOIN unnest(e.rules) rule GROUP BY 2
    ), placed AS (
        SELECT *, row_number() OVER (PARTITION BY facet ORDER BY count DESC, value) AS place
        FROM spread WHERE value IS NOT NULL
    )
    SELECT facet, value, count, name FROM placed WHERE place <= %(most)s ORDER BY facet, place
"""  # noqa: S608 - constants only
"""All facets at once: what was found is sent and looked up once."""
LINES = f"""
    SELECT unit.id::text, unit.title, coalesce(to_char(unit.start_date, 'YYYY-MM-DD'), ''),
        coalesce(to_char(unit.end_date, 'YYYY-MM-DD'), ''), coalesce({SERVICE}, ''),
        coalesce(array_to_string({RULED.format("rules")}, ', '), ''), unit.versement::text
    {AMONG} ORDER BY unit.id DESC
"""
RANKING = f"""
    SELECT unit.id, ts_rank(unit.search, query) + coalesce((SELECT max(ts_rank(text.search, query)) FROM (
            SELECT object.tenant, object.id {OBJECTS} AND %(texts)s OFFSET 0
        ) object CROSS JOIN LATERAL (
            SELECT each.search FROM texts_text each
            WHERE each.tenant = object.tenant AND each.object = object.id LIMIT 1
        ) text), 0) AS rank
    FROM unnest(%(among)s::uuid[]) asked (id) CROSS JOIN LATERAL (
        SELECT each.tenant, each.id, each.search FROM archive_unit each
        WHERE each.tenant = ANY(%(tenants)s) AND each.id = asked.id LIMIT 1
    ) unit, websearch_to_tsquery('pg_catalog.french', %(words)s) query
    ORDER BY rank DESC, unit.id DESC LIMIT %(limit)s
"""  # noqa: S608 - constants only
NAMES = ("services", "years", "formats", "series")
"""Of the facets."""


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


@dataclass(frozen=True, slots=True)
class Sought:
    """The same by their identifiers."""

    ids: list[UUID]
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
    with transaction(tenants):
        found = seek(tenants, words, filters, before=before, limit=limit, texts=texts, spread=spread)
        units = {unit.id: unit for unit in Unit.objects.defer("search").filter(tenant__in=tenants, id__in=found.ids)}
    return Sifted([units[each] for each in found.ids], found.count, found.next, found.facets)


def seek(
    tenants: Sequence[int],
    words: str,
    filters: Filters,
    *,
    before: UUID | None,
    limit: int,
    texts: bool,
    spread: bool = False,
) -> Sought:
    """The identifiers of the same."""
    with transaction(tenants), connections["default"].cursor() as cursor:
        filtered = bool(conditions_of(filters)[0])
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
    return Sought(shown, count, shown[-1] if len(passed) > limit and shown else following, facets)


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
            RANKING,
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
            [list(tenants), APPRAISAL, list(units)],
        )
        return dict(cursor.fetchall())


def lines_of(tenants: Sequence[int], units: Sequence[UUID]) -> list[tuple[str, ...]]:
    """Of those that are there, the newest first: identifier, title, first and last day, service producteur, identifiers
    of the appraisal rules, identifier of the versement; empty where there is none.
    """
    with transaction(tenants), connections["default"].cursor() as cursor:
        cursor.execute(LINES, {"tenants": list(tenants), "among": _array(units)})
        return cursor.fetchall()


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
    ids = newest(cursor, tenants, before, size)
    return _Taken(ids, COUNTED if len(ids) == size else len(ids))


def _passing(cursor: Any, tenants: Sequence[int], among: list[UUID], filters: Filters) -> list[UUID]:
    """Those that pass, in the same order."""
    conditions, given = conditions_of(filters)
    if not conditions or not among:
        return among
    cursor.execute(
        f"SELECT unit.id {AMONG} WHERE {' AND '.join(conditions.values())} ORDER BY unit.id DESC",
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
    return walk(cursor, tenants, _folded(words), filters, before, texts=texts)


def _array(units: Sequence[UUID]) -> str:
    """As PostgreSQL writes an array: the driver would write each by itself, which takes longer than to find it."""
    return f"{{{','.join(map(str, units))}}}"


def _folded(words: str) -> str:
    return fold_question(words)
