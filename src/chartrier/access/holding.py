"""How each copy holds a record, and where in it damage was found."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from chartrier.access.proving import MOST_PROVEN
from chartrier.catalog.archive.below import first_below
from chartrier.catalog.archive.graph import units_above
from chartrier.catalog.preservation import campaigns
from chartrier.catalog.preservation.damage import Damage, damages
from chartrier.copies.copies import Copies
from chartrier.errors import ChartrierError
from chartrier.records.finding import TOO_MANY
from chartrier.records.identifiers import package_of
from chartrier.records.tenant import Tenant


class Where(StrEnum):
    """Where the damage of a copy was found."""

    HERE = "here"
    """In this unit, or in its package."""
    BELOW = "below"
    """In what is below it."""
    ABOVE = "above"
    """In a unit above it that was proven with all that it has: it may be this one."""
    ELSEWHERE = "elsewhere"


@dataclass(frozen=True, slots=True)
class HeldBy:
    """A copy that should have a unit. `there`: whether it has its package; None when the copy is away."""

    copy: str
    there: bool | None
    damage: Damage | None
    """What was found in the copy, and is not proven again."""
    where: Where
    """Where it was found, seen from this unit."""


def copies_holding(tenant: Tenant, unit: UUID, copies: Copies) -> list[HeldBy]:
    """How each copy holds a unit."""
    package = package_of(unit)
    names = [store.name for store in copies.stores]
    known = {each.copy: each for each in damages([tenant.key], names).get(tenant.key, [])}
    found: list[HeldBy] = []
    for store in copies.stores:
        try:
            there = store.contains(tenant.code, package)
        except ChartrierError:
            there = None
        damage = known.get(store.name) or known.get("")
        where = Where.ELSEWHERE if damage is None else _where(tenant, unit, store.name, damage)
        found.append(HeldBy(store.name, there, damage, where))
    return found


def _where(tenant: Tenant, unit: UUID, copy: str, damage: Damage) -> Where:
    if unit in damage.units or _is_named(tenant, {package_of(unit)}, copy, damage):
        return Where.HERE
    below = set(first_below(tenant.key, unit, MOST_PROVEN)) - {unit}
    if not below.isdisjoint(damage.units) or _is_named(tenant, {package_of(each) for each in below}, copy, damage):
        return Where.BELOW
    return Where.ELSEWHERE if damage.units.isdisjoint(units_above(tenant.key, [unit])) else Where.ABOVE


def _is_named(tenant: Tenant, packages: Collection[UUID], copy: str, damage: Damage) -> bool:
    """Whether the audit that found a copy damaged says so of one of these packages."""
    audit = campaigns.done(tenant.key, damage.source)
    found = audit.findings if audit is not None else []
    if any(each["code"] == TOO_MANY.code for each in found):
        # so many of one code that not all are kept: it may be any package
        return True
    of_copy = [each for each in found if str(each["place"].get("file") or "").startswith(f"{copy}/")]
    told = [json.dumps(each, ensure_ascii=False) for each in of_copy if each["severity"] == "error"]
    return any(str(package) in each for package in packages for each in told)
