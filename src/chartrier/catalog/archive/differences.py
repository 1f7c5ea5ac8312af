"""What two states of a unit differ by."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from chartrier.catalog.archive.correcting import Described

_ORDER = "<"


@dataclass(frozen=True, slots=True)
class Difference:
    """One element before and after: its values, none where it was not, or is no more."""

    element: str
    before: tuple[Any, ...]
    after: tuple[Any, ...]


def differences(before: Described, after: Described) -> list[Difference]:
    """What two states of a unit differ by, element by element: those of `Content`, then `Management`, then parents."""
    return [
        *_differences(before.content, after.content, ""),
        *_differences(before.management, after.management, "Management/"),
        *(
            [Difference("Parent", tuple(map(str, before.parents)), tuple(map(str, after.parents)))]
            if before.parents != after.parents
            else []
        ),
    ]


def _differences(before: Any, after: Any, prefix: str) -> Iterator[Difference]:
    old, new = (value if isinstance(value, dict) else {} for value in (before, after))
    for name in dict.fromkeys([*old, *new]):
        if name != _ORDER and old.get(name) != new.get(name):
            yield Difference(f"{prefix}{name}", _values(old.get(name)), _values(new.get(name)))


def _values(held: Any) -> tuple[Any, ...]:
    return () if held is None else tuple(held) if isinstance(held, list) else (held,)
