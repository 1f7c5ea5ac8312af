"""Proposing an élimination: the bordereau is numbered and frozen, and its lines cannot be proposed again meanwhile."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from chartrier.catalog.disposition.describing import due_units
from chartrier.catalog.disposition.proposed import (
    KEPT,
    UNITS,
    enter_kept,
    enter_proposed,
    last_number,
    last_number_now,
    lock_dispositions,
)
from chartrier.clock import day_of
from chartrier.copies.acting import Act, act
from chartrier.copies.copies import Copies
from chartrier.disposition import findings as say
from chartrier.disposition.analysing import MOST, Analysis, Wanted, analyse, pending_units
from chartrier.disposition.bordereau import BORDEREAU, TABLE, bordereau
from chartrier.disposition.guards import listed, members_of, require_may, took
from chartrier.errors import Conflict
from chartrier.journal.entry import Counts
from chartrier.records.actor import Actor
from chartrier.records.identifiers import new_package_id
from chartrier.records.lists import write_units
from chartrier.records.roles import Permission
from chartrier.records.tenant import Tenant
from chartrier.rules.disposition import steps
from chartrier.rules.disposition.line import write_lines
from chartrier.rules.disposition.members import write_proposed

LINES = "lines.jsonl"
"""In the package of a `proposition`."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """A proposition that was made."""

    id: UUID
    number: str
    analysis: Analysis


def due(tenant: Tenant, day: date, *, sorting: bool = False) -> list[UUID]:
    """The units whose DUA is over on that day and that are to be eliminated, or sorted; at most `MOST`."""
    return due_units(tenant.key, day, sorting=sorting, limit=MOST)


def propose(wanted: Wanted, tenant: Tenant, copies: Copies, actor: Actor) -> Proposed:
    """Propose what may go of what is wanted.

    Raises Conflict when nothing may, or when something changed meanwhile; NotAllowed, Unavailable, and what `analyse`
    raises.
    """
    require_may(actor, Permission.PROPOSE)
    return propose_analysed(wanted, analyse(wanted, tenant), tenant, copies, actor)


def propose_analysed(wanted: Wanted, analysis: Analysis, tenant: Tenant, copies: Copies, actor: Actor) -> Proposed:
    """Propose what was looked at, as it was. Raises as `propose`."""
    require_may(actor, Permission.PROPOSE)
    if not analysis.lines:
        raise Conflict(say.NOTHING_TO_PROPOSE, count=len(wanted.units))
    now = copies.clock()
    taken = took(actor, now)
    steps.begin(wanted.ground, analysis.members, analysis.shared, taken)
    identifier = new_package_id(now)
    year = day_of(now).year
    number = {"year": year, "rank": last_number(tenant.key, year) + 1}
    written = f"{number['year']}-{number['rank']:03}"
    lines, units = write_lines(analysis.lines), write_proposed(analysis.members)
    paper = bordereau(written, analysis, tenant, now, listed(lines)["digest"])
    documents = {BORDEREAU: paper.pdf(), TABLE: paper.csv()}
    kept = write_units(analysis.sample.kept) if analysis.sample is not None else None
    if kept is not None:
        documents[KEPT] = kept
    every = {unit for each in analysis.members.values() for unit in each}
    what = Act(
        "proposition",
        {
            **members_of(taken),
            "number": number,
            "ground": str(wanted.ground),
            "day": wanted.day.isoformat(),
            "lines": listed(lines),
            "units": listed(units),
            "shared": [list(group) for group in analysis.shared],
            "sampling": analysis.sample and analysis.sample.as_json(),
        },
        files={LINES: lines, UNITS: units, **documents},
        counts=Counts(len(every), 0, sum(each.files for each in analysis.lines), 0, 0, 0),
        facts=lambda cursor: _facts(cursor, tenant, identifier, number, units, kept, frozenset(every)),
    )
    act(what, tenant, copies, actor, identifier)
    return Proposed(identifier, written, analysis)


def _facts(
    cursor: Any,
    tenant: Tenant,
    identifier: UUID,
    number: dict[str, int],
    units: bytes,
    kept: bytes | None,
    every: frozenset[UUID],
) -> None:
    lock_dispositions(cursor, tenant.key)
    if last_number_now(cursor, tenant.key, number["year"], identifier) != number["rank"] - 1:
        raise Conflict(
            say.CHANGED,
            what_fr="une autre proposition a pris ce numéro",
            what_en="another proposition took that number",
        )
    if pending_units(tenant, every):
        raise Conflict(say.CHANGED, what_fr="une unité vient d'être proposée", what_en="a unit has just been proposed")
    enter_proposed(cursor, tenant.key, identifier, units)
    if kept is not None:
        enter_kept(cursor, tenant.key, identifier, kept)
