"""The messages handed to the transferring agency: its transfer arrived; what was acquired, or why nothing was.

SEDA §"Acknowledgement", §"ArchiveTransferReply". Written as streams, valid for the schema of the transfer's version.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import BinaryIO, Literal

from chartrier.records.finding import Finding, Severity
from chartrier.seda.bordereau import Agency, Bordereau
from chartrier.seda.received import ReceivedReply
from chartrier.seda.versions import Version
from chartrier.seda.xmlout import XmlOut, escaped, xml_document

ReplyCode = Literal["OK", "WARNING", "KO"]

UNKNOWN = "inconnu"
"""Stands where the schema wants a value that a transfer which could not be read does not give."""


@dataclass(frozen=True, slots=True)
class Reply:
    """The head of a reply. Dates are aware instants; `granted` is the moment of acquisition."""

    version: Version
    message_identifier: str
    date: datetime
    code: ReplyCode
    request_identifier: str | None
    archival_agency: Agency | None
    transferring_agency: Agency | None
    archival_agreement: str | None = None
    comment: str | None = None
    granted: datetime | None = None


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """A transfer was received; nothing is said of its contents. `date` is an aware instant."""

    version: Version
    message_identifier: str
    date: datetime
    received_identifier: str
    sender: Agency
    receiver: Agency
    comment: str | None = None


@dataclass(frozen=True, slots=True)
class AcquiredUnit:
    """A unit by its id in the bordereau, and the identifier the archive gave it."""

    xml_id: str
    system_id: str


@dataclass(frozen=True, slots=True)
class AcquiredObject:
    xml_id: str
    system_id: str
    kind: Literal["binary", "physical"]


@dataclass(frozen=True, slots=True)
class AcquiredGroup:
    """A group with its objects; `xml_id` None for one that the bordereau implied."""

    xml_id: str | None
    system_id: str
    objects: tuple[AcquiredObject, ...]


def acquired_units(bordereau: Bordereau, identify: Callable[[int], str]) -> Iterator[AcquiredUnit]:
    """The units of a bordereau; `identify` gives the system identifier of a member number."""
    for unit in bordereau.units:
        yield AcquiredUnit(unit.xml_id, identify(unit.number))


def acquired_groups(bordereau: Bordereau, identify: Callable[[int], str]) -> Iterator[AcquiredGroup]:
    """The groups of a bordereau with their objects."""
    objects: dict[int, list[AcquiredObject]] = {}
    for declared in bordereau.objects:
        acquired = AcquiredObject(declared.xml_id, identify(declared.number), declared.kind)
        objects.setdefault(declared.group, []).append(acquired)
    for group in bordereau.groups:
        yield AcquiredGroup(group.xml_id, identify(group.number), tuple(objects.get(group.number, ())))


def write_acknowledgement(stream: BinaryIO, acknowledgement: Acknowledgement) -> None:
    """Write the whole document."""
    with xml_document(stream, acknowledgement.version, "Acknowledgement") as out:
        out.leaf("Comment", acknowledgement.comment)
        out.leaf("Date", _instant(acknowledgement.date))
        out.leaf("MessageIdentifier", acknowledgement.message_identifier)
        out.leaf("MessageReceivedIdentifier", acknowledgement.received_identifier)
        _write_agency(out, "Sender", acknowledgement.sender)
        _write_agency(out, "Receiver", acknowledgement.receiver)


def write_reply(
    stream: BinaryIO,
    reply: Reply,
    *,
    findings: Iterable[Finding] = (),
    units: Iterable[AcquiredUnit] = (),
    groups: Iterable[AcquiredGroup] = (),
) -> None:
    """Write the whole document. A refusal (`KO`) tells its findings and no system identifier."""
    with xml_document(stream, reply.version, "ArchiveTransferReply") as out:
        out.leaf("Comment", reply.comment)
        out.leaf("Date", _instant(reply.date))
        out.leaf("MessageIdentifier", reply.message_identifier)
        out.leaf("ArchivalAgreement", reply.archival_agreement)
        out.leaf("CodeListVersions", "")
        if reply.code != "KO":
            _write_package(out, reply.version, units, groups)
        out.leaf("ReplyCode", reply.code)
        with out.element("Operation"):
            for finding in findings:
                _write_event(out, finding, reply.date)
        out.leaf("MessageRequestIdentifier", reply.request_identifier or UNKNOWN)
        if reply.granted is not None:
            out.leaf("GrantDate", _instant(reply.granted))
        _write_agency(out, "ArchivalAgency", reply.archival_agency)
        _write_agency(out, "TransferringAgency", reply.transferring_agency)


def write_bare_reply(stream: BinaryIO, said: ReceivedReply) -> None:
    """Another archive's reply with its identifiers alone: who took what, without a word of any description."""
    with xml_document(stream, said.version, "ArchiveTransferReply") as out:
        out.leaf("Date", said.date)
        out.leaf("MessageIdentifier", said.message_identifier)
        out.leaf("CodeListVersions", "")
        _write_package(
            out,
            said.version,
            (AcquiredUnit(unit.xml_id, unit.system_id) for unit in said.units if unit.system_id),
            (
                AcquiredGroup(group.xml_id, group.system_id or UNKNOWN, objects)
                for group in said.groups
                if (
                    objects := tuple(
                        AcquiredObject(each.xml_id, each.system_id, each.kind)
                        for each in group.objects
                        if each.system_id
                    )
                )
            ),
        )
        out.leaf("ReplyCode", said.code)
        out.leaf("Operation", "")
        out.leaf("MessageRequestIdentifier", said.request_identifier)
        out.leaf("GrantDate", said.granted)
        _write_agency(out, "ArchivalAgency", said.archival_agency)
        _write_agency(out, "TransferringAgency", said.transferring_agency)


