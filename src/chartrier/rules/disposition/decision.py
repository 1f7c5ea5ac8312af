"""The élimination decision of units at a date, for a whole graph in one pass.

Who decides are the agencies that have a rule or a final action in the appraisal of a unit, whatever they came by. One
lets the unit go when it says `Destroy`, never `Keep`, and all its rules have ended; the unit goes when all of them do
and no `HoldRule` holds it. Rules of one agency that contradict each other, agencies that differ, or a hold on what
would go, are conflicts, told with their reasons (names as in Vitam). What a gel of ours holds is told elsewhere.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Generic, NamedTuple, TypeVar

from chartrier.rules.calendar import has_ended
from chartrier.rules.categories import DESTROY, FINAL_ACTION, KEEP, Category
from chartrier.rules.inheritance import Inheritance, RuledUnit
from chartrier.rules.summary import NO_RULE, CategorySummary, Span, Summary, summarise_with_parents

Key = TypeVar("Key", bound=Hashable)
Agency = str | None


class Status(StrEnum):
    """What becomes of a unit."""

    KEEP = "KEEP"
    DESTROY = "DESTROY"
    CONFLICT = "CONFLICT"


class Reason(StrEnum):
    """Why it is a conflict, or what is odd about it."""

    FINAL_ACTION_INCONSISTENCY = "FINAL_ACTION_INCONSISTENCY"
    """An agency says both `Keep` and `Destroy`, and its rules have ended."""
    KEEP_ACCESS_SP = "KEEP_ACCESS_SP"
    """The unit's own agency lets it go, another one keeps it."""
    ACCESS_LINK_INCONSISTENCY = "ACCESS_LINK_INCONSISTENCY"
    """One parent brings an agency that lets it go and one that keeps it."""
    BLOCKED_BY_HOLD_RULE = "BLOCKED_BY_HOLD_RULE"


@dataclass(frozen=True, slots=True)
class Explained(Generic[Key]):
    """A reason, with the agencies that let go or contradict themselves, those that keep, the parent, the rules."""

    reason: Reason
    agencies: tuple[Agency, ...] = ()
    keeping: tuple[Agency, ...] = ()
    parent: Key | None = None
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision(Generic[Key]):
    """What becomes of a unit; the reasons of one that is kept are not looked for."""

    status: Status
    reasons: tuple[Explained[Key], ...] = ()


class _Said(NamedTuple):
    """What the agencies say together."""

    status: Status
    destroying: tuple[Agency, ...]
    keeping: tuple[Agency, ...]
    inconsistent: tuple[Agency, ...]
    holds: tuple[str, ...]


def decide(
    inheritance: Inheritance[Key], day: date, holding: Collection[Key] = frozenset()
) -> Iterator[tuple[Key, Decision[Key]]]:
    """The decision about every unit on a day, parents before their children.

    `holding` are the units of a filing plan (`HOLDING_UNIT`), which go. Whether a child survives is not looked at:
    see `whole.py`.
    """
    last: tuple[CategorySummary, CategorySummary, _Said] | None = None
    for unit, summary, above in summarise_with_parents(inheritance):
        if unit.key in holding:
            yield unit.key, Decision(Status.DESTROY)
            continue
        appraisal, hold = summary.get(Category.APPRAISAL, NO_RULE), summary.get(Category.HOLD, NO_RULE)
        if last is None or last[0] is not appraisal or last[1] is not hold:
            # units that hold the same share their summary, and often follow each other
            last = appraisal, hold, _said(appraisal, hold, day)
        yield unit.key, _decision(unit, last[2], above, unit.key in inheritance.keeping)


def lets_sorted_go(summary: Summary, day: date, sorting: Collection[str]) -> bool:
    """Whether what a sample left out may go: every rule is one of a série to sort (`Trier`, carried as `Keep`), all
    have ended, nothing says otherwise and nothing holds."""
    appraisal, hold = summary.get(Category.APPRAISAL, NO_RULE), summary.get(Category.HOLD, NO_RULE)
    ruling = {agency for spans in appraisal.rules.values() for agency in spans}
    return (
        bool(appraisal.rules)
        and all(agency in ruling for agency, _ in appraisal.finals)
        and all(rule in sorting for rule in appraisal.rules)
        and all(_ended(span, day) for spans in appraisal.rules.values() for span in spans.values())
        and not _holds(hold, day)
    )


