"""What may go of some units and of all below them on a day, as the index has it at this moment."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import psycopg

from chartrier.catalog.gels.holding import held_now
from chartrier.catalog.rules.effective import effective_referential
from chartrier.catalog.rules.recomputing import Recomputing
from chartrier.catalog.rules.trying import tried
from chartrier.catalog.series.rules import series_in_force
from chartrier.rules.categories import FINAL_ACTION, KEEP, Category
from chartrier.rules.disposition.decision import (
    Decision,
    Status,
    decide,
    is_blocked,
    lets_sorted_go,
    runs_no_more,
)
from chartrier.rules.disposition.steps import Ground
from chartrier.rules.inheritance import Inheritance, RuledUnit, inherit
from chartrier.rules.referential import Referential
from chartrier.rules.series.serie import Series
from chartrier.rules.series.vocabulary import SortFinal
from chartrier.rules.summary import NO_RULE, summarise


@dataclass(frozen=True, slots=True)
class Region:
    """Some units with all below them, what holds for each, and what keeps it.

    `decisions` are about these units only; `inheritance` has all above them too. A gel of ours holds those in `held`, a
    `HoldRule` those that are `blocked`. `sorted_out` are those that a sample of a série to sort may leave out, `ended`
    those of which no rule runs any more, `unruled` those without any rule.
    """

    decisions: Mapping[UUID, Decision[UUID]]
    children: Mapping[UUID, tuple[UUID, ...]]
    held: frozenset[UUID]
    blocked: frozenset[UUID]
    definitive: frozenset[UUID]
    sorted_out: frozenset[UUID]
    ended: frozenset[UUID]
    unruled: frozenset[UUID]
    inheritance: Inheritance[UUID]
    referential: Referential
    series: Mapping[str, Series]

    def going(self, ground: Ground) -> frozenset[UUID]:
        """The units that may go on this ground, when looked at alone: nothing holds them, and no rule runs any more.

        With a visa the decision is to destroy. Drafts and blank forms may have no rule at all, unless it is said that
        they are to be kept; a double may have any final action, since what it is a double of stays.
        """
        if ground is Ground.TRI:
            let = self.sorted_out
        elif ground is Ground.DOUBLE:
            let = self.ended
        else:
            let = frozenset(unit for unit, decision in self.decisions.items() if decision.status is Status.DESTROY)
            if not ground.needs_visa:
                let |= {unit for unit in self.unruled if not self._is_to_be_kept(unit)}
        return let - self.held - self.definitive

    def _is_to_be_kept(self, unit: UUID) -> bool:
        """Whether a final action to keep is declared for it, which is more than none being declared."""
        found = self.inheritance.of(unit).of(Category.APPRAISAL).properties.get(FINAL_ACTION, ())
        return any(origin.value == KEEP and not origin.implicit for origin in found)


def look_at(tenant: int, roots: Collection[UUID], day: date) -> Region:
    """What may go of these units and of all below them. Raises Unavailable."""
    with tried(tenant) as cursor:
        return look_at_now(cursor, tenant, roots, day)


def look_at_now(cursor: psycopg.Cursor[Any], tenant: int, roots: Collection[UUID], day: date) -> Region:
    """The same, in the caller's transaction."""
    recomputing = Recomputing(cursor, tenant)
    recomputing.from_units(roots)
    units: list[RuledUnit[UUID]] = []
    mine: list[UUID] = []
    for ruled, named in recomputing.ruled_units():
        units.append(ruled)
        if named:
            mine.append(ruled.key)
    inheritance = inherit(units)
    ours = frozenset(mine)
    children: dict[UUID, list[UUID]] = {}
    for each in units:
        for parent in each.parents:
            if parent in ours:
                children.setdefault(parent, []).append(each.key)
    series = {each.code: each for each in series_in_force(cursor, tenant)}
    sorting = {code for code, each in series.items() if each.sort_final is SortFinal.TRIER and not each.undecided}
    sorted_out, ended, unruled, blocked = set(), set(), set(), set()
    for unit, summary in summarise(inheritance):
        if unit in ours and is_blocked(summary, day):
            blocked.add(unit)
        if unit in ours and runs_no_more(summary, day):
            ended.add(unit)
            if not summary.get(Category.APPRAISAL, NO_RULE).rules:
                unruled.add(unit)
            elif lets_sorted_go(summary, day, sorting):
                sorted_out.add(unit)
    return Region(
        {unit: decision for unit, decision in decide(inheritance, day) if unit in ours},
        {unit: tuple(below) for unit, below in children.items()},
        frozenset(held_now(cursor, tenant, mine)),
        frozenset(blocked),
        frozenset(_definitive(cursor, tenant, mine)),
        frozenset(sorted_out),
        frozenset(ended),
        frozenset(unruled),
        inheritance,
        effective_referential(cursor, tenant),
        series,
    )


def _definitive(cursor: psycopg.Cursor[Any], tenant: int, units: Collection[UUID]) -> set[UUID]:
    cursor.execute(
        "SELECT unit FROM conservation_definitiveunit WHERE tenant = %s AND unit = ANY (%s)", [tenant, list(units)]
    )
    return {unit for (unit,) in cursor.fetchall()}
