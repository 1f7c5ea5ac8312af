"""The shape of a large graph in as little room as it needs: units are numbers from 0, links are pairs of them.

A million units with a link each take some twenty megabytes.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence

from chartrier.errors import InvalidInput
from chartrier.rules import findings as say

_SHOWN = 5


class Graph:
    """So many units; `link` each child to each of its parents once, then ask for the order."""

    def __init__(self, units: int = 0) -> None:
        self._units = units
        self._children = array("i")
        self._parents = array("i")
        self._ordered: tuple[array[int], _Grouped, _Grouped] | None = None

    def __len__(self) -> int:
        return self._units

    def add(self) -> int:
        """One more unit; its number."""
        self._ordered = None
        self._units += 1
        return self._units - 1

    def link(self, child: int, parent: int) -> None:
        self._ordered = None
        self._children.append(child)
        self._parents.append(parent)

    def parents_first(self) -> Iterator[tuple[int, Sequence[int], int]]:
        """Every unit after all its parents: its number, those of its parents, and how many children it has.

        The children of a unit come soon after it, so that few units still have children to come at any moment. May be
        gone through again. Raises InvalidInput when some are inside themselves.
        """
        order, parents, children = self._ordered = self._ordered or self._order()
        for unit in order:
            yield unit, parents.of(unit), children.count(unit)

    def order(self) -> Sequence[int]:
        """The numbers alone, in that order."""
        self._ordered = self._ordered or self._order()
        return self._ordered[0]

    def _order(self) -> tuple[array[int], _Grouped, _Grouped]:
        parents = _grouped(self._children, self._parents, self._units)
        children = _grouped(self._parents, self._children, self._units)
        waiting = array("i", (parents.count(unit) for unit in range(self._units)))
        ready = array("i", (unit for unit in range(self._units - 1, -1, -1) if not waiting[unit]))
        order = array("i")
        while ready:
            unit = ready.pop()
            order.append(unit)
            for child in reversed(children.of(unit)):
                waiting[child] -= 1
                if not waiting[child]:
                    ready.append(child)
        if len(order) < self._units:
            stuck = [str(unit) for unit in range(self._units) if waiting[unit]]
            raise InvalidInput(say.CYCLE, units=", ".join(stuck[:_SHOWN]))
        return order, parents, children


class _Grouped:
    """For each number, those that go with it."""

    def __init__(self, starts: array[int], values: array[int]) -> None:
        self._starts = starts
        self._values = values

    def of(self, number: int) -> array[int]:
        return self._values[self._starts[number] : self._starts[number + 1]]

    def count(self, number: int) -> int:
        return self._starts[number + 1] - self._starts[number]


def _grouped(keys: array[int], values: array[int], size: int) -> _Grouped:
    starts = array("i", bytes(array("i").itemsize * (size + 1)))
    for key in keys:
        starts[key + 1] += 1
    for number in range(size):
        starts[number + 1] += starts[number]
    place, grouped = array("i", starts), array("i", values)
    for key, value in zip(keys, values, strict=True):
        grouped[place[key]] = value
        place[key] += 1
    return _Grouped(starts, grouped)
