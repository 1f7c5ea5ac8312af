"""One streamed pass over a message: validation by libxml2, descriptions to the sink, declarations kept."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import BinaryIO, Literal

from lxml import etree

from chartrier.records.finding import Findings, Place
from chartrier.seda.bordereau import Bordereau, DeclaredGroup, DescriptionSink
from chartrier.seda.controls.description import control_management
from chartrier.seda.grammar.xsd import XML
from chartrier.seda.header import Head
from chartrier.seda.identities import Identities
from chartrier.seda.limits import Limits, TooLarge
from chartrier.seda.objects import read_object
from chartrier.seda.parsers import CHUNK, element_events, pull_parser, schema_violations
from chartrier.seda.positions import line_of
from chartrier.seda.units import UNIT_PARTS, UnitStack
from chartrier.seda.values import ElementValue, attribute, children, element_value, first_child

_OBJECTS: Mapping[str, Literal["binary", "physical"]] = {
    "BinaryDataObject": "binary",
    "PhysicalDataObject": "physical",
}
_NAMES = frozenset(_OBJECTS) | UNIT_PARTS
_NAMES |= {"ArchiveUnit", "DataObjectGroup", "DataObjectPackage", "ManagementMetadata"}
_XML_ID = f"{{{XML}}}id"


class SkippingSink:
    """Gives a sink the descriptions, less the first ones: an earlier pass over the document gave it those."""

    def __init__(self, sink: DescriptionSink, skip: int) -> None:
        self._sink = sink
        self._skip = skip
        self.given = 0

    def unit(self, number: int, content: ElementValue, management: ElementValue | None, profile: str | None) -> None:
        self.given += 1
        if self.given > self._skip:
            self._sink.unit(number, content, management, profile)

    def object(self, number: int, metadata: ElementValue, group_metadata: ElementValue | None) -> None:
        self.given += 1
        if self.given > self._skip:
            self._sink.object(number, metadata, group_metadata)


class Reading:
    """One pass over a document. After `run`: `bordereau`, `findings`, `violated` when the schema objects."""

    def __init__(
        self,
        bordereau: Bordereau,
        head: Head,
        schema: etree.XMLSchema,
        sink: DescriptionSink | None,
        file: str,
        limits: Limits,
    ) -> None:
        version = bordereau.version
        self.bordereau = bordereau
        self.findings = Findings()
        self.violated = False
        self._head = head
        self._schema = schema
        self._sink = sink
        self._file = file
        self._limits = limits
        self._prefix = version.prefix
        names = {*_NAMES, head.message, *head.places}
        self._names = {version.name_of(name): name for name in names}
        self._identities = Identities(version, self.bordereau, limits)
        self._units = UnitStack(self.bordereau, self._identities, sink, self.findings, file)
        self._root: etree._Element | None = None
        self._whole: etree._Element | None = None
        self._line: int | None = None
        self._held = 0
        self._object_lines: list[int | None] = []

    def run(self, stream: BinaryIO) -> None:
        """Read to the end, or to the first violation of the schema.

        Raises XMLSyntaxError where the document is not well-formed, TooLarge beyond the limits.
        """
        parser = pull_parser(("start", "end"), tags=list(self._names), schema=self._schema)
        size, deadline = 0, time.monotonic() + self._limits.seconds
        while (chunk := stream.read(CHUNK)) and not self.violated:
            size += len(chunk)
            if size > self._limits.size:
                raise TooLarge(f"> {self._limits.size} octets (bytes)")
            if time.monotonic() > deadline:
                raise TooLarge(f"> {self._limits.seconds:g} s")
            self._held += len(chunk)
            parser.feed(chunk)
            self._take_events(parser)
            self.violated = bool(schema_violations(parser))
        if not self.violated:
            self._close(parser)
        self._identities.resolve()
        self.bordereau.valid = not self.violated

    def _close(self, parser: etree.XMLPullParser) -> None:
        try:
            parser.close()
        except etree.XMLSyntaxError:
            self.violated = bool(schema_violations(parser))
            if not self.violated:
                raise
        self._take_events(parser)

    def _take_events(self, parser: etree.XMLPullParser) -> None:
        names = self._names
        for event, element in element_events(parser):
            name = names[str(element.tag)]
            if event == "start":
                self._start(name, element)
            else:
                self._end(name, element)
        if self._held > self._limits.held:
            raise TooLarge(f"description > {self._limits.held} octets (bytes)")
        if self._root is not None:
            nodes = str(self._root.xpath("string(count(//node()))"))
            if int(nodes) > self._limits.nodes:
                raise TooLarge(f"description > {self._limits.nodes} éléments (elements)")

    def _start(self, name: str, element: etree._Element) -> None:
        if self._whole is not None:
            if name in _OBJECTS and element.getparent() is self._whole:
                self._object_lines.append(line_of(element))
        elif name == "ArchiveUnit":
            self._units.open(element)
        elif name == self._head.message:
            self._root = element if self._root is None else self._root
            self.bordereau.header.line = line_of(element) or 1
            self._note(element)
        elif name == "DataObjectPackage":
            self._note(element)
        elif name not in self._head.places or self._stands_in_place(name, element):
            # Read as a whole when it ends: until then nothing inside has a meaning of its own.
            self._whole, self._line, self._object_lines = element, line_of(element), []

    def _stands_in_place(self, name: str, element: etree._Element) -> bool:
        holder = element.getparent()
        for around in reversed(self._head.places[name]):
            if holder is None or holder.tag != f"{self._prefix}{around}":
                return False
            holder = holder.getparent()
        return holder is self._root

    def _note(self, element: etree._Element) -> None:
        """The identifier of an element that is not read whole."""
        self._identities.note((element.get(_XML_ID) or "").strip(), line_of(element))

    def _end(self, name: str, element: etree._Element) -> None:
        if self._whole is not None:
            if element is not self._whole:
                return
            self._whole = None
            self._take_whole(name, element)
        elif name == "ArchiveUnit":
            self._units.close()
        self._held = 0
        _release(element)

    def _take_whole(self, name: str, element: etree._Element) -> None:
        if self._units:
            if name in UNIT_PARTS:
                self._units.take_part(name, element, self._line)
        elif name == "DataObjectGroup":
            self._take_group(element)
        elif name in _OBJECTS:
            value = element_value(element, self._prefix)
            declared = read_object(value, _OBJECTS[name], self._line)
            self._identities.add_lone_object(declared, value)
            self._give_object(declared.number, value, None)
        elif name == "ManagementMetadata" or name in self._head.places:
            value = element_value(element, self._prefix)
            self._head.take(name, value, self._line)
            self._identities.note(attribute(value, "xml:id"), self._line)
            self._identities.note_below(value, None, self._line)
            if name == "ManagementMetadata":
                place = Place(self._file, self._line)
                control_management(self.findings, place, name, element, self._prefix)

    def _take_group(self, element: etree._Element) -> None:
        value = element_value(element, self._prefix)
        group = DeclaredGroup(0, attribute(value, "id"), self._line)
        self._identities.add_group(group)
        logbook = first_child(value, "LogBook")
        if logbook is not None:
            self._identities.note_below(logbook, group.xml_id, self._line)
        names = [name for child in element if (name := self._names.get(str(child.tag), "")) in _OBJECTS]
        values = {name: iter(children(value, name)) for name in _OBJECTS}
        for name, line in zip(names, self._object_lines, strict=True):
            held = next(values[name])
            declared = read_object(held, _OBJECTS[name], line)
            self._identities.add_object(declared, group, held)
            self._give_object(declared.number, held, logbook)

    def _give_object(self, number: int, value: ElementValue, logbook: ElementValue | None) -> None:
        if self._sink is not None:
            self._sink.object(number, value, logbook)


def _release(element: etree._Element) -> None:
    """Free what was read. The text after the element stays until the next one ends: lines are found by it."""
    element.clear(keep_tail=True)  # type: ignore[call-arg]
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]
