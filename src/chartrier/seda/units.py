"""Archive units as they open and close: which are units, which only refer to one, which exist already."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from lxml import etree

from chartrier.records.finding import Findings, Place
from chartrier.seda.bordereau import Bordereau, DeclaredUnit, DescriptionSink, ExistingUnit, Reference
from chartrier.seda.controls.description import control_content, control_management
from chartrier.seda.identities import Identities, ObjectLink, UnitLike, place_under
from chartrier.seda.positions import line_of
from chartrier.seda.values import ElementValue, attribute, element_value, first_child, text_of

UNIT_PARTS = frozenset(
    {
        "ArchiveUnitRefId",
        "ArchiveUnitProfile",
        "Management",
        "Content",
        "DataObjectReference",
        "DataObjectGroup",
    }
)
"""The children of an `ArchiveUnit` that are read as a whole; its child units are not."""

_TITLE = 1_000


@dataclass(slots=True)
class _OpenUnit:
    """An `ArchiveUnit` between its two tags; neither `unit` nor `existing` as long as it is not `known`."""

    xml_id: str
    line: int | None
    known: bool = False
    reference: bool = False
    unit: DeclaredUnit | None = None
    existing: ExistingUnit | None = None
    profile: str | None = None
    content: ElementValue | None = None
    management: ElementValue | None = None
    objects: list[ObjectLink] = field(default_factory=list)

    @property
    def holder(self) -> UnitLike | None:
        return self.unit or self.existing


class UnitStack:
    """The units that are open, the innermost last."""

    def __init__(
        self,
        bordereau: Bordereau,
        identities: Identities,
        sink: DescriptionSink | None,
        findings: Findings,
        file: str,
    ) -> None:
        self._bordereau = bordereau
        self._identities = identities
        self._sink = sink
        self._findings = findings
        self._file = file
        self._prefix = bordereau.version.prefix
        self._open: list[_OpenUnit] = []

    def __bool__(self) -> bool:
        return bool(self._open)

    def open(self, element: etree._Element) -> None:
        """A start tag `ArchiveUnit`."""
        if self._open:
            self._know(len(self._open) - 1)
            self._give(self._open[-1])
        self._open.append(_OpenUnit((element.get("id") or "").strip(), line_of(element)))

    def take_part(self, name: str, element: etree._Element, line: int | None) -> None:
        """A child of the innermost unit, of `UNIT_PARTS`, whole."""
        unit = self._open[-1]
        value = element_value(element, self._prefix)
        place = Place(self._file, line, unit.xml_id)
        match name:
            case "Content":
                self._take_content(unit, value, place)
            case "Management":
                self._take_management(unit, value, element, place)
            case "DataObjectReference":
                self._identities.note(attribute(value, "id"), line)
                self._note_object(unit, value, "object", line)
                self._note_object(unit, value, "group", line)
            case "ArchiveUnitProfile":
                unit.profile = text_of(value) or None
            case "ArchiveUnitRefId":
                unit.reference = True
                holder = self._open[-2].holder if len(self._open) > 1 else None
                self._identities.link_child(holder, text_of(value) or "", line, unit.xml_id)
            case "DataObjectGroup":
                existing = text_of(first_child(value, "DataObjectGroupExistingReferenceId")) or ""
                self._bordereau.existing_groups.append(Reference(existing, "group", line, unit.xml_id))

    def close(self) -> None:
        """An end tag `ArchiveUnit`."""
        self._know(len(self._open) - 1)
        unit = self._open.pop()
        self._give(unit)
        if unit.reference:
            self._identities.note(unit.xml_id, unit.line)
        self._identities.link_objects(unit.holder, unit.objects, unit.xml_id)

    def _take_management(self, unit: _OpenUnit, value: ElementValue, element: etree._Element, place: Place) -> None:
        update = first_child(value, "UpdateOperation")
        if update is not None:
            unit.existing = _existing(update, unit)
        control_management(self._findings, place, unit.xml_id, element, self._prefix)
        self._identities.note_below(value, unit.xml_id, place.line)
        unit.management = value

    def _take_content(self, unit: _OpenUnit, value: ElementValue, place: Place) -> None:
        self._know(len(self._open) - 1)
        if unit.unit is not None:
            unit.unit.title = (text_of(first_child(value, "Title")) or "")[:_TITLE] or None
            control_content(self._findings, place, unit.xml_id, value)
        self._identities.note_below(value, unit.xml_id, place.line)
        unit.content = value

    def _note_object(
        self, unit: _OpenUnit, value: ElementValue, wanted: Literal["object", "group"], line: int | None
    ) -> None:
        name = "DataObjectReferenceId" if wanted == "object" else "DataObjectGroupReferenceId"
        target = text_of(first_child(value, name))
        if target is not None:
            unit.objects.append((wanted, target, line))

    def _know(self, depth: int) -> None:
        """Number the unit, now that it is seen to be one: `Management` passed, and it is no reference."""
        unit = self._open[depth]
        if unit.known or unit.reference:
            return
        unit.known = True
        if unit.existing is not None:
            self._identities.add_existing(unit.existing)
        else:
            unit.unit = DeclaredUnit(0, unit.xml_id, unit.line, profile=unit.profile)
            self._identities.add_unit(unit.unit)
        parent = self._open[depth - 1].holder if depth else None
        if parent is not None and unit.holder is not None:
            place_under(unit.holder, [parent])

    def _give(self, unit: _OpenUnit) -> None:
        """Hand the description to the sink, once, and forget it."""
        if self._sink is not None and unit.unit is not None and unit.content is not None:
            self._sink.unit(unit.unit.number, unit.content, unit.management, unit.profile)
        unit.content = unit.management = None


def _existing(update: ElementValue, unit: _OpenUnit) -> ExistingUnit:
    return ExistingUnit(
        unit.xml_id,
        unit.line,
        system_id=text_of(first_child(update, "SystemId")),
        metadata_name=text_of(first_child(update, "ArchiveUnitIdentifierKey", "MetadataName")),
        metadata_value=text_of(first_child(update, "ArchiveUnitIdentifierKey", "MetadataValue")),
        changes=first_child(update, "ToDelete") is not None
        or text_of(first_child(update, "FullUpdate")) in ("true", "1"),
    )
