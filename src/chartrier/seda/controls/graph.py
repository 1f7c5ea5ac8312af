"""Controls of identifiers, references, and the graph of units, groups and objects."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping

from chartrier.records.finding import Finding, Place
from chartrier.seda import findings as kinds
from chartrier.seda.bordereau import Bordereau, MemberKind

_WANTED: dict[MemberKind, str] = {
    "unit": "ArchiveUnit",
    "group": "DataObjectGroup",
    "object": "BinaryDataObject, PhysicalDataObject",
    "other": "id",
}
_SHOWN = 120


def there_is_something(bordereau: Bordereau, file: str) -> Iterator[Finding]:
    """Units, and objects, which a filing plan does without."""
    if not bordereau.units:
        yield Finding(kinds.NO_UNIT, Place(file, bordereau.header.line))
    elif not bordereau.objects:
        yield Finding(kinds.NO_OBJECT, Place(file, bordereau.header.line))


def identifiers_are_unique(bordereau: Bordereau, file: str) -> Iterator[Finding]:
    """No xml id is given twice, whatever the elements: neither schema nor libxml2 see it in a stream."""
    for duplicate in bordereau.duplicates:
        unit = duplicate.xml_id if duplicate.kind == "unit" else None
        object_id = duplicate.xml_id if duplicate.kind == "object" else None
        yield Finding(
            kinds.DUPLICATE_ID,
            Place(file, duplicate.line, unit, object_id),
            {"id": duplicate.xml_id[:_SHOWN]},
        )


def references_lead_somewhere(bordereau: Bordereau, file: str) -> Iterator[Finding]:
    """Every reference names an element of the kind it must."""
    objects = {declared.xml_id for declared in bordereau.objects} if bordereau.dangling else set()
    for reference in bordereau.dangling:
        is_object = reference.source in objects
        place = Place(
            file,
            reference.line,
            None if is_object else reference.source,
            reference.source if is_object else None,
        )
        values = {"target": reference.target[:_SHOWN], "wanted": _WANTED[reference.wanted]}
        yield Finding(kinds.DANGLING, place, values)
    for reference in bordereau.existing_groups:
        values = {"unit": str(reference.source), "group": reference.target[:_SHOWN]}
        yield Finding(kinds.EXISTING_GROUP, Place(file, reference.line, reference.source), values)


def existing_units_are_only_parents(bordereau: Bordereau, file: str) -> Iterator[Finding]:
    """A unit that `UpdateOperation` points to gets children, neither parents nor objects."""
    for unit in bordereau.existing:
        place = Place(file, unit.line, unit.xml_id)
        if unit.parents:
            yield Finding(kinds.EXISTING_UNIT_PARENT, place, {"unit": unit.xml_id})
        if unit.groups:
            yield Finding(kinds.EXISTING_UNIT_OBJECT, place, {"unit": unit.xml_id})
        if unit.changes:
            yield Finding(kinds.EXISTING_UNIT_CHANGE, place, {"unit": unit.xml_id})


def no_unit_contains_itself(bordereau: Bordereau, file: str) -> Iterator[Finding]:
    """The units and their parents make no cycle: peel the roots off until nothing is left (Kahn)."""
    if not any(parent >= unit.number for unit in bordereau.units for parent in unit.parents):
        return  # every parent comes before its children: the order of the bordereau is a proof
    children: dict[int, list[int]] = {}
    waiting: dict[int, int] = {}
    for unit in bordereau.units:
        waiting[unit.number] = len(unit.parents)
        for parent in unit.parents:
            children.setdefault(parent, []).append(unit.number)
    free = deque(number for number, count in waiting.items() if not count)
    while free:
        number = free.popleft()
        del waiting[number]
        for child in children.get(number, ()):
            waiting[child] -= 1
            if not waiting[child]:
                free.append(child)
    if waiting:
        yield _cycle_finding(bordereau, waiting, file)


def _cycle_finding(bordereau: Bordereau, waiting: Mapping[int, int], file: str) -> Finding:
    """What is left hangs below a cycle or lies in one: climbing from parent to parent ends up in it."""
    units = {unit.number: unit for unit in bordereau.units if unit.number in waiting}
    number, seen = next(iter(units)), set[int]()
    while number not in seen:
        seen.add(number)
        number = next(parent for parent in units[number].parents if parent in units)
    unit = units[number]
    return Finding(kinds.CYCLE, Place(file, unit.line, unit.xml_id), {"unit": unit.xml_id})


def units_have_one_group(bordereau: Bordereau, file: str) -> Iterator[Finding]:
    for unit in bordereau.units:
        if len(unit.groups) > 1:
            values: dict[str, str | int] = {"unit": unit.xml_id, "count": len(unit.groups)}
            yield Finding(kinds.SEVERAL_GROUPS, Place(file, unit.line, unit.xml_id), values)


def objects_belong_to_a_unit(bordereau: Bordereau, file: str) -> Iterator[Finding]:
    """No group that no unit names; the group of an object on its own is named by the object."""
    named = {group for unit in bordereau.units for group in unit.groups}
    named.update(group for existing in bordereau.existing for group in existing.groups)
    orphans = {group.number: group for group in bordereau.groups if group.number not in named}
    for group in orphans.values():
        if group.xml_id is not None:
            yield Finding(kinds.ORPHAN_GROUP, Place(file, group.line), {"group": group.xml_id})
    for declared in bordereau.objects:
        alone = orphans.get(declared.group)
        if alone is not None and alone.xml_id is None:
            place = Place(file, declared.line, object=declared.xml_id)
            yield Finding(kinds.ORPHAN_OBJECT, place, {"object": declared.xml_id})
