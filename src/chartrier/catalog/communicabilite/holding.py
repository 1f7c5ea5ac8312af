"""The access rules that hold for a unit: its own and those it inherits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from uuid import UUID

from chartrier.catalog.rules.inherited import Inherited, inherited
from chartrier.rules.calendar import Duration, Unit
from chartrier.rules.categories import Category
from chartrier.rules.communicabilite.dates import KnownDates
from chartrier.rules.communicabilite.formulas import Dated, Formula, Never
from chartrier.rules.communicabilite.grounds import GROUNDS, Ground, own_ground
from chartrier.rules.communicabilite.words import Words
from chartrier.rules.declaration import DeclaredRule
from chartrier.rules.referential import ReferentialRule


@dataclass(frozen=True, slots=True)
class HeldAccess:
    """The identifiers of the access rules that hold, and the grounds of those that are the tenant's own.

    `dates` has the latest start that is declared for a code of the law: what declares it says from when it counts.
    """

    codes: tuple[str, ...]
    own: Mapping[str, Ground]
    dates: KnownDates


def held_access(tenant: int, unit: UUID) -> HeldAccess:
    """What holds for a unit of the tenant, its ancestors' rules included. Raises KeyError when it is not there."""
    return access_of(unit, inherited(tenant, unit))


def access_of(unit: UUID, found: Inherited) -> HeldAccess:
    """The same of what was read before."""
    held = found.inheritance.of(unit).of(Category.ACCESS).rules
    declared = {code: [origin.declared for origin in origins] for code, origins in held.items()}
    own = {}
    for code, rules in declared.items():
        rule = found.referential.get(code)
        if code not in GROUNDS and rule is not None and rule.category is Category.ACCESS:
            own[code] = own_ground(code, rule.label, _formula(rule, rules))
    starts = [rule.start for code, rules in declared.items() if code in GROUNDS for rule in rules if rule.start]
    return HeldAccess(tuple(declared), MappingProxyType(own), KnownDates(latest_document=max(starts, default=None)))


def _formula(rule: ReferentialRule, declared: Iterable[DeclaredRule]) -> Formula:
    """The latest end of what is declared; one that is not known leaves all without."""
    if rule.unlimited or rule.duration is None:
        return Never()
    ends: list[date] = []
    for each in declared:
        if each.end is None:
            return Dated(None, _delay(rule.duration))
        ends.append(each.end)
    return Dated(max(ends), _delay(rule.duration))


_UNITS = {
    Unit.DAY: Words("jours", "days"),
    Unit.MONTH: Words("mois", "months"),
    Unit.YEAR: Words("ans", "years"),
}


def _delay(duration: Duration) -> Words:
    unit = _UNITS[duration.unit]
    return Words(
        f"{duration.number} {unit.fr} après la date de départ déclarée",
        f"{duration.number} {unit.en} after the start that is declared",
    )
