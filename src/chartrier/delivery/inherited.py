"""What units hold from above, where that does not leave with them: they declare it themselves in the package."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db import connections

from chartrier.catalog.archive.leaving import CHUNK, Leaving
from chartrier.catalog.rules.inherited import inheritance_now
from chartrier.delivery.heads import DATED
from chartrier.rules.categories import FINAL_ACTION, KEEP, NEED_AUTHORIZATION, Category, PropertyValue
from chartrier.rules.declaration import DeclaredRule
from chartrier.rules.inheritance import Held, PropertyOrigin, RuleOrigin, UnitRules
from chartrier.seda.element_text import in_order, of_children, with_child
from chartrier.seda.values import ElementValue, first_child

KEEPING = {Category.APPRAISAL: KEEP, Category.STORAGE: "Copy"}
"""The final action, which SEDA wants where there are rules, that loses nothing."""


@dataclass(frozen=True, slots=True)
class Carried:
    """What a unit declares besides its own, by category. `contradicted`: properties of which several values hold."""

    rules: Mapping[Category, Sequence[DeclaredRule]] = field(default_factory=dict)
    properties: Mapping[Category, Mapping[str, PropertyValue]] = field(default_factory=dict)
    need_authorization: bool | None = None
    contradicted: Sequence[str] = ()


def carried(held: Leaving) -> dict[UUID, Carried]:
    """By unit of which something above does not leave: what it holds from there, as the archive is now.

    A unit that declares a rule again takes nothing of it from above, so where one origin of a rule stays behind, the
    unit declares all of them: what holds for it, and for those below, is then the same.
    """
    found: dict[UUID, Carried] = {}
    cut = held.cut_units()
    connection = connections["default"].connection
    for first in range(0, len(cut), CHUNK):
        with connection.cursor() as cursor:
            units = cut[first : first + CHUNK]
            inheritance = inheritance_now(cursor, held.tenant, units).inheritance
            staying = inheritance.units.keys() - held.among(inheritance.units)
        found.update((unit, _carried(unit, inheritance.of(unit), staying)) for unit in units)
    return found


def _carried(unit: UUID, holds: UnitRules[UUID], staying: set[UUID]) -> Carried:
    rules: dict[Category, list[DeclaredRule]] = {}
    properties: dict[Category, dict[str, PropertyValue]] = {}
    contradicted: list[str] = []
    for category in Category:
        of = holds.of(category)
        rules[category] = [
            each.declared for origins in of.rules.values() if _stays(origins, staying) for each in _once(origins)
        ]
        properties[category] = {}
        for name, origins in of.properties.items():
            if _wanted(unit, category, name, of, rules[category], staying):
                values = {each.value for each in origins}
                if len(values) > 1:
                    contradicted.append(f"{category}/{name}")
                    if name == FINAL_ACTION:
                        properties[category][name] = KEEPING[category]
                else:
                    properties[category][name] = values.pop()
    needed = holds.everywhere.get(NEED_AUTHORIZATION, ())
    flags = {each.value for each in needed} if _stays(needed, staying) else set()
    if len(flags) > 1:
        contradicted.append(NEED_AUTHORIZATION)
    flag = flags.pop() if len(flags) == 1 else None
    return Carried(rules, properties, None if flag is None else flag is True, contradicted)


def _stays(origins: Sequence[RuleOrigin[UUID] | PropertyOrigin[UUID]], staying: set[UUID]) -> bool:
    return any(each.unit in staying for each in origins)


def _once(origins: Sequence[RuleOrigin[UUID]]) -> list[RuleOrigin[UUID]]:
    """Without those that say the same."""
    return list({(each.declared.start, each.declared.hold): each for each in origins}.values())


def _wanted(
    unit: UUID, category: Category, name: str, of: Held[UUID], rules: Sequence[DeclaredRule], staying: set[UUID]
) -> bool:
    """What comes from what stays; an implicit final action is the receiver's too, unless a rule wants it written."""
    origins = of.properties[name]
    if any(each.unit == unit and not each.implicit for each in origins):
        return False
    told = any(not each.implicit for each in origins)
    if name == FINAL_ACTION and rules:
        return True
    return told and _stays(origins, staying)


def with_carried(management: ElementValue | None, carries: Carried) -> ElementValue | None:
    """`Management` that declares this besides."""
    made: dict[str, str | list[ElementValue]] = dict(management) if isinstance(management, dict) else {}
    for category in Category:
        rules, properties = carries.rules.get(category, ()), carries.properties.get(category, {})
        if not rules and not properties:
            continue
        own = first_child(made, category)
        value = _completed(f"{category}Type", own if isinstance(own, dict) else {}, rules, properties)
        if own is None:
            made = with_child("ManagementType", made, category, value)
        else:
            made[category] = [value]
    if carries.need_authorization is not None:
        made = with_child("ManagementType", made, NEED_AUTHORIZATION, _text(carries.need_authorization))
    return made or None


def _completed(
    type_name: str,
    own: Mapping[str, str | list[ElementValue]],
    rules: Sequence[DeclaredRule],
    properties: Mapping[str, PropertyValue],
) -> dict[str, str | list[ElementValue]]:
    pairs = list(in_order(type_name, own))
    of_rules = [pair for pair in pairs if pair[0] in DATED]
    rest = [pair for pair in pairs if pair[0] not in DATED]
    added = [pair for rule in rules for pair in _elements(rule)]
    made = of_children(own, [*of_rules, *added, *rest])
    for name, value in properties.items():
        made = with_child(type_name, made, name, _text(value))
    return made


def _elements(rule: DeclaredRule) -> list[tuple[str, ElementValue]]:
    """A rule with its dates, in the order of SEDA."""
    hold = rule.hold
    told: list[tuple[str, str | bool | None]] = [("Rule", rule.rule), ("StartDate", _day(rule.start))]
    if hold is not None:
        told += [
            ("HoldEndDate", _day(hold.end)),
            ("HoldOwner", hold.owner),
            ("HoldReassessingDate", _day(hold.reassessing)),
            ("HoldReason", hold.reason),
            ("PreventRearrangement", hold.prevents_rearrangement),
        ]
    return [(name, _text(value)) for name, value in told if value is not None]


def _day(value: date | None) -> str | None:
    return None if value is None else value.isoformat()


def _text(value: PropertyValue) -> str:
    return value if isinstance(value, str) else str(value).lower()
