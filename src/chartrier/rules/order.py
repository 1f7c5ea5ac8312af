"""The units of a graph in an order where parents come before their children."""

from __future__ import annotations

from collections import deque
from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import TypeVar

from chartrier.errors import InvalidInput
from chartrier.rules import findings as say

Key = TypeVar("Key", bound=Hashable)

_SHOWN = 5


def parents_first(parents: Mapping[Key, Sequence[Key]]) -> Iterator[Key]:
    """Every unit once, after all its parents, which are keys too, each given once.

    Raises InvalidInput at the end when some are inside themselves.
    """
    children: dict[Key, list[Key]] = {}
    waiting: dict[Key, int] = {}
    ready: deque[Key] = deque()
    for unit, above in parents.items():
        if above:
            waiting[unit] = len(above)
        else:
            ready.append(unit)
        for parent in above:
            children.setdefault(parent, []).append(unit)
    while ready:
        unit = ready.popleft()
        yield unit
        for child in children.get(unit, ()):
            waiting[child] -= 1
            if not waiting[child]:
                del waiting[child]
                ready.append(child)
    if waiting:
        raise InvalidInput(say.CYCLE, units=", ".join(sorted(map(str, waiting))[:_SHOWN]))
