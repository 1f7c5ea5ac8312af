"""What the archive holds of each series, as a register of treatments has to be compared with it.

A series is the rule of DUA that units follow, declared or inherited. Counts are of units, but for documents looked
through; each comes with one unit, for people to begin with.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from chartrier.catalog.legal_days import DAY
from chartrier.catalog.rules.codes import CATEGORY, FINAL
from chartrier.catalog.rules.effective import effective_referential
from chartrier.catalog.rules.inherited import reading
from chartrier.rules.calendar import Duration
from chartrier.rules.categories import DESTROY, KEEP, Category

RULED = """
    WITH ruled AS MATERIALIZED (
        SELECT unit, unnest(rules) AS code, cardinality(rules) = 1 AS alone, ending, final FROM rules_ending
        WHERE tenant = %(tenant)s AND category = %(appraisal)s
    )
"""
HELD = f"""{RULED},
    told AS (SELECT * FROM unnest(%(told_codes)s::text[], %(told_days)s::date[]) t (code, day)),
    bounded AS (SELECT * FROM unnest(%(most_codes)s::text[], %(most_days)s::date[]) t (code, day)),
    looked AS (
        SELECT ruled.*, v.received, v.agency, kept.unit IS NOT NULL AS definitive,
            EXISTS (SELECT FROM gels_heldunit g WHERE g.tenant = %(tenant)s AND g.unit = ruled.unit) AS held,
            EXISTS (
                SELECT FROM gels_heldunit g JOIN gels_gel gel ON gel.tenant = g.tenant AND gel.id = g.gel
                WHERE g.tenant = %(tenant)s AND g.unit = ruled.unit AND gel.review <= %(day)s
            ) AS unreviewed,
            EXISTS (
                SELECT FROM disposition_proposedunit p WHERE p.tenant = %(tenant)s AND p.unit = ruled.unit
            ) AS proposed,
            told.day AS told_day, bounded.day AS most_day,
            coalesce(u.end_date, u.start_date, {DAY.format("v.received")}) AS dated
        FROM ruled
            JOIN archive_unit u ON u.tenant = %(tenant)s AND u.id = ruled.unit
            JOIN archive_versement v ON v.tenant = %(tenant)s AND v.id = u.versement
            LEFT JOIN conservation_definitiveunit kept ON kept.tenant = %(tenant)s AND kept.unit = ruled.unit
            LEFT JOIN told ON told.code = ruled.code
            LEFT JOIN bounded ON bounded.code = ruled.code
    ),
    judged AS (
        SELECT code, unit, received, agency,
            NOT definitive AND NOT held AND NOT proposed AND ending <= %(forgotten)s AS forgotten,
            NOT definitive AND alone AND final = %(keep)s AS kept,
            NOT definitive AND alone AND final = %(destroy)s AS destroyed,
            NOT definitive AND alone AND ending <= told_day AS beyond,
            NOT definitive AND dated <= most_day AS overdue,
            unreviewed
        FROM looked
    )
    SELECT code, count(*), max(received), array_agg(DISTINCT agency) FILTER (WHERE agency IS NOT NULL),
        count(*) FILTER (WHERE forgotten), (min(unit::text) FILTER (WHERE forgotten))::uuid,
        count(*) FILTER (WHERE kept), (min(unit::text) FILTER (WHERE kept))::uuid,
        count(*) FILTER (WHERE destroyed), (min(unit::text) FILTER (WHERE destroyed))::uuid,
        count(*) FILTER (WHERE beyond), (min(unit::text) FILTER (WHERE beyond))::uuid,
        count(*) FILTER (WHERE overdue), (min(unit::text) FILTER (WHERE overdue))::uuid,
        count(*) FILTER (WHERE unreviewed), (min(unit::text) FILTER (WHERE unreviewed))::uuid
    FROM judged GROUP BY code ORDER BY code
"""  # noqa: S608 - constants only
LATE = """
    SELECT d.rule, count(*), min(d.unit::text)::uuid FROM rules_declared d
        JOIN unnest(%(codes)s::text[], %(days)s::date[]) waited (code, day) ON waited.code = d.rule
        JOIN archive_unit u ON u.tenant = %(tenant)s AND u.id = d.unit
        LEFT JOIN conservation_definitiveunit kept ON kept.tenant = %(tenant)s AND kept.unit = d.unit
    WHERE d.tenant = %(tenant)s AND d.category = %(appraisal)s AND d.waiting AND kept.unit IS NULL
        AND coalesce(u.end_date, u.start_date) <= waited.day
    GROUP BY d.rule
