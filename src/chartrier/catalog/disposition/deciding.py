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
from chartrier.rules.disposition.decision import Decision, Status, decide, lets_sorted_go
from chartrier.rules.inheritance import Inheritance, RuledUnit, inherit
from chartrier.rules.referential import Referential
from chartrier.rules.summary import summarise


@dataclass(frozen=True, slots=True)
class Region:
    """Some units with all below them, what holds for each, and what keeps it.

    `decisions` are about these units only; `inheritance` has all above them too. `sorted_out` are those that a sample
    of a série to sort may leave out.
    """

    decisions: Mapping[UUID, Decision[UUID]]
    children: Mapping[UUID, tuple[UUID, ...]]
    held: frozenset[UUID]
    definitive: frozenset[UUID]
    sorted_out: frozenset[UUID]
    inheritance: Inheritance[UUID]
    referential: Referential

    def going(self, *, sorting: bool = False) -> frozenset[UUID]:
        """The units that may go when looked at alone: no gel, not definitive, and the decision is to destroy."""
        let = (
            self.sorted_out
            if sorting
            else {unit for unit, decision in self.decisions.items() if decision.status is Status.DESTROY}
        )
        return frozenset(let) - self.held - self.definitive


def look_at(tenant: int, roots: Collection[UUID], day: date, sorting: Collection[str] = ()) -> Region:
    """What may go of these units and of all below them. `sorting` are the rules of the séries to sort.

    Raises Unavailable.
    """
    with tried(tenant) as cursor:
        return look_at_now(cursor, tenant, roots, day, sorting)


def look_at_now(
    cursor: psycopg.Cursor[Any], tenant: int, roots: Collection[UUID], day: date, sorting: Collection[str] = ()
) -> Region:
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
    for unit in units:
        for parent in unit.parents:
            if parent in ours:
                children.setdefault(parent, []).append(unit.key)
    sorted_out: set[UUID] = set()
    if sorting:
        rules = frozenset(sorting)
        sorted_out = {
            unit for unit, summary in summarise(inheritance) if unit in ours and lets_sorted_go(summary, day, rules)
        }
    return Region(
        {unit: decision for unit, decision in decide(inheritance, day) if unit in ours},
        {unit: tuple(below) for unit, below in children.items()},
        frozenset(held_now(cursor, tenant, mine)),
        frozenset(_definitive(cursor, tenant, mine)),
        frozenset(sorted_out),
        inheritance,
        effective_referential(cursor, tenant),
    )


def _definitive(cursor: psycopg.Cursor[Any], tenant: int, units: Collection[UUID]) -> set[UUID]:
    cursor.execute(
        "SELECT unit FROM conservation_definitiveunit WHERE tenant = %s AND unit = ANY (%s)", [tenant, list(units)]
    )
    return {unit for (unit,) in cursor.fetchall()}
