"""The élimination decision equals a slow oracle, written from the pseudo-code, on random graphs."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chartrier.rules.categories import Category
from chartrier.rules.declaration import Declaration, DeclaredCategory, DeclaredRule
from chartrier.rules.disposition.decision import Decision, Reason, Status, decide, lets_sorted_go
from chartrier.rules.inheritance import RuledUnit, inherit
from chartrier.rules.summary import summarise
from tests.rules.graphs import graphs
from tests.rules.graphs import oracle as inherited

D = date(2026, 11, 28)


def slow(units: list[RuledUnit[int]], day: date, holding: set[int]) -> dict[int, tuple[str, list[Any]]]:
    """For each unit the status and the reasons, from what it inherits with every path in full."""
    answers: dict[int, tuple[str, list[Any]]] = {}
    known = {unit.key: unit for unit in units}
    for key, holds_for_it in inherited(units).items():
        if key in holding:
            answers[key] = "DESTROY", []
            continue
        rules = holds_for_it[Category.APPRAISAL, "rules"]
        finals = [each for each in holds_for_it[Category.APPRAISAL, "properties"] if each["name"] == "FinalAction"]
        holds = [
            each["name"]
            for each in holds_for_it[Category.HOLD, "rules"]
            if each["value"].end is None or day < each["value"].end
        ]
        status = {}
        for agency in {each["agency"] for each in (*rules, *finals)}:
            final = [each["value"] for each in finals if each["agency"] == agency]
            ends = [each["value"].end for each in rules if each["agency"] == agency]
            ended = len(ends) > 0 and all(end is not None and end <= day for end in ends)
            destroy = len(final) > 0 and "Keep" not in final and ended
            inconsistent = "Destroy" in final and ended
            status[agency] = "DESTROY" if destroy else "INCONSISTENT" if inconsistent else "KEEP"
        if "INCONSISTENT" in status.values():
            answer = "CONFLICT"
        elif "DESTROY" not in status.values():
            answer = "KEEP"
        elif holds:
            answer = "CONFLICT"
        elif "KEEP" not in status.values():
            answer = "DESTROY"
        else:
            answer = "CONFLICT"
        reasons: list[Any] = []
        if answer != "KEEP":
            inconsistent_ones = {agency for agency, said in status.items() if said == "INCONSISTENT"}
            if inconsistent_ones:
                reasons.append(("FINAL_ACTION_INCONSISTENCY", inconsistent_ones))
            keeping = {agency for agency, said in status.items() if said == "KEEP"}
            own = known[key].agency
            if status.get(own) == "DESTROY" and keeping:
                reasons.append(("KEEP_ACCESS_SP", {own}, keeping))
            for parent in known[key].parents:
                brought = {
                    each["agency"]
                    for each in (*rules, *finals)
                    if any(len(path) > 1 and path[1] == parent for path in each["paths"])
                }
                letting = {agency for agency in brought if status[agency] == "DESTROY"}
                held_back = {agency for agency in brought if status[agency] == "KEEP"}
                if letting and held_back:
                    reasons.append(("ACCESS_LINK_INCONSISTENCY", letting, held_back, parent))
            if holds:
                reasons.append(("BLOCKED_BY_HOLD_RULE", set(holds)))
        answers[key] = answer, reasons
    return answers


def told(decision: Decision[int]) -> tuple[str, list[Any]]:
    """A decision in the words of the oracle."""
    reasons: list[Any] = []
    for each in decision.reasons:
        if each.reason is Reason.FINAL_ACTION_INCONSISTENCY:
            reasons.append((str(each.reason), set(each.agencies)))
        elif each.reason is Reason.BLOCKED_BY_HOLD_RULE:
            reasons.append((str(each.reason), set(each.rules)))
        elif each.reason is Reason.KEEP_ACCESS_SP:
            reasons.append((str(each.reason), set(each.agencies), set(each.keeping)))
        else:
            reasons.append((str(each.reason), set(each.agencies), set(each.keeping), each.parent))
    return str(decision.status), reasons


def agree(units: list[RuledUnit[int]], day: date, holding: set[int]) -> set[str]:
    """Compare both; what was seen, so that a run can tell that it met every case."""
    quick = {key: told(decision) for key, decision in decide(inherit(units), day, holding)}
    assert quick == slow(units, day, holding)
    return {status for status, _ in quick.values()} | {why[0] for _, reasons in quick.values() for why in reasons}


@settings(max_examples=60, deadline=None)
@given(graphs(), st.dates(date(1999, 1, 1), date(2031, 1, 1)), st.sets(st.integers(0, 7), max_size=1))
def test_equals_the_oracle(units: list[RuledUnit[int]], day: date, holding: set[int]) -> None:
    agree(units, day, holding)


def seeded(seed: int) -> tuple[list[RuledUnit[int]], date, set[int]]:
    """A graph of up to twelve units in which appraisal and holds are frequent, and often ended."""
    dice = random.Random(seed)
    units: list[RuledUnit[int]] = []
    for number in range(dice.randint(1, 12)):
        parents = dice.sample(range(number), dice.randint(0, min(3, number))) if number else []
        categories = {}
        if dice.random() < 0.6:
            categories[Category.APPRAISAL] = _category(dice, ["R1", "R2", "R3"], ["Keep", "Destroy", "Destroy", None])
        if dice.random() < 0.15:
            categories[Category.HOLD] = _category(dice, ["H1", "H2"], [None])
        units.append(RuledUnit(number, parents, dice.choice(["A", "A", "B", "C", None]), Declaration(categories)))
    dice.shuffle(units)
    return units, D + timedelta(dice.randint(-2, 2)), {dice.randrange(12)} if dice.random() < 0.05 else set()


def _category(dice: random.Random, identifiers: list[str], finals: list[str | None]) -> DeclaredCategory:
    rules = tuple(
        DeclaredRule(name, end=dice.choice([D - timedelta(1), D - timedelta(1), D, D + timedelta(1), None]))
        for name in dice.sample(identifiers, dice.randint(0, 2))
    )
    final = dice.choice(finals)
    prevented = frozenset(dice.sample(identifiers, 1)) if dice.random() < 0.2 else frozenset[str]()
    return DeclaredCategory(rules, {"FinalAction": final} if final else {}, dice.random() < 0.1, prevented)


def run(seeds: range) -> None:
    seen: set[str] = set()
    for seed in seeds:
        seen |= agree(*seeded(seed))
    assert seen == {*map(str, Status), *map(str, Reason)}


def test_equals_the_oracle_on_a_thousand_graphs() -> None:
    run(range(1_000))


@pytest.mark.faults
@pytest.mark.timeout(1_800)
def test_equals_the_oracle_on_a_hundred_thousand_graphs() -> None:
    run(range(1_000, 101_000))


def test_a_rule_that_ends_today_has_ended() -> None:
    declared = DeclaredCategory((DeclaredRule("R1", end=D),), {"FinalAction": "Destroy"})
    unit = RuledUnit("u", (), "A", Declaration({Category.APPRAISAL: declared}))
    assert dict(decide(inherit([unit]), D))["u"].status is Status.DESTROY
    assert dict(decide(inherit([unit]), D - timedelta(1)))["u"].status is Status.KEEP


@pytest.mark.parametrize(
    ("rules", "hold", "goes"),
    [
        ([("T1", D)], None, True),
        ([("T1", D + timedelta(1))], None, False),
        ([("T1", None)], None, False),
        ([("T1", D), ("R1", D)], None, False),
        ([], None, False),
        ([("T1", D)], D + timedelta(1), False),
        ([("T1", D)], D, True),
    ],
)
def test_what_a_sample_left_out(rules: list[tuple[str, date | None]], hold: date | None, goes: bool) -> None:
    categories = {
        Category.APPRAISAL: DeclaredCategory(
            tuple(DeclaredRule(name, end=end) for name, end in rules), {"FinalAction": "Keep"}
        )
    }
    if hold is not None:
        categories[Category.HOLD] = DeclaredCategory((DeclaredRule("H1", end=hold),))
    unit = RuledUnit("u", (), "A", Declaration(categories))
    assert lets_sorted_go(dict(summarise(inherit([unit])))["u"], D, {"T1"}) is goes