"""
SEEN = f"""{RULED},
    seen AS (
        SELECT s.object, s.counts, g.unit FROM privacy_scan s
            JOIN archive_dataobject o ON o.tenant = s.tenant AND o.id = s.object
            JOIN archive_unitgroup g ON g.tenant = o.tenant AND g.object_group = o.object_group
        WHERE s.tenant = %(tenant)s AND s.score > 0
    ),
    open AS (
        SELECT unit FROM rules_ending WHERE tenant = %(tenant)s AND category = %(access)s AND ending <= %(day)s
    )
    SELECT ruled.code, count(DISTINCT object),
        count(DISTINCT object) FILTER (WHERE counts ? 'nir'),
        (min(seen.unit::text) FILTER (WHERE counts ? 'nir'))::uuid,
        count(DISTINCT object) FILTER (WHERE counts ? 'special'),
        (min(seen.unit::text) FILTER (WHERE counts ? 'special'))::uuid,
        count(DISTINCT object) FILTER (WHERE counts ? 'iban'),
        (min(seen.unit::text) FILTER (WHERE counts ? 'iban'))::uuid,
        count(DISTINCT object) FILTER (WHERE counts ? 'nir' AND open.unit IS NOT NULL),
        (min(seen.unit::text) FILTER (WHERE counts ? 'nir' AND open.unit IS NOT NULL))::uuid,
        min(seen.unit::text)::uuid
    FROM seen LEFT JOIN ruled ON ruled.unit = seen.unit LEFT JOIN open ON open.unit = seen.unit
    GROUP BY ruled.code
"""  # noqa: S608 - constants only
STORED = """
    SELECT DISTINCT code, stored FROM rules_ending storage
        JOIN rules_ending appraisal ON appraisal.tenant = storage.tenant AND appraisal.unit = storage.unit
            AND appraisal.category = %(appraisal)s,
        unnest(appraisal.rules) code, unnest(storage.rules) stored
    WHERE storage.tenant = %(tenant)s AND storage.category = %(storage)s AND code = ANY(%(codes)s)
    ORDER BY code, stored
"""
ONLINE = """
    SELECT code, count(*), min(diffused.unit::text)::uuid FROM rules_ending diffused
        JOIN rules_ending appraisal ON appraisal.tenant = diffused.tenant AND appraisal.unit = diffused.unit
            AND appraisal.category = %(appraisal)s, unnest(appraisal.rules) code
    WHERE diffused.tenant = %(tenant)s AND diffused.category = %(dissemination)s AND diffused.ending <= %(day)s
    GROUP BY code
"""
OF_UNITS = """
    SELECT code, count(*), min(unit::text)::uuid FROM rules_ending, unnest(rules) code
    WHERE tenant = %(tenant)s AND category = %(appraisal)s AND unit = ANY(%(units)s::uuid[]) GROUP BY code
"""

REDACTED = """
    SELECT DISTINCT p.parent FROM archive_versement v
        JOIN archive_unit u ON u.tenant = v.tenant AND u.versement = v.id
        JOIN archive_unitparent p ON p.tenant = u.tenant AND p.unit = u.id AND p.attached
    WHERE v.tenant = %(tenant)s AND v.state = 'accepted' AND starts_with(v.message, %(prefix)s)
        AND u.content @? %(event)s::jsonpath
"""
"""The units of which a redacted copy was deposited: what its versement writes says so."""
STATE = """
    SELECT u.id,
        ARRAY(
            SELECT code FROM rules_ending r, unnest(r.rules) code
            WHERE r.tenant = u.tenant AND r.unit = u.id AND r.category = %(appraisal)s ORDER BY code
        ),
        EXISTS (
            SELECT FROM rules_ending r
            WHERE r.tenant = u.tenant AND r.unit = u.id AND r.category = %(access)s AND r.ending <= %(day)s
        ),
        EXISTS (SELECT FROM disposition_proposedunit p WHERE p.tenant = u.tenant AND p.unit = u.id)
    FROM archive_unit u WHERE u.tenant = %(tenant)s AND u.id = ANY(%(units)s::uuid[]) ORDER BY u.id
