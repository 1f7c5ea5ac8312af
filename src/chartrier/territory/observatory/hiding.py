"""Which sums may be told so that no smaller one can be computed: no cell of fewer than eleven, nor what would give one.

Nothing is published from which a told sum could be taken away to leave a hidden one: what is hidden is told together,
or not at all (decision 0198). Both functions treat alike whoever counts alike, so that nothing follows from the order.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

from chartrier.records.anonymity import FEWEST

MOST_HIDDEN = FEWEST - 1
"""The most that a hidden cell can count."""
LARGEST_SHARE = 0.85
"""Of a volume, by one commune: above it the sum would tell of that one, whatever the others are."""

Cell = TypeVar("Cell", bound=str)


def told_apart(counts: Mapping[Cell, int]) -> tuple[frozenset[Cell], frozenset[Cell]]:
    """Parts of a whole that is known: those that are told one by one, and those that are told together, as the rest.

    Where the rest is nothing, there is none: that nobody is there is told of nobody. Where it counts too few, or where
    it could only be ten in each, the smallest of the others are hidden in it, all that are equally small.
    """
    small = {cell for cell, count in counts.items() if count < FEWEST}
    if not any(counts[cell] for cell in small):
        return frozenset(counts.keys() - small), frozenset()
    told, rest = set(counts) - small, small
    while told and not _enough([counts[cell] for cell in rest]):
        least = min(counts[cell] for cell in told)
        smallest = {cell for cell in told if counts[cell] == least}
        told, rest = told - smallest, rest | smallest
    return frozenset(told), frozenset(rest)


def told_over(counts: Sequence[int]) -> tuple[list[int | None], int | None]:
    """What is counted of something in places that are told: of each where it may be (else None), and of all others
    together, only where each of them could still count anything from none to ten.
    """
    told = [count if count >= FEWEST else None for count in counts]
    hidden = [count for count in counts if count < FEWEST]
    rest = sum(hidden)
    return told, rest if FEWEST <= rest <= MOST_HIDDEN * (len(hidden) - 1) else None


def dominated(parts: Sequence[int]) -> bool:
    """Whether one of these makes nearly all of their sum."""
    return bool(parts) and max(parts) > LARGEST_SHARE * sum(parts)


def _enough(counts: Sequence[int]) -> bool:
    return sum(counts) >= FEWEST and any(count != MOST_HIDDEN for count in counts)
