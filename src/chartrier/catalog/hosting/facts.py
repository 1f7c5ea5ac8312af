"""What the view tells of each série of a tenant: how much, due, open, personal, within what somebody may see.

It is counted once for everybody, by série and service producteur, and kept (`catalog.counts`); what one may see is
added up out of that. An object that units of several services have is counted under all of them together, so that it is
added once.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import reduce
from typing import Any
from uuid import UUID

from chartrier.catalog.communicabilite.beside import beside_rules
from chartrier.catalog.counts.counting import counting
from chartrier.catalog.counts.standing import Kind, counted_at, standing
from chartrier.catalog.extents import Extent, extents
from chartrier.catalog.hosting.by_series import HOLDINGS
from chartrier.catalog.hosting.ruled import SERVED, asked_of
from chartrier.catalog.privacy.register import SEEN_BY_SERIES, SEEN_EDITION
from chartrier.clock import day_of
from chartrier.records.identifiers import made_at
from chartrier.records.voice import Bound

PLACED = f"""
    ruled AS MATERIALIZED ({SERVED}),
    placed AS MATERIALIZED (SELECT unit, jsonb_build_array(code, jsonb_build_array(service))::text AS key FROM ruled)
"""  # noqa: S608 - constants only
GROUPED = """
    SELECT jsonb_build_array(code, array_agg(DISTINCT service))::text AS key, link.object_group
    FROM ruled JOIN archive_unitgroup link ON link.tenant = %(tenant)s AND link.unit = ruled.unit
    GROUP BY code, link.object_group
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
    ruled AS MATERIALIZED ({SERVED}),
    early_last AS (SELECT unit, max(act::text)::uuid AS act FROM early GROUP BY unit),
    granted_last AS (SELECT unit, max(act::text)::uuid AS act FROM granted GROUP BY unit),
    told AS (
        SELECT ruled.*, EXISTS (
                SELECT FROM archive_unitgroup held WHERE held.tenant = %(tenant)s AND held.unit = ruled.unit
            ) AS holds, access.unit IS NOT NULL AS limited, access.ending AS opens,
            -- what is never open has no end, and no early opening either
            coalesce(access.ending > %(on)s AND ruled.unit < early_last.act, false) AS early,
            coalesce(access.ending > %(on)s, true) AND coalesce(ruled.unit < granted_last.act, false) AS granted
        FROM ruled LEFT JOIN rules_ending access
            ON access.tenant = %(tenant)s AND access.unit = ruled.unit AND access.category = %(access)s
        LEFT JOIN early_last ON early_last.unit = ruled.unit
        LEFT JOIN granted_last ON granted_last.unit = ruled.unit
    )
    SELECT code, service, max(versement::text), count(*) FILTER (WHERE definitive),
        count(*) FILTER (WHERE NOT definitive AND ending <= %(on)s),
        count(*) FILTER (WHERE NOT definitive AND ending IS NULL),
        min(ending) FILTER (WHERE NOT definitive AND ending > %(on)s),
        count(*) FILTER (WHERE holds), count(*) FILTER (WHERE holds AND opens <= %(on)s),
        count(*) FILTER (WHERE holds AND NOT limited),
        min(opens) FILTER (WHERE holds AND opens > %(on)s AND NOT early),
        count(*) FILTER (WHERE holds AND early), count(*) FILTER (WHERE holds AND granted AND NOT early)
    FROM told GROUP BY code, service
