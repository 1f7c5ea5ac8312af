"""What a unit inherits, as JSON: each rule and property with its origin and the ways that lead there.

The shape is that of Vitam's answer to the same question (`InheritedRules`), for tools that read it.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from datetime import date
from itertools import islice
from typing import Any, TypeVar

from chartrier.rules.categories import Category
from chartrier.rules.declaration import DeclaredRule
from chartrier.rules.inheritance import Inheritance, Origin, PropertyOrigin

Key = TypeVar("Key", bound=Hashable)

MOST_PATHS = 1_000
"""Ways to one origin that are told."""


def show_rules(
    inheritance: Inheritance[Key], unit: Key, name: Callable[[Key], Any] = str, *, most: int = MOST_PATHS
) -> dict[str, Any]:
    """The rules that hold for a unit, by category. Where there are more than `most` ways to an origin,
    `"PathsLeftOut": true` stands beside the first ones. Raises KeyError for a unit that is not of the graph.
    """

    def origin(category: Category | None, found: Origin[Key]) -> dict[str, Any]:
        paths = [[name(each) for each in path] for path in islice(inheritance.paths(unit, category, found), most + 1)]
        shown: dict[str, Any] = {"UnitId": name(found.unit), "OriginatingAgency": found.agency, "Paths": paths[:most]}
        return {**shown, "PathsLeftOut": True} if len(paths) > most else shown

    def held(category: Category | None, found: PropertyOrigin[Key]) -> dict[str, Any]:
        return {**origin(category, found), "PropertyName": found.name, "PropertyValue": found.value}

    rules = inheritance.of(unit)
    value: dict[str, Any] = {
        "GlobalProperties": [held(None, each) for several in rules.everywhere.values() for each in several]
    }
    for category in Category:
        of = rules.of(category)
        value[category] = {
            "Rules": [
                {**origin(category, each), **_rule(each.declared)} for several in of.rules.values() for each in several
            ],
            "Properties": [held(category, each) for several in of.properties.values() for each in several],
        }
    return value


def _rule(declared: DeclaredRule) -> dict[str, Any]:
    hold = declared.hold
    fields: dict[str, Any] = {
        "Rule": declared.rule,
        "StartDate": declared.start,
        "EndDate": declared.end,
        "HoldEndDate": hold and hold.end,
        "HoldOwner": hold and hold.owner,
        "HoldReason": hold and hold.reason,
        "HoldReassessingDate": hold and hold.reassessing,
        "PreventRearrangement": hold and hold.prevents_rearrangement,
    }
    return {
        name: field.isoformat() if isinstance(field, date) else field
        for name, field in fields.items()
        if field is not None
    }
