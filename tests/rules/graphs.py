"""Random graphs of units with rules, and a slow, obvious oracle of what they inherit, with every path in full."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import strategies as st

from chartrier.rules.categories import PROPERTIES, Category
from chartrier.rules.declaration import Declaration, DeclaredCategory, DeclaredRule, Open
from chartrier.rules.inheritance import RuledUnit

IDENTIFIERS = ["R1", "R2", "R3"]
AGENCIES = ["A", "B", None]
FINAL = {Category.APPRAISAL: ["Keep", "Destroy"], Category.STORAGE: ["Copy", "Transfer"]}

dates = st.dates(date(2000, 1, 1), date(2030, 1, 1))
declared_rules = st.builds(DeclaredRule, st.sampled_from(IDENTIFIERS), dates, end=dates) | st.builds(
    DeclaredRule, st.sampled_from(IDENTIFIERS), dates, open=st.sampled_from([None, *Open])
)


@st.composite
def declared_categories(draw: st.DrawFn, category: Category) -> DeclaredCategory:
    names = [name for name in PROPERTIES[category] if draw(st.booleans())]
    values = {name: draw(st.sampled_from(FINAL.get(category, ["x", "y"]))) for name in names}
    return DeclaredCategory(
        tuple(draw(st.lists(declared_rules, max_size=2, unique_by=lambda each: each.rule))),
        values,
        draw(st.sampled_from([False, False, False, True])),
        frozenset(draw(st.lists(st.sampled_from(IDENTIFIERS), max_size=1))),
    )


@st.composite
def declarations(draw: st.DrawFn) -> Declaration:
    wanted = draw(st.lists(st.sampled_from(list(Category)), max_size=3, unique=True))
    categories = {category: draw(declared_categories(category)) for category in wanted}
    return Declaration(categories, draw(st.sampled_from([None, None, True, False])))


@st.composite
def graphs(draw: st.DrawFn, most: int = 8) -> list[RuledUnit[int]]:
    """Units numbered from 0, in any order, each under some of those numbered before."""
    units = []
    for number in range(draw(st.integers(1, most))):
        parents = draw(st.lists(st.integers(0, number - 1), max_size=3, unique=True)) if number else []
        units.append(RuledUnit(number, parents, draw(st.sampled_from(AGENCIES)), draw(declarations())))
    return draw(st.permutations(units))


def oracle(units: list[RuledUnit[int]]) -> dict[int, dict[Any, list[dict[str, Any]]]]:
    """For each unit, by (category, "rules" or "properties"): every entry with its origin and all its paths."""
    done: dict[int, dict[Any, list[dict[str, Any]]]] = {}
    for unit in sorted(units, key=lambda each: each.key):
        answer: dict[Any, list[dict[str, Any]]] = {}
        here = {"unit": unit.key, "agency": unit.agency, "paths": [[unit.key]]}
        for category in Category:
            declared = unit.declaration.categories.get(category, DeclaredCategory())
            rules = [{**here, "name": each.rule, "value": each} for each in declared.rules]
            held = [{**here, "name": name, "value": value} for name, value in declared.properties.items()]
            if not declared.prevents_all:
                blocked = {each.rule for each in declared.rules} | declared.prevented
                rules += from_parents(unit, done, (category, "rules"), blocked)
                held += from_parents(unit, done, (category, "properties"), set(declared.properties))
            own = [each for each in held if each["name"] == "FinalAction" and each["agency"] == unit.agency]
            if category is Category.APPRAISAL and unit.agency is not None and not own:
                held = [each for each in held if each["name"] != "FinalAction"]
                held.append({**here, "name": "FinalAction", "value": "Keep"})
            answer[category, "rules"], answer[category, "properties"] = rules, held
        needed = unit.declaration.need_authorization
        if needed is None:
            answer[None, "properties"] = from_parents(unit, done, (None, "properties"), set())
        else:
            answer[None, "properties"] = [{**here, "name": "NeedAuthorization", "value": needed}]
        done[unit.key] = answer
    return done


def from_parents(unit: RuledUnit[int], done: Any, what: Any, blocked: Any) -> list[dict[str, Any]]:
    merged: dict[tuple[int, str], dict[str, Any]] = {}
    for parent in unit.parents:
        for entry in done[parent][what]:
            if entry["name"] not in blocked:
                paths = [[unit.key, *path] for path in entry["paths"]]
                known = merged.setdefault((entry["unit"], entry["name"]), {**entry, "paths": []})
                known["paths"] = known["paths"] + paths
    return list(merged.values())
