"""What a unit inherits, and what follows from it: its échéances and its age."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from chartrier.access.findings import SEVERAL_UNITS, UNIT_NOT_FOUND
from chartrier.catalog.archive import questions
from chartrier.catalog.conservation.register import definitive
from chartrier.catalog.rules.inherited import Inherited, inherited
from chartrier.errors import InvalidInput, NotFound
from chartrier.rules.age import Age, age_of
from chartrier.rules.categories import Category, PropertyValue
from chartrier.rules.ending import Ending, ending_of
from chartrier.rules.showing import show_rules

_SHOWN = 10


@dataclass(frozen=True, slots=True)
class HeldRule:
    """A rule that holds for the unit, and where it comes from."""

    rule: str
    label: str | None
    """As the referential says; None for a rule that it does not know."""
    start: date | None
    end: date | None
    origin: UUID
    origin_title: str


@dataclass(frozen=True, slots=True)
class CategoryShown:
    """What holds in one category."""

    category: Category
    ending: Ending
    rules: list[HeldRule]
    properties: list[tuple[str, PropertyValue]]


@dataclass(frozen=True, slots=True)
class RulesShown:
    """A unit, its age, and what holds for it, category by category; those where nothing holds are left out."""

    unit: UUID
    title: str
    age: Age
    categories: list[CategoryShown]
    found: Inherited
    """What it was read from."""


def unit_called(tenant: int, name: str) -> UUID:
    """The unit with this identifier or exactly this title. Raises NotFound, or InvalidInput when several answer."""
    found = questions.units_named(tenant, "SystemId", name, limit=1)
    found = found or questions.units_named(tenant, "Title", name, limit=_SHOWN + 1)
    if not found:
        raise NotFound(UNIT_NOT_FOUND, name=name[:200])
    if len(found) > 1:
        choices = ", ".join(sorted(map(str, found))[:_SHOWN])
        raise InvalidInput(SEVERAL_UNITS, name=name[:200], choices=choices)
    return found[0]


def inherited_rules(tenant: int, unit: UUID, *, titles: bool) -> dict[str, Any]:
    """The rules that hold for a unit, with their origins and every way there, in the shape of Vitam's answer.

    `titles`: units go by `{{unit:TITLE}}` instead of their identifiers.
    """
    found = inherited(tenant, unit)

    def name(key: UUID) -> str:
        return f"{{{{unit:{found.titles[key]}}}}}" if titles else str(key)

    return show_rules(found.inheritance, unit, name)


def rules_shown(tenant: int, unit: UUID, today: date) -> RulesShown:
    """What people read of it."""
    found = inherited(tenant, unit)
    categories = [_shown(found, unit, category) for category in Category]
    storage = next(each.ending for each in categories if each.category is Category.STORAGE)
    return RulesShown(
        unit,
        found.titles[unit],
        age_of(storage, today, selected=unit in definitive(tenant, [unit])),
        [each for each in categories if each.rules or each.properties],
        found,
    )


def _shown(found: Inherited, unit: UUID, category: Category) -> CategoryShown:
    held = found.inheritance.of(unit).of(category)
    rules = []
    for several in held.rules.values():
        for origin in several:
            known = found.referential.get(origin.declared.rule)
            label = known.label if known is not None else None
            declared, title = origin.declared, found.titles[origin.unit]
            rules.append(HeldRule(declared.rule, label, declared.start, declared.end, origin.unit, title))
    properties = sorted({(each.name, each.value) for several in held.properties.values() for each in several}, key=str)
    return CategoryShown(category, ending_of(held), rules, properties)
