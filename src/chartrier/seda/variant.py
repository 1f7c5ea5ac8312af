"""What a bordereau uses beyond the official grammar: found by walking it with the table in hand, no schema."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import BinaryIO

from chartrier.seda.grammar.table import table
from chartrier.seda.grammar.xsd import Extensions
from chartrier.seda.limits import Limits
from chartrier.seda.parsers import CHUNK, target_parser
from chartrier.seda.versions import Version


@dataclass(slots=True)
class Variant:
    """The names met: rows of Vitam's variant, and elements outside the table with the type that holds them."""

    rows: set[str] = field(default_factory=set)
    free: set[tuple[str, str]] = field(default_factory=set)
    foreign: set[str] = field(default_factory=set)

    def extensions(self) -> Extensions:
        return Extensions(frozenset(self.free))

    def without_later_rows(self) -> Extensions:
        """The extensions less the elements that the table has at that very place in another version.

        To explain a refusal: an element of a later version is likelier the cause than a free one.
        """
        return Extensions(
            frozenset(
                (holder, name)
                for holder, name in self.free
                if name not in {particle.name for particle in table().particles(holder)}
            )
        )

    def names(self) -> list[str]:
        """Every name, in order."""
        return sorted(self.rows | {name for _, name in self.free} | self.foreign)


def find_variant(stream: BinaryIO, version: Version, limits: Limits) -> Variant:
    """Walk the whole document. Raises XMLSyntaxError where it is not well-formed.

    Stops early once there are more free names than the limit: the schema will refuse the others.
    """
    walk = _Walk(version, limits.free_names)
    parser = target_parser(walk)
    while not walk.full and (chunk := stream.read(CHUNK)):
        parser.feed(chunk)
    if not walk.full:
        parser.close()
    return walk.variant


class _Walk:
    """A parser target that knows the type of each open element; None below an element the table does not know."""

    def __init__(self, version: Version, limit: int) -> None:
        self.variant = Variant()
        self.full = False
        self._limit = limit
        self._version = version
        self._own = f"{{{version.namespace}}}"
        self._types: list[str | None] = []
        self._official: dict[str, frozenset[str]] = {}
        self._allowed: dict[str, dict[str, str]] = {}

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if not self._types:
            message = table().messages.get(tag.removeprefix(self._own))
            self._types.append(message.type if message else None)
            return
        holder = self._types[-1]
        self._types.append(None if holder is None else self._child(holder, tag))

    def end(self, tag: str) -> None:
        self._types.pop()

    def close(self) -> None:
        """Nothing to give back: the variant is read from outside."""

    def _child(self, holder: str, tag: str) -> str | None:
        if self.full:
            return None
        own = tag.startswith(self._own)
        name = tag.removeprefix(self._own)
        allowed = self._children(holder)
        if own and name in allowed:
            if name not in self._official[holder]:
                self.variant.rows.add(name)
            return allowed[name]
        free = table().free_type(holder)
        if free is not None and own:
            self.variant.free.add((free, name))
            self.full = len(self.variant.free) > self._limit
        elif free is not None and free != "OpenType":
            self.variant.foreign.add(tag)
            self.full = len(self.variant.foreign) > self._limit
        return None

    def _children(self, holder: str) -> dict[str, str]:
        if holder not in self._allowed:
            rows = table().children(holder, self._version, vitam=True)
            self._allowed[holder] = {name: row.type for name, row in rows.items()}
            self._official[holder] = frozenset(table().children(holder, self._version, vitam=False))
        return self._allowed[holder]
