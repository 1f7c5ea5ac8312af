"""Reading replies and acknowledgements: the pass of a bordereau, under another root and another head."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from lxml import etree

from chartrier.records.finding import Findings
from chartrier.seda.bordereau import Agency, Bordereau
from chartrier.seda.controls.reply import control_acknowledgement, control_identifiers, control_reply
from chartrier.seda.grammar.table import table
from chartrier.seda.header import read_agency
from chartrier.seda.limits import Limits, TooLarge
from chartrier.seda.opening import Opening
from chartrier.seda.reader import read_validated
from chartrier.seda.reading import Reading
from chartrier.seda.received import (
    ReceivedAcknowledgement,
    ReceivedEvent,
    ReceivedGroup,
    ReceivedObject,
    ReceivedReply,
    ReceivedUnit,
)
from chartrier.seda.values import ElementValue, children, first_child, text_of

REPLY = "ArchiveTransferReply"
ACKNOWLEDGEMENT = "Acknowledgement"

_AGENCIES = frozenset({"ArchivalAgency", "TransferringAgency", "Sender", "Receiver"})
_EVENT = {
    "type_code": "EventTypeCode",
    "type": "EventType",
    "date": "EventDateTime",
    "detail": "EventDetail",
    "outcome": "Outcome",
    "outcome_detail": "OutcomeDetail",
    "message": "OutcomeDetailMessage",
    "data": "EventDetailData",
}
"""The fields of an event, and the elements they are read from."""


def read_reply(
    path: Path, opening: Opening, *, strict: bool, findings: Findings, file: str, limits: Limits
) -> ReceivedReply | None:
    """Read a document that starts as an `ArchiveTransferReply`; None, with an error finding, when it cannot be read.

    Raises OSError when the file itself cannot be read; nothing else, whatever the bytes.
    """
    passed = _read(path, opening, strict=strict, findings=findings, file=file, limits=limits)
    if passed is None:
        return None
    said, bordereau, head = passed.said, passed.bordereau, passed.head
    reply = ReceivedReply(
        opening.version,
        bordereau.valid,
        head.text("MessageIdentifier"),
        head.text("Date"),
        head.text("Comment"),
        head.text("ArchivalAgreement"),
        head.text("ReplyCode"),
        head.text("MessageRequestIdentifier"),
        head.text("GrantDate"),
        head.agencies.get("ArchivalAgency"),
        head.agencies.get("TransferringAgency"),
        tuple(_events(bordereau, said)),
        tuple(_units(bordereau, said)),
        tuple(_groups(bordereau, said)),
    )
    if reply.valid:
        control_identifiers(bordereau, findings, file)
        control_reply(reply, findings, file, bordereau.header.line)
    return reply


def read_acknowledgement(
    path: Path, opening: Opening, *, strict: bool, findings: Findings, file: str, limits: Limits
) -> ReceivedAcknowledgement | None:
    """Read a document that starts as an `Acknowledgement`, on the same terms."""
    passed = _read(path, opening, strict=strict, findings=findings, file=file, limits=limits)
    if passed is None:
        return None
    head = passed.head
    acknowledgement = ReceivedAcknowledgement(
        opening.version,
        passed.bordereau.valid,
        head.text("MessageIdentifier"),
        head.text("Date"),
        head.text("Comment"),
        head.text("MessageReceivedIdentifier"),
        head.agencies.get("Sender"),
        head.agencies.get("Receiver"),
    )
    if acknowledgement.valid:
        control_identifiers(passed.bordereau, findings, file)
        control_acknowledgement(acknowledgement, findings, file, passed.bordereau.header.line)
    return acknowledgement


class _Said:
    """A sink that keeps what a reply says of the members: system identifiers and events, nothing else."""

    def __init__(self, limits: Limits) -> None:
        self.units: dict[int, str] = {}
        self.objects: dict[int, str] = {}
        self.groups: dict[int, str] = {}
        """The system identifier of its group, by the number of an object."""
        self.events: list[tuple[ReceivedEvent, int]] = []
        """Each with the number of the unit or object in whose log it is, 0 for those of the operation."""
        self._most = limits.events
        self._room = limits.names
        self._logbook: ElementValue | None = None

    def unit(self, number: int, content: ElementValue, management: ElementValue | None, profile: str | None) -> None:
        given = first_child(content, "SystemId") or first_child(management, "UpdateOperation", "SystemId")
        self._name(self.units, number, given)
        self._tell(first_child(management, "LogBook"), number)

    def object(self, number: int, metadata: ElementValue, group_metadata: ElementValue | None) -> None:
        self._name(self.objects, number, first_child(metadata, "DataObjectSystemId"))
        self._name(self.groups, number, first_child(metadata, "DataObjectGroupSystemId"))
        if group_metadata is not self._logbook:
            # Given with each object of a group: told once.
            self._logbook = group_metadata
            self._tell(group_metadata, number)

    def event(self, value: ElementValue, number: int = 0) -> None:
        """Keep an event. Raises TooLarge beyond the limits."""
        texts = {field: text_of(first_child(value, name)) for field, name in _EVENT.items()}
        self.spend(*texts.values())
        if len(self.events) == self._most:
            raise TooLarge(f"> {self._most} événements (events)")
        self.events.append((ReceivedEvent(**texts), number))

    def spend(self, *texts: str | None) -> None:
        """Count what stays in memory to the end."""
        self._room -= sum(len(text) for text in texts if text)
        if self._room < 0:
            raise TooLarge("identifiants, événements (identifiers, events)")

    def _name(self, names: dict[int, str], number: int, value: ElementValue | None) -> None:
        text = text_of(value)
        if text:
            self.spend(text)
            names[number] = text

    def _tell(self, logbook: ElementValue | None, number: int) -> None:
        for event in children(logbook, "Event"):
            self.event(event, number)


class _Head:
    """The elements above the package, and the events of the operation."""

    def __init__(self, message: str, said: _Said) -> None:
        self.message = message
        self.places = _places(message)
        self.agencies: dict[str, Agency] = {}
        self._texts: dict[str, str] = {}
        self._said = said

    def take(self, name: str, value: ElementValue, line: int | None) -> None:
        if name == "Event":
            self._said.event(value)
        elif name in _AGENCIES:
            agency = read_agency(value, line)
            self._said.spend(agency.identifier, agency.name)
            self.agencies[name] = agency
        elif name in self.places:
            text = text_of(value) or ""
            self._said.spend(text)
            # Only a comment comes more than once.
            self._texts[name] = f"{self._texts[name]}\n{text}" if name in self._texts else text

    def text(self, name: str) -> str | None:
        return self._texts.get(name) or None


def _places(message: str) -> Mapping[str, tuple[str, ...]]:
    """The children that the grammar gives a message, in one version or another, the package and the events apart."""
    particles = table().particles(table().messages[message].type)
    names = {particle.name for particle in particles if particle.kind == "element"}
    places: dict[str, tuple[str, ...]] = dict.fromkeys(names - {"DataObjectPackage", "Operation"}, ())
    if "Operation" in names:
        places["Event"] = ("Operation",)
    return places


class _Pass:
    """One pass: the reading, and what it fills."""

    def __init__(self, opening: Opening, schema: etree.XMLSchema, file: str, limits: Limits) -> None:
        self.bordereau = Bordereau(opening.version)
        self.said = _Said(limits)
        self.head = _Head(opening.message, self.said)
        self.reading = Reading(self.bordereau, self.head, schema, self.said, file, limits)


def _read(path: Path, opening: Opening, *, strict: bool, findings: Findings, file: str, limits: Limits) -> _Pass | None:
    passes: list[_Pass] = []

    def prepare(allowed: etree.XMLSchema) -> Reading:
        passes[:] = [_Pass(opening, allowed, file, limits)]
        return passes[0].reading

    version = opening.version
    # What a transfer's descriptions must hold, a reply's need not: the findings of the reading are left out.
    reading = read_validated(path, version, prepare, strict=strict, findings=findings, file=file, limits=limits)
    return passes[0] if reading is not None else None


def _events(bordereau: Bordereau, said: _Said) -> Iterator[ReceivedEvent]:
    groups = {group.number: group.xml_id for group in bordereau.groups}
    names: dict[int, str] = {unit.number: unit.xml_id for unit in bordereau.units}
    names |= {held.number: groups.get(held.group) or held.xml_id for held in bordereau.objects}
    for event, number in said.events:
        yield replace(event, member=names[number]) if number in names else event


def _units(bordereau: Bordereau, said: _Said) -> Iterator[ReceivedUnit]:
    for unit in bordereau.units:
        yield ReceivedUnit(unit.xml_id, said.units.get(unit.number))
    for existing in bordereau.existing:
        yield ReceivedUnit(existing.xml_id, existing.system_id or None)


def _groups(bordereau: Bordereau, said: _Said) -> Iterator[ReceivedGroup]:
    """The groups in order; objects outside any group (SEDA 2.1) are together when they name the same."""
    held: dict[tuple[str | None, str | int | None], list[ReceivedObject]] = {}
    system_ids: dict[tuple[str | None, str | int | None], str | None] = {}
    xml_ids = {group.number: group.xml_id for group in bordereau.groups}
    for declared in bordereau.objects:
        xml_id, system_id = xml_ids.get(declared.group), said.groups.get(declared.number)
        key = (xml_id, None if xml_id is not None else system_id or declared.number)
        received = ReceivedObject(declared.xml_id, said.objects.get(declared.number), declared.kind)
        held.setdefault(key, []).append(received)
        system_ids[key] = system_ids.get(key) or system_id
    for key, objects in held.items():
        yield ReceivedGroup(key[0], system_ids[key], tuple(objects))
