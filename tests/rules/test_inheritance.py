"""Inheritance equals a slow oracle, and keeps its algebra."""

from __future__ import annotations

import random
import resource
import time
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chartrier.errors import InvalidInput
from chartrier.rules.categories import Category
from chartrier.rules.declaration import NOTHING, Declaration, DeclaredCategory, DeclaredRule, Open
from chartrier.rules.ending import ending_of, ending_of_summary
from chartrier.rules.inheritance import Held, Inheritance, RuledUnit, inherit
from chartrier.rules.showing import show_rules
from chartrier.rules.summary import NO_RULE, Span, summarise

from .graphs import declarations, graphs, oracle

APPRAISAL, ACCESS = Category.APPRAISAL, Category.ACCESS


def entries(inheritance: Inheritance[int], unit: int) -> dict[Any, list[Any]]:
    """What a unit holds, paths and all, without the order of anything."""
    rules = inheritance.of(unit)
    found: dict[Any, list[Any]] = {(None, "properties"): []}
    for category in (None, *Category):
        names = rules.everywhere if category is None else rules.of(category).properties
        found[category, "properties"] = [
            (o.unit, o.agency, o.name, repr(o.value), sorted(inheritance.paths(unit, category, o)))
            for origins in names.values()
            for o in origins
        ]
        if category is not None:
            found[category, "rules"] = [
                (o.unit, o.agency, o.declared.rule, repr(o.declared), sorted(inheritance.paths(unit, category, o)))
                for origins in rules.of(category).rules.values()
                for o in origins
            ]
    return {what: sorted(held, key=repr) for what, held in found.items()}


def expected(answer: dict[Any, list[dict[str, Any]]]) -> dict[Any, list[Any]]:
    return {
        what: sorted(
            ((e["unit"], e["agency"], e["name"], repr(e["value"]), sorted(map(tuple, e["paths"]))) for e in held),
            key=repr,
        )
        for what, held in answer.items()
    }


def whole(units: list[RuledUnit[int]]) -> dict[int, Any]:
    inheritance = inherit(units)
    return {unit.key: entries(inheritance, unit.key) for unit in units}


@settings(max_examples=300, deadline=2_000)
@given(graphs())
def test_it_is_what_the_oracle_says(units):
    assert whole(units) == {key: expected(answer) for key, answer in oracle(units).items()}


@settings(max_examples=100, deadline=2_000)
@given(graphs(), st.randoms(use_true_random=False))
def test_neither_the_order_of_units_nor_of_parents_matters(units, choose):
    shuffled = [replace(unit, parents=choose.sample(list(unit.parents), len(unit.parents))) for unit in units]
    choose.shuffle(shuffled)
    twice = [replace(unit, parents=[*unit.parents, *unit.parents]) for unit in shuffled]
    assert whole(units) == whole(shuffled) == whole(twice)


@settings(max_examples=100, deadline=2_000)
@given(graphs(), declarations())
def test_what_is_below_a_unit_does_not_change_it(units, declaration):
    """Another declaration of one unit changes that unit and those below it, no other."""
    changed = max(unit.key for unit in units)
    before = whole(units)
    after = whole([replace(unit, declaration=declaration) if unit.key == changed else unit for unit in units])
    assert all(before[key] == after[key] for key in before if key != changed)


@settings(max_examples=100, deadline=2_000)
@given(graphs(), st.sampled_from(["R1", "R2", "R3"]), st.sampled_from(list(Category)))
def test_a_rule_blocked_where_it_enters_changes_nothing_below(units, rule, category):
    """A new unit above everything declares a rule that the uppermost units exclude: all others hold what they held."""
    declared = Declaration({category: DeclaredCategory((DeclaredRule(rule),))})
    excluding = []
    for unit in units:
        if unit.parents:
            excluding.append(unit)
            continue
        own = unit.declaration.categories.get(category, DeclaredCategory())
        blocked = replace(own, prevented=own.prevented | {rule})
        declaration = replace(unit.declaration, categories={**unit.declaration.categories, category: blocked})
        excluding.append(replace(unit, declaration=declaration))
    below = [unit if unit.parents else replace(unit, parents=[-1]) for unit in excluding]
    after = whole([*below, RuledUnit(-1, declaration=declared)])
    del after[-1]
    assert after == whole(excluding)