def _write_package(
    out: XmlOut, version: Version, units: Iterable[AcquiredUnit], groups: Iterable[AcquiredGroup]
) -> None:
    with out.element("DataObjectPackage"):
        # A group without objects cannot be written: what is acquired of it is nothing.
        out.many(_group(version, group) for group in groups if group.objects)
        with out.element("DescriptiveMetadata"):
            out.many(map(_unit, units))
        out.leaf("ManagementMetadata", "")


def _unit(unit: AcquiredUnit) -> str:
    system_id = f"<SystemId>{escaped(unit.system_id)}</SystemId>\n"
    return f'<ArchiveUnit id="{escaped(unit.xml_id)}"><Content>{system_id}</Content>\n</ArchiveUnit>\n'


def _group(version: Version, group: AcquiredGroup) -> str:
    objects = "".join(_object(held, group) for held in group.objects)
    if group.xml_id is None and version is Version.V2_1:
        return objects
    # From 2.2 on every object is in a group: one that the bordereau implies goes by its own identifier.
    xml_id = group.xml_id or f"groupe-{group.system_id}"
    return f'<DataObjectGroup id="{escaped(xml_id)}">{objects}</DataObjectGroup>\n'


def _object(held: AcquiredObject, group: AcquiredGroup) -> str:
    name = "BinaryDataObject" if held.kind == "binary" else "PhysicalDataObject"
    return (
        f'<{name} id="{escaped(held.xml_id)}">'
        f"<DataObjectSystemId>{escaped(held.system_id)}</DataObjectSystemId>\n"
        f"<DataObjectGroupSystemId>{escaped(group.system_id)}</DataObjectGroupSystemId>\n</{name}>\n"
    )


def _write_event(out: XmlOut, finding: Finding, date: datetime) -> None:
    message = finding.message("fr")
    with out.element("Event"):
        out.leaf("EventTypeCode", finding.code)
        out.leaf("EventType", finding.kind.reference or None)
        out.leaf("EventDateTime", _instant(date))
        out.leaf("EventDetail", message)
        out.leaf("Outcome", "KO" if finding.severity is Severity.ERROR else "WARNING")
        out.leaf("OutcomeDetail", finding.code)
        out.leaf("OutcomeDetailMessage", finding.remedy("fr") or message)
        out.leaf("EventDetailData", _place(finding))


def _place(finding: Finding) -> str | None:
    place = finding.place
    named = {"fichier": place.file, "ligne": place.line, "unité": place.unit, "objet": place.object}
    return " ; ".join(f"{name} {value}" for name, value in named.items() if value is not None) or None


def _write_agency(out: XmlOut, name: str, agency: Agency | None) -> None:
    with out.element(name):
        out.leaf("Identifier", (agency.identifier if agency else "") or UNKNOWN)


def _instant(instant: datetime) -> str:
    """A SEDA `dateTime`: UTC, to the second."""
    return instant.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds") + "Z"
