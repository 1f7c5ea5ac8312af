"""What matters of the rules of every unit of a graph, in one pass: which rules, of whom, until when; no path.

Summaries are shared between units that hold the same, and given away parents first: whoever takes them one by one
needs room for those that still have children to come, not for all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Generic, NamedTuple, TypeVar

from chartrier.rules.categories import FINAL_ACTION, KEEP, Category
from chartrier.rules.declaration import Declaration, DeclaredCategory, DeclaredRule, Open, strongest
from chartrier.rules.inheritance import Agency, Inheritance, RuledUnit, speaking

Key = TypeVar("Key", bound=Hashable)


class Span(NamedTuple):
    """How long the rules of one identifier and one agency last together."""

    latest: date | None
    """The latest of the ends that are known."""
    open: Open | None
    """Why one of them has no end; None when all have."""

    def with_rule(self, rule: DeclaredRule) -> Span:
        if rule.end is None:
            return Span(self.latest, strongest(self.open, rule.why))
        return Span(rule.end if self.latest is None else max(self.latest, rule.end), self.open)

    def together(self, other: Span) -> Span:
        latest = max(filter(None, (self.latest, other.latest)), default=None)
        return Span(latest, strongest(self.open, other.open))


Spans = Mapping[Agency, Span]


@dataclass(frozen=True, slots=True, eq=False)
class CategorySummary:
    """One category of a unit: the spans of its rules, by identifier and agency, and who says which final action."""

    rules: Mapping[str, Spans]
    finals: frozenset[tuple[Agency, str]]


Summary = Mapping[Category, CategorySummary]
"""The categories where something holds."""

NO_RULE = CategorySummary(MappingProxyType({}), frozenset())
NO_SUMMARY: Summary = MappingProxyType({})

_REMEMBERED = 4_096
"""Answers."""


class Summariser(Generic[Key]):
    """Gives the summary of units that come one by one, parents before their children.

    What a unit hands down is kept until the last of its children came.
    """

    def __init__(self) -> None:
        self._kept: dict[Key, _HandedDown] = {}
        self._left: dict[Key, int] = {}
        self._joining = _Joining()
        self._declaring = _Declaring()

    def above(self, unit: RuledUnit[Key]) -> tuple[Summary, ...]:
        """What holds for each parent of a unit, in their order; to be asked before the unit is added."""
        return tuple(self._kept[parent].summary for parent in unit.parents)

    def add(self, unit: RuledUnit[Key], children: int) -> Summary:
        """The summary of a unit that has so many children to come, each of which names it once among its parents."""
        above = [self._kept[parent] for parent in unit.parents]
        agencies, keeps = speaking(unit.agency, unit.declared(Category.APPRAISAL), (each.agencies for each in above))
        joined = self._joining.join([each.summary for each in above])
        summary = self._declaring.declare(unit.agency, unit.declaration, keeps, joined)
        if children:
            self._kept[unit.key], self._left[unit.key] = _HandedDown(summary, agencies), children
        for parent in unit.parents:
            self._left[parent] -= 1
            if not self._left[parent]:
                del self._kept[parent], self._left[parent]
        return summary


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
    children = Counter(parent for unit in units.values() for parent in unit.parents)
    summariser = Summariser[Key]()
    for key, unit in units.items():
        above = summariser.above(unit)
        yield Summarised(unit, summariser.add(unit, children[key]), above)


class _HandedDown(NamedTuple):
    summary: Summary
    agencies: frozenset[Agency]
    """Those that say something of the final action, on the unit or above."""


class _Declaring:
    """Adds what a unit declares to what it holds from above; brothers that declare the same share the answer."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, int, Agency, bool], tuple[Declaration, Summary, Summary]] = {}

    def declare(self, agency: Agency, declaration: Declaration, keeps: bool, above: Summary) -> Summary:
        if not declaration.categories and not keeps:
            return above
        key = id(declaration), id(above), agency, keeps
        known = self._known.get(key)
        if known is None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            # both are kept beside the answer: what is alive shares its id with nothing
            known = self._known[key] = declaration, above, _declare(agency, declaration, keeps, above)
        return known[2]


def _declare(agency: Agency, declaration: Declaration, keeps: bool, above: Summary) -> Summary:
    changed = {
        category: _declare_category(agency, declared, above.get(category, NO_RULE))
        for category, declared in declaration.categories.items()
    }
    if keeps:
        appraisal = changed.get(Category.APPRAISAL) or above.get(Category.APPRAISAL, NO_RULE)
        changed[Category.APPRAISAL] = CategorySummary(appraisal.rules, frozenset({(agency, KEEP)}))
    return {**above, **changed}


def _declare_category(agency: Agency, declared: DeclaredCategory, above: CategorySummary) -> CategorySummary:
    if declared.prevents_all:
        above = NO_RULE
    blocked = declared.blocked
    rules = {rule: spans for rule, spans in above.rules.items() if rule not in blocked}
    for rule in declared.rules:
        before = rules[rule.rule][agency] if rule.rule in rules else Span(None, None)
        rules[rule.rule] = {agency: before.with_rule(rule)}
    final = declared.properties.get(FINAL_ACTION)
    return CategorySummary(rules, above.finals if final is None else frozenset({(agency, str(final))}))


class _Joining:
    """Joins the summaries of several parents. What is joined again soon after is not joined twice."""

    def __init__(self) -> None:
        self._last: tuple[list[Summary], Summary] = ([], NO_SUMMARY)

    def join(self, above: list[Summary]) -> Summary:
        if not above:
            return NO_SUMMARY
        if len(above) == 1:
            return above[0]
        last, joined = self._last
        if len(last) != len(above) or any(one is not other for one, other in zip(last, above, strict=True)):
            joined = _join(above)
            self._last = above, joined
        return joined


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
