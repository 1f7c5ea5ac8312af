"""Units put straight into the index, for what is computed from there."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import psycopg

from chartrier.catalog.connection import dedicated
from chartrier.catalog.transaction import own_transaction
from chartrier.records.identifiers import new_package_id

REFERENTIAL = """RuleId,RuleType,RuleValue,RuleDescription,RuleDuration,RuleMeasurement
APP-1,AppraisalRule,Un an,,1,Year
APP-5,AppraisalRule,Cinq ans,,5,Year
APP-N,AppraisalRule,Sans fin,,unlimited,Year
ACC-25,AccessRule,25 ans,,25,Year
ACC-50,AccessRule,50 ans,,50,Year
"""
RULES = {"AppraisalRule": ("APP-1", "APP-5", "APP-N", "APP-?"), "AccessRule": ("ACC-25", "ACC-50")}


@contextmanager
def working(tenant: int) -> Iterator[psycopg.Cursor[Any]]:
    """A cursor in a transaction of the application's role."""
    with dedicated() as connection, own_transaction(connection, tenant) as cursor:
        yield cursor


def plant_versement(cursor: psycopg.Cursor[Any], tenant: int, agency: str | None, management: Any = None) -> UUID:
    """A versement without units."""
    package = new_package_id(datetime.now(UTC))
    transfer = {"originating_agency": agency, "management": management}
    cursor.execute(
        "INSERT INTO archive_versement (tenant, id, state, received, operation, findings, inventory)"
        " VALUES (%s, %s, 'accepted', now(), %s, '[]', 'sha512:00')",
        [tenant, package, json.dumps({"transfer": transfer})],
    )
    return package


def plant_unit(
    cursor: psycopg.Cursor[Any],
    tenant: int,
    versement: UUID,
    unit: UUID,
    *,
    parents: Iterable[UUID] = (),
    attached: Iterable[UUID] = (),
    management: Any = None,
) -> None:
    cursor.execute(
        "INSERT INTO archive_unit"
        " (tenant, versement, id, xml_id, line, content, management, title, title_key, search, top)"
        " VALUES (%s, %s, %s, 'U', 1, '{}', %s, %s, '', '', false)",
        [tenant, versement, unit, None if management is None else json.dumps(management), f"Unité {unit}"],
    )
    for parent, is_attached in [*((each, False) for each in parents), *((each, True) for each in attached)]:
        cursor.execute(
            "INSERT INTO archive_unitparent (tenant, unit, parent, attached) VALUES (%s, %s, %s, %s)",
            [tenant, unit, parent, is_attached],
        )


def endings(cursor: psycopg.Cursor[Any], tenant: int) -> dict[tuple[UUID, int], tuple[Any, ...]]:
    """Every row of `rules_ending`, by unit and category."""
    cursor.execute("SELECT unit, category, ending, open, final, rules FROM rules_ending WHERE tenant = %s", [tenant])
    return {(row[0], row[1]): tuple(row[2:]) for row in cursor.fetchall()}


def declared(cursor: psycopg.Cursor[Any], tenant: int) -> set[tuple[Any, ...]]:
    cursor.execute("SELECT rule, unit, category, waiting FROM rules_declared WHERE tenant = %s", [tenant])
    return set(cursor.fetchall())


def rule(category: str, *rules: tuple[str, date | None], **more: Any) -> dict[str, Any]:
    """A `Management` as an element value, with rules of one category in document order."""
    names: list[str] = []
    said: dict[str, list[str]] = {}
    for identifier, start in rules:
        for name, text in (("Rule", identifier), ("StartDate", start and start.isoformat())):
            if text:
                names.append(name)
                said.setdefault(name, []).append(text)
    return {category: [{**said, "<": names, **{name: [value] for name, value in more.items()}}]}
