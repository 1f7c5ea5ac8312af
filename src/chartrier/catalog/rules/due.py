"""What is due, and what waits for its event: lists by the index, a page at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from chartrier.catalog.counts.counting import counting
from chartrier.catalog.counts.standing import Kind, counted_at, standing
from chartrier.catalog.extents import Extent, extents
from chartrier.catalog.figures import Figure, figures
from chartrier.catalog.rules.codes import CATEGORY, finals_of
from chartrier.catalog.rules.inherited import reading
from chartrier.catalog.series.rules import series_to_sample
from chartrier.rules.categories import Category

COUNT_TO = 10_000

APPRAISAL = CATEGORY[Category.APPRAISAL]
KEPT = f"""(category <> {APPRAISAL} OR (
        SELECT true FROM conservation_definitiveunit kept
        WHERE kept.tenant = %(tenant)s AND kept.unit = rules_ending.unit LIMIT 1
    ) IS NULL)"""  # noqa: S608 - constants only
"""Archives définitives have no DUA any more."""

DUE = f"""
    WITH page AS MATERIALIZED (
        SELECT ending, unit FROM rules_ending
        WHERE tenant = %(tenant)s AND category = %(category)s AND ending <= %(on)s
            AND (%(after_day)s::date IS NULL OR (ending, unit) > (%(after_day)s, %(after_unit)s))
            AND {KEPT}
        ORDER BY ending, unit LIMIT %(limit)s
    )
    SELECT page.ending, page.unit, e.final, e.rules, u.title, (
        SELECT true FROM rules_ending hold WHERE hold.tenant = %(tenant)s AND hold.unit = page.unit
            AND hold.category = %(hold)s AND (hold.ending IS NULL OR hold.ending > %(on)s)
        LIMIT 1 -- looked up unit by unit, never all holds at once
    ) IS NOT NULL OR (
        SELECT true FROM gels_heldunit gel WHERE gel.tenant = %(tenant)s AND gel.unit = page.unit LIMIT 1
    ) IS NOT NULL
    FROM page JOIN rules_ending e ON e.tenant = %(tenant)s AND e.unit = page.unit AND e.category = %(category)s
        JOIN archive_unit u ON u.tenant = %(tenant)s AND u.id = page.unit
    ORDER BY page.ending, page.unit
"""  # noqa: S608 - constants only
COUNT_DUE = f"""
    SELECT count(*) FROM (
        SELECT FROM rules_ending
        WHERE tenant = %(tenant)s AND category = %(category)s AND ending <= %(on)s AND {KEPT} LIMIT %(most)s
    ) counted
"""  # noqa: S608
PLACED = f"""
    placed AS MATERIALIZED (
        SELECT unit, 'due' AS key FROM rules_ending
        WHERE tenant = %(tenant)s AND category = %(category)s AND ending <= %(on)s AND {KEPT} LIMIT %(most)s
    )
"""  # noqa: S608
WAITING = """
    SELECT d.unit, d.rule, u.title FROM rules_declared d JOIN archive_unit u ON u.tenant = %(tenant)s AND u.id = d.unit
    WHERE d.tenant = %(tenant)s AND d.category = %(category)s AND d.waiting
        AND (%(after_unit)s::uuid IS NULL OR (d.unit, d.rule) > (%(after_unit)s, %(after_rule)s))
    ORDER BY d.unit, d.rule LIMIT %(limit)s
"""
COUNT_WAITING = """
    SELECT count(*) FROM (
        SELECT FROM rules_declared
        WHERE tenant = %(tenant)s AND category = %(category)s AND waiting LIMIT %(most)s
    ) counted
"""


@dataclass(frozen=True, slots=True)
class Due:
    """A unit whose rules of a category have all ended.

    `held`: a gel, or a HoldRule that has not ended, holds it back. `sampled`: one of its rules is a série to be sampled
    (Trier).
    """

    ending: date
    unit: UUID
    finals: Sequence[str]
    rules: Sequence[str]
    title: str
    held: bool
    sampled: bool


@dataclass(frozen=True, slots=True)
class Waiting:
    """A unit that declares a rule whose start is not known."""

    unit: UUID
    rule: str
    title: str


def due_units(
    tenant: int, category: Category, on: date, *, after: tuple[date, UUID] | None = None, limit: int
) -> list[Due]:
    """Those due on that day, what ended first at the head; `after` asks for what follows that échéance and unit."""
    given = {"on": on, "after_day": after and after[0], "after_unit": after and after[1], "limit": limit}
    rows = _rows(DUE, tenant, category, hold=CATEGORY[Category.HOLD], **given)
    with reading(tenant) as cursor:
        sampled = series_to_sample(cursor, tenant)
    return [
        Due(ending, unit, finals_of(final), rules, title, held, not sampled.isdisjoint(rules))
        for ending, unit, final, rules, title, held in rows
    ]


def count_due(tenant: int, category: Category, on: date) -> int:
    """How many; `COUNT_TO` stands for that many or more."""
    return int(figures([tenant], {"due": number_due(tenant, category, on)})["due"])


def number_due(tenant: int, category: Category, on: date) -> Figure:
    """The same, to be asked for with other figures."""
    return Figure.of(COUNT_DUE, {"tenant": tenant, "category": CATEGORY[category], "on": on, "most": COUNT_TO})


def extent_due(tenant: int, category: Category, on: date) -> Extent:
    """How much it is; of `COUNT_TO` units at most."""
    given = {"tenant": tenant, "category": CATEGORY[category], "on": on, "most": COUNT_TO}
    with counting(tenant) as cursor:
        return extents(cursor, PLACED, given).get("due", Extent())


def standing_extent_due(tenant: int, day: date) -> Extent:
    """That of the DUA as it was counted last (`catalog.counts`)."""
    return Extent.of_count(standing(tenant, _DUE, day))


def due_counted_at(tenant: int) -> datetime | None:
    """When that was, where it is not of now."""
    return counted_at(tenant, _DUE)


def _count_due(tenant: int, day: date) -> list[Any]:
    return extent_due(tenant, Category.APPRAISAL, day).counted


_DUE = Kind("due", _count_due)
KINDS = (_DUE,)
"""What is counted here."""


def waiting_units(
    tenant: int, category: Category, *, after: tuple[UUID, str] | None = None, limit: int
) -> list[Waiting]:
    """Those that wait, in the order of their identifiers."""
    given = {"after_unit": after and after[0], "after_rule": after and after[1], "limit": limit}
    return [Waiting(*row) for row in _rows(WAITING, tenant, category, **given)]


def count_waiting(tenant: int, category: Category) -> int:
    """How many; `COUNT_TO` stands for that many or more."""
    return int(figures([tenant], {"waiting": number_waiting(tenant, category)})["waiting"])


def number_waiting(tenant: int, category: Category) -> Figure:
    """The same, to be asked for with other figures."""
    return Figure.of(COUNT_WAITING, {"tenant": tenant, "category": CATEGORY[category], "most": COUNT_TO})


def _rows(statement: str, tenant: int, category: Category, **given: Any) -> list[tuple[Any, ...]]:
    with reading(tenant) as cursor:
        cursor.execute(statement, {"tenant": tenant, "category": CATEGORY[category], **given})
        return cursor.fetchall()