"""  # noqa: S608 - constants only
_DAYS = ("next", "opens")
_COUNTS = ("definitive", "due", "waiting", "next", "documents", "open", "unruled", "opens", "early", "granted")
"""What follows the last versement in a row of it."""

SEEN = f"""
    WITH ruled AS MATERIALIZED ({SERVED}),
    object AS (
        SELECT ruled.code, held.id, array_agg(DISTINCT service) AS services FROM ruled
        JOIN archive_unitgroup link ON link.tenant = %(tenant)s AND link.unit = ruled.unit
        JOIN archive_dataobject held
            ON held.tenant = link.tenant AND held.object_group = link.object_group AND held.kind = 'binary'
        GROUP BY ruled.code, held.id
    )
    SELECT object.code, object.services, count(*), count(scan.object), count(*) FILTER (WHERE scan.score > 0),
        count(*) FILTER (WHERE scan.counts ? 'special' OR scan.counts ? 'nir')
    FROM object LEFT JOIN privacy_scan scan ON scan.tenant = %(tenant)s AND scan.object = object.id
    GROUP BY object.code, object.services
"""  # noqa: S608 - constants only


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


def series_facts(tenant: int, on: date, bounds: Sequence[Bound] = ()) -> dict[str, SeriesFacts]:
    """By code, of what lies within one of the bounds at least (none: of everything)."""
    kept = standing(tenant, _FACTS, on)
    measured = _by_code(kept["extents"], bounds)
    seen = _by_code(standing(tenant, _SEEN, on), bounds)
    return {
        code: SeriesFacts(
            code=code,
            extent=reduce(Extent.with_, map(Extent.of_count, measured[code])),
            last=date.fromisoformat(max(last for last, *_ in rows)),
            **{
                name: _together(name, counts) for name, *counts in zip(_COUNTS, *(row[1:] for row in rows), strict=True)
            },
            seen=Seen(*map(sum, zip(*seen.get(code, ()), strict=True))),
        )
        for code, rows in _by_code(kept["counts"], bounds).items()
    }


def facts_counted_at(tenant: int) -> datetime | None:
    """When the oldest of what the view shows was counted, where it is not of now."""
    return counted_at(tenant, _FACTS, _SEEN, *HOLDINGS)


def _count_facts(tenant: int, on: date) -> dict[str, list[list[Any]]]:
    given, beside = asked_of(tenant, on), beside_rules(tenant, on)
    for name, pairs in (("early", beside.early), ("granted", beside.granted)):
        given = {**given, f"{name}_units": [unit for unit, _ in pairs], f"{name}_acts": [act for _, act in pairs]}
    with counting(tenant) as cursor:
        measured = extents(cursor, PLACED, given, GROUPED)
        cursor.execute(COUNTED, given)
        rows = cursor.fetchall()
    return {
        "extents": [[*json.loads(key), extent.counted] for key, extent in measured.items()],
        "counts": [
            [code, [service], [day_of(made_at(UUID(last))).isoformat(), *map(_written, counts)]]
            for code, service, last, *counts in rows
        ],
    }


def _count_seen(tenant: int, on: date) -> list[list[Any]]:
    with counting(tenant) as cursor:
        cursor.execute(SEEN, asked_of(tenant, on))
        return [[code, services, counts] for code, services, *counts in cursor.fetchall()]


_FACTS = Kind("facts", _count_facts, edition=3)
_SEEN = Kind(SEEN_BY_SERIES, _count_seen, SEEN_EDITION)
KINDS = (_FACTS, _SEEN)
"""What is counted here."""


def _by_code(rows: Iterable[Sequence[Any]], bounds: Sequence[Bound]) -> dict[str, list[Any]]:
    """What was counted, as far as it lies within the bounds."""
    found: dict[str, list[Any]] = {}
    for code, services, counted in rows:
        if not bounds or any(_lies_within(bound, code, services) for bound in bounds):
            found.setdefault(code, []).append(counted)
    return found


def _lies_within(bound: Bound, code: str, services: Collection[str]) -> bool:
    return (not bound.series or code in bound.series) and (
        not bound.services or not bound.services.isdisjoint(services)
    )


def _together(name: str, counts: Sequence[Any]) -> Any:
    if name not in _DAYS:
        return sum(counts)
    return min((date.fromisoformat(each) for each in counts if each is not None), default=None)


def _written(count: int | date | None) -> int | str | None:
    return count.isoformat() if isinstance(count, date) else count
