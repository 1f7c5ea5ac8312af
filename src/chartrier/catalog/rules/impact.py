"""What a change would move, before it does: counted beside the rows that are there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import psycopg

from chartrier.catalog.rules.codes import CATEGORY_OF
from chartrier.catalog.rules.recomputing import Recomputing
from chartrier.rules.categories import Category

MOVED = """
    SELECT o.category, count(*), min(o.ending), max(o.ending),
        count(*) FILTER (WHERE o.ending <= %(today)s AND (e.ending IS NULL OR e.ending > %(today)s))
    FROM rules_computed c JOIN rules_outcome o ON o.number = c.outcome
        LEFT JOIN rules_ending e ON e.tenant = %(tenant)s AND e.unit = c.unit AND e.category = o.category
    WHERE e.unit IS NULL OR (e.ending, e.open) IS DISTINCT FROM (o.ending, o.open)
    GROUP BY o.category ORDER BY o.category
"""
NEW = """
    SELECT c.unit, o.category, o.ending FROM rules_computed c JOIN rules_outcome o ON o.number = c.outcome
    WHERE c.unit = ANY(%(units)s)
"""


@dataclass(frozen=True, slots=True)
class Impact:
    """What would move in one category: so many units, their earliest and latest new échéances (None: none has one),
    and how many would have ended by today that have not now.
    """

    category: Category
    units: int
    earliest: date | None
    latest: date | None
    ending_now: int


def impact_of_rules(cursor: psycopg.Cursor[Any], tenant: int, rules: Iterable[str], today: date) -> list[Impact]:
    """Of these rules, whose new meaning is there already, in a transaction that is undone."""
    recomputing = Recomputing(cursor, tenant)
    recomputing.from_rules(rules)
    recomputing.compute()
    return _moved(cursor, tenant, today)


def impact_of_units(
    cursor: psycopg.Cursor[Any], tenant: int, units: Iterable[UUID], today: date
) -> tuple[list[Impact], dict[tuple[UUID, Category], date | None]]:
    """Of what these units declare now, likewise; and the new échéances of these very units."""
    roots = list(units)
    recomputing = Recomputing(cursor, tenant)
    recomputing.from_units(roots)
    recomputing.compute()
    moved = _moved(cursor, tenant, today)
    cursor.execute(NEW, {"units": roots})
    return moved, {(unit, CATEGORY_OF[code]): ending for unit, code, ending in cursor.fetchall()}


def _moved(cursor: psycopg.Cursor[Any], tenant: int, today: date) -> list[Impact]:
    cursor.execute(MOVED, {"tenant": tenant, "today": today})
    return [Impact(CATEGORY_OF[code], *counted) for code, *counted in cursor.fetchall()]
