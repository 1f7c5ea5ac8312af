"""What is known of each commune: statements, memberships of initiatives, and what this instance itself sees."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from chartrier.catalog.conventions import register as conventions
from chartrier.catalog.tenants import register as tenants
from chartrier.catalog.territory import register
from chartrier.catalog.territory.depositing import deposited, volumes
from chartrier.errors import NotFound
from chartrier.records.collectivite import CollectiviteKind
from chartrier.records.tenant import Tenant
from chartrier.records.territory import Flow, Initiative, Member, State
from chartrier.rules.flows import flows_by_series
from chartrier.territory.area import AreaKind, area_of


class Origin(StrEnum):
    """Who says it."""

    STATEMENT = "declaration"
    INITIATIVE = "initiative"
    INSTANCE = "instance"
    """This instance: what its own tenants do. Nobody's statement undoes it."""


class Fact(NamedTuple):
    """A state that a commune reached, of one flow or (None) of all.

    It is known from `first` on, and holds up to `last` (None: no end is known). `seen` is the last day on which it was
    seen: a versement, or the day of the source. `alone`: of a collectivité that archives for itself.
    """

    insee: str
    flow: Flow | None
    state: State
    first: date
    last: date | None
    seen: date
    origin: Origin
    source: str
    """In words: who said it, which initiative, which convention; empty for what this instance sees itself."""
    host: str = ""
    id: UUID | None = None
    """Of the initiative."""
    whole: bool = False
    """It is of the commune, whatever the documents: it says nothing of any of the six flows."""


Facts = Mapping[str, list[Fact]]
"""By the INSEE code that each was said of, in the order in which it was entered."""


def gather(on: date) -> Facts:
    """All facts that bear on a day."""
    found: dict[str, list[Fact]] = {}
    for fact in (*_stated(on), *_of_initiatives(), *of_tenants(on)):
        if fact.first <= on:
            there = found.get(fact.insee)
            if there is None:
                found[fact.insee] = [fact]
            else:
                there.append(fact)
    return found


_STATES = {state.value: state for state in State}
_FLOWS = {flow.value: flow for flow in Flow}


def _stated(on: date) -> Iterator[Fact]:
    for insee, state, flow, day, last, source, host in register.stated_by(on):
        whose = _FLOWS[flow] if flow else None
        yield Fact(insee, whose, _STATES[state], day, last, day, Origin.STATEMENT, source, host)


def _of_initiatives() -> Iterator[Fact]:
    for entered in register.initiatives():
        initiative = entered.content
        state = state_of_members(initiative)
        if state is None:
            continue
        for member in initiative.members:
            first = member.first or initiative.first or initiative.source.day
            last = min(filter(None, (member.last, initiative.last)), default=None)
            for insee in served(member):
                for flow in initiative.flows or (None,):
                    yield Fact(
                        insee, flow, state, first, last, initiative.source.day, Origin.INITIATIVE, initiative.name,
                        initiative.host, entered.id,
                    )  # fmt: skip


def state_of_members(initiative: Initiative) -> State | None:
    """What being a member of it means; None while it serves nobody."""
    if not initiative.stage.serves:
        return None
    return State.CONVENTION if initiative.keeps else State.SENSIBILISEE


def served(member: Member) -> Iterable[str]:
    """The INSEE codes of the communes that a member is: none for an EPCI or an area that is there for itself alone."""
    try:
        area = area_of(member.code)
    except NotFound:
        return ()
    if area.kind is AreaKind.COMMUNE:
        return (area.code,)
    return (each.insee for each in area.communes) if member.whole else ()


def communes_here() -> dict[int, Tenant]:
    """The tenants that are communes, by key: those of whom this instance knows what they deposit."""
    found = tenants.tenants()
    return {each.key: each for each in found if each.where.insee and each.kind in (None, CollectiviteKind.COMMUNE)}


def of_tenants(on: date) -> Iterator[Fact]:
    """What this instance itself sees of the communes that are its tenants."""
    here = communes_here()
    if not here:
        return
    keys = sorted(here)
    held = volumes(keys, on)
    for key, told in held.items():
        yield from _deposits(here[key], None, told.first, told.last, several=told.versements > 1)
    flows = flows_by_series()
    by_flow: dict[tuple[int, Flow], tuple[date, date, bool]] = {}
    for each in deposited(keys, sorted(flows), on):
        place = (each.tenant, flows[each.rule])
        first, last, several = by_flow.get(place, (each.first, each.last, each.several))
        several = several or each.several or (first, last) != (each.first, each.last)
        by_flow[place] = (min(first, each.first), max(last, each.last), several)
    for (key, flow), (first, last, several) in by_flow.items():
        yield from _deposits(here[key], flow, first, last, several=several)
    for convention in conventions.conventions(keys).values():
        if convention.signed is None:
            continue
        for party in convention.parties:
            if (tenant := here.get(int(party.code)) if party.code.isdecimal() else None) is not None:
                yield Fact(
                    tenant.where.insee, None, State.CONVENTION, max(convention.first, convention.signed),
                    convention.last, convention.signed, Origin.INSTANCE, "",
                )  # fmt: skip


def _deposits(tenant: Tenant, flow: Flow | None, first: date, last: date, *, several: bool) -> Iterator[Fact]:
    fact = Fact(tenant.where.insee, flow, State.PREMIER, first, None, last, Origin.INSTANCE, "", whole=flow is None)
    yield fact
    if several:
        yield fact._replace(state=State.REGULIERE)
