"""What matters of the rules of every unit of a graph, in one pass: which rules, of whom, until when; no path.

Summaries are shared between units that hold the same, and given away parents first: whoever takes them one by one
needs room for those that still have children to come, not for all.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Generic, NamedTuple, TypeVar

from chartrier.rules.categories import FINAL_ACTION, KEEP, Category
from chartrier.rules.declaration import DeclaredCategory
from chartrier.rules.inheritance import Inheritance, RuledUnit

Key = TypeVar("Key", bound=Hashable)


class Span(NamedTuple):
    """How long the rules of one identifier and one agency last together."""

    latest: date | None
    """The latest of the ends that are known."""
    open: bool
    """Whether one of them has no end."""

    def with_end(self, end: date | None) -> Span:
        if end is None:
            return Span(self.latest, True)
        return Span(end if self.latest is None else max(self.latest, end), self.open)

    def together(self, other: Span) -> Span:
        latest = max(filter(None, (self.latest, other.latest)), default=None)
        return Span(latest, self.open or other.open)


Agency = str | None
Spans = Mapping[Agency, Span]


@dataclass(frozen=True, slots=True, eq=False)
class CategorySummary:
    """One category of a unit: the spans of its rules, by identifier and agency, and who says which final action."""

    rules: Mapping[str, Spans]
    finals: frozenset[tuple[Agency, str]]


Summary = Mapping[Category, CategorySummary]
"""The categories where something holds."""

NO_RULE = CategorySummary(MappingProxyType({}), frozenset())


class Summarised(NamedTuple, Generic[Key]):
    """A unit, what holds for it, and what holds for each of its parents, in their order."""

    unit: RuledUnit[Key]
    summary: Summary
    above: tuple[Summary, ...]


def summarise(inheritance: Inheritance[Key]) -> Iterator[tuple[Key, Summary]]:
    """The summary of every unit, parents before their children."""
    return ((each.unit.key, each.summary) for each in summarise_with_parents(inheritance))


def summarise_with_parents(inheritance: Inheritance[Key]) -> Iterator[Summarised[Key]]:
    """The same, each with the summaries of its parents."""
    units = inheritance.units
    children: dict[Key, int] = {}
    for unit in units.values():
        for parent in unit.parents:
            children[parent] = children.get(parent, 0) + 1
    kept: dict[Key, Summary] = {}
    joining = _Joining[Key]()
    for key, unit in units.items():
        summary = _declare(unit, key in inheritance.keeping, joining.join(tuple(unit.parents), kept))
        yield Summarised(unit, summary, tuple(kept[parent] for parent in unit.parents))
        if key in children:
            kept[key] = summary
        for parent in unit.parents:
            children[parent] -= 1
            if not children[parent]:
                del kept[parent]


def _declare(unit: RuledUnit[Key], keeps: bool, above: Summary) -> Summary:
    categories = unit.declaration.categories
    if not categories and not keeps:
        return above
    changed = {
        category: _declare_category(unit.agency, declared, above.get(category, NO_RULE))
        for category, declared in categories.items()
    }
    if keeps:
        appraisal = changed.get(Category.APPRAISAL) or above.get(Category.APPRAISAL, NO_RULE)
        changed[Category.APPRAISAL] = CategorySummary(appraisal.rules, frozenset({(unit.agency, KEEP)}))
    return {**above, **changed}


def _declare_category(agency: Agency, declared: DeclaredCategory, above: CategorySummary) -> CategorySummary:
    if declared.prevents_all:
        above = NO_RULE
    blocked = declared.blocked
    rules = {rule: spans for rule, spans in above.rules.items() if rule not in blocked}
    for rule in declared.rules:
        before = rules[rule.rule][agency] if rule.rule in rules else Span(None, False)
        rules[rule.rule] = {agency: before.with_end(rule.end)}
    final = declared.properties.get(FINAL_ACTION)
    return CategorySummary(rules, above.finals if final is None else frozenset({(agency, str(final))}))


class _Joining(Generic[Key]):
    """Joins the summaries of several parents. What is joined again soon after is not joined twice."""

    def __init__(self) -> None:
        self._last: tuple[tuple[Key, ...], Summary] = ((), MappingProxyType({}))

    def join(self, parents: tuple[Key, ...], kept: Mapping[Key, Summary]) -> Summary:
        if len(parents) == 1:
            return kept[parents[0]]
        if self._last[0] != parents:
            self._last = parents, _join([kept[parent] for parent in parents])
        return self._last[1]


def _join(above: Sequence[Summary]) -> Summary:
    distinct = list({id(each): each for each in above}.values())
    if len(distinct) == 1:
        return distinct[0]
    categories = {}
    for category in Category:
        held = list({id(each[category]): each[category] for each in distinct if category in each}.values())
        if held:
            categories[category] = held[0] if len(held) == 1 else _join_categories(held)
    return categories


def _join_categories(held: Sequence[CategorySummary]) -> CategorySummary:
    rules: dict[str, Spans] = {}
    for each in held:
        for rule, spans in each.rules.items():
            known = rules.get(rule)
            if known is None:
                rules[rule] = spans
            elif known is not spans and known != spans:
                rules[rule] = _join_spans(known, spans)
    finals = held[0].finals
    for each in held[1:]:
        finals = finals if each.finals <= finals else finals | each.finals
    return CategorySummary(rules, finals)


def _join_spans(one: Spans, other: Spans) -> Spans:
    joined = dict(one)
    for agency, span in other.items():
        joined[agency] = joined[agency].together(span) if agency in joined else span
    return one if joined == one else joined
