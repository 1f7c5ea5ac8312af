"""The graph of units: what is above and below."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import psycopg
from django.db import connections

from chartrier.catalog.transaction import transaction

ABOVE = """
    WITH RECURSIVE above(unit) AS (
        SELECT parent FROM archive_unitparent WHERE tenant = %(tenant)s AND unit = ANY (%(units)s)
        UNION
        SELECT edge.parent FROM above JOIN archive_unitparent edge
            ON edge.tenant = %(tenant)s AND edge.unit = above.unit
    ) SELECT unit FROM above ORDER BY unit
"""
BELOW = """
    WITH RECURSIVE below(unit) AS (
        SELECT id FROM archive_unit WHERE tenant = %(tenant)s AND id = ANY (%(units)s)
        UNION
        SELECT edge.unit FROM below JOIN archive_unitparent edge
            ON edge.tenant = %(tenant)s AND edge.parent = below.unit
    ) SELECT unit FROM below ORDER BY unit
"""
IN_A_CYCLE = """
    WITH RECURSIVE above(start, unit) AS (
        SELECT unit, parent FROM archive_unitparent WHERE tenant = %(tenant)s AND unit = ANY (%(units)s)
        UNION
        SELECT above.start, edge.parent FROM above JOIN archive_unitparent edge
            ON edge.tenant = %(tenant)s AND edge.unit = above.unit
    ) SELECT start FROM above WHERE unit = start ORDER BY start LIMIT 1
"""


@contextmanager
def step_by_step(cursor: psycopg.Cursor[Any]) -> Iterator[None]:
    """Recursions go through the index, link by link: reading all edges at each step is quadratic in deep trees."""
    settings = ("enable_hashjoin", "enable_mergejoin")
    for name in settings:
        cursor.execute("SELECT set_config(%s, 'off', true)", [name])
    yield
    for name in settings:
        cursor.execute("SELECT set_config(%s, 'on', true)", [name])


def unit_in_a_cycle(cursor: psycopg.Cursor[Any], tenant: int, units: Collection[UUID]) -> UUID | None:
    """One of these units that is above itself, if there is one."""
    cursor.execute(IN_A_CYCLE, {"tenant": tenant, "units": list(units)})
    found = cursor.fetchone()
    return found[0] if found else None


def units_above(tenant: int, units: Collection[UUID]) -> list[UUID]:
    """All units above these ones, ascending."""
    return _asked(ABOVE, tenant, units)


def units_below(tenant: int, units: Collection[UUID]) -> list[UUID]:
    """Those of these units that are there, and all below them, ascending."""
    return _asked(BELOW, tenant, units)


def _asked(query: str, tenant: int, units: Collection[UUID]) -> list[UUID]:
    with transaction([tenant]), connections["default"].cursor() as cursor:
        cursor.execute(query, {"tenant": tenant, "units": list(units)})
        return [unit for (unit,) in cursor.fetchall()]
