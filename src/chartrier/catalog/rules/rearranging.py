"""Which units a `HoldRule` keeps in their place: `PreventRearrangement` is in force on them, or on what they contain.

It comes by inheritance like every rule, and ends when the rule does; a rule without end does not. What a unit contains
moves with it, so what is looked at is the unit and all below it, with all that is above any of them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any
from uuid import UUID

import psycopg

from chartrier.catalog.rules.codes import CATEGORY
from chartrier.catalog.rules.inherited import inheritance_now
from chartrier.rules.calendar import has_ended
from chartrier.rules.categories import Category
from chartrier.rules.inheritance import RuleOrigin

BELOW = """
    CREATE TEMPORARY TABLE rearranging_below ON COMMIT DROP AS
    WITH RECURSIVE below (start, unit) AS (
        SELECT start, start FROM unnest(%(units)s::uuid[]) start
        UNION
        SELECT below.start, link.unit FROM below
            JOIN archive_unitparent link ON link.tenant = %(tenant)s AND link.parent = below.unit
    ) SELECT start, unit FROM below
"""
HELD_ANYWHERE = """
    WITH RECURSIVE around (unit) AS (
        SELECT unit FROM rearranging_below
        UNION
        SELECT link.parent FROM around
            JOIN archive_unitparent link ON link.tenant = %(tenant)s AND link.unit = around.unit
    )
    SELECT FROM around JOIN rules_declared d
        ON d.tenant = %(tenant)s AND d.unit = around.unit AND d.category = %(hold)s LIMIT 1
"""
"""Mostly there is none, and nothing more is read."""

WHERE_IT_ENTERS = """
    SELECT DISTINCT below.unit FROM rearranging_below below
    WHERE below.unit = below.start
        OR EXISTS (SELECT FROM rules_declared d
            WHERE d.tenant = %(tenant)s AND d.unit = below.unit AND d.category = %(hold)s)
        OR EXISTS (SELECT FROM archive_unitparent link
            WHERE link.tenant = %(tenant)s AND link.unit = below.unit
                AND NOT EXISTS (SELECT FROM rearranging_below inside WHERE inside.unit = link.parent))
"""
"""A rule that holds for something below was declared there, or came in through a unit that has a parent elsewhere."""

STARTS = "SELECT start FROM rearranging_below WHERE unit = ANY (%s) ORDER BY start LIMIT 1"


def unit_kept_in_place(cursor: psycopg.Cursor[Any], tenant: int, units: Collection[UUID], today: date) -> UUID | None:
    """One of these units that a rule keeps in its place, itself or something below it; None when none is.

    In the caller's transaction.
    """
    given = {"tenant": tenant, "units": list(units), "hold": CATEGORY[Category.HOLD]}
    cursor.execute("DROP TABLE IF EXISTS rearranging_below")
    cursor.execute(BELOW, given)
    cursor.execute("CREATE INDEX ON rearranging_below (unit)")
    cursor.execute("ANALYZE rearranging_below")
    cursor.execute(HELD_ANYWHERE, given)
    if cursor.fetchone() is None:
        return None
    cursor.execute(WHERE_IT_ENTERS, given)
    entering = [unit for (unit,) in cursor.fetchall()]
    graph = inheritance_now(cursor, tenant, entering).inheritance
    kept = [
        unit
        for unit in entering
        if any(_prevents(origins, today) for origins in graph.of(unit).of(Category.HOLD).rules.values())
    ]
    cursor.execute(STARTS, [kept])
    found = cursor.fetchone()
    return found[0] if found else None


def _prevents(origins: Iterable[RuleOrigin[UUID]], today: date) -> bool:
    return any(
        origin.declared.hold is not None
        and origin.declared.hold.prevents_rearrangement is True
        and not has_ended(origin.declared.end, today)
        for origin in origins
    )
