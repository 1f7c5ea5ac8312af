"""Draws of the uncertain numbers, and which of them matter most (docs/scenarios.md, §3)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from zlib import crc32

import numpy as np

from chartrier.cockpit.scenario.description import Flow, Model, Place, quantities
from chartrier.cockpit.scenario.projection import Drawn, Numbers, Projection, project
from chartrier.cockpit.scenario.quantity import Quantity


@dataclass(frozen=True, slots=True)
class Influence:
    """What an uncertain number does to the net cost of all the years together.

    `low` and `high`: that cost, in euros, with the number at either end and the others as given. `rank`: Spearman's
    correlation between number and cost over the draws, from -1 to 1; None without draws.
    """

    name: str
    low: float
    high: float
    rank: float | None

    @property
    def swing(self) -> float:
        return abs(self.high - self.low)


def central(named: Mapping[str, Quantity]) -> Drawn:
    """One draw: the numbers as given."""
    return {name: None if each.value is None else np.array([each.value]) for name, each in named.items()}


def draw(named: Mapping[str, Quantity], count: int, seed: int, whose: str) -> Drawn:
    """Draw each uncertain number so many times, from the triangular law of its bounds.

    Each has a generator of its own, of the seed and its name (`whose` model it is of; those of flows are nobody's): two
    variants that say the same thing draw the same numbers, and differ by what they say, not by luck.
    """
    drawn: dict[str, Numbers | None] = {}
    for name, each in named.items():
        if each.value is None:
            drawn[name] = None
        elif each.uncertain:
            of = name if name.startswith("flux.") else f"{whose}.{name}"
            generator = np.random.default_rng([seed, crc32(of.encode())])
            drawn[name] = generator.triangular(each.low, each.value, each.high, count)  # type: ignore[arg-type]
        else:
            drawn[name] = np.full(count, each.value)
    return drawn


def influences(
    model: Model, served: Sequence[Place], flows: tuple[Flow, ...], years: int, sampled: Projection, drawn: Drawn
) -> list[Influence]:
    """Of each uncertain number that moves the cost, by how much; the one that moves most first."""
    named = quantities(model, flows)
    uncertain = [name for name, each in named.items() if each.uncertain]
    if not uncertain:
        return []
    # one row an end of each number, the others as given
    rows: dict[str, Numbers | None] = {
        name: None if each.value is None else np.full(2 * len(uncertain), each.value) for name, each in named.items()
    }
    for at, name in enumerate(uncertain):
        ends = rows[name]
        assert ends is not None
        ends[2 * at], ends[2 * at + 1] = named[name].lowest, named[name].highest
    costs = project(model, served, flows, years, rows, 2 * len(uncertain)).net.sum(axis=1)
    total = sampled.net.sum(axis=1)
    found = [
        Influence(name, float(costs[2 * at]), float(costs[2 * at + 1]), _spearman(drawn[name], total))
        for at, name in enumerate(uncertain)
    ]
    return sorted((each for each in found if each.swing), key=lambda each: (-each.swing, each.name))


def _spearman(numbers: Numbers | None, costs: Numbers) -> float | None:
    if numbers is None or len(numbers) < 3 or np.ptp(numbers) == 0 or np.ptp(costs) == 0:
        return None
    left, right = (np.argsort(np.argsort(each)).astype(np.float64) for each in (numbers, costs))
    return float(np.corrcoef(left, right)[0, 1])
