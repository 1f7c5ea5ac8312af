"""Doubles: every file of a unit and of all below it is, byte for byte, a file of another unit that stays."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

import psycopg

TWINS = """
    WITH member AS (SELECT unnest(%(units)s::uuid[]) AS unit), mine AS (
        SELECT DISTINCT o.id, o.digests ->> 'sha512' AS digest
        FROM member m
            JOIN archive_unitgroup g ON g.tenant = %(tenant)s AND g.unit = m.unit
            JOIN archive_dataobject o ON o.tenant = %(tenant)s AND o.object_group = g.object_group
    )
    SELECT mine.id, mine.digest, g.unit
    FROM mine
        LEFT JOIN archive_dataobject twin
            ON twin.tenant = %(tenant)s AND twin.kind = 'binary' AND twin.digests ->> 'sha512' = mine.digest
                AND twin.id <> mine.id
        LEFT JOIN archive_unitgroup g ON g.tenant = %(tenant)s AND g.object_group = twin.object_group
            AND NOT EXISTS (SELECT FROM member m WHERE m.unit = g.unit)
    ORDER BY mine.id, g.unit
"""


def twins_now(cursor: psycopg.Cursor[Any], tenant: int, units: Collection[UUID]) -> dict[UUID, list[UUID]]:
    """For each object of these units, the other units that have a file of the same digest; none: it has no double."""
    cursor.execute(TWINS, {"tenant": tenant, "units": list(units)})
    found: dict[UUID, list[UUID]] = {}
    for identifier, _, unit in cursor.fetchall():
        twins = found.setdefault(identifier, [])
        if unit is not None and unit not in twins:
            twins.append(unit)
    return found
