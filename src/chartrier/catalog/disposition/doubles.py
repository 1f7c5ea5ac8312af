"""Doubles: every file of a unit and of all below it is, byte for byte, a file of another unit that stays as long."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

import psycopg

from chartrier.catalog.rules.codes import CATEGORY, FINAL
from chartrier.rules.categories import DESTROY, Category

TWINS = """
    WITH member AS MATERIALIZED (SELECT unnest(%(units)s::uuid[]) AS unit), mine AS MATERIALIZED (
        SELECT DISTINCT o.id, o.sha512 AS digest, m.unit
        FROM member m
            JOIN archive_unitgroup g ON g.tenant = %(tenant)s AND g.unit = m.unit
            JOIN archive_dataobject o ON o.tenant = %(tenant)s AND o.object_group = g.object_group
    )
    SELECT mine.id, g.unit
    FROM mine
        LEFT JOIN archive_dataobject twin
            ON twin.tenant = %(tenant)s AND twin.kind = 'binary' AND twin.sha512 = mine.digest
                AND twin.id <> mine.id
        LEFT JOIN archive_unitgroup g ON g.tenant = %(tenant)s AND g.object_group = twin.object_group
            AND NOT EXISTS (SELECT FROM member m WHERE m.unit = g.unit)
            AND (SELECT coalesce(bit_or(theirs.final), 0) <> %(destroy)s FROM rules_ending theirs
                    WHERE theirs.tenant = %(tenant)s AND theirs.unit = g.unit AND theirs.category = %(appraisal)s
                UNION ALL
                SELECT coalesce(theirs.ending, 'infinity') >= coalesce(ours.ending, '-infinity')
                    FROM rules_ending theirs, rules_ending ours
                    WHERE theirs.tenant = %(tenant)s AND theirs.unit = g.unit AND theirs.category = %(appraisal)s
                        AND ours.tenant = %(tenant)s AND ours.unit = mine.unit AND ours.category = %(appraisal)s
                        AND ours.final = %(destroy)s
                ORDER BY 1 DESC LIMIT 1)
    ORDER BY mine.id, g.unit
"""
"""A twin keeps as long when its own final action is to keep (no rule at all keeps too), or when both are to destroy
and it ends no earlier."""


def twins_now(cursor: psycopg.Cursor[Any], tenant: int, units: Collection[UUID]) -> dict[UUID, set[UUID]]:
    """For each object of these units, the other units that have a file of the same digest, with the same or a longer
    sort final; in the caller's transaction."""
    given = {
        "tenant": tenant,
        "units": list(units),
        "appraisal": CATEGORY[Category.APPRAISAL],
        "destroy": FINAL[DESTROY],
    }
    cursor.execute(TWINS, given)
    found: dict[UUID, set[UUID]] = {}
    for identifier, unit in cursor.fetchall():
        twins = found.setdefault(identifier, set())
        if unit is not None:
            twins.add(unit)
    return found
