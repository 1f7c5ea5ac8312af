"""What a tenant holds, série by série, as the host and whoever governs look at it: how much, due, open, personal.

A unit's série is the rule (or rules) of its DUA, inherited ones too: a unit of several counts under each. Its service
producteur is its own, or that of its versement. What somebody may see is bounded here, before anything is counted.
Counts stand until the archive changes (`catalog.counts`).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from chartrier.catalog.archive.searching import SERVICE
from chartrier.catalog.communicabilite.beside import beside_rules
from chartrier.catalog.counts.standing import counted_at, kind, standing
from chartrier.catalog.extents import Extent, extents
from chartrier.catalog.privacy.register import SEEN_BY_SERIES
from chartrier.catalog.rules.codes import CATEGORY, FINAL
from chartrier.catalog.rules.inherited import reading
from chartrier.clock import day_of
from chartrier.records.identifiers import made_at
from chartrier.records.voice import Bound
from chartrier.rules.categories import DESTROY, Category

NO_SERIES = ""
"""The code under which units that follow no rule of DUA are counted."""

_RULED = """
    unit.id AS unit, unit.versement, rule.code AS code, appraisal.ending, appraisal.open, appraisal.final,
    kept.unit IS NOT NULL AS definitive{service}
    FROM archive_unit unit{of_versement}
    LEFT JOIN rules_ending appraisal
        ON appraisal.tenant = unit.tenant AND appraisal.unit = unit.id AND appraisal.category = %(appraisal)s
    LEFT JOIN conservation_definitiveunit kept ON kept.tenant = unit.tenant AND kept.unit = unit.id
    CROSS JOIN LATERAL unnest(
        CASE WHEN coalesce(cardinality(appraisal.rules), 0) = 0 THEN ARRAY[''] ELSE appraisal.rules END
    ) AS rule (code)
    WHERE unit.tenant = %(tenant)s AND {bounds}
"""
"""`service`, and `of_versement` that it wants: only where it is asked for, for it reads all that is said of a unit."""
_OF_VERSEMENT = " JOIN archive_versement versement ON versement.tenant = unit.tenant AND versement.id = unit.versement"

HELD = """
    ruled AS MATERIALIZED (SELECT {ruled}),
    placed AS MATERIALIZED (SELECT unit, jsonb_build_array(code, definitive)::text AS key FROM ruled)
"""
BY_SERVICE = """
    ruled AS MATERIALIZED (SELECT {ruled}),
    placed AS MATERIALIZED (SELECT DISTINCT unit, coalesce(service, '') AS key FROM ruled)
"""
WHOLE = """
    ruled AS MATERIALIZED (SELECT {ruled}),
    placed AS MATERIALIZED (SELECT DISTINCT unit, 'all' AS key FROM ruled)
"""
ENDING = """
    ruled AS MATERIALIZED (SELECT {ruled}),
    placed AS MATERIALIZED (
        SELECT unit, code AS key FROM ruled WHERE NOT definitive AND ending <= %(on)s AND final = %(destroy)s
            AND (SELECT true FROM gels_heldunit gel WHERE gel.tenant = %(tenant)s AND gel.unit = ruled.unit LIMIT 1)
                IS NULL
    )
"""

_BELOW = """
    {name} (unit, act) AS (
        SELECT * FROM unnest(%({name}_units)s::uuid[], %({name}_acts)s::uuid[])
        UNION
        SELECT edge.unit, {name}.act FROM {name} JOIN archive_unitparent edge
            ON edge.tenant = %(tenant)s AND edge.parent = {name}.unit
    )
"""
"""What is below the units that an act names; what came after the act was not asked for."""

COUNTED = f"""
    WITH RECURSIVE {_BELOW.format(name="early")}, {_BELOW.format(name="granted")},
    ruled AS MATERIALIZED (SELECT {{ruled}}),
    told AS (
        SELECT ruled.*, EXISTS (
                SELECT FROM archive_unitgroup held WHERE held.tenant = %(tenant)s AND held.unit = ruled.unit
            ) AS holds, access.unit IS NOT NULL AS limited, access.ending AS opens,
            -- what is never open has no end, and no early opening either
            access.ending > %(on)s AND EXISTS (
                SELECT FROM early WHERE early.unit = ruled.unit AND ruled.unit < early.act
            ) AS early,
            coalesce(access.ending > %(on)s, true) AND EXISTS (
                SELECT FROM granted WHERE granted.unit = ruled.unit AND ruled.unit < granted.act
            ) AS granted
        FROM ruled LEFT JOIN rules_ending access
            ON access.tenant = %(tenant)s AND access.unit = ruled.unit AND access.category = %(access)s
    )
    SELECT code, max(versement::text), count(*) FILTER (WHERE definitive),
        count(*) FILTER (WHERE NOT definitive AND ending <= %(on)s),
        count(*) FILTER (WHERE NOT definitive AND ending IS NULL),
        min(ending) FILTER (WHERE NOT definitive AND ending > %(on)s),
        count(*) FILTER (WHERE holds), count(*) FILTER (WHERE holds AND opens <= %(on)s),
        count(*) FILTER (WHERE holds AND NOT limited),
        min(opens) FILTER (WHERE holds AND opens > %(on)s AND NOT early),
        count(*) FILTER (WHERE holds AND early), count(*) FILTER (WHERE holds AND granted AND NOT early)
    FROM told GROUP BY code
