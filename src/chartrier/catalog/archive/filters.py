"""What units must be besides having words, as conditions of SQL under the policies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from chartrier.catalog.rules.codes import CATEGORY
from chartrier.records.voice import Bound
from chartrier.rules.categories import Category

APPRAISAL = CATEGORY[Category.APPRAISAL]
OWN_SERVICE = "unit.content #>> '{OriginatingAgency,0,Identifier,0}'"
SERVICE_OF_VERSEMENT = "versement.operation #>> '{transfer,originating_agency}', versement.agency"
SERVICE = f"coalesce({OWN_SERVICE}, {SERVICE_OF_VERSEMENT})"
"""The service producteur of a unit: its own, or that of its transfer."""

RULED = (
    "(SELECT e.{} FROM rules_ending e WHERE e.tenant = unit.tenant AND e.unit = unit.id"  # noqa: S608 - constants only
    f" AND e.category = {APPRAISAL})"
)
"""A column of the one row that a unit has there: asked for by its key, whatever else is wanted of it."""
OBJECTS = (
    "FROM archive_unitgroup held JOIN archive_dataobject object"
    " ON object.tenant = held.tenant AND object.object_group = held.object_group"
    " WHERE held.tenant = unit.tenant AND held.unit = unit.id"
)
CONDITIONS = {
    "first": "coalesce(unit.end_date, unit.start_date) >= %(first)s",
    "last": "coalesce(unit.start_date, unit.end_date) <= %(last)s",
    "services": "{services}",
    "series": "{series}",
    "formats": f"(SELECT true {OBJECTS} AND object.format->>'puid' = ANY(%(formats)s) LIMIT 1) IS NOT NULL",
    "due_on": "{due_on} AND (SELECT true FROM conservation_definitiveunit kept"
    " WHERE kept.tenant = unit.tenant AND kept.unit = unit.id LIMIT 1) IS NULL",
    "frozen": "(SELECT true FROM gels_heldunit gel WHERE gel.tenant = unit.tenant AND gel.unit = unit.id LIMIT 1)"
    " IS NOT NULL",
    "below": """unit.id IN (WITH RECURSIVE below(id) AS (
        SELECT %(below)s::uuid UNION SELECT edge.unit FROM below
        JOIN archive_unitparent edge ON edge.tenant = ANY(%(tenants)s) AND edge.parent = below.id
    ) SELECT id FROM below WHERE id <> %(below)s::uuid)""",
}
"""What each filter asks for: looked up unit by unit (`LIMIT 1`), never for all that a tenant has at once."""
BY_KEY = {
    "services": f"{SERVICE} = ANY(%(VALUE)s)",
    "series": f"{RULED.format('rules')} && %(VALUE)s::text[]",
    "due_on": f"{RULED.format('ending')} <= %(VALUE)s",
}
"""What is asked of other tables than its own, of a `unit` and its `versement`."""


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


def conditions_of(filters: Filters, asked: Mapping[str, str] = BY_KEY) -> tuple[dict[str, str], dict[str, Any]]:
    """The conditions of the filters by their names, each in brackets, and their values; `asked`: as `BY_KEY`."""
    given: dict[str, Any] = {}
    conditions = {}
    for name, condition in CONDITIONS.items():
        value = getattr(filters, name)
        if value not in ((), None, False):
            given[name] = list(value) if isinstance(value, tuple) else value
            conditions[name] = f"({condition.format(**{each: _of(asked, each, each) for each in asked})})"
    within = []
    for number, bound in enumerate(filters.bounds):
        parts = []
        for name in ("services", "series"):
            if values := getattr(bound, name):
                value = f"{name}_{number}"
                given[value] = sorted(values)
                parts.append(_of(asked, name, value))
        within.append(f"({' AND '.join(parts) or 'true'})")
    if within:
        conditions["bounds"] = f"({' OR '.join(within)})"
    return conditions, given


def _of(asked: Mapping[str, str], name: str, value: str) -> str:
    return asked[name].replace("VALUE", value)
