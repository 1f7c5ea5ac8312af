"""Element values as XML again: the inverse of `values.element_value`, children in the order that SEDA wants."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from chartrier.seda.grammar.notation import Particle
from chartrier.seda.grammar.table import table
from chartrier.seda.values import ORDER, ElementValue, children
from chartrier.seda.versions import Version
from chartrier.seda.xmlout import escaped

_NOT_IN_NAMES = frozenset("<>&\"'/= \t\r\n:{}")
_ANYWHERE = "*"
"""Stands in a type's order for elements that the table does not name."""


@cache
def types_of_children(type_name: str) -> Mapping[str, str]:
    """The type of each element that a type may hold, in one version or another, by its name."""
    found: dict[str, str] = {}
    for particle in table().particles(type_name):
        if particle.kind == "element":
            found.setdefault(particle.name, particle.type)
    return found


@cache
def _slots(type_name: str) -> Sequence[tuple[str, ...]]:
    """The names of a type's children in order; those of a repeated sequence (a rule and its dates) together."""
    return tuple(_slots_of(table().members(type_name)))


def _slots_of(members: Iterator[Particle] | Sequence[Particle]) -> Iterator[tuple[str, ...]]:
    for particle in members:
        if particle.kind == "element":
            yield (particle.name,)
        elif particle.kind in ("any", "free"):
            yield (_ANYWHERE,)
        elif particle.kind == "sequence" and particle.mark in ("*", "+"):
            yield tuple(inner.name for inner in particle.members)
        else:
            yield from _slots_of(particle.members)


@cache
def _ranks(type_name: str) -> Mapping[str, int]:
    """The place of each name among a type's slots."""
    ranks: dict[str, int] = {}
    for rank, names in enumerate(_slots(type_name)):
        for name in names:
            ranks.setdefault(name, rank)
    return ranks


def _rank(type_name: str, name: str) -> int:
    ranks = _ranks(type_name)
    return ranks.get(name, ranks.get(_ANYWHERE, len(ranks)))


def in_order(
    type_name: str | None, value: Mapping[str, str | list[ElementValue]]
) -> Iterator[tuple[str, ElementValue]]:
    """The children of a value, each with its name, in document order.

    That is the order which the value tells, or else the one of the type; of a repeated sequence the last of one name
    goes with the last of another then: `Rule`, `Rule`, `StartDate` dates the second rule.
    """
    held = {name: each for name, each in value.items() if isinstance(each, list) and name != ORDER}
    if told := children(dict(value), ORDER):
        left = {name: list(reversed(each)) for name, each in held.items()}
        yield from ((name, left[name].pop()) for name in told if isinstance(name, str) and left.get(name))
        yield from ((name, child) for name, each in left.items() for child in reversed(each))
        return
    if type_name is None:
        yield from ((name, child) for name, each in held.items() for child in each)
        return
    slots = _slots(type_name)
    done: set[str] = set()
    for name in sorted(held, key=lambda name: _rank(type_name, name)):
        rank = _rank(type_name, name)
        together = slots[rank] if rank < len(slots) and len(slots[rank]) > 1 else (name,)
        if name not in done:
            done.update(together)
            yield from _paired({each: held[each] for each in together if each in held})


def _paired(lists: Mapping[str, Sequence[ElementValue]]) -> Iterator[tuple[str, ElementValue]]:
    longest, first = max(map(len, lists.values())), next(iter(lists.values()))
    if longest > len(first):
        # more dates than rules: whose they are is not told, and they stood behind one another
        for name, held in lists.items():
            yield from ((name, each) for each in held)
        return
    for turn in range(longest):
        for name, held in lists.items():
            index = turn - longest + len(held)
            if index >= 0:
                yield name, held[index]


def of_children(
    value: Mapping[str, str | list[ElementValue]], pairs: Sequence[tuple[str, ElementValue]]
) -> dict[str, str | list[ElementValue]]:
    """The attributes and text of a value with these children instead, in this order."""
    made = {name: held for name, held in value.items() if not isinstance(held, list)}
    lists: dict[str, list[ElementValue]] = {}
    last, apart = "", False
    for name, child in pairs:
        apart = apart or (name in lists and name != last)
        lists.setdefault(name, []).append(child)
        last = name
    order: dict[str, str | list[ElementValue]] = {ORDER: [name for name, _ in pairs]} if apart else {}
    return {**made, **lists, **order}


def with_child(
    type_name: str,
    value: Mapping[str, str | list[ElementValue]],
    name: str,
    child: ElementValue,
    *,
    first: bool = False,
) -> dict[str, str | list[ElementValue]]:
    """The value with one more child at the place of its name: the last of them, or the first."""
    if ORDER not in value:
        # its type has the order
        same = children(dict(value), name)
        return {**value, name: [child, *same] if first else [*same, child]}
    pairs = list(in_order(type_name, value))
    rank = _rank(type_name, name)
    before = [held for held, _ in pairs if _rank(type_name, held) < rank or (not first and held == name)]
    place = max((index + 1 for index, (held, _) in enumerate(pairs) if held in before), default=0)
    return of_children(value, [*pairs[:place], (name, child), *pairs[place:]])


def without_children(
    type_name: str, value: Mapping[str, str | list[ElementValue]], *names: str
) -> dict[str, str | list[ElementValue]]:
    """The value without its children of these names."""
    if ORDER not in value:
        return {name: held for name, held in value.items() if name not in names}
    return of_children(value, [pair for pair in in_order(type_name, value) if pair[0] not in names])


def element_text(version: Version, name: str, type_name: str | None, value: ElementValue) -> str:
    """An element as it may stand in a document whose default namespace is that of the version.

    Elements of Vitam's variant and of other namespaces are written too; whether the version has them is not judged
    (`fitting`). Raises ValueError on a name that no element can have.
    """
    parts: list[str] = []
    _write(parts, version.namespace, name, type_name, value, version.namespace)
    return "".join(parts)


def _write(parts: list[str], own: str, name: str, type_name: str | None, value: ElementValue, around: str) -> None:
    """`around` is the default namespace where the element stands: one of another namespace declares its own."""
    namespace, local = _split(name, own)
    declared = "" if namespace == around else f' xmlns="{escaped(namespace)}"'
    if isinstance(value, str):
        parts.append(f"<{local}{declared}>{escaped(value)}</{local}>\n")
        return
    attributes = "".join(
        _attribute(key[1:], held) for key, held in value.items() if key[:1] == "@" and isinstance(held, str)
    )
    text = value.get("#")
    parts.append(f"<{local}{declared}{attributes}>{escaped(text) if isinstance(text, str) else ''}")
    types = types_of_children(type_name) if type_name is not None and namespace == own else {}
    for child_name, child in in_order(type_name if types else None, value):
        _write(parts, own, child_name, types.get(child_name), child, namespace)
    parts.append(f"</{local}>\n")


def _split(name: str, own: str) -> tuple[str, str]:
    namespace, local = own, name
    if name.startswith("{"):
        namespace, _, local = name[1:].rpartition("}")
    if not local or _NOT_IN_NAMES & set(local):
        raise ValueError(f"not the name of an element: {name[:80]!r}")
    return namespace, local


def _attribute(name: str, held: str) -> str:
    if name.startswith("{"):
        namespace, local = _split(name, "")
        return f' xmlns:a-{local}="{escaped(namespace)}" a-{local}:{local}="{escaped(held)}"'
    prefix, _, local = name.rpartition(":")
    _split(local, "")
    return f' {"xml:" if prefix else ""}{local}="{escaped(held)}"'
