"""How much a tenant holds, by série and by service, as its host and its cost are told.

Counts stand until the archive changes (`catalog.counts`).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from chartrier.catalog.counts.counting import counting
from chartrier.catalog.counts.standing import Kind, counted_at, standing
from chartrier.catalog.extents import Extent, extents
from chartrier.catalog.hosting.ruled import RULED, SERVED, asked_of

HELD = """
    ruled AS MATERIALIZED ({ruled}),
    placed AS MATERIALIZED (SELECT unit, jsonb_build_array(code, definitive)::text AS key FROM ruled)
"""
BY_SERVICE = """
    ruled AS MATERIALIZED ({served}),
    placed AS MATERIALIZED (SELECT DISTINCT unit, coalesce(service, '') AS key FROM ruled)
"""
WHOLE = """
    ruled AS MATERIALIZED ({ruled}),
    placed AS MATERIALIZED (SELECT DISTINCT unit, 'all' AS key FROM ruled)
"""
ENDING = """
    ruled AS MATERIALIZED ({ruled}),
    placed AS MATERIALIZED (
        SELECT unit, code AS key FROM ruled WHERE NOT definitive AND ending <= %(on)s AND final = %(destroy)s
            AND (SELECT true FROM gels_heldunit gel WHERE gel.tenant = %(tenant)s AND gel.unit = ruled.unit LIMIT 1)
                IS NULL
    )
"""


@dataclass(frozen=True, slots=True)
class Held:
    """How much a tenant holds under a série; `definitive`: of what became archives définitives."""

    code: str
    definitive: bool
    extent: Extent


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


def holdings_counted_at(tenant: int) -> datetime | None:
    """When the oldest of what the hosting and its cost are told from was counted, where it is not of now."""
    return counted_at(tenant, *HOLDINGS, _BY_SERVICE, _ENDING)


def _count_held(tenant: int, on: date) -> list[Any]:
    found = [_held(key, extent) for key, extent in _extents(tenant, HELD, on).items()]
    found.sort(key=lambda each: (each.code, each.definitive))
    return [[each.code, each.definitive, each.extent.counted] for each in found]


def _count_whole(tenant: int, on: date) -> list[Any]:
    return _extents(tenant, WHOLE, on).get("all", Extent()).counted


def _count_by_service(tenant: int, on: date) -> dict[str, list[Any]]:
    return _counts(_extents(tenant, BY_SERVICE, on))


def _count_ending(tenant: int, on: date) -> dict[str, list[Any]]:
    return _counts(_extents(tenant, ENDING, on))


_HELD = Kind("held", _count_held)
_WHOLE = Kind("whole", _count_whole)
_BY_SERVICE = Kind("services", _count_by_service)
_ENDING = Kind("ending", _count_ending)
KINDS = (_HELD, _WHOLE, _BY_SERVICE, _ENDING)
"""What is counted here."""
HOLDINGS = (_HELD, _WHOLE)
"""What is checked of every hosting."""


def _counts(found: Mapping[str, Extent]) -> dict[str, list[Any]]:
    return {key: extent.counted for key, extent in found.items()}


def _of_counts(kept: Mapping[str, Sequence[Any]]) -> dict[str, Extent]:
    return {key: Extent.of_count(each) for key, each in kept.items()}


def _held(key: str, extent: Extent) -> Held:
    code, definitive = json.loads(key)
    return Held(code, definitive, extent)


def _extents(tenant: int, placed: str, on: date) -> dict[str, Extent]:
    with counting(tenant) as cursor:
        return extents(cursor, placed.format(ruled=RULED, served=SERVED), asked_of(tenant, on))
