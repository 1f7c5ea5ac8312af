"""Collectivités of the same size: their scores together, and only where they are enough for none to be guessed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import quantiles
from typing import Any

from chartrier.catalog.maturity import register
from chartrier.catalog.tenants import register as tenants
from chartrier.geography import national_list
from chartrier.geography.sizes import bounds_of, class_of
from chartrier.records.anonymity import FEWEST
from chartrier.records.tenant import Tenant

LATELY = 1
"""Years before this one whose scores still count."""


@dataclass(frozen=True, slots=True)
class Peers:
    """`size`: the class, None for who is no commune of the national list. `quartiles` None: there are too few of them.

    How many they are is told only where their scores are.
    """

    size: tuple[int, int | None] | None
    count: int | None = None
    quartiles: tuple[int, int, int] | None = None

    @property
    def median(self) -> int | None:
        return self.quartiles[1] if self.quartiles is not None else None

    def as_json(self) -> dict[str, Any]:
        return {
            "from": self.size and self.size[0],
            "below": self.size and self.size[1],
            "fewest": FEWEST,
            "count": self.count,
            "quartiles": self.quartiles and list(self.quartiles),
        }


NOBODY = Peers(None)


def peers_of(tenant: Tenant, year: int) -> Peers:
    """The communes of this instance in the same class of size, this one too, whose assessment is whole."""
    size = _class(tenant)
    if size is None:
        return NOBODY
    alike = [each.key for each in tenants.tenants() if _class(each) == size]
    if len(alike) < FEWEST:
        return Peers(bounds_of(size))
    return together(bounds_of(size), list(register.scores(alike, year - LATELY).values()))


def together(size: tuple[int, int | None], scores: Sequence[int]) -> Peers:
    """What may be told of these scores."""
    if len(scores) < FEWEST:
        return Peers(size)
    low, middle, high = (round(each) for each in quantiles(scores, n=4, method="inclusive"))
    return Peers(size, len(scores), (low, middle, high))


def _class(tenant: Tenant) -> int | None:
    commune = national_list.communes().get(tenant.where.insee)
    return class_of(commune.population) if commune is not None and commune.population is not None else None
