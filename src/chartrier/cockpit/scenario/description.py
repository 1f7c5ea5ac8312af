"""What a scenario says: its territory, its flows, and the variants that are compared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum

from chartrier.cockpit.scenario.quantity import UNKNOWN, Quantity
from chartrier.rules.convention import ConventionKind


@dataclass(frozen=True, slots=True)
class Place:
    """A commune of the territory. `group` is the SIREN of its EPCI, empty for none."""

    code: str
    name: str
    inhabitants: int
    group: str = ""


@dataclass(frozen=True, slots=True)
class Flow:
    """What communes produce and archive, @ctes or PES; a dossier is one transaction of it.

    `years` is how long a dossier is kept: after them it is eliminated, under visa. None: without limit.
    """

    name: str
    dossiers: Quantity = UNKNOWN
    """Dossiers per inhabitant and year."""
    megabytes: Quantity = UNKNOWN
    """Mo (10^6 bytes) per dossier."""
    years: int | None = None


class Order(StrEnum):
    """In which order communes join."""

    EPCI = "epci"
    """EPCI by EPCI, the most populous first, each with all its communes."""
    LARGEST = "grandes"
    SMALLEST = "petites"


@dataclass(frozen=True, slots=True)
class Adoption:
    """Which share of the communes that a model serves have joined at the end of each year.

    Either `curve`, a share a year; or a logistic one: `ceiling`, the share that it tends to; `middle`, after how many
    years half of it has come; `spread`, how many years lie between a tenth and nine tenths of it.
    """

    curve: tuple[float, ...] = ()
    ceiling: Quantity = UNKNOWN
    middle: Quantity = UNKNOWN
    spread: Quantity = UNKNOWN
    order: Order = Order.EPCI


@dataclass(frozen=True, slots=True)
class Costs:
    """Unit costs, in euros with taxes, of the first year."""

    investment: Quantity = UNKNOWN
    """Once, in the first year."""
    running: Quantity = UNKNOWN
    """Each year, whatever the number of communes."""
    joining: Quantity = UNKNOWN
    """Once, for each commune that joins."""
    commune: Quantity = UNKNOWN
    """Each year, for each commune that has joined."""
    terabyte: Quantity = UNKNOWN
    """Each year, for each To (10^12 bytes) in each copy."""
    agents: Quantity = UNKNOWN
    """Full-time equivalents, whatever the number of communes."""
    communes_per_agent: Quantity = UNKNOWN
    """Communes that have joined for each further full-time equivalent."""
    agent: Quantity = UNKNOWN
    """Each year, for a full-time equivalent, charges included."""
    indexation: Quantity = UNKNOWN
    """Share by which all of them grow each year; unknown counts as none."""


@dataclass(frozen=True, slots=True)
class Subsidy:
    """`rate` is a share of what is eligible: investment and joining; not running, staff nor licences.

    It is had for what is spent in the first `years`, up to `most` euros in all.
    """

    scheme: str = ""
    rate: Quantity = UNKNOWN
    years: int = 1
    most: Quantity = UNKNOWN


@dataclass(frozen=True, slots=True)
class Model:
    """One way to mutualise, and the communes of the territory that it serves, by their inhabitants.

    `equal_share` is the share of the net cost that those who have joined share equally; the rest goes by inhabitant.
    """

    name: str
    operator: str
    regime: ConventionKind
    adoption: Adoption
    costs: Costs = Costs()
    subsidy: Subsidy = Subsidy()
    equal_share: float = 0.0
    copies: int = 2
    at_least: int = 0
    at_most: int | None = None

    def serves(self, inhabitants: int) -> bool:
        return self.at_least <= inhabitants and (self.at_most is None or inhabitants <= self.at_most)


@dataclass(frozen=True, slots=True)
class Variant:
    """Models that together make one answer for the territory; a commune is served by the first that takes it."""

    name: str
    models: tuple[Model, ...]

    def served(self, places: tuple[Place, ...]) -> list[tuple[Place, ...]]:
        """The communes of each model, in the order of the models."""
        taken: list[list[Place]] = [[] for _ in self.models]
        for place in places:
            for each, model in zip(taken, self.models, strict=True):
                if model.serves(place.inhabitants):
                    each.append(place)
                    break
        return [tuple(each) for each in taken]


@dataclass(frozen=True, slots=True)
class Scenario:
    """All of it. `draws` of the uncertain numbers are made with the generator of `seed`: the same ones each time."""

    title: str
    first_year: int
    years: int
    territory: str
    """The territory, in words."""
    places: tuple[Place, ...]
    flows: tuple[Flow, ...]
    variants: tuple[Variant, ...]
    draws: int = 10_000
    seed: int = 1


def quantities(model: Model, flows: tuple[Flow, ...]) -> Mapping[str, Quantity]:
    """Every number that this model depends on, by the name that the file gives it."""
    named: dict[str, Quantity] = {}
    for part, of in (("adhesion", model.adoption), ("couts", model.costs), ("subvention", model.subsidy)):
        for each in fields(of):
            value = getattr(of, each.name)
            if isinstance(value, Quantity):
                named[f"{part}.{NAMES[part][each.name]}"] = value
    for flow in flows:
        named[f"flux.{flow.name}.dossiers_par_habitant"] = flow.dossiers
        named[f"flux.{flow.name}.mo_par_dossier"] = flow.megabytes
    return named


NAMES: Mapping[str, Mapping[str, str]] = {
    "adhesion": {"ceiling": "plafond", "middle": "milieu", "spread": "etalement"},
    "couts": {
        "investment": "investissement",
        "running": "fonctionnement",
        "joining": "mise_en_service",
        "commune": "par_commune",
        "terabyte": "par_to_et_copie",
        "agents": "agents",
        "communes_per_agent": "communes_par_agent",
        "agent": "cout_d_un_agent",
        "indexation": "indexation",
    },
    "subvention": {"rate": "taux", "most": "plafond"},
}
"""What the file calls the numbers."""
