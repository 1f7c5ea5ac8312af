"""How the net cost of a year is shared between the communes that have joined (docs/scenarios.md, §2.7)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from chartrier.cockpit.scenario.description import Place
from chartrier.cockpit.scenario.projection import Numbers, Projection

TOGETHER = 64
"""Communes whose draws are sorted at once: memory stays small."""


@dataclass(frozen=True, slots=True)
class Share:
    """What a commune pays in the last year, in euros; None: it has not joined by then.

    `low` and `high`: between which it lies in eight draws out of ten, of those in which it has joined; `joined`: the
    share of the draws in which it has.
    """

    place: Place
    amount: float | None
    low: float | None
    high: float | None
    joined: float


def shares(of: Projection, draw: int = 0, year: int = -1) -> Numbers:
    """What each of the communes that have joined pays: c(i) = C × (β/n + (1 - β) × P(i)/P)."""
    joined, inhabitants = int(of.joined[draw, year]), int(of.inhabitants[draw, year])
    people = np.array([place.inhabitants for place in of.ranked[:joined]], dtype=np.float64)
    return _share(float(of.net[draw, year]), of.model.equal_share, joined, inhabitants, people)


def _share(net: float, equal: float, joined: int, inhabitants: int, people: Numbers) -> Numbers:
    if not joined:
        return people
    # nobody lives in any of them: what would go by inhabitant goes equally
    beta = equal if inhabitants else 1.0
    each: Numbers = net * (beta / joined + (1 - beta) * people / max(inhabitants, 1))
    return each


def shares_of_last_year(given: Projection, sampled: Projection) -> list[Share]:
    """Of each commune, with what the draws make of it."""
    amounts = shares(given)
    joined = sampled.joined[:, -1]
    inhabitants = sampled.inhabitants[:, -1]
    beta = np.where(inhabitants > 0, given.model.equal_share, 1.0)
    net = sampled.net[:, -1]
    fixed = net * beta / np.maximum(joined, 1)
    rate = net * (1 - beta) / np.maximum(inhabitants, 1)
    found: list[Share] = []
    for start in range(0, len(given.ranked), TOGETHER):
        places = given.ranked[start : start + TOGETHER]
        people = np.array([place.inhabitants for place in places], dtype=np.float64)
        paid = fixed[None, :] + people[:, None] * rate[None, :]
        there = joined[None, :] > np.arange(start, start + len(places))[:, None]
        paid[~there] = np.inf
        paid.sort(axis=1)
        counts = there.sum(axis=1)
        for at, place in enumerate(places):
            count, position = int(counts[at]), start + at
            low, high = (
                (None, None)
                if not count
                else (float(paid[at, int(0.1 * (count - 1))]), float(paid[at, int(0.9 * (count - 1))]))
            )
            amount = float(amounts[position]) if position < len(amounts) else None
            found.append(Share(place, amount, low, high, count / len(joined)))
    return found
