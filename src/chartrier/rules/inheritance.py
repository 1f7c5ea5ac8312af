"""Inheritance of rules over a graph of units, each with any number of parents and no unit inside itself.

For each category of a unit, what holds is what it declares and what its parents hold, less, of the rules, those that it
declares again or excludes by identifier; nothing comes from above where it prevents inheritance. So rules add up: a
nearer one takes the place of a farther one only when it has the same identifier. Properties are inherited by their
name in the same way, but an excluded identifier does not touch them. A unit whose agency has said nothing of the final
action of its appraisal, on the unit or above, keeps: that implicit `Keep` stands on the unit, in the place of what
other agencies say. A rule's dates are those of the unit that declares it.

Nothing is copied from unit to unit: what one unit holds is found by walking up from it, so that a graph costs its
declarations and its links, whatever its shape. For all the units at once, see `summary.py`.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Generic, TypeAlias, TypeVar

from chartrier.errors import InvalidInput
from chartrier.rules import findings as say
from chartrier.rules.categories import FINAL_ACTION, KEEP, NEED_AUTHORIZATION, Category, PropertyValue
from chartrier.rules.declaration import NOTHING, SILENT, Declaration, DeclaredCategory, DeclaredRule
from chartrier.rules.order import parents_first

Key = TypeVar("Key", bound=Hashable)
Agency: TypeAlias = str | None


@dataclass(frozen=True, slots=True)
class RuledUnit(Generic[Key]):
    """A unit to inherit: `agency` is its originating agency, None for a unit of a filing plan."""

    key: Key
    parents: Sequence[Key] = ()
    agency: str | None = None
    declaration: Declaration = NOTHING

    def declared(self, category: Category) -> DeclaredCategory:
        return self.declaration.categories.get(category, SILENT)


@dataclass(frozen=True, slots=True)
class RuleOrigin(Generic[Key]):
    """A rule, and the unit that declares it."""

    unit: Key
    agency: str | None
    declared: DeclaredRule


@dataclass(frozen=True, slots=True)
class PropertyOrigin(Generic[Key]):
    """A property, and the unit that declares it, or on which it is implicit."""

    unit: Key
    agency: str | None
    name: str
    value: PropertyValue
    implicit: bool = False


Origin: TypeAlias = RuleOrigin[Key] | PropertyOrigin[Key]


@dataclass(frozen=True, slots=True)
class Held(Generic[Key]):
    """What holds for a unit in one category: rules by identifier, properties by name, each with its origins."""

    rules: Mapping[str, tuple[RuleOrigin[Key], ...]]
    properties: Mapping[str, tuple[PropertyOrigin[Key], ...]]


@dataclass(frozen=True, slots=True)
class UnitRules(Generic[Key]):
    """All that holds for a unit. `everywhere` has the properties outside the categories."""

    categories: Mapping[Category, Held[Key]]
    everywhere: Mapping[str, tuple[PropertyOrigin[Key], ...]]

    def of(self, category: Category) -> Held[Key]:
        return self.categories[category]


class Inheritance(Generic[Key]):
    """The rules that hold for the units of a graph; `keeping` are the units on which `Keep` is implicit."""

    def __init__(self, units: Mapping[Key, RuledUnit[Key]], keeping: Collection[Key]) -> None:
        self.units = units
        """In an order where parents come before their children."""
        self.keeping = keeping

    def of(self, unit: Key) -> UnitRules[Key]:
        """What holds for a unit. Raises KeyError for one that is not of the graph."""
        above = [self.units[each] for each in self._above(unit)]
        categories = {}
        for category in Category:
            declared = [each.declared(category) for each in above if category in each.declaration.categories]
            rules = dict.fromkeys(rule.rule for each in declared for rule in each.rules)
            names = dict.fromkeys(name for each in declared for name in each.properties)
            if category is Category.APPRAISAL:
                names[FINAL_ACTION] = None
            categories[category] = Held(
                self._found(unit, {rule: _Rule[Key](category, rule) for rule in rules}),
                self._found(unit, {name: _Property(category, name, self.keeping) for name in names}),
            )
        return UnitRules(categories, self._found(unit, {NEED_AUTHORIZATION: _Authorization[Key]()}))

    def paths(self, unit: Key, category: Category | None, origin: Origin[Key]) -> Iterator[tuple[Key, ...]]:
        """Every way from a unit up to the origin of something that it holds, both included.

        `category` is None for a property outside the categories. There may be very many ways: take as many as needed.
        """
        leading = self._leading(unit, self._sought(category, origin), origin.unit)
        trails: list[tuple[Key, Any]] = [(unit, None)]
        while trails:
            trail = trails.pop()
            reached = trail[0]
            if reached == origin.unit:
                yield _path(trail)
            else:
                parents = self.units[reached].parents
                trails.extend((parent, trail) for parent in reversed(parents) if parent in leading)

    def _sought(self, category: Category | None, origin: Origin[Key]) -> _Sought[Key]:
        if category is None:
            return _Authorization()
        if isinstance(origin, RuleOrigin):
            return _Rule(category, origin.declared.rule)
        return _Property(category, origin.name, self.keeping)

    def _found(self, unit: Key, named: Mapping[str, _Sought[Key]]) -> dict[str, Any]:
        """The origins of each, where there are some."""
        return {name: origins for name, sought in named.items() if (origins := tuple(self._origins(unit, sought)))}

    def _origins(self, unit: Key, sought: _Sought[Key]) -> Iterator[Any]:
        for each in self._walk(unit, sought):
            yield from sought.at(self.units[each])

    def _walk(self, unit: Key, sought: _Sought[Key]) -> Iterator[Key]:
        """The unit and those above it, each once, up to where what is sought stands or is stopped."""
        seen, left = {unit}, [unit]
        while left:
            reached = left.pop()
            yield reached
            if not sought.stops(self.units[reached]):
                above = [parent for parent in self.units[reached].parents if parent not in seen]
                seen.update(above)
                left.extend(reversed(above))

    def _above(self, unit: Key) -> Iterator[Key]:
        return self._walk(unit, _Sought())

    def _leading(self, unit: Key, sought: _Sought[Key], origin: Key) -> set[Key]:
        """Of the units between this one and the origin, those through which it comes."""
        below: dict[Key, list[Key]] = {}
        for each in self._walk(unit, sought):
            if not sought.stops(self.units[each]):
                for parent in self.units[each].parents:
                    below.setdefault(parent, []).append(each)
        leading, left = {origin}, [origin]
        while left:
            found = [each for each in below.get(left.pop(), ()) if each not in leading]
            leading.update(found)
            left.extend(found)
        return leading


class _Sought(Generic[Key]):
    """What is looked for on the way up; this one stands nowhere and is stopped by nothing."""

    def at(self, unit: RuledUnit[Key]) -> Iterable[Origin[Key]]:
        """What the unit itself says of it."""
        return ()

    def stops(self, unit: RuledUnit[Key]) -> bool:
        """Whether the unit holds nothing of it from above."""
        return False


class _Rule(_Sought[Key]):
    def __init__(self, category: Category, identifier: str) -> None:
        self._category = category
        self._identifier = identifier

    def at(self, unit: RuledUnit[Key]) -> Iterable[Origin[Key]]:
        for rule in unit.declared(self._category).rules:
            if rule.rule == self._identifier:
                yield RuleOrigin(unit.key, unit.agency, rule)

    def stops(self, unit: RuledUnit[Key]) -> bool:
        declared = unit.declared(self._category)
        return declared.prevents_all or declared.blocks(self._identifier)


class _Property(_Sought[Key]):
    def __init__(self, category: Category, name: str, keeping: Collection[Key]) -> None:
        self._category = category
        self._name = name
        self._keeping = keeping if (category, name) == (Category.APPRAISAL, FINAL_ACTION) else ()

    def at(self, unit: RuledUnit[Key]) -> Iterable[Origin[Key]]:
        value = unit.declared(self._category).properties.get(self._name)
        if value is not None:
            yield PropertyOrigin(unit.key, unit.agency, self._name, value)
        elif unit.key in self._keeping:
            yield PropertyOrigin(unit.key, unit.agency, self._name, KEEP, implicit=True)

    def stops(self, unit: RuledUnit[Key]) -> bool:
        declared = unit.declared(self._category)
        return declared.prevents_all or self._name in declared.properties or unit.key in self._keeping


class _Authorization(_Sought[Key]):
    def at(self, unit: RuledUnit[Key]) -> Iterable[Origin[Key]]:
        needed = unit.declaration.need_authorization
        if needed is not None:
            yield PropertyOrigin(unit.key, unit.agency, NEED_AUTHORIZATION, needed)

    def stops(self, unit: RuledUnit[Key]) -> bool:
        return unit.declaration.need_authorization is not None


def _path(trail: tuple[Key, Any] | None) -> tuple[Key, ...]:
    reached: list[Key] = []
    while trail is not None:
        reached.append(trail[0])
        trail = trail[1]
    return tuple(reversed(reached))


def inherit(units: Iterable[RuledUnit[Key]]) -> Inheritance[Key]:
    """Prepare what holds for each of these units, which come with every unit above them, in any order.

    Raises InvalidInput for a parent that is not among them, or a unit inside itself.
    """
    known = {unit.key: unit for unit in units}
    parents = {key: tuple(dict.fromkeys(unit.parents)) for key, unit in known.items()}
    for key, named in parents.items():
        for parent in named:
            if parent not in known:
                raise InvalidInput(say.NO_PARENT, unit=str(key), parent=str(parent))
    ordered = {key: replace(known[key], parents=parents[key]) for key in parents_first(parents)}
    return Inheritance(ordered, _keeping(ordered.values()))


def speaking(
    agency: Agency, appraisal: DeclaredCategory, above: Iterable[frozenset[Agency]]
) -> tuple[frozenset[Agency], bool]:
    """The agencies that say something of the final action of a unit, and whether `Keep` is implicit on it.

    `above`: those that say something of it for each of its parents.
    """
    if FINAL_ACTION in appraisal.properties:
        return _alone(agency), False
    heard: frozenset[Agency] = frozenset()
    for each in () if appraisal.prevents_all else above:
        heard = each if heard <= each else heard | each
    if agency is not None and agency not in heard:
        return _alone(agency), True
    return heard, False


@cache
def _alone(agency: Agency) -> frozenset[Agency]:
    return frozenset({agency})


def _keeping(units: Iterable[RuledUnit[Key]]) -> frozenset[Key]:
    """The units whose agency says nothing of the final action, on them or above."""
    keeping = []
    heard: dict[Key, frozenset[Agency]] = {}
    for unit in units:
        above = (heard[parent] for parent in unit.parents)
        heard[unit.key], keeps = speaking(unit.agency, unit.declared(Category.APPRAISAL), above)
        if keeps:
            keeping.append(unit.key)
    return frozenset(keeping)
