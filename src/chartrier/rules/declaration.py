"""What a unit declares: its own rules, before any inheritance."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from chartrier.rules.categories import Category, PropertyValue


class Open(StrEnum):
    """Why a rule has no end, what time and events change least first: of several reasons the first one is told."""

    UNLIMITED = "unlimited"
    UNKNOWN_RULE = "unknown-rule"
    NO_DURATION = "no-duration"
    NO_START = "no-start"
    """Its start is not known: it waits for it."""


_STRENGTH = {reason: position for position, reason in enumerate(Open)}


def strongest(one: Open | None, other: Open | None) -> Open | None:
    """The reason to tell where both may hold; None is no reason."""
    if one is None or other is None:
        return one or other
    return min(one, other, key=_STRENGTH.__getitem__)


@dataclass(frozen=True, slots=True)
class Hold:
    """What a `HoldRule` says besides its identifier and its start."""

    end: date | None = None
    owner: str | None = None
    reason: str | None = None
    reassessing: date | None = None
    prevents_rearrangement: bool | None = None


@dataclass(frozen=True, slots=True)
class DeclaredRule:
    """One rule of one unit. `end` None: it never ends by itself, and `open` says why once that was looked at."""

    rule: str
    start: date | None = None
    hold: Hold | None = None
    end: date | None = None
    open: Open | None = None

    @property
    def why(self) -> Open | None:
        """Why it has no end; one that nobody dated waits for its start."""
        return None if self.end is not None else self.open or Open.NO_START


@dataclass(frozen=True, slots=True)
class DeclaredCategory:
    """What a unit says in one category.

    `prevents_all` (`PreventInheritance`) stops rules and properties from above, `prevented` (`RefNonRuleId`) the rules
    of these identifiers.
    """

    rules: tuple[DeclaredRule, ...] = ()
    properties: Mapping[str, PropertyValue] = field(default_factory=lambda: MappingProxyType({}))
    prevents_all: bool = False
    prevented: frozenset[str] = frozenset()

    @property
    def blocked(self) -> frozenset[str]:
        """The identifiers of the rules that do not come from above: excluded, or declared again here."""
        return self.prevented | {declared.rule for declared in self.rules}

    def blocks(self, identifier: str) -> bool:
        """Whether the rule of this identifier does not come from above."""
        return identifier in self.prevented or any(declared.rule == identifier for declared in self.rules)

    def under(self, above: DeclaredCategory) -> DeclaredCategory:
        """This one completed by another, as if that one stood above, but declared here."""
        if self.prevents_all:
            return self
        blocked = self.blocked
        return DeclaredCategory(
            (*self.rules, *(declared for declared in above.rules if declared.rule not in blocked)),
            {**above.properties, **self.properties},
            above.prevents_all,
            self.prevented | above.prevented,
        )


SILENT = DeclaredCategory()


@dataclass(frozen=True, slots=True)
class Declaration:
    """All that a unit declares."""

    categories: Mapping[Category, DeclaredCategory] = field(default_factory=lambda: MappingProxyType({}))
    need_authorization: bool | None = None

    def under(self, above: Declaration) -> Declaration:
        """What a unit without parents declares in a transfer whose `ManagementMetadata` declares `above`.

        The rules of `ManagementMetadata` hold for the whole transfer; its uppermost units declare them, for the others
        to inherit.
        """
        categories = dict(above.categories)
        for category, declared in self.categories.items():
            held = above.categories.get(category)
            categories[category] = declared.under(held) if held is not None else declared
        needed = self.need_authorization if self.need_authorization is not None else above.need_authorization
        return Declaration(categories, needed)


NOTHING = Declaration()