@settings(max_examples=100, deadline=2_000)
@given(graphs())
def test_a_unit_that_declares_nothing_holds_what_its_parent_holds(units):
    parent = units[0]
    inheritance = inherit([*units, RuledUnit(-1, [parent.key], parent.agency)])
    assert inheritance.of(-1) == inheritance.of(parent.key)


def spans(held: Held[int]) -> dict[str, dict[str | None, Span]]:
    found: dict[str, dict[str | None, Span]] = {}
    for name, origins in held.rules.items():
        for agency in {origin.agency for origin in origins}:
            ends = [origin.declared.end for origin in origins if origin.agency == agency]
            known = [end for end in ends if end is not None]
            reasons = [origin.declared.why for origin in origins if origin.agency == agency]
            why = next((reason for reason in Open if reason in reasons), None)
            found.setdefault(name, {})[agency] = Span(max(known, default=None), why)
    return found


@settings(max_examples=200, deadline=2_000)
@given(graphs())
def test_a_summary_says_the_same_in_short(units):
    inheritance = inherit(units)
    summaries = dict(summarise(inheritance))
    assert set(summaries) == set(inheritance.units)
    for key, summary in summaries.items():
        for category in Category:
            held, short = inheritance.of(key).of(category), summary.get(category, NO_RULE)
            assert {rule: dict(several) for rule, several in short.rules.items()} == spans(held)
            finals = held.properties.get("FinalAction", ())
            assert short.finals == {(origin.agency, origin.value) for origin in finals}
            assert ending_of_summary(short) == ending_of(held)


def test_a_rule_declared_again_takes_the_place_of_the_one_above():
    def declares(*identifiers: str, **more: Any) -> Declaration:
        return Declaration({ACCESS: DeclaredCategory(tuple(map(DeclaredRule, identifiers)), **more)})

    inheritance = inherit(
        [
            RuledUnit("top", (), "A", declares("R1", "R2")),
            RuledUnit("again", ("top",), "A", declares("R1")),
            RuledUnit("excluded", ("top",), "A", declares(prevented=frozenset({"R2"}))),
            RuledUnit("alone", ("top",), "A", declares("R3", prevents_all=True)),
            RuledUnit("both", ("again", "excluded", "alone"), "A"),
        ]
    )

    def held(unit: str) -> dict[str, set[str]]:
        return {name: {o.unit for o in several} for name, several in inheritance.of(unit).of(ACCESS).rules.items()}

    assert held("again") == {"R1": {"again"}, "R2": {"top"}}
    assert held("excluded") == {"R1": {"top"}}
    assert held("alone") == {"R3": {"alone"}}
    assert held("both") == {"R1": {"again", "top"}, "R2": {"top"}, "R3": {"alone"}}
    (origin,) = inheritance.of("both").of(ACCESS).rules["R2"]
    assert list(inheritance.paths("both", ACCESS, origin)) == [("both", "again", "top")]


def test_whoever_says_nothing_of_the_final_action_keeps():
    destroy = Declaration({APPRAISAL: DeclaredCategory(properties={"FinalAction": "Destroy"})})
    inheritance = inherit(
        [
            RuledUnit("top", (), "A", destroy),
            RuledUnit("same", ("top",), "A"),
            RuledUnit("other", ("top",), "B"),
            RuledUnit("plan", ("top",), None),
            RuledUnit("below", ("other",), "A"),
        ]
    )

    def final(unit: str) -> list[tuple[Any, ...]]:
        held = inheritance.of(unit).of(APPRAISAL).properties["FinalAction"]
        return [(o.unit, o.agency, o.value, o.implicit) for o in held]

    assert final("same") == final("plan") == [("top", "A", "Destroy", False)]
    assert final("other") == [("other", "B", "Keep", True)]
    assert final("below") == [("below", "A", "Keep", True)]


