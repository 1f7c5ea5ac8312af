"""Who is who in a bordereau: numbers, xml ids, and references, resolved as soon as their target is known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Literal, TypeAlias

from chartrier.seda.bordereau import (
    Bordereau,
    DeclaredGroup,
    DeclaredObject,
    DeclaredUnit,
    Duplicate,
    ExistingUnit,
    MemberKind,
    Reference,
)
from chartrier.seda.grammar.notation import Particle
from chartrier.seda.grammar.table import table
from chartrier.seda.limits import Limits, TooLarge
from chartrier.seda.values import ORDER, ElementValue, attribute, first_child, text_of
from chartrier.seda.versions import Version

Member: TypeAlias = DeclaredUnit | ExistingUnit | DeclaredGroup | DeclaredObject
UnitLike: TypeAlias = DeclaredUnit | ExistingUnit
ObjectLink: TypeAlias = tuple[Literal["object", "group"], str, int | None]
"""What a unit names (an object or a group), its xml id, and the line."""

_WANTED: Mapping[str, MemberKind] = {
    "ArchiveUnitRefIdType": "unit",
    "DataObjectRefIdType": "object",
    "GroupRefIdType": "group",
    "IDREF": "other",
}
_CLASSES: Mapping[str, tuple[type, ...]] = {
    "unit": (DeclaredUnit, ExistingUnit),
    "object": (DeclaredObject,),
    "group": (DeclaredGroup,),
}


@cache
def identified(version: Version) -> frozenset[str]:
    """The elements that may carry an identifier, members apart."""
    members = ("ArchiveUnit", "BinaryDataObject", "PhysicalDataObject", "DataObjectGroup")
    return frozenset(
        child.name
        for child in _every_child(version)
        if child.name not in members and {"ID", "xml:id"} & set(_attributes(child.type).values())
    )


@cache
def referring(version: Version) -> Mapping[str, MemberKind]:
    """The elements whose text is a reference, with the kind of member it must lead to."""
    return {child.name: _WANTED[child.type] for child in _every_child(version) if child.type in _WANTED}


def _every_child(version: Version) -> Iterator[Particle]:
    for kind in table().complex:
        yield from table().children(kind, version, vitam=True).values()


def _attributes(type_name: str) -> dict[str, str]:
    kind = table().complex.get(type_name)
    if kind is None:
        return {}
    return _attributes(kind.base or "") | {attribute.name: attribute.type for attribute in kind.attributes}


def place_under(child: UnitLike, holders: Sequence[UnitLike]) -> None:
    """Make units of the bordereau the parents of one, and attach it to the existing ones."""
    parents = dict.fromkeys(child.parents)
    attachments = {id(unit): unit for unit in child.attachments} if isinstance(child, DeclaredUnit) else {}
    for holder in holders:
        if isinstance(holder, DeclaredUnit):
            parents[holder.number] = None
        else:
            attachments[id(holder)] = holder
    child.parents = tuple(parents)
    if attachments and isinstance(child, DeclaredUnit):
        child.attachments = tuple(attachments.values())


class Identities:
    """Numbers the members of one bordereau and links them."""

    def __init__(self, version: Version, bordereau: Bordereau, limits: Limits) -> None:
        self._version = version
        self._bordereau = bordereau
        self._identified = identified(version)
        self._referring = referring(version)
        self._watched = self._identified | self._referring.keys() | {"Relationship"}
        self._left, self._room = limits.members, limits.names
        self._number = 0
        self._known: dict[str, Member | None] = {}
        self._joins: list[tuple[DeclaredObject, str]] = []
        self._children: list[tuple[UnitLike, str]] = []
        self._links: list[tuple[UnitLike, str]] = []
        self._pending: list[Reference] = []

    def add_unit(self, unit: DeclaredUnit) -> None:
        unit.number = self._next()
        self._bordereau.units.append(unit)
        self._hold(unit.profile)
        self.note(unit.xml_id, unit.line, unit)

    def add_existing(self, unit: ExistingUnit) -> None:
        self._bordereau.existing.append(unit)
        self._hold(unit.system_id, unit.metadata_name, unit.metadata_value)
        self.note(unit.xml_id, unit.line, unit)

    def add_group(self, group: DeclaredGroup) -> None:
        group.number = self._next()
        self._bordereau.groups.append(group)
        if group.xml_id is not None:
            self.note(group.xml_id, group.line, group)

    def add_object(self, declared: DeclaredObject, group: DeclaredGroup, value: ElementValue) -> None:
        declared.group = group.number
        self._add_object(declared, value)
        # A second name of the group: what refers to it means the group.
        self.note(text_of(first_child(value, "DataObjectGroupId")), declared.line, group)

    def add_lone_object(self, declared: DeclaredObject, value: ElementValue) -> None:
        """An object outside any `DataObjectGroup` (SEDA 2.1): it names, declares or implies its group."""
        named = text_of(first_child(value, "DataObjectGroupReferenceId"))
        if named is not None:
            self._add_object(declared, value)
            self._joins.append((declared, named))
            return
        group = DeclaredGroup(0, text_of(first_child(value, "DataObjectGroupId")) or None, declared.line)
        self.add_group(group)
        declared.group = group.number
        self._add_object(declared, value)

    def _add_object(self, declared: DeclaredObject, value: ElementValue) -> None:
        declared.number = self._next()
        self._bordereau.objects.append(declared)
        self._hold(declared.uri, declared.filename, declared.data_object_version, declared.format_id)
        self.note(declared.xml_id, declared.line, declared)
        self.note_below(value, declared.xml_id, declared.line)

    def note(self, xml_id: str | None, line: int | None, member: Member | None = None) -> None:
        """Remember an xml id and whose it is (None: an element that is no member)."""
        if not xml_id:
            return
        self._spend(xml_id)
        if xml_id in self._known:
            self._bordereau.duplicates.append(Duplicate(xml_id, line, _kind(member)))
        else:
            self._known[xml_id] = member

    def note_below(self, value: ElementValue, source: str | None, line: int | None) -> None:
        """Remember the identifiers that elements below this one carry, and check the references they make."""
        if isinstance(value, str):
            return
        for name, held in value.items():
            if isinstance(held, list) and name != ORDER:
                if name in self._watched:
                    for child in held:
                        self._note_child(name, child, source, line)
                for child in held:
                    if isinstance(child, dict):
                        self.note_below(child, source, line)

    def _note_child(self, name: str, child: ElementValue, source: str | None, line: int | None) -> None:
        if name in self._identified:
            self.note(attribute(child, "xml:id") or attribute(child, "id"), line)
        elif name in self._referring:
            self.refer(text_of(child) or "", self._referring[name], line, source)
        else:
            self.refer(attribute(child, "target") or "", "other", line, source)

    def refer(self, target: str, wanted: MemberKind, line: int | None, source: str | None) -> None:
        """A reference that must resolve; judged at the end when its target is not known yet."""
        if not self._resolves(target, wanted):
            self._spend(target)
            self._pending.append(Reference(target, wanted, line, source))

    def link_child(self, holder: UnitLike | None, target: str, line: int | None, source: str) -> None:
        """An `ArchiveUnitRefId` below a unit: the unit it names is a child of the holder."""
        self.refer(target, "unit", line, source)
        if holder is not None:
            self._spend(target)
            self._children.append((holder, target))

    def link_objects(self, holder: UnitLike | None, named: Sequence[ObjectLink], source: str) -> None:
        """The `DataObjectReference` of a unit: the groups of the objects, or those named, belong to it."""
        groups: dict[int, None] = {}
        for wanted, target, line in named:
            self.refer(target, wanted, line, source)
            number = self._group_of(target)
            if number:
                groups[number] = None
            elif holder is not None:
                self._spend(target)
                self._links.append((holder, target))
        if holder is not None and groups:
            holder.groups = tuple(groups)

    def resolve(self) -> None:
        """At the end of the bordereau: what waited for its target finds it, or is dangling."""
        for declared, name in self._joins:
            group = self._known.get(name)
            if isinstance(group, DeclaredGroup):
                declared.group = group.number
        self._resolve_children()
        self._resolve_links()
        self._bordereau.dangling.extend(
            reference for reference in self._pending if not self._resolves(reference.target, reference.wanted)
        )

    def _resolve_children(self) -> None:
        """By child, so that a unit with very many parents costs no more than its share."""
        holders: dict[str, list[UnitLike]] = {}
        for holder, target in self._children:
            holders.setdefault(target, []).append(holder)
        for target, found in holders.items():
            child = self._known.get(target)
            if isinstance(child, DeclaredUnit | ExistingUnit):
                place_under(child, found)

    def _resolve_links(self) -> None:
        groups: dict[int, tuple[UnitLike, dict[int, None]]] = {}
        for holder, target in self._links:
            number = self._group_of(target)
            if number:
                held = groups.setdefault(id(holder), (holder, dict.fromkeys(holder.groups)))
                held[1][number] = None
        for holder, numbers in groups.values():
            holder.groups = tuple(numbers)

    def _group_of(self, target: str) -> int:
        """The number of the group that an xml id names, or of the group of the object; 0 when not known."""
        member = self._known.get(target)
        if isinstance(member, DeclaredGroup):
            return member.number
        return member.group if isinstance(member, DeclaredObject) else 0

    def _resolves(self, target: str, wanted: MemberKind) -> bool:
        if wanted == "other":
            return target in self._known
        return isinstance(self._known.get(target), _CLASSES[wanted])

    def _next(self) -> int:
        self._number += 1
        return self._number

    def _spend(self, name: str) -> None:
        self._left -= 1
        if self._left < 0:
            raise TooLarge("unités, objets, références (units, objects, references)")
        self._hold(name)

    def _hold(self, *names: str | None) -> None:
        """Count what stays in memory to the end of the bordereau."""
        for name in names:
            if name:
                self._room -= len(name)
        if self._room < 0:
            raise TooLarge("identifiants, adresses, noms de fichiers (identifiers, addresses, file names)")


def _kind(member: Member | None) -> MemberKind:
    if isinstance(member, DeclaredUnit | ExistingUnit):
        return "unit"
    if isinstance(member, DeclaredObject):
        return "object"
    return "group" if isinstance(member, DeclaredGroup) else "other"
