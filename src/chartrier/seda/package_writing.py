"""Writing what leaves: a `DataObjectPackage` of any size, under the head of a transfer or of a delivery.

Units stand side by side, in order, each with references to those below it (`ArchiveUnitRefId`): a graph of any shape
and depth passes as a stream, and a unit with several parents is described once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from typing import BinaryIO, Literal

from chartrier.seda.element_text import element_text
from chartrier.seda.values import ElementValue
from chartrier.seda.versions import Version
from chartrier.seda.xmlout import XmlOut, escaped, xml_document

OBJECTS = {
    "binary": ("BinaryDataObject", "BinaryDataObjectType"),
    "physical": ("PhysicalDataObject", "PhysicalDataObjectType"),
}
"""The element of each kind of object, and its type."""


@dataclass(frozen=True, slots=True)
class LeavingObject:
    """A data object: its whole element as a value, `@id` included."""

    kind: Literal["binary", "physical"]
    metadata: ElementValue


@dataclass(frozen=True, slots=True)
class LeavingGroup:
    """A group of objects, at least one; `logbook` as an element value."""

    xml_id: str
    objects: Sequence[LeavingObject]
    logbook: ElementValue | None = None


@dataclass(frozen=True, slots=True)
class LeavingUnit:
    """A unit; `below` and `groups` are xml ids of the same package."""

    xml_id: str
    content: ElementValue
    management: ElementValue | None
    profile: str | None
    below: Sequence[str]
    groups: Sequence[str]


@dataclass(frozen=True, slots=True)
class LeavingPackage:
    """What a message carries. `management_metadata` is an element value; each part is read once, as it is written."""

    groups: Iterable[LeavingGroup]
    units: Iterable[LeavingUnit]
    management_metadata: ElementValue


@dataclass(frozen=True, slots=True)
class Delivery:
    """The head of an `ArchiveDeliveryRequestReply` (a DIP). `date` is an aware instant."""

    message_identifier: str
    date: datetime
    request_identifier: str
    units: Sequence[str]
    """System identifiers of the units that were asked for, at least one."""
    archival_agency: str
    requester: str
    archival_agreement: str | None = None
    comment: str | None = None


@dataclass(frozen=True, slots=True)
class Transfer:
    """The head of an `ArchiveTransfer` (a SIP). `date` is an aware instant."""

    message_identifier: str
    date: datetime
    archival_agency: str
    transferring_agency: str
    archival_agreement: str | None = None
    comment: str | None = None


def write_delivery(stream: BinaryIO, version: Version, head: Delivery, package: LeavingPackage) -> None:
    """Write the whole `ArchiveDeliveryRequestReply`, in memory that does not grow with the package."""
    with xml_document(stream, version, "ArchiveDeliveryRequestReply") as out:
        _write_head(out, head)
        _write_package(out, version, package)
        out.leaf("ReplyCode", "OK")
        out.leaf("MessageRequestIdentifier", head.request_identifier)
        for unit in head.units:
            out.leaf("UnitIdentifier", unit)
        _write_agency(out, "ArchivalAgency", head.archival_agency)
        _write_agency(out, "Requester", head.requester)


def write_transfer(stream: BinaryIO, version: Version, head: Transfer, package: LeavingPackage) -> None:
    """Write the whole `ArchiveTransfer`, likewise."""
    with xml_document(stream, version, "ArchiveTransfer") as out:
        _write_head(out, head)
        _write_package(out, version, package)
        _write_agency(out, "ArchivalAgency", head.archival_agency)
        _write_agency(out, "TransferringAgency", head.transferring_agency)


def _write_head(out: XmlOut, head: Delivery | Transfer) -> None:
    out.leaf("Comment", head.comment)
    out.leaf("Date", head.date.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds") + "Z")
    out.leaf("MessageIdentifier", head.message_identifier)
    out.leaf("ArchivalAgreement", head.archival_agreement)
    out.leaf("CodeListVersions", "")


def _write_agency(out: XmlOut, name: str, identifier: str) -> None:
    with out.element(name):
        out.leaf("Identifier", identifier)


def _write_package(out: XmlOut, version: Version, package: LeavingPackage) -> None:
    with out.element("DataObjectPackage"):
        out.many(_group(version, group) for group in package.groups)
        with out.element("DescriptiveMetadata"):
            numbers = count(1)
            out.many(_unit(version, unit, numbers) for unit in package.units)
        above = package.management_metadata
        out.many([element_text(version, "ManagementMetadata", "ManagementMetadataType", above)])


def _group(version: Version, group: LeavingGroup) -> str:
    objects = "".join(element_text(version, *OBJECTS[held.kind], held.metadata) for held in group.objects)
    logbook = element_text(version, "LogBook", "LogBookOgType", group.logbook) if group.logbook is not None else ""
    return f'<DataObjectGroup id="{escaped(group.xml_id)}">\n{objects}{logbook}</DataObjectGroup>\n'


def _unit(version: Version, unit: LeavingUnit, numbers: Iterator[int]) -> str:
    parts = [f'<ArchiveUnit id="{escaped(unit.xml_id)}">\n']
    if unit.profile is not None:
        parts.append(f"<ArchiveUnitProfile>{escaped(unit.profile)}</ArchiveUnitProfile>\n")
    if unit.management is not None:
        parts.append(element_text(version, "Management", "ManagementType", unit.management))
    parts.append(element_text(version, "Content", "DescriptiveMetadataContentType", unit.content))
    parts += (
        f'<ArchiveUnit id="chartrier-R-{next(numbers)}"><ArchiveUnitRefId>{escaped(below)}</ArchiveUnitRefId>'
        "</ArchiveUnit>\n"
        for below in unit.below
    )
    parts += (
        "<DataObjectReference><DataObjectGroupReferenceId>"
        f"{escaped(group)}</DataObjectGroupReferenceId></DataObjectReference>\n"
        for group in unit.groups
    )
    parts.append("</ArchiveUnit>\n")
    return "".join(parts)
