"""What a unit declares now: its own `Management`, what holds for its whole versement, and the départs since given."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple

from chartrier.records.finding import Findings
from chartrier.rules.categories import Category
from chartrier.rules.dating import date_declaration
from chartrier.rules.declaration import NOTHING, Declaration, DeclaredCategory, DeclaredRule, Open
from chartrier.rules.reading import read_declaration
from chartrier.rules.referential import Referential

_REMEMBERED = 8_192
"""Declarations: those of neighbours are often the same."""


@dataclass(frozen=True, slots=True)
class TransferRules:
    """What a transfer says for all its units: its originating agency, and the rules of its `ManagementMetadata`."""

    agency: str | None
    management: Any = None

    @classmethod
    def of(cls, operation: Mapping[str, Any]) -> TransferRules:
        """From the `operation.json` of a versement. Before it had `management` there, nothing is known of them."""
        transfer = operation.get("transfer") or {}
        return cls(transfer.get("originating_agency"), transfer.get("management"))


NO_TRANSFER = TransferRules(None)


class DeclaredRow(NamedTuple):
    """A row of `rules_declared`, but for its unit."""

    rule: str
    category: Category
    waiting: bool


class Declarations:
    """Reads and dates declarations, each kind once."""

    def __init__(self, referential: Referential) -> None:
        self._referential = referential
        self._known: dict[tuple[Any, ...], Declaration] = {}
        self._transfers: dict[int, tuple[TransferRules, Declaration]] = {}

    def read(
        self,
        management: str | None,
        transfer: TransferRules | None = None,
        departs: tuple[tuple[str, date], ...] = (),
    ) -> Declaration:
        """What a unit declares: `management` is the JSON of its `Management`; `transfer` is given for an uppermost unit
        of its versement; `departs` are the days given for its rules.
        """
        if management is None and (transfer is None or transfer.management is None):
            return NOTHING
        key = management, id(transfer), departs
        found = self._known.get(key)
        if found is None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            found = self._known[key] = self._read(management, transfer, dict(departs))
        return found

    def _read(self, management: str | None, transfer: TransferRules | None, departs: Mapping[str, date]) -> Declaration:
        declared = read_declaration(json.loads(management), Findings()) if management is not None else NOTHING
        if transfer is not None:
            declared = declared.under(self._above(transfer))
        if departs:
            declared = with_departs(declared, departs)
        return date_declaration(declared, self._referential, Findings()) if declared != NOTHING else NOTHING

    def _above(self, transfer: TransferRules) -> Declaration:
        known = self._transfers.get(id(transfer))
        if known is None:
            # kept beside the answer: what is alive shares its id with nothing
            known = self._transfers[id(transfer)] = transfer, read_declaration(transfer.management, Findings())
        return known[1]


def with_departs(declaration: Declaration, departs: Mapping[str, date]) -> Declaration:
    """The same with the days given for its rules. A start that the unit declares is never made earlier."""

    def begun(rule: DeclaredRule) -> DeclaredRule:
        given = departs.get(rule.rule)
        if given is None or (rule.start is not None and rule.start >= given):
            return rule
        return replace(rule, start=given)

    def of_category(declared: DeclaredCategory) -> DeclaredCategory:
        return replace(declared, rules=tuple(map(begun, declared.rules)))

    categories = {category: of_category(declared) for category, declared in declaration.categories.items()}
    return replace(declaration, categories=categories)


def declared_rows(declaration: Declaration) -> tuple[DeclaredRow, ...]:
    """The rows of a dated declaration; a rule declared twice in a category is one, and waits if one of them does."""
    waiting: dict[tuple[str, Category], bool] = {}
    for category, declared in declaration.categories.items():
        for rule in declared.rules:
            key = rule.rule, category
            waiting[key] = waiting.get(key, False) or rule.open is Open.NO_START
    return tuple(DeclaredRow(rule, category, waits) for (rule, category), waits in waiting.items())
