"""The coverage of a territory on a day: how many communes and inhabitants, what is not known, where nobody is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from chartrier.geography import national_list
from chartrier.geography.sizes import SIZES, class_of
from chartrier.geography.territory import Commune
from chartrier.records.territory import Flow, State
from chartrier.territory.area import FRANCE, Area, are_apart, is_apart
from chartrier.territory.facts import Fact, gather
from chartrier.territory.states import UNKNOWN, Standing, by_commune, standing


@dataclass(slots=True)
class Count:
    """So many communes, with so many inhabitants; those whose population the list does not say count for none."""

    communes: int = 0
    inhabitants: int = 0

    def add(self, communes: int, inhabitants: int) -> None:
        self.communes += communes
        self.inhabitants += inhabitants

    def as_json(self) -> dict[str, int]:
        return {"communes": self.communes, "inhabitants": self.inhabitants}

    def of(self, whole: Count) -> dict[str, int | float | None]:
        """With its share in the whole: of communes, and of inhabitants; None where there are none."""
        return {
            **self.as_json(),
            "communes_rate": share(self.communes, whole.communes),
            "inhabitants_rate": share(self.inhabitants, whole.inhabitants),
        }


def share(part: int, whole: int) -> float | None:
    """Between 0 and 1, to four decimals."""
    return round(part / whole, 4) if whole else None


@dataclass(slots=True)
class Tally:
    """Communes by their state; `covered`: with a convention in force; `uncovered`: that deposit without one known."""

    all: Count = field(default_factory=Count)
    states: dict[State, Count] = field(default_factory=lambda: {state: Count() for state in State})
    covered: Count = field(default_factory=Count)
    uncovered: Count = field(default_factory=Count)

    def add(self, state: State, covered: bool, communes: int, inhabitants: int) -> None:
        """So many more that stand alike."""
        self.all.add(communes, inhabitants)
        self.states[state].add(communes, inhabitants)
        if covered:
            self.covered.add(communes, inhabitants)
        elif state.rank >= State.PREMIER.rank:
            self.uncovered.add(communes, inhabitants)

    @property
    def unknown(self) -> Count:
        return self.states[State.INCONNU]

    @property
    def white(self) -> Count:
        return self.states[State.AUCUNE]

    @property
    def depositing(self) -> Count:
        return self.states[State.REGULIERE]

    def as_json(self) -> dict[str, Any]:
        return {
            **self.all.as_json(),
            "unknown": self.unknown.of(self.all),
            "covered": self.covered.of(self.all),
            "depositing": self.depositing.of(self.all),
            "depositing_uncovered": self.uncovered.as_json(),
            "states": {state.value: count.as_json() for state, count in self.states.items()},
        }


@dataclass(frozen=True, slots=True)
class Known:
    """All that is known on a day, read once: areas are then counted from it."""

    on: date
    facts: Mapping[str, Sequence[Fact]]
    """By the commune of today."""
    standings: Mapping[str, Standing]
    """Of the communes of which something is known."""

    def standing(self, insee: str) -> Standing:
        return self.standings.get(insee, UNKNOWN)

    def of_flow(self, insee: str, flow: Flow) -> Standing:
        facts = self.facts.get(insee)
        return standing(facts, flow, self.on) if facts else UNKNOWN


@dataclass(frozen=True, slots=True)
class Coverage:
    """The coverage of an area. `tally` leaves the collectivités d'outre-mer out, which `apart` counts."""

    area: Area
    on: date
    flow: Flow | None
    tally: Tally
    apart: Tally
    by_size: Sequence[tuple[int, int | None, Tally]]
    """Of each class: the smallest population, that of the next class (None: there is none), and its communes."""
    white: Sequence[Commune]
    """Where somebody verified that there is nothing, the most populous first."""

    def as_json(self) -> dict[str, Any]:
        edition = national_list.edition()
        return {
            "as_of": self.on.isoformat(),
            "area": {"code": self.area.written, "name": self.area.name},
            "flow": self.flow,
            **self.tally.as_json(),
            "white": [
                {"code": each.insee, "name": each.name, "inhabitants": each.population or 0} for each in self.white
            ],
            "by_size": [{"from": low, "below": high, **tally.as_json()} for low, high, tally in self.by_size],
            "apart": self.apart.as_json(),
            "edition": {"version": edition.version, "day": edition.day.isoformat()},
        }


def known_on(on: date) -> Known:
    """What is known on a day of every commune."""
    facts = by_commune(gather(on))
    return Known(on, facts, {insee: standing(told, None, on) for insee, told in facts.items()})


def coverage(known: Known, area: Area = FRANCE, flow: Flow | None = None) -> Coverage:
    """The coverage of an area, of one flow or (None) by the best of each commune."""
    tally, apart = Tally(), Tally()
    classes = [Tally() for _ in SIZES]
    white: list[Commune] = []
    # tens of thousands of communes, of most of which nothing is known: those are counted once and for all
    members, by_class = _made_of(area)
    nothing = (UNKNOWN.state, UNKNOWN.covered)
    alike = {(*group, *nothing): [*counted] for group, counted in by_class.items()}
    for insee in (known.standings if flow is None else known.facts).keys() & members.keys():
        found = known.standing(insee) if flow is None else known.of_flow(insee, flow)
        if (found.state, found.covered) == nothing:
            continue
        commune = members[insee]
        group, inhabitants = _class_of(commune), commune.population or 0
        for key, number in (((*group, *nothing), -1), ((*group, found.state, found.covered), 1)):
            counted = alike.setdefault(key, [0, 0])
            counted[0] += number
            counted[1] += number * inhabitants
        if found.state is State.AUCUNE and not is_apart(commune):
            white.append(commune)
    for (departement, size, state, covered), (communes, inhabitants) in alike.items():
        if are_apart(departement):
            apart.add(state, covered, communes, inhabitants)
            continue
        tally.add(state, covered, communes, inhabitants)
        if size is not None:
            classes[size].add(state, covered, communes, inhabitants)
    bounds = (*SIZES[1:], None)
    return Coverage(
        area=area,
        on=known.on,
        flow=flow,
        tally=tally,
        apart=apart,
        by_size=list(zip(SIZES, bounds, classes, strict=True)),
        white=sorted(white, key=lambda each: (-(each.population or 0), each.insee)),
    )


@national_list.kept
def _made_of(area: Area) -> tuple[Mapping[str, Commune], Mapping[tuple[str, int | None], tuple[int, int]]]:
    """The communes of an area by code, and how many there are, with their inhabitants, of each département and size."""
    by_class: dict[tuple[str, int | None], tuple[int, int]] = {}
    for commune in area.communes:
        communes, inhabitants = by_class.get(_class_of(commune), (0, 0))
        by_class[_class_of(commune)] = communes + 1, inhabitants + (commune.population or 0)
    return {commune.insee: commune for commune in area.communes}, by_class


def _class_of(commune: Commune) -> tuple[str, int | None]:
    return commune.departement, class_of(commune.population) if commune.population is not None else None


def tallies(known: Known, areas: Iterable[Area], flow: Flow | None = None) -> list[tuple[Area, Tally]]:
    """Of several areas, the collectivités d'outre-mer too: for a map and its table."""
    found = []
    for area in areas:
        each = coverage(known, area, flow)
        found.append((area, each.tally if each.tally.all.communes else each.apart))
    return found


def history(on: Sequence[date], area: Area = FRANCE) -> list[Coverage]:
    """The coverage of an area on several days, with the communes of today."""
    return [coverage(known_on(day), area) for day in on]