"""  # noqa: S608 - constants only
_DAYS = ("next", "opens")
_COUNTS = ("definitive", "due", "waiting", "next", "documents", "open", "unruled", "opens", "early", "granted")
"""What follows the last versement in a row of it."""

SEEN = """
    WITH ruled AS MATERIALIZED (SELECT {ruled}),
    object AS (
        SELECT DISTINCT ruled.code, held.id FROM ruled
        JOIN archive_unitgroup link ON link.tenant = %(tenant)s AND link.unit = ruled.unit
        JOIN archive_dataobject held
            ON held.tenant = link.tenant AND held.object_group = link.object_group AND held.kind = 'binary'
    )
    SELECT object.code, count(*), count(scan.object), count(*) FILTER (WHERE scan.score > 0),
        count(*) FILTER (WHERE scan.counts ? 'special' OR scan.counts ? 'nir')
    FROM object LEFT JOIN privacy_scan scan ON scan.tenant = %(tenant)s AND scan.object = object.id
    GROUP BY object.code
"""


@dataclass(frozen=True, slots=True)
class Held:
    """How much a tenant holds under a série; `definitive`: of what became archives définitives."""

    code: str
    definitive: bool
    extent: Extent


@dataclass(frozen=True, slots=True)
class Seen:
    """Files under a série: how many were looked through for personal data, where some were seen, and special ones."""

    files: int = 0
    scanned: int = 0
    personal: int = 0
    special: int = 0


@dataclass(frozen=True, slots=True)
class SeriesFacts:
    """Of a série with something archived.

    `last`: the day of the last versement. `due`: units whose DUA is over and that nobody has decided on; `waiting`:
    those whose end cannot be told; `next`: the next end. Of `documents` (units with objects), `open` are those whose
    access rules have all ended, `unruled` those that have none; `opens`: the next day on which one opens. `early`:
    those that everybody may read before that day, by an early opening; `granted`: those that some reader may, by a
    dérogation that stands.
    """

    code: str
    extent: Extent
    last: date
    definitive: int
    due: int
    waiting: int
    next: date | None
    documents: int
    open: int
    unruled: int
    opens: date | None
    early: int
    granted: int
    seen: Seen


def held(tenant: int, on: date) -> list[Held]:
    """All that a tenant holds, by série and age."""
    return [Held(code, definitive, Extent.of_count(extent)) for code, definitive, extent in standing(tenant, _HELD, on)]


def held_in_all(tenant: int, on: date) -> Extent:
    """The same together, each unit once."""
    return Extent.of_count(standing(tenant, _WHOLE, on))


def held_by_service(tenant: int, on: date) -> dict[str, Extent]:
    """The same by service producteur, by the identifier that bordereaux write; empty: none is said."""
    return _of_counts(standing(tenant, _BY_SERVICE, on))


def due_for_destruction(tenant: int, on: date) -> dict[str, Extent]:
    """By série, what is due, is to be destroyed by every rule, and no gel holds: it still wants its visa."""
    return _of_counts(standing(tenant, _ENDING, on))


def series_facts(tenant: int, on: date, bounds: Sequence[Bound] = ()) -> dict[str, SeriesFacts]:
    """By code, of what lies within one of the bounds at least (none: of everything)."""
    asked = _asked(bounds)
    seen = standing(tenant, _SEEN, on, asked)
    return {
        code: SeriesFacts(
            code=code,
            extent=Extent.of_count(extent),
            last=date.fromisoformat(last),
            **dict[str, Any](
                (name, _day(count) if name in _DAYS else count) for name, count in zip(_COUNTS, counts, strict=True)
            ),
            seen=Seen(*seen.get(code, ())),
        )
        for code, (extent, last, *counts) in standing(tenant, _FACTS, on, asked).items()
    }


def facts_counted_at(tenant: int, bounds: Sequence[Bound] = ()) -> datetime | None:
    """When the oldest of what the view shows was counted, where it is not of now."""
    asked = _asked(bounds)
    return counted_at(tenant, (_FACTS, asked), (_SEEN, asked), (_HELD, None), (_WHOLE, None))


def holdings_counted_at(tenant: int) -> datetime | None:
    """When the oldest of what the hosting and its cost are told from was counted, where it is not of now."""
    return counted_at(tenant, (_HELD, None), (_WHOLE, None), (_BY_SERVICE, None), (_ENDING, None))


def _count_held(tenant: int, on: date, _: Any) -> list[Any]:
    found = [_held(key, extent) for key, extent in _extents(tenant, HELD, ()).items()]
    found.sort(key=lambda each: (each.code, each.definitive))
    return [[each.code, each.definitive, each.extent.counted] for each in found]


def _count_whole(tenant: int, on: date, _: Any) -> list[Any]:
    return _extents(tenant, WHOLE, ()).get("all", Extent()).counted


def _count_by_service(tenant: int, on: date, _: Any) -> dict[str, list[Any]]:
    return _counts(_extents(tenant, BY_SERVICE, (), service=True))


def _count_ending(tenant: int, on: date, _: Any) -> dict[str, list[Any]]:
    return _counts(_extents(tenant, ENDING, (), on=on))


def _count_seen(tenant: int, on: date, asked: Any) -> dict[str, list[int]]:
    ruled, given = _given(tenant, _bounds(asked), on=on)
    with reading(tenant) as cursor:
        cursor.execute(SEEN.format(ruled=ruled), given)
        return {code: counts for code, *counts in cursor.fetchall()}


def _count_facts(tenant: int, on: date, asked: Any) -> dict[str, list[Any]]:
    bounds, measured = _bounds(asked), dict[str, Extent]()
    for key, extent in _extents(tenant, HELD, bounds).items():
        code = _held(key, extent).code
        measured[code] = _together(measured.get(code, Extent()), extent)
    ruled, given = _given(tenant, bounds, on=on)
    beside = beside_rules(tenant, on)
    for name, pairs in (("early", beside.early), ("granted", beside.granted)):
        given = {**given, f"{name}_units": [unit for unit, _ in pairs], f"{name}_acts": [act for _, act in pairs]}
    with reading(tenant) as cursor:
        cursor.execute(COUNTED.format(ruled=ruled), given)
        rows = cursor.fetchall()
    return {
        code: [
            measured[code].counted,
            day_of(made_at(UUID(last))).isoformat(),
            *(each.isoformat() if isinstance(each, date) else each for each in counts),
        ]
        for code, last, *counts in rows
    }


_HELD = kind("held", _count_held)
_WHOLE = kind("whole", _count_whole)
_BY_SERVICE = kind("services", _count_by_service)
_ENDING = kind("ending", _count_ending)
_SEEN = kind(SEEN_BY_SERIES, _count_seen)
_FACTS = kind("facts", _count_facts, edition=2)


def _asked(bounds: Sequence[Bound]) -> list[list[list[str]]]:
    return [[sorted(each.services), sorted(each.series)] for each in bounds]


def _bounds(asked: Any) -> list[Bound]:
    return [Bound(frozenset(services), frozenset(series)) for services, series in asked]


def _counts(found: Mapping[str, Extent]) -> dict[str, list[Any]]:
    return {key: extent.counted for key, extent in found.items()}


def _of_counts(kept: Mapping[str, Sequence[Any]]) -> dict[str, Extent]:
    return {key: Extent.of_count(each) for key, each in kept.items()}


def _day(written: str | None) -> date | None:
    return None if written is None else date.fromisoformat(written)


def _held(key: str, extent: Extent) -> Held:
    code, definitive = json.loads(key)
    return Held(code, definitive, extent)


def _extents(
    tenant: int, placed: str, bounds: Sequence[Bound], on: date | None = None, *, service: bool = False
) -> dict[str, Extent]:
    ruled, given = _given(tenant, bounds, on=on, service=service)
    with reading(tenant) as cursor:
        return extents(cursor, placed.format(ruled=ruled), given)


def _given(
    tenant: int, bounds: Sequence[Bound], on: date | None, *, service: bool = False
) -> tuple[str, Mapping[str, Any]]:
    given: dict[str, Any] = {
        "tenant": tenant, "on": on, "appraisal": CATEGORY[Category.APPRAISAL], "access": CATEGORY[Category.ACCESS],
        "destroy": FINAL[DESTROY],
    }  # fmt: skip
    clauses = []
    for number, bound in enumerate(bounds):
        parts = ["true"]
        if bound.services:
            given[f"services{number}"] = sorted(bound.services)
            parts.append(f"{SERVICE} = ANY(%(services{number})s)")
        if bound.series:
            given[f"series{number}"] = sorted(bound.series)
            parts.append(f"rule.code = ANY(%(series{number})s)")
        clauses.append(f"({' AND '.join(parts)})")
    within = f"({' OR '.join(clauses)})" if clauses else "true"
    ruled = _RULED.replace("{bounds}", within).replace("{service}", f", {SERVICE} AS service" if service else "")
    return ruled.replace("{of_versement}", _OF_VERSEMENT if service or SERVICE in within else ""), given


def _together(one: Extent, other: Extent) -> Extent:
    metres = [each.metres for each in (one, other) if each.metres is not None]
    return Extent(
        one.units + other.units,
        one.files + other.files,
        one.bytes + other.bytes,
        sum(metres[1:], metres[0]) if metres else None,
    )
