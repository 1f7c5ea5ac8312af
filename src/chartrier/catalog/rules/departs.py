"""The days from which rules run, as events gave them: given, never changed, the last one stands."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import psycopg

from chartrier.catalog import consequences
from chartrier.catalog.rules.declaring import TransferRules
from chartrier.catalog.rules.impact import Impact, impact_of_units
from chartrier.catalog.rules.inherited import as_object
from chartrier.catalog.rules.locking import lock_changing
from chartrier.catalog.rules.models import Depart as Row
from chartrier.catalog.rules.trying import tried
from chartrier.catalog.transaction import transaction
from chartrier.records.canonical import canonical
from chartrier.records.finding import Findings
from chartrier.rules.categories import Category
from chartrier.rules.declaration import Declaration
from chartrier.rules.reading import read_declaration

DEPARTS = "departs.jsonl"
"""In the package of an `evenement`."""

UNITS = """
    SELECT u.id, u.title, u.management::text, v.operation, NOT EXISTS (
        SELECT FROM archive_unitparent link WHERE link.tenant = %(tenant)s AND link.unit = u.id AND NOT link.attached
    ), (
        SELECT array_agg(ARRAY[d.rule, d.day::text]) FROM (
            SELECT DISTINCT ON (given.rule) given.rule, given.day FROM rules_depart given
            WHERE given.tenant = %(tenant)s AND given.unit = u.id ORDER BY given.rule, given.number DESC
        ) d
    )
    FROM archive_unit u JOIN archive_versement v ON v.tenant = %(tenant)s AND v.id = u.versement
    WHERE u.tenant = %(tenant)s AND u.id = ANY(%(units)s)
"""
ENTER = """
    INSERT INTO rules_depart (tenant, unit, rule, number, day, act)
    SELECT %(tenant)s, given.unit, given.rule, 1 + (
        SELECT count(*) FROM rules_depart before
        WHERE before.tenant = %(tenant)s AND before.unit = given.unit AND before.rule = given.rule
    ), given.day, %(act)s
    FROM unnest(%(units)s::uuid[], %(rules)s::text[], %(days)s::date[]) AS given (unit, rule, day)
"""


@dataclass(frozen=True, slots=True)
class Depart:
    """From this day a rule that the unit declares runs."""

    unit: UUID
    rule: str
    day: date


@dataclass(frozen=True, slots=True)
class Declaring:
    """What a unit declares before any event (`declaration`, not dated), and the days that events gave since."""

    title: str
    declaration: Declaration
    given: Mapping[str, date]

    def starts(self, rule: str) -> list[date | None]:
        """The start that the unit itself states for each time it declares this rule."""
        return [
            each.start
            for declared in self.declaration.categories.values()
            for each in declared.rules
            if each.rule == rule
        ]

    def runs_from(self, rule: str) -> date | None:
        """The day from which every instance of the rule runs, the latest; None while one of them waits."""
        starts = [start or self.given.get(rule) for start in self.starts(rule)]
        given = self.given.get(rule)
        known = [max(start, given) if given is not None else start for start in starts if start is not None]
        return max(known) if known and len(known) == len(starts) else None

    def category(self, rule: str) -> Category | None:
        """The first category where the unit declares this rule."""
        for category, declared in self.declaration.categories.items():
            if any(each.rule == rule for each in declared.rules):
                return category
        return None


def write_departs(departs: Iterable[Depart]) -> bytes:
    """`departs.jsonl` of an `evenement`: one a line, by unit and rule."""
    lines = sorted((str(each.unit), each.rule, each.day.isoformat()) for each in departs)
    return b"".join(canonical({"day": day, "rule": rule, "unit": unit}) + b"\n" for unit, rule, day in lines)


def read_departs(data: bytes) -> list[Depart]:
    """What `write_departs` wrote."""
    records = (json.loads(line) for line in data.splitlines())
    return [Depart(UUID(each["unit"]), each["rule"], date.fromisoformat(each["day"])) for each in records]


def enter_departs(cursor: psycopg.Cursor[Any], tenant: int, act: UUID, departs: Sequence[Depart]) -> None:
    """Enter them, in the caller's transaction; the échéances follow. For a rebuild too."""
    lock_changing(cursor, tenant)
    _insert(cursor, tenant, act, departs)
    consequences.graph_changed(cursor, tenant, {each.unit for each in departs})


def what_departs_change(
    tenant: int, act: UUID, departs: Sequence[Depart], today: date
) -> tuple[list[Impact], dict[tuple[UUID, Category], date | None]]:
    """What they would move, and the new échéances of their units by category; nothing is written."""
    with tried(tenant) as cursor:
        _insert(cursor, tenant, act, departs)
        return impact_of_units(cursor, tenant, {each.unit for each in departs}, today)


def declaring(cursor: psycopg.Cursor[Any], tenant: int, units: Iterable[UUID]) -> dict[UUID, Declaring]:
    """What these units declare, those that are there."""
    cursor.execute(UNITS, {"tenant": tenant, "units": list(units)})
    found = {}
    for unit, title, management, operation, uppermost, given in cursor.fetchall():
        declared = read_declaration(json.loads(management) if management else None, Findings())
        if uppermost and operation:
            transfer = TransferRules.of(as_object(operation))
            declared = declared.under(read_declaration(transfer.management, Findings()))
        days = {rule: date.fromisoformat(day) for rule, day in given or ()}
        found[unit] = Declaring(title, declared, days)
    return found


def given_to(tenant: int, unit: UUID) -> list[Row]:
    """Every day that was given to the rules of a unit, the oldest first."""
    with transaction([tenant]):
        return list(Row.objects.filter(tenant=tenant, unit=unit).order_by("rule", "number"))


def _insert(cursor: psycopg.Cursor[Any], tenant: int, act: UUID, departs: Sequence[Depart]) -> None:
    cursor.execute(
        ENTER,
        {
            "tenant": tenant,
            "act": act,
            "units": [each.unit for each in departs],
            "rules": [each.rule for each in departs],
            "days": [each.day for each in departs],
        },
    )
