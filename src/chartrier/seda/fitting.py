"""Which versions of SEDA can hold some descriptions: asked of every value before any of them is written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from chartrier.seda.element_text import types_of_children
from chartrier.seda.grammar.notation import Particle
from chartrier.seda.grammar.table import table
from chartrier.seda.values import ORDER, ElementValue
from chartrier.seda.versions import Version


class Grammar(NamedTuple):
    """A version, as it is official, or with what Vitam's variant adds."""

    version: Version
    vitam: bool


OFFICIAL = tuple(Grammar(version, vitam=False) for version in Version)
EVERY = (*OFFICIAL, *(Grammar(version, vitam=True) for version in Version))


class Fitting:
    """The grammars that hold all the values shown so far."""

    def __init__(self) -> None:
        self.held: frozenset[Grammar] = frozenset(EVERY)
        self.refused: dict[Grammar, str] = {}
        """Of each grammar that was ruled out, the first element that it has not: `Content/Agent`."""

    def take(self, name: str, type_name: str, value: ElementValue) -> None:
        """One more element of this name and type."""
        if isinstance(value, str):
            return
        names = tuple(
            sorted((key, len(held) > 1) for key, held in value.items() if isinstance(held, list) and key != ORDER)
        )
        for child, many in names:
            lacking = self.held - _holding(type_name, child, many)
            for grammar in lacking:
                self.refused[grammar] = f"{name}/{child} (×{len(value[child])})" if many else f"{name}/{child}"
            self.held -= lacking
        types = types_of_children(type_name)
        for child, _ in names:
            if child in types:
                held = value[child]
                for each in held if isinstance(held, list) else ():
                    if isinstance(each, dict):
                        self.take(child, types[child], each)

    def best(self, wanted: Sequence[Version], received: Sequence[Version] = ()) -> Version | None:
        """The first version wanted that holds all officially, else one that does with Vitam's additions.

        Of those, one in which the values were received comes first: there they stood together before.
        """
        officially = [version for version in wanted if Grammar(version, vitam=False) in self.held]
        otherwise = [version for version in (*received, *wanted) if version in wanted]
        return next(iter((*officially, *(each for each in otherwise if Grammar(each, vitam=True) in self.held))), None)


@cache
def _holding(type_name: str, child: str, many: bool) -> frozenset[Grammar]:
    """The grammars where an element of this type may have a child of this name, or several."""
    return frozenset(grammar for grammar in EVERY if _holds(grammar, type_name, child, many))


def _holds(grammar: Grammar, type_name: str, child: str, many: bool) -> bool:
    for particle, repeated in _particles(table().members(type_name), grammar, repeated=False):
        if particle.kind == "element" and particle.name == child and (repeated or not many):
            return True
        if particle.kind == "any" and child.startswith("{"):
            return True
    if not grammar.vitam or table().free_type(type_name) is None:
        return False
    # a name that the table has at this place in another version is that element, not a free one
    return child.startswith("{") or child not in types_of_children(type_name)


def _particles(
    members: Iterator[Particle] | Sequence[Particle], grammar: Grammar, *, repeated: bool
) -> Iterator[tuple[Particle, bool]]:
    """The particles of a grammar, each with whether it may come more than once."""
    for particle in members:
        if particle.scope.holds(grammar.version, grammar.vitam):
            again = repeated or particle.occurrence(grammar.version, grammar.vitam)[1] is None
            yield particle, again
            yield from _particles(particle.members, grammar, repeated=again)
