"""A unit is proposed with everything below it or not at all: nothing survives whose parent is gone."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Whole(Generic[Key]):
    """What of the units asked for may be proposed.

    `lines` gives for each uppermost unit all that goes with it, itself first. A unit below two of them is in both.
    `surviving` gives, for each that is left out although it might go itself, a unit below it that may not.
    `beneath` are those that go with another one that was asked for.
    """

    lines: Mapping[Key, tuple[Key, ...]]
    surviving: Mapping[Key, Key]
    beneath: Mapping[Key, Key]


def whole(asked: Iterable[Key], children: Mapping[Key, Sequence[Key]], going: Collection[Key]) -> Whole[Key]:
    """Gather what may be proposed of `asked`, `going` being the units that may go when looked at alone.

    `children` is about the units asked for and all below them. Those asked for that may not go themselves are in none
    of the answers.
    """
    wanted = [key for key in dict.fromkeys(asked) if key in going]
    survivor = _survivors(wanted, children, going)
    surviving = {key: survivor[key] for key in wanted if key in survivor}
    able = [key for key in wanted if key not in survivor]
    below = {key: _below(key, children) for key in able}
    beneath: dict[Key, Key] = {}
    for key, members in below.items():
        for member in members[1:]:
            if member in below:
                beneath.setdefault(member, key)
    lines = {key: members for key, members in below.items() if key not in beneath}
    return Whole(lines, surviving, {key: _uppermost(key, beneath) for key in beneath})


def _survivors(asked: Iterable[Key], children: Mapping[Key, Sequence[Key]], going: Collection[Key]) -> dict[Key, Key]:
    """For each unit under which something stays, one unit that does, itself included."""
    known: dict[Key, Key | None] = {}
    for start in asked:
        left: list[tuple[Key, bool]] = [(start, False)]
        while left:
            key, seen = left.pop()
            if seen:
                stays = None if key in going else key
                if stays is None:
                    stays = next((found for child in children.get(key, ()) if (found := known.get(child))), None)
                known[key] = stays
            elif key not in known:
                known[key] = None
                left.append((key, True))
                left.extend((child, False) for child in children.get(key, ()) if child not in known)
    return {key: stays for key, stays in known.items() if stays is not None}


def _below(start: Key, children: Mapping[Key, Sequence[Key]]) -> tuple[Key, ...]:
    found = dict.fromkeys([start])
    left = [start]
    while left:
        for child in children.get(left.pop(), ()):
            if child not in found:
                found[child] = None
                left.append(child)
    return tuple(found)


def _uppermost(key: Key, beneath: Mapping[Key, Key]) -> Key:
    while key in beneath:
        key = beneath[key]
    return key
