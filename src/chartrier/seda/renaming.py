"""The xml ids inside descriptions, given anew where several bordereaux become one, and what refers to them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from chartrier.seda.bordereau import MemberKind
from chartrier.seda.identities import identified, referring
from chartrier.seda.values import ORDER, ElementValue, descendants, first_child, text_of
from chartrier.seda.versions import Version


@dataclass(frozen=True, slots=True)
class Outside:
    """A member of the archive that is not in the package; it goes by its system identifier."""

    system_id: str


Resolve = Callable[[str, MemberKind], str | Outside | None]
"""The new xml id of what an xml id named; None when it is nowhere any more."""

_IDENTIFIED = frozenset[str]().union(*map(identified, Version))
_REFERRING = {name: wanted for version in Version for name, wanted in referring(version).items()}
_RELATED = frozenset({"IsVersionOf", "Replaces", "Requires", "IsPartOf", "References"})
"""Relations that may name what is outside the package (`RepositoryArchiveUnitPID`, `RepositoryObjectPID`)."""

_TAKEN_ALONG = frozenset(
    {
        ("ReferencedObject", "SignedObjectId"),
        ("Signature", "ReferencedObject"),
        ("DataObjectReference", "DataObjectReferenceId"),
        ("DataObjectReference", "DataObjectGroupReferenceId"),
        ("CustodialHistoryFile", "DataObjectReferenceId"),
        ("CustodialHistoryFile", "DataObjectGroupReferenceId"),
        *((relation, child) for relation in _RELATED for child in ("ArchiveUnitRefId", "DataObjectReference")),
    }
)
"""Holder and child: where SEDA wants the child, the holder goes with it."""


class _Lost(Exception):
    """The element refers to nothing any more."""


class Renaming:
    """Gives descriptions back with new xml ids; what refers to nothing any more is left out and counted."""

    def __init__(self, name: Callable[[str], str], resolve: Resolve) -> None:
        self._name = name
        self._resolve = resolve
        self.lost: Counter[str] = Counter()
        """How many elements were left out, by name."""

    def of(self, name: str, value: ElementValue) -> ElementValue:
        """The element of this name with its ids and references made new; the same object when it has none."""
        if isinstance(value, str):
            return value
        changed: dict[str, str | list[ElementValue]] = {}
        gone: dict[str, set[int]] = {}
        for key, held in value.items():
            if isinstance(held, list) and key != ORDER:
                kept: list[ElementValue] = []
                for index, child in enumerate(held):
                    try:
                        kept.append(self._child(key, child))
                    except _Lost:
                        if (name, key) in _TAKEN_ALONG:
                            raise
                        self.lost[key] += 1
                        gone.setdefault(key, set()).add(index)
                if len(kept) != len(held) or any(new is not old for new, old in zip(kept, held, strict=True)):
                    changed[key] = kept
        if not changed:
            return value
        made = {key: held for key, held in {**value, **changed}.items() if held != []}
        if gone and isinstance(order := made.get(ORDER), list):
            made[ORDER] = _without(order, gone)
        return made

    def _child(self, name: str, child: ElementValue) -> ElementValue:
        if name in _RELATED and (outside := self._outside(child)) is not None:
            return outside
        made = self.of(name, child)
        if name in _IDENTIFIED and isinstance(made, dict):
            for key in ("@id", "@xml:id"):
                own = made.get(key)
                if isinstance(own, str) and own.strip():
                    made = {**made, key: self._name(own.strip())}
        if name in _REFERRING:
            target = self._found(text_of(child) or "", _REFERRING[name])
            return {**made, "#": target} if isinstance(made, dict) else target
        if name == "Relationship" and isinstance(made, dict) and isinstance(aimed := made.get("@target"), str):
            return {**made, "@target": self._found(aimed.strip(), "other")}
        return made

    def _found(self, target: str, wanted: MemberKind) -> str:
        found = self._resolve(target, wanted)
        if not isinstance(found, str):
            raise _Lost
        return found

    def _outside(self, relation: ElementValue) -> ElementValue | None:
        """A relation with what is not in the package, by the system identifier of that."""
        unit = text_of(first_child(relation, "ArchiveUnitRefId"))
        held = first_child(relation, "DataObjectReference")
        if unit is not None:
            found, name = self._resolve(unit, "unit"), "RepositoryArchiveUnitPID"
        elif isinstance(held, dict):
            wanted: MemberKind = "object" if "DataObjectReferenceId" in held else "group"
            target = first_child(held, "DataObjectReferenceId") or first_child(held, "DataObjectGroupReferenceId")
            found, name = self._resolve(text_of(target) or "", wanted), "RepositoryObjectPID"
        else:
            return None
        return {name: [found.system_id]} if isinstance(found, Outside) else None


def _without(order: list[ElementValue], gone: dict[str, set[int]]) -> list[ElementValue]:
    seen: Counter[str] = Counter()
    kept: list[ElementValue] = []
    for name in order:
        if isinstance(name, str):
            if seen[name] not in gone.get(name, ()):
                kept.append(name)
            seen[name] += 1
    return kept


def ids_below(value: ElementValue) -> Iterator[str]:
    """The xml ids that elements below this one carry."""
    for name, child in descendants(value):
        if name in _IDENTIFIED and isinstance(child, dict):
            for key in ("@id", "@xml:id"):
                if isinstance(held := child.get(key), str) and held.strip():
                    yield held.strip()


def targets_below(value: ElementValue) -> Iterator[str]:
    """What elements below this one refer to that may be something else than a unit, a group or an object."""
    for name, child in descendants(value):
        if _REFERRING.get(name) == "other":
            yield text_of(child) or ""
        elif name == "Relationship" and isinstance(child, dict) and isinstance(target := child.get("@target"), str):
            yield target.strip()
