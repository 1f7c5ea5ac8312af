"""Événements: what a DUA runs from has happened on a day, and the échéances follow."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from chartrier.catalog.rules.departs import (
    DEPARTS,
    Declaring,
    Depart,
    declaring,
    enter_departs,
    what_departs_change,
    write_departs,
)
from chartrier.catalog.rules.impact import Impact
from chartrier.catalog.rules.inherited import reading
from chartrier.clock import day_of
from chartrier.copies.acting import Act, act
from chartrier.copies.copies import Copies
from chartrier.disposition.endings import findings as say
from chartrier.records.actor import Actor
from chartrier.records.finding import Findings, Place
from chartrier.records.identifiers import new_package_id
from chartrier.records.tenant import Tenant
from chartrier.rules.categories import Category
from chartrier.rules.events import EventLine

OPERATION = "evenement"
CHUNK = 1_000


@dataclass(frozen=True, slots=True)
class Given:
    """One event that would be given: the unit's title, the day it replaces, the new échéance of its category."""

    depart: Depart
    title: str
    category: Category
    before: date | None
    ending: date | None
    """None: the category has no end even so."""


@dataclass(frozen=True, slots=True)
class Events:
    """Events that were looked at. Nothing is taken when a finding is an error."""

    given: list[Given]
    impacts: list[Impact]
    findings: Findings
    motive: str | None = None

    @property
    def replaced(self) -> int:
        """How many of them replace a day."""
        return sum(each.before is not None for each in self.given)


def look_at_events(
    lines: Sequence[EventLine],
    file: str | None,
    tenant: Tenant,
    copies: Copies,
    findings: Findings,
    *,
    replace: bool = False,
    motive: str | None = None,
) -> Events:
    """Whether these events may be given, and what would follow. Nothing is written.

    A rule that waits takes a day; one that runs already takes another only with `replace` and a motive, and never an
    earlier one than its bordereau states. `findings` may come with those of reading the list.
    """
    if replace and not (motive or "").strip():
        findings.add(say.MOTIVE_NEEDED)
    if not lines and not findings.refused:
        findings.add(say.NOTHING_GIVEN)
    known: dict[UUID, Declaring] = {}
    units = sorted({line.unit for line in lines})
    with reading(tenant.key) as cursor:
        for start in range(0, len(units), CHUNK):
            known |= declaring(cursor, tenant.key, units[start : start + CHUNK])
    for line in lines:
        _look_at(line, Place(file, line.line if file else None), known, findings, replace=replace)
    if findings.refused:
        return Events([], [], findings)
    departs = [Depart(line.unit, line.rule, line.day) for line in lines]
    now = copies.clock()
    impacts, endings = what_departs_change(tenant.key, new_package_id(now), departs, day_of(now))
    given = list(_given(departs, known, endings))
    return Events(given, impacts, findings, motive if replace else None)


def give_events(events: Events, tenant: Tenant, copies: Copies, actor: Actor) -> UUID:
    """Give them, as one act; its identifier. Their échéances move in the same transaction."""
    departs = [each.depart for each in events.given]
    data, identifier = write_departs(departs), new_package_id(copies.clock())
    what = Act(
        operation=OPERATION,
        members={
            "departs": {
                "path": DEPARTS,
                "digest": f"sha512:{hashlib.sha512(data).hexdigest()}",
                "size": len(data),
                "count": len(departs),
            },
            "replaced": events.replaced,
            "motive": events.motive,
        },
        files={DEPARTS: data},
        facts=lambda cursor: enter_departs(cursor, tenant.key, identifier, departs),
    )
    return act(what, tenant, copies, actor, identifier)


def _look_at(
    line: EventLine, place: Place, known: Mapping[UUID, Declaring], findings: Findings, *, replace: bool
) -> None:
    unit, rule = str(line.unit), line.rule
    found = known.get(line.unit)
    if found is None:
        findings.add(say.UNIT_UNKNOWN, place, unit=unit)
        return
    stated = found.starts(rule)
    if not stated:
        findings.add(say.RULE_NOT_DECLARED, place, unit=unit, rule=rule)
        return
    dated = [start for start in stated if start is not None]
    current = found.runs_from(rule)
    if current == line.day:
        findings.add(say.SAME_DAY, place, unit=unit, rule=rule, day=str(line.day))
    elif current is not None and not replace:
        findings.add(say.RULE_NOT_WAITING, place, unit=unit, rule=rule, day=str(current))
    elif dated and line.day < max(dated):
        findings.add(say.EARLIER_THAN_STATED, place, unit=unit, rule=rule, day=str(line.day), stated=str(max(dated)))


def _given(
    departs: Iterable[Depart], known: Mapping[UUID, Declaring], endings: Mapping[tuple[UUID, Category], date | None]
) -> Iterable[Given]:
    for depart in departs:
        of = known[depart.unit]
        category = of.category(depart.rule)
        assert category is not None
        ending = endings.get((depart.unit, category))
        yield Given(depart, of.title, category, of.runs_from(depart.rule), ending)
