"""How far a commune has come on a day, as all facts together tell it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from chartrier.geography import national_list
from chartrier.records.territory import Flow, State
from chartrier.rules.flows import EXPECTED
from chartrier.territory.facts import Fact, Facts, Origin


class Standing(NamedTuple):
    """The state of a commune, of one flow or of all; `by`: the fact that makes it (None: nothing is known).

    `covered`: a convention is in force, which a versement alone does not prove.
    """

    state: State
    by: Fact | None
    covered: bool = False


UNKNOWN = Standing(State.INCONNU, None)

_RANK = {state: state.rank for state in State}
_NONE = State.AUCUNE.rank


def by_commune(facts: Facts) -> dict[str, list[Fact]]:
    """The facts by the commune of today: what was said of a commune that has merged is said of a part of it.

    That there is nothing in a part is not that there is nothing in the whole: it is left out. Codes that the list does
    not know are left out too.
    """
    communes = national_list.communes()
    found = {insee: told for insee, told in facts.items() if insee in communes}
    for insee in facts.keys() - found.keys():
        whole = national_list.successor(insee)
        told = [each for each in facts[insee] if _RANK[each.state] > _NONE]
        if whole is not None and told:
            found[whole.insee] = [*found.get(whole.insee, ()), *told]
    return found


def standing(facts: Sequence[Fact], flow: Flow | None, on: date) -> Standing:
    """The state of one flow (None: of the commune, the best of its flows) on a day."""
    if flow is not None:
        return _of_flow(facts, flow, on, whole=False)
    if not facts:
        return UNKNOWN
    flows = dict.fromkeys(fact.flow for fact in facts)
    if len(flows) == 1:
        (only,) = flows
        best = _of_flow(facts, only, on, whole=only is None)
        covered = best.covered
    else:
        each = [_of_flow(facts, one, on, whole=one is None) for one in flows]
        best = max(each, key=lambda one: _RANK[one.state])
        covered = any(one.covered for one in each)
    if best.state is State.AUCUNE and list(flows) != [None] and not _verified_whole(facts, on):
        return UNKNOWN
    return best if best.covered is covered else Standing(best.state, best.by, covered)


def _of_flow(facts: Iterable[Fact], flow: Flow | None, on: date, *, whole: bool) -> Standing:
    """What is said of nothing, or of not knowing any more, undoes what others said before it; nobody undoes what this
    instance sees itself.
    """
    undone: Fact | None = None
    told: list[Fact] = []
    for fact in facts:
        if (fact.flow is flow or fact.flow is None) and (whole or not fact.whole) and fact.first <= on:
            if _RANK[fact.state] > _NONE:
                told.append(fact)
            elif undone is None or _said(fact) > _said(undone):
                undone = fact
    state, by, covered = (undone.state, undone, False) if undone is not None else (State.INCONNU, None, False)
    for fact in told:
        if undone is not None and fact.origin is not Origin.INSTANCE and fact.first < undone.first:
            continue
        held = _held(fact, flow, on)
        if held is None:
            continue
        covered = covered or _convention(fact, on)
        if by is None or (_RANK[held], fact.seen) > (_RANK[state], by.seen):
            state, by = held, fact
    return Standing(state, by if state is not State.INCONNU else None, covered)


def _said(fact: Fact) -> tuple[date, int]:
    return fact.first, -_RANK[fact.state]


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
    return _RANK[fact.state] >= _RANK[State.CONVENTION] and (fact.last is None or on <= fact.last)


def _verified_whole(facts: Sequence[Fact], on: date) -> bool:
    """Whether nothing is known of no flow at all: of each of them, somebody verified that there is nothing."""
    return all(_of_flow(facts, flow, on, whole=False).state is State.AUCUNE for flow in Flow)