"""


@dataclass(frozen=True, slots=True)
class Some:
    """So many, and one of them."""

    count: int = 0
    unit: UUID | None = None

    def __bool__(self) -> bool:
        return self.count > 0


NONE = Some()


@dataclass(frozen=True, slots=True)
class Held:
    """What is held of a series. `last`: when some of it last came; `agencies`: who deposited it.

    `forgotten`: due for a year, neither kept for ever, nor held by a gel, nor proposed. `kept` and `destroyed`: units
    that follow this series alone, by the final action that they say. `beyond`: older than what persons were told.
    `overdue`: of a series with a longest duration, beyond it. `unreviewed`: under a gel that it is time to review.
    """

    units: int
    last: datetime
    agencies: frozenset[str]
    forgotten: Some
    kept: Some
    destroyed: Some
    beyond: Some
    overdue: Some
    unreviewed: Some


@dataclass(frozen=True, slots=True)
class Seen:
    """Documents of a series in which something personal was seen; those in which it was a NIR, words of the special
    categories, a bank account, and a NIR that everybody may read today.
    """

    documents: Some
    nir: Some
    special: Some
    iban: Some
    nir_open: Some


@dataclass(frozen=True, slots=True)
class State:
    """Of a unit that is there: its series, whether everybody may read it on a day, whether its fate was proposed."""

    unit: UUID
    series: tuple[str, ...]
    open: bool
    proposed: bool


@dataclass(frozen=True, slots=True)
class Bounds:
    """Days, by series. `told`: units whose DUA ended by then are older than what persons were told; `most`: documents
    of that day or before are beyond the longest duration; `waited`: what waits for its event since then is late.
    """

    told: Mapping[str, date]
    most: Mapping[str, date]
    waited: Mapping[str, date]


def held(tenant: int, day: date, forgotten: date, bounds: Bounds) -> dict[str, Held]:
    """What is held of each series, on a day; `forgotten`: what was due by then is."""
    given = {
        "day": day, "forgotten": forgotten, "keep": FINAL[KEEP], "destroy": FINAL[DESTROY],
        "told_codes": list(bounds.told), "told_days": list(bounds.told.values()),
        "most_codes": list(bounds.most), "most_days": list(bounds.most.values()),
    }  # fmt: skip
    found = {}
    for code, units, last, agencies, *somes in _rows(tenant, HELD, **given):
        pairs = [Some(*pair) for pair in zip(somes[::2], somes[1::2], strict=True)]
        found[code] = Held(units, last, frozenset(agencies or ()), *pairs)
    return found


def late(tenant: int, bounds: Bounds) -> dict[str, Some]:
    """Units whose DUA waits for an event, though their last document is so old that it would be over."""
    given = {"codes": list(bounds.waited), "days": list(bounds.waited.values())}
    return {code: Some(count, unit) for code, count, unit in _rows(tenant, LATE, **given)}


def seen(tenant: int, day: date) -> dict[str | None, Seen]:
    """What was seen of personal data, by series; None: in documents of no series."""
    found = {}
    for code, documents, *somes, first in _rows(tenant, SEEN, day=day):
        pairs = [Some(*pair) for pair in zip(somes[::2], somes[1::2], strict=True)]
        found[code] = Seen(Some(documents, first), *pairs)
    return found


def stored(tenant: int, codes: Collection[str]) -> dict[str, tuple[Duration, ...]]:
    """The durations of the StorageRules that the units of these series follow."""
    with reading(tenant) as cursor:
        cursor.execute(STORED, {"tenant": tenant, "codes": list(codes), **_CATEGORIES})
        rows = cursor.fetchall()
        referential = effective_referential(cursor, tenant) if rows else None
    found: dict[str, list[Duration]] = {}
    for code, rule in rows:
        known = referential.get(rule) if referential is not None else None
        if known is not None and known.duration is not None and known.duration not in found.setdefault(code, []):
            found[code].append(known.duration)
    return {code: tuple(durations) for code, durations in found.items() if durations}


def online(tenant: int, day: date) -> dict[str, Some]:
    """Units whose DisseminationRule lets them be published on a day, by series."""
    return {code: Some(count, unit) for code, count, unit in _rows(tenant, ONLINE, day=day)}


def of_units(tenant: int, units: Collection[UUID]) -> dict[str, Some]:
    """How many of these units are of each series."""
    if not units:
        return {}
    return {code: Some(count, unit) for code, count, unit in _rows(tenant, OF_UNITS, units=list(units))}


def redacted(tenant: int, prefix: str, but: str | None = None) -> list[UUID]:
    """The units that have a redacted copy; `prefix`: how the identifiers of the messages of copies begin. `but`: not
    those of which all that is hidden is so by that clause alone.
    """
    event = '$.Event[*] ? (@.EventType[*] == "Occultation")'
    if but is not None:
        event = f'$.Event[*] ? (@.EventType[*] == "Occultation" && !(@.EventDetail[*] starts with {json.dumps(but)}))'
    return [unit for (unit,) in _rows(tenant, REDACTED, prefix=prefix, event=event)]


def states(tenant: int, units: Collection[UUID], day: date) -> list[State]:
    """Those of these units that are there, on a day."""
    rows = _rows(tenant, STATE, units=list(units), day=day) if units else []
    return [State(unit, tuple(series), opened, proposed) for unit, series, opened, proposed in rows]


_CATEGORIES = {
    "appraisal": CATEGORY[Category.APPRAISAL], "storage": CATEGORY[Category.STORAGE],
    "access": CATEGORY[Category.ACCESS], "dissemination": CATEGORY[Category.DISSEMINATION],
}  # fmt: skip


def _rows(tenant: int, statement: str, **given: Any) -> list[tuple[Any, ...]]:
    with reading(tenant) as cursor:
        cursor.execute(statement, {"tenant": tenant, **_CATEGORIES, **given})
        return cursor.fetchall()
