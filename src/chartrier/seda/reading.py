"""One streamed pass over a bordereau: validation by libxml2, descriptions to the sink, declarations kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import BinaryIO

from lxml import etree

from chartrier.records.finding import Findings, Place
from chartrier.seda import findings as kinds
from chartrier.seda.bordereau import Bordereau, DeclaredUnit, DescriptionSink, ExistingUnit, Reference
from chartrier.seda.controls.description import control_description
from chartrier.seda.header import HEADER_ELEMENTS, read_header_element
from chartrier.seda.identities import Identities
from chartrier.seda.limits import Limits
from chartrier.seda.objects import read_group, read_object
from chartrier.seda.opening import CHUNK, hardened
from chartrier.seda.positions import line_of
from chartrier.seda.values import ElementValue, element_value
from chartrier.seda.versions import Version
from chartrier.seda.violations import schema_violations

_UNIT_PARTS = frozenset(
    {"ArchiveUnitRefId", "ArchiveUnitProfile", "Management", "Content", "DataObjectReference"}
)
_OBJECTS = frozenset({"BinaryDataObject", "PhysicalDataObject"})
_WHOLE = _UNIT_PARTS | _OBJECTS | HEADER_ELEMENTS | {"DataObjectGroup"}


class TooLarge(Exception):
    """A bound of `Limits` was met; the argument says which."""


@dataclass(slots=True)
class _OpenUnit:
    """An `ArchiveUnit` between its two tags."""

    xml_id: str
    line: int | None
    unit: DeclaredUnit | None = None
    existing: ExistingUnit | None = None
    numbered: bool = False
    reference: bool = False
    profile: str | None = None
    content: ElementValue | None = None
    management: ElementValue | None = None
    update: etree._Element | None = None
    objects: list[tuple[str, str, int | None]] = field(default_factory=list)


class Reading:
    """Reads one document. `skip` units and objects were already given to the sink by an earlier pass."""

    def __init__(
        self,
        version: Version,
        schema: etree.XMLSchema | None,
        *,
        sink: DescriptionSink | None,
        file: str,
        limits: Limits,
        skip: int = 0,
    ) -> None:
        self.bordereau = Bordereau(version)
        self.findings = Findings()
        self.given = 0
        self.violated = False
        self._schema = schema
        self._sink = sink
        self._skip = skip
        self._file = file
        self._limits = limits
        self._namespace = version.namespace
        self._locals: Mapping[str, str] = {
            version.name_of(name): name for name in _WHOLE | {"ArchiveUnit", "ArchiveTransfer"}
        }
        self._identities = Identities(version, self.bordereau, limits.members)
        self._root: etree._Element | None = None
        self._whole: etree._Element | None = None
        self._line: int | None = None
        self._object_lines: list[int | None] = []
        self._units: list[_OpenUnit] = []

    def run(self, stream: BinaryIO, *, stop_at_violation: bool) -> None:
        """Read to the end, or up to the first violations of the schema.

        Raises XMLSyntaxError where the document is not well-formed, TooLarge beyond the limits.
        """
        parser = etree.XMLPullParser(
            events=("start", "end"), tag=list(self._locals), schema=self._schema, **hardened()
        )  # type: ignore[call-overload]
        total = 0
        while chunk := stream.read(CHUNK):
            total += len(chunk)
            if total > self._limits.size:
                raise TooLarge(f"{self._limits.size} octets")
            parser.feed(chunk)
            self._take(parser)
            self.violated = bool(schema_violations(parser.feed_error_log))
            if self.violated and stop_at_violation:
                return
        try:
            parser.close()
        except etree.XMLSyntaxError:
            if not schema_violations(parser.feed_error_log):
                raise
            self.violated = True
        self._take(parser)
        self._identities.resolve()
        self.bordereau.valid = not self.violated

    def _take(self, parser: etree.XMLPullParser) -> None:
        for event, element in parser.read_events():
            if event == "start":
                self._start(element)
            else:
                self._end(element)
        if self._root is not None and self._root.xpath("count(//node())") > self._limits.nodes:
            raise TooLarge(f"{self._limits.nodes} éléments dans une seule description")

    def _start(self, element: etree._Element) -> None:
        name = self._locals[str(element.tag)]
        if self._whole is not None:
            if name in _OBJECTS and element.getparent() is self._whole:
                self._object_lines.append(line_of(element))
        elif name == "ArchiveUnit":
            self._open_unit(element)
        elif name == "ArchiveTransfer":
            self._root = element if self._root is None else self._root
            self.bordereau.header.line = line_of(element) or 1
        elif name not in HEADER_ELEMENTS or self._is_header(element):
            self._whole, self._line, self._object_lines = element, line_of(element), []

    def _is_header(self, element: etree._Element) -> bool:
        return element.getparent() is self._root or element.tag.endswith("}ManagementMetadata")

    def _end(self, element: etree._Element) -> None:
        name = self._locals[str(element.tag)]
        if self._whole is not None:
            if element is not self._whole:
                return
            self._whole = None
            self._take_whole(name, element)
        elif name == "ArchiveUnit" and self._units:
            self._close_unit()
        _release(element)

    def _take_whole(self, name: str, element: etree._Element) -> None:
        if name in _UNIT_PARTS or (name == "DataObjectGroup" and self._units):
            if self._units:
                self._take_part(self._units[-1], name, element)
        elif name == "DataObjectGroup":
            self._take_group(element)
        elif name in _OBJECTS:
            declared = read_object(element, self.bordereau.version, self._line)
            self._identities.add_lone_object(declared, element)
            self._give_object(declared.number, element, None)
        else:
            read_header_element(self.bordereau.header, name, element, self._line, self._namespace)
            self._identities.note_below(element, None, self._line)
            if name == "ManagementMetadata":
                self._control("ManagementMetadata", None, element)

    # Objects.

    def _take_group(self, element: etree._Element) -> None:
        group = read_group(element, self._line)
        self._identities.add_group(group)
        logbook = element.find(self.bordereau.version.name_of("LogBook"))
        value = element_value(logbook, self._namespace) if logbook is not None and self._sink else None
        objects = [child for child in element if self._locals.get(str(child.tag)) in _OBJECTS]
        for child, line in zip(objects, self._object_lines, strict=True):
            declared = read_object(child, self.bordereau.version, line)
            self._identities.add_object(declared, group, child)
            self._give_object(declared.number, child, value)
        if logbook is not None:
            self._identities.note_below(logbook, group.xml_id, self._line)

    def _give_object(self, number: int, element: etree._Element, logbook: ElementValue | None) -> None:
        self.given += 1
        if self._sink is not None and self.given > self._skip:
            self._sink.object(number, element_value(element, self._namespace), logbook)

    # Units.

    def _open_unit(self, element: etree._Element) -> None:
        if self._units:
            self._number(self._units[-1])
            self._give_unit(self._units[-1])
        self._units.append(_OpenUnit((element.get("id") or "").strip(), line_of(element)))

    def _take_part(self, unit: _OpenUnit, name: str, element: etree._Element) -> None:
        version = self.bordereau.version
        if name == "ArchiveUnitRefId":
            unit.reference = True
            self._identities.link_parent(self._parent(), (element.text or "").strip(), self._line)
        elif name == "ArchiveUnitProfile":
            unit.profile = (element.text or "").strip() or None
        elif name == "DataObjectReference":
            for child in element:
                kind = etree.QName(child).localname
                unit.objects.append((kind, (child.text or "").strip(), self._line))
            self._identities.note_id(element, self._line)
        elif name == "DataObjectGroup":
            existing = element.findtext(version.name_of("DataObjectGroupExistingReferenceId")) or ""
            self.bordereau.existing_groups.append(Reference(existing.strip(), "group", self._line, unit.xml_id))
        elif name == "Management":
            update = element.find(version.name_of("UpdateOperation"))
            if update is not None:
                unit.existing = _existing(update, unit, version)
            unit.management = element_value(element, self._namespace) if self._sink else None
            self._identities.note_below(element, unit.xml_id, self._line)
            self._control(unit.xml_id, None, element)
        elif name == "Content":
            self._number(unit)
            self._take_content(unit, element)

    def _take_content(self, open_unit: _OpenUnit, element: etree._Element) -> None:
        if open_unit.unit is not None:
            title = element.find(self.bordereau.version.name_of("Title"))
            open_unit.unit.title = title.text if title is not None else None
            self._control(open_unit.xml_id, element, None)
        open_unit.content = element_value(element, self._namespace) if self._sink else None
        self._identities.note_below(element, open_unit.xml_id, self._line)

    def _control(
        self, xml_id: str, content: etree._Element | None, management: etree._Element | None
    ) -> None:
        place = Place(self._file, self._line, xml_id if self._units else None)
        control_description(self.findings, place, xml_id, content, management, self.bordereau.version)

    def _parent(self) -> _OpenUnit | None:
        return self._units[-2] if len(self._units) > 1 else None

    def _number(self, open_unit: _OpenUnit) -> None:
        """Give the unit its number, once it is known to be one: neither a reference nor an existing unit."""
        if open_unit.numbered or open_unit.reference:
            return
        open_unit.numbered = True
        parent = self._parent_of(open_unit)
        if open_unit.existing is not None:
            self._identities.add_existing(open_unit.existing, parent.unit if parent else None)
            return
        open_unit.unit = self._identities.add_unit(open_unit.xml_id, open_unit.line, open_unit.profile)
        if parent is not None:
            self._identities.place_under(open_unit.unit, parent.unit, parent.existing)

    def _parent_of(self, open_unit: _OpenUnit) -> _OpenUnit | None:
        depth = self._units.index(open_unit)
        return self._units[depth - 1] if depth else None

    def _give_unit(self, open_unit: _OpenUnit) -> None:
        unit, content = open_unit.unit, open_unit.content
        if unit is None or content is None:
            return
        open_unit.content = None
        self.given += 1
        if self._sink is not None and self.given > self._skip:
            self._sink.unit(unit.number, content, open_unit.management, unit.profile)

    def _close_unit(self) -> None:
        open_unit = self._units[-1]
        self._number(open_unit)
        self._give_unit(open_unit)
        if open_unit.reference:
            self._identities.note(open_unit.xml_id, open_unit.line)
        for kind, target, line in open_unit.objects:
            self._identities.link_object(open_unit.unit, open_unit.existing, kind, target, line, open_unit.xml_id)
        self._units.pop()


def _release(element: etree._Element) -> None:
    """Free what was read. The text after the element stays until the next one ends: lines are found by it."""
    element.clear(keep_tail=True)
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]
