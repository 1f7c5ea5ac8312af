"""Units with all those above them, as inheritance wants them."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import psycopg
from django.db import connections

from chartrier.catalog.rules.declaring import Declarations, TransferRules
from chartrier.catalog.rules.effective import effective_referential
from chartrier.catalog.transaction import transaction
from chartrier.rules.inheritance import Inheritance, RuledUnit, inherit
from chartrier.rules.referential import Referential

ABOVE = """
    WITH RECURSIVE above (unit) AS (
        SELECT unnest(%(units)s::uuid[])
        UNION
        SELECT link.parent FROM above
            JOIN archive_unitparent link ON link.tenant = %(tenant)s AND link.unit = above.unit
    )
    SELECT u.id, u.title, u.management::text, v.operation, (
        SELECT array_agg(link.parent ORDER BY link.parent) FROM archive_unitparent link
        WHERE link.tenant = %(tenant)s AND link.unit = u.id
    ), (
        SELECT true FROM archive_unitparent link
        WHERE link.tenant = %(tenant)s AND link.unit = u.id AND NOT link.attached
        LIMIT 1 -- looked up unit by unit, never all links at once
    ) IS NULL, (
        SELECT array_agg(ARRAY[d.rule, d.day::text]) FROM (
            SELECT DISTINCT ON (given.rule) given.rule, given.day FROM rules_depart given
            WHERE given.tenant = %(tenant)s AND given.unit = u.id ORDER BY given.rule, given.number DESC
        ) d
    )
    FROM above JOIN archive_unit u ON u.tenant = %(tenant)s AND u.id = above.unit
        JOIN archive_versement v ON v.tenant = %(tenant)s AND v.id = u.versement
"""


@dataclass(frozen=True, slots=True)
class Inherited:
    """What holds for a unit: the graph above it, the titles of its units, and what its rules mean."""

    inheritance: Inheritance[UUID]
    titles: dict[UUID, str]
    referential: Referential


def inherited(tenant: int, unit: UUID) -> Inherited:
    """Read with the units above, and dated by the referential in force. Raises KeyError when it is not there."""
    with reading(tenant) as cursor:
        found = inheritance_now(cursor, tenant, [unit])
    if unit not in found.titles:
        raise KeyError(unit)
    return found


def inheritance_now(cursor: psycopg.Cursor[Any], tenant: int, units: Collection[UUID]) -> Inherited:
    """The same for several units, in the caller's transaction; those that are not there are left out."""
    referential = effective_referential(cursor, tenant)
    declarations = Declarations(referential)
    ruled, titles = [], {}
    cursor.execute(ABOVE, {"tenant": tenant, "units": list(units)})
    for key, title, management, operation, parents, uppermost, given in cursor.fetchall():
        transfer = TransferRules.of(as_object(operation))
        departs = tuple((rule, date.fromisoformat(day)) for rule, day in given or ())
        declaration = declarations.read(management, transfer if uppermost else None, departs)
        ruled.append(RuledUnit(key, parents or (), transfer.agency, declaration))
        titles[key] = title
    return Inherited(inherit(ruled), titles, referential)


@contextmanager
def reading(tenant: int) -> Iterator[psycopg.Cursor[Any]]:
    """psycopg's cursor in a transaction for this tenant, to read with."""
    with transaction([tenant]):
        connection = connections["default"].connection
        assert connection is not None
        with connection.cursor() as cursor:
            yield cursor


def as_object(value: Any) -> Any:
    """A JSON value, whether the connection parses JSON or not."""
    return json.loads(value) if isinstance(value, str) else value or {}
