"""The whole table, read once, and the questions asked of it: what may an element of this type hold?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache

from chartrier.seda.grammar import description, management, messages, objects, shared
from chartrier.seda.grammar.notation import ComplexType, Message, Particle, SimpleType, read_table
from chartrier.seda.versions import Version


class Table:
    """Every type and message of SEDA that we describe, by name."""

    def __init__(self, text: str) -> None:
        self.complex: dict[str, ComplexType] = {}
        self.simple: dict[str, SimpleType] = {}
        self.messages: dict[str, Message] = {}
        for row in read_table(text):
            if isinstance(row, ComplexType):
                self.complex[row.name] = row
            elif isinstance(row, SimpleType):
                self.simple[row.name] = row
            else:
                self.messages[row.name] = row

    def members(self, type_name: str) -> Iterator[Particle]:
        """What a type holds, in order, inherited members first; groups are not opened."""
        kind = self.complex.get(type_name)
        if kind is not None:
            if kind.base:
                yield from self.members(kind.base)
            yield from kind.members

    def particles(self, type_name: str) -> Iterator[Particle]:
        """Every particle of a type, inherited and nested ones included, whatever the version."""
        return _flatten(self.members(type_name))

    def children(self, type_name: str, version: Version, vitam: bool) -> Mapping[str, Particle]:
        """The elements that a type may hold in a version, by name."""
        held = _flatten(self.members(type_name), lambda particle: particle.scope.holds(version, vitam))
        return {particle.name: particle for particle in held if particle.kind == "element"}

    def free_type(self, type_name: str) -> str | None:
        """The type, this one or one of its bases, where Vitam's variant lets elements of any name in."""
        kind = self.complex.get(type_name)
        while kind is not None:
            if any(particle.kind == "free" for particle in _flatten(kind.members)):
                return kind.name
            kind = self.complex.get(kind.base or "")
        return None


def _flatten(members: Iterable[Particle], holds: Callable[[Particle], bool] = lambda _: True) -> Iterator[Particle]:
    """The particles for which `holds`, and those inside them: what a group leaves out, it leaves out whole."""
    for particle in members:
        if holds(particle):
            yield particle
            yield from _flatten(particle.members, holds)


@cache
def table() -> Table:
    """The table of SEDA 2.1, 2.2 and 2.3."""
    return Table("\n".join(part.TABLE for part in (shared, management, objects, description, messages)))
