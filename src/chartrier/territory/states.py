"""How far a commune has come on a day, as all facts together tell it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from chartrier.geography import national_list
from chartrier.records.territory import Flow, State
from chartrier.territory.facts import Fact, Facts, Origin
from chartrier.territory.flows import EXPECTED


@dataclass(frozen=True, slots=True)
class Standing:
    """The state of a commune, of one flow or of all; `by`: the fact that makes it (None: nothing is known).

    `covered`: a convention is in force, which a versement alone does not prove.
    """

    state: State
    by: Fact | None
    covered: bool = False


UNKNOWN = Standing(State.INCONNU, None)


def by_commune(facts: Facts) -> dict[str, list[Fact]]:
    """The facts by the commune of today: what was said of a commune that has merged is said of a part of it.

    That there is nothing in a part is not that there is nothing in the whole: it is left out. Codes that the list does
    not know are left out too.
    """
    found: dict[str, list[Fact]] = {}
    communes = national_list.communes()
    for insee, told in facts.items():
        if insee in communes:
            found.setdefault(insee, []).extend(told)
        elif (whole := national_list.successor(insee)) is not None:
            found.setdefault(whole.insee, []).extend(each for each in told if each.state.rank > State.AUCUNE.rank)
    return {insee: told for insee, told in found.items() if told}


def standing(facts: Sequence[Fact], flow: Flow | None, on: date) -> Standing:
    """The state of one flow (None: of the commune, the best of its flows) on a day."""
    if flow is None:
        flows = dict.fromkeys(fact.flow for fact in facts)
        each = [_of_flow(facts, one, on, whole=one is None) for one in flows]
        best = max(each, key=lambda one: one.state.rank, default=UNKNOWN)
        if best.state is State.AUCUNE and list(flows) != [None] and not _verified_whole(facts, on):
            best = UNKNOWN
        return Standing(best.state, best.by, any(one.covered for one in each))
    return _of_flow(facts, flow, on, whole=False)


def _of_flow(facts: Iterable[Fact], flow: Flow | None, on: date, *, whole: bool) -> Standing:
    """What is said of nothing, or of not knowing any more, undoes what others said before it; nobody undoes what this
    instance sees itself.
    """
    told = [
        fact
        for fact in facts
        if (fact.flow is flow or fact.flow is None) and (whole or not fact.whole) and fact.first <= on
    ]
    undone = max((fact for fact in told if fact.state.rank <= State.AUCUNE.rank), key=_said, default=None)
    best, covered = Standing(undone.state, undone) if undone is not None else UNKNOWN, False
    for fact in told:
        if fact.state.rank <= State.AUCUNE.rank:
            continue
        if undone is not None and fact.origin is not Origin.INSTANCE and fact.first < undone.first:
            continue
        state = _held(fact, flow, on)
        if state is None:
            continue
        covered = covered or _convention(fact, on)
        if best.by is None or (state.rank, fact.seen) > (best.state.rank, best.by.seen):
            best = Standing(state, fact)
    return Standing(best.state, best.by if best.state is not State.INCONNU else None, covered)


def _said(fact: Fact) -> tuple[date, int]:
    return fact.first, -fact.state.rank


def _held(fact: Fact, flow: Flow | None, on: date) -> State | None:
    """What is left of it on a day: a convention ends, a versement has taken place, what was regular is so no longer."""
    if fact.state is State.REGULIERE:
        return State.REGULIERE if on <= fact.seen + EXPECTED[fact.flow or flow] else State.PREMIER
    if fact.state is State.PREMIER:
        return fact.state
    return fact.state if fact.last is None or on <= fact.last else None


def _convention(fact: Fact, on: date) -> bool:
    """Whether it says that a convention is in force: whoever states versements states the convention with them."""
    if fact.origin is Origin.INSTANCE:
        return fact.state is State.CONVENTION
    return fact.state.rank >= State.CONVENTION.rank and (fact.last is None or on <= fact.last)


def _verified_whole(facts: Sequence[Fact], on: date) -> bool:
    """Whether nothing is known of no flow at all: of each of them, somebody verified that there is nothing."""
    return all(_of_flow(facts, flow, on, whole=False).state is State.AUCUNE for flow in Flow)