def is_blocked(summary: Summary, day: date) -> bool:
    """Whether a hold rule holds it."""
    return bool(_holds(summary.get(Category.HOLD, NO_RULE), day))


def runs_no_more(summary: Summary, day: date) -> bool:
    """Whether no rule keeps it from going, whatever its final action: all have ended, or there is none; none holds."""
    appraisal, hold = summary.get(Category.APPRAISAL, NO_RULE), summary.get(Category.HOLD, NO_RULE)
    return not _holds(hold, day) and all(
        _ended(span, day) for spans in appraisal.rules.values() for span in spans.values()
    )


def _said(appraisal: CategorySummary, hold: CategorySummary, day: date) -> _Said:
    finals: dict[Agency, set[str]] = {}
    for agency, action in appraisal.finals:
        finals.setdefault(agency, set()).add(action)
    ended: dict[Agency, bool] = {}
    for spans in appraisal.rules.values():
        for agency, span in spans.items():
            ended[agency] = ended.get(agency, True) and _ended(span, day)
    destroying, keeping, inconsistent = [], [], []
    for agency in _in_order({*finals, *ended}):
        actions = finals.get(agency, set())
        if actions and KEEP not in actions and ended.get(agency, False):
            destroying.append(agency)
        elif DESTROY in actions and ended.get(agency, False):
            inconsistent.append(agency)
        else:
            keeping.append(agency)
    holds = _holds(hold, day)
    if inconsistent:
        status = Status.CONFLICT
    elif not destroying:
        status = Status.KEEP
    elif holds or keeping:
        status = Status.CONFLICT
    else:
        status = Status.DESTROY
    return _Said(status, tuple(destroying), tuple(keeping), tuple(inconsistent), holds)


def _decision(unit: RuledUnit[Key], said: _Said, above: tuple[Summary, ...], keeps: bool) -> Decision[Key]:
    if said.status is Status.KEEP:
        return Decision(Status.KEEP)
    reasons: list[Explained[Key]] = []
    if said.inconsistent:
        reasons.append(Explained(Reason.FINAL_ACTION_INCONSISTENCY, said.inconsistent))
    if unit.agency in said.destroying and said.keeping:
        reasons.append(Explained(Reason.KEEP_ACCESS_SP, (unit.agency,), said.keeping))
    if said.destroying and said.keeping:
        reasons.extend(_links(unit, said, above, keeps))
    if said.holds:
        reasons.append(Explained(Reason.BLOCKED_BY_HOLD_RULE, rules=said.holds))
    return Decision(said.status, tuple(reasons))


def _links(unit: RuledUnit[Key], said: _Said, above: tuple[Summary, ...], keeps: bool) -> Iterator[Explained[Key]]:
    declared = unit.declared(Category.APPRAISAL)
    if declared.prevents_all:
        return
    finals = not keeps and FINAL_ACTION not in declared.properties
    for parent, summary in zip(unit.parents, above, strict=True):
        appraisal = summary.get(Category.APPRAISAL, NO_RULE)
        brought = {agency for rule, spans in appraisal.rules.items() if not declared.blocks(rule) for agency in spans}
        if finals:
            brought |= {agency for agency, _ in appraisal.finals}
        destroying = tuple(agency for agency in said.destroying if agency in brought)
        keeping = tuple(agency for agency in said.keeping if agency in brought)
        if destroying and keeping:
            yield Explained(Reason.ACCESS_LINK_INCONSISTENCY, destroying, keeping, parent)


def _ended(span: Span, day: date) -> bool:
    return not span.open and has_ended(span.latest, day)


def _holds(hold: CategorySummary, day: date) -> tuple[str, ...]:
    """The hold rules that hold on that day: without end, or not yet ended."""
    return tuple(sorted(rule for rule, spans in hold.rules.items() if not all(_ended(s, day) for s in spans.values())))


def _in_order(agencies: Collection[Agency]) -> list[Agency]:
    return sorted(agencies, key=lambda agency: (agency is not None, agency or ""))
