"""Classes of size of communes: what is small is compared with what is small."""

from __future__ import annotations

from bisect import bisect_right

SIZES = (0, 200, 500, 1_000, 2_000, 3_500, 5_000, 10_000, 20_000, 100_000)
"""Where each class begins, in inhabitants."""


def class_of(population: int) -> int:
    """The number of the class of size, from 0."""
    return bisect_right(SIZES, population) - 1


def bounds_of(size: int) -> tuple[int, int | None]:
    """The smallest population of a class, and that of the next one (None: there is none)."""
    return SIZES[size], SIZES[size + 1] if size + 1 < len(SIZES) else None
