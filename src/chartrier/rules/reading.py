"""The rules of a unit, read from `Management` as an element value (docs/format.md, 2.6)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from chartrier.records.finding import NOWHERE, Findings, Place
from chartrier.rules import findings as say
from chartrier.rules.calendar import LAST_START_YEAR
from chartrier.rules.categories import BOOLEANS, NEED_AUTHORIZATION, PROPERTIES, Category, PropertyValue
from chartrier.rules.declaration import NOTHING, Declaration, DeclaredCategory, DeclaredRule, Hold

_ORDER = "<"
_RULE = "Rule"
_DATED = ("StartDate", "HoldEndDate", "HoldReassessingDate")
_OF_A_RULE = (*_DATED, "HoldOwner", "HoldReason", "PreventRearrangement")
"""What SEDA puts after a `Rule` to say more of it."""
_DATE = re.compile(r"(\d{4}-\d\d-\d\d)(?:Z|[+-]\d\d:\d\d)?")
_SHOWN = 40


def ruling_part(management: Any) -> dict[str, Any] | None:
    """What of a `Management` or a `ManagementMetadata` may declare something; None when nothing does."""
    if not isinstance(management, Mapping):
        return None
    return {name: management[name] for name in (*Category, NEED_AUTHORIZATION) if name in management} or None


def read_declaration(management: Any, findings: Findings, place: Place = NOWHERE) -> Declaration:
    """What a `Management`, or a `ManagementMetadata`, declares; None declares nothing.

    A date that the calendar does not have, or after the year 9000, is a finding, and the rule goes undated.
    """
    if not isinstance(management, Mapping):
        return NOTHING
    categories = {}
    for category in Category:
        held = _children(management, category)
        if held:
            categories[category] = _category(category, held[0], findings, place)
    needed = _flag(_only(management, NEED_AUTHORIZATION))
    return Declaration(categories, needed) if categories or needed is not None else NOTHING


def rules_named(management: Any, category: Category) -> Iterator[str]:
    """The rules that a `Management`, or a `ManagementMetadata`, names in a category."""
    for held in _children(management, category):
        yield from filter(None, map(_text, _children(held, _RULE)))


def stops_inheritance(management: Any, category: Category) -> bool:
    """Whether a `Management` keeps something of a category from coming from above."""
    for held in _children(management, category):
        if _flag(_only(held, "PreventInheritance")) or _children(held, "RefNonRuleId"):
            return True
    return False


def _category(category: Category, value: Any, findings: Findings, place: Place) -> DeclaredCategory:
    properties: dict[str, PropertyValue] = {}
    for name in PROPERTIES[category]:
        text = _only(value, name)
        flag = _flag(text) if name in BOOLEANS else None
        if text:
            properties[name] = text if flag is None else flag
    return DeclaredCategory(
        tuple(_rule(category, rule, said, findings, place) for rule, said in _rules(value)),
        properties,
        _flag(_only(value, "PreventInheritance")) is True,
        frozenset(filter(None, map(_text, _children(value, "RefNonRuleId")))),
    )


def _rule(category: Category, rule: str, said: Mapping[str, str], findings: Findings, place: Place) -> DeclaredRule:
    dates = {name: _date(said[name], f"{category}/{name}", findings, place) for name in _DATED if said.get(name)}
    start = dates.get("StartDate")
    if category is not Category.HOLD:
        return DeclaredRule(rule, start)
    hold = Hold(
        end=dates.get("HoldEndDate"),
        owner=said.get("HoldOwner") or None,
        reason=said.get("HoldReason") or None,
        reassessing=dates.get("HoldReassessingDate"),
        prevents_rearrangement=_flag(said.get("PreventRearrangement")),
    )
    return DeclaredRule(rule, start, hold)


def _rules(value: Any) -> Iterator[tuple[str, dict[str, str]]]:
    """Each `Rule` with what follows it up to the next one."""
    rules: list[tuple[str, dict[str, str]]] = []
    for name, held in _in_order(value):
        text = _text(held)
        if name == _RULE:
            rules.append((text, {}))
        elif name in _OF_A_RULE and rules:
            rules[-1][1].setdefault(name, text)
    return ((rule, said) for rule, said in rules if rule)


def _in_order(value: Any) -> Iterator[tuple[str, Any]]:
    """The children in document order. Where it is not told, what says more of rules goes with the last of them."""
    if not isinstance(value, Mapping):
        return
    names = value.get(_ORDER)
    if isinstance(names, list):
        left = {name: iter(_children(value, name)) for name in {*names} if isinstance(name, str)}
        for name in names:
            for held in left.get(name, ()):
                yield name, held
                break
        return
    rules = _children(value, _RULE)
    for position, rule in enumerate(rules):
        yield _RULE, rule
        for name in _OF_A_RULE:
            held = _children(value, name)
            index = position - len(rules) + len(held)
            if index >= 0:
                yield name, held[index]


def _date(text: str, name: str, findings: Findings, place: Place) -> date | None:
    match = _DATE.fullmatch(text)
    try:
        found = date.fromisoformat(match[1]) if match else None
    except ValueError:
        found = None
    if found is None or found.year > LAST_START_YEAR:
        findings.add(say.BAD_DATE, place, name=name, value=text[:_SHOWN])
        return None
    return found


def _children(value: Any, name: str) -> list[Any]:
    held = value.get(name) if isinstance(value, Mapping) else None
    return held if isinstance(held, list) else []


def _only(value: Any, name: str) -> str | None:
    held = _children(value, name)
    return _text(held[0]) if held else None


def _text(value: Any) -> str:
    held = value.get("#", "") if isinstance(value, Mapping) else value
    return held.strip() if isinstance(held, str) else ""


def _flag(text: str | None) -> bool | None:
    """An XML boolean; None for anything else."""
    return {"true": True, "1": True, "false": False, "0": False}.get(text or "")