@settings(max_examples=100, deadline=2_000)
@given(declarations(), declarations(), st.sampled_from(["A", None]))
def test_the_rules_of_the_transfer_are_as_if_declared_above(own, transfer, agency):
    """Completed by them, a unit holds what it would hold under a unit that declares them, but under its own name."""
    merged = inherit([RuledUnit(0, (), agency, own.under(transfer))]).of(0)
    under = inherit([RuledUnit(1, (), agency, transfer), RuledUnit(0, (1,), agency, own)]).of(0)
    for category in Category:
        assert {name: [o.declared for o in held] for name, held in merged.of(category).rules.items()} == {
            name: [o.declared for o in held] for name, held in under.of(category).rules.items()
        }
        assert {name: [o.value for o in held] for name, held in merged.of(category).properties.items()} == {
            name: [o.value for o in held] for name, held in under.of(category).properties.items()
        }
    assert NOTHING.under(transfer) == transfer


def test_what_is_no_graph_is_refused():
    with pytest.raises(InvalidInput) as refused:
        inherit([RuledUnit(1, (2,)), RuledUnit(2, (3,)), RuledUnit(3, (1,)), RuledUnit(4)])
    assert refused.value.finding.code == "RUL-040"
    assert "1, 2, 3" in refused.value.finding.message("fr")
    with pytest.raises(InvalidInput) as refused:
        inherit([RuledUnit(1, (1,))])
    assert refused.value.finding.code == "RUL-040"
    with pytest.raises(InvalidInput) as refused:
        inherit([RuledUnit(1, (9,))])
    assert refused.value.finding.code == "RUL-041"


def rule_of(identifier: str) -> Declaration:
    return Declaration({ACCESS: DeclaredCategory((DeclaredRule(identifier),))})


def test_a_great_many_paths_are_not_all_walked():
    """Forty diamonds one under the other: a million million ways."""
    units = [RuledUnit((0, 0), (), "A", rule_of("R1"))]
    for level in range(1, 41):
        units += [RuledUnit((level, side), ((level - 1, 0),), "A") for side in (1, 2)]
        units.append(RuledUnit((level, 0), ((level, 1), (level, 2)), "A"))
    shown = show_rules(inherit(units), (40, 0), most=100)
    (rule,) = shown["AccessRule"]["Rules"]
    assert len(rule["Paths"]) == 100
    assert rule["PathsLeftOut"] is True


@pytest.mark.parametrize("shape", ["deep", "wide", "tangled", "hub"])
def test_a_hundred_thousand_units(shape):
    """In seconds, and in memory that grows with the declarations, not with their product."""
    choose, count = random.Random(4), 20_000 if shape == "tangled" else 100_000

    def parents(number: int) -> tuple[int, ...]:
        if not number:
            return ()
        if shape == "deep":
            return (number - 1,)
        if shape == "wide":
            return (number // 10,)
        if shape == "tangled":
            return tuple({choose.randrange(number), choose.randrange(number)})
        return () if number < 1_000 else tuple(range(1_000)) if number == 1_000 else (1_000,)

    units = [
        RuledUnit(n, parents(n), "A", rule_of(f"R{n % 50}") if n % 3 == 0 or n < 1_000 else NOTHING)
        for n in range(count)
    ]
    before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.perf_counter()
    inheritance = inherit(units)
    widest, seen = 0, 0
    for _, summary in summarise(inheritance):
        seen += 1
        widest = max(widest, len(summary[ACCESS].rules))
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) >> 10
    print(f"{shape}: {time.perf_counter() - start:.1f} s, {grown} MB")
    assert seen == count
    assert 0 < widest <= 50
    assert len(inheritance.of(count - 1).of(ACCESS).rules) <= 50
