"""Writing an `ArchiveTransfer`: a stream from a header, groups and units, in the order the grammar table wants."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO, Literal

from chartrier.records.digest import Digest
from chartrier.seda.bordereau import Agency, Header
from chartrier.seda.grammar.notation import Particle
from chartrier.seda.grammar.table import table
from chartrier.seda.values import ORDER, ElementValue, children
from chartrier.seda.versions import Version
from chartrier.seda.xmlout import XmlOut, xml_document

_ALGORITHMS = {"md5": "MD5", "sha1": "SHA-1", "sha256": "SHA-256", "sha384": "SHA-384", "sha512": "SHA-512"}


@dataclass(frozen=True, slots=True)
class WrittenObject:
    """A data object to declare. `usage` as SEDA writes it (`BinaryMaster_1`); binary ones need `uri` and `digest`."""

    xml_id: str
    usage: str
    kind: Literal["binary", "physical"] = "binary"
    uri: str | None = None
    digest: Digest | None = None
    size: int | None = None
    filename: str | None = None
    format_id: str | None = None
    format_litteral: str | None = None
    mime_type: str | None = None
    last_modified: str | None = None
    physical_id: str | None = None
    dimensions: ElementValue | None = None
    """`PhysicalDimensions`, as an element value."""


@dataclass(frozen=True, slots=True)
class WrittenGroup:
    xml_id: str
    objects: tuple[WrittenObject, ...]


@dataclass(frozen=True, slots=True)
class WrittenReference:
    """A place in the tree for a unit that is described elsewhere; it has an xml id of its own."""

    xml_id: str
    target: str


@dataclass(frozen=True, slots=True)
class WrittenUnit:
    """A unit. `content` and `management` are element values (docs/format.md, section 2.6), in any order of names."""

    xml_id: str
    content: ElementValue
    management: ElementValue | None = None
    profile: str | None = None
    group: str | None = None
    units: Iterable[WrittenUnit | WrittenReference] = ()


def write_bordereau(
    stream: BinaryIO,
    header: Header,
    *,
    groups: Iterable[WrittenGroup],
    units: Iterable[WrittenUnit | WrittenReference],
    version: Version = Version.V2_1,
    vitam: bool = False,
) -> None:
    """Write the whole document, valid for the official schema of the version if header and values are complete.

    With `vitam`, values may hold what Vitam's variant has, and elements of any name where it lets them in. Raises
    ValueError on an element value that the version does not have, and on a group without objects where it wants some
    (SEDA 2.2 and later).
    """
    with xml_document(stream, version, "ArchiveTransfer") as out:
        values = _Values(out, version, vitam)
        for comment in (header.comment or "").splitlines():
            out.leaf("Comment", comment)
        out.leaf("Date", header.date)
        out.leaf("MessageIdentifier", header.message_identifier)
        out.leaf("ArchivalAgreement", header.archival_agreement)
        lists: ElementValue = {name: [text] for name, text in header.code_list_versions.items()}
        values.write("CodeListVersions", "CodeListVersionsType", lists)
        with out.element("DataObjectPackage"):
            for group in groups:
                if not group.objects and version is not Version.V2_1:
                    raise ValueError(f"the group {group.xml_id} holds no object, which SEDA {version} does not allow")
                _write_group(out, values, group)
            with out.element("DescriptiveMetadata"):
                for unit in units:
                    _write_unit(out, values, unit)
            values.write("ManagementMetadata", "ManagementMetadataType", _management_metadata(header))
        _write_agency(out, "ArchivalAgency", header.archival_agency)
        _write_agency(out, "TransferringAgency", header.transferring_agency)


def _management_metadata(header: Header) -> ElementValue:
    named = {
        "ArchivalProfile": header.archival_profile,
        "ServiceLevel": header.service_level,
        "AcquisitionInformation": header.acquisition_information,
        "LegalStatus": header.legal_status,
        "OriginatingAgencyIdentifier": header.originating_agency,
        "SubmissionAgencyIdentifier": header.submission_agency,
    }
    value: dict[str, str | list[ElementValue]] = {name: [text] for name, text in named.items() if text}
    rules = header.management if isinstance(header.management, dict) else {}
    return {**rules, **value}


def _write_group(out: XmlOut, values: _Values, group: WrittenGroup) -> None:
    with out.element("DataObjectGroup", {"id": group.xml_id}):
        for held in group.objects:
            name = "BinaryDataObject" if held.kind == "binary" else "PhysicalDataObject"
            with out.element(name, {"id": held.xml_id}):
                out.leaf("DataObjectVersion", held.usage)
                if held.kind == "physical":
                    out.leaf("PhysicalId", held.physical_id)
                    if held.dimensions is not None:
                        values.write("PhysicalDimensions", "DimensionsType", held.dimensions)
                else:
                    _write_binary(out, held)


def _write_binary(out: XmlOut, held: WrittenObject) -> None:
    out.leaf("Uri", held.uri)
    if held.digest is not None:
        algorithm = {"algorithm": _ALGORITHMS[held.digest.algorithm]}
        out.leaf("MessageDigest", held.digest.value, algorithm)
    out.leaf("Size", None if held.size is None else str(held.size))
    if held.format_litteral or held.mime_type or held.format_id:
        with out.element("FormatIdentification"):
            out.leaf("FormatLitteral", held.format_litteral)
            out.leaf("MimeType", held.mime_type)
            out.leaf("FormatId", held.format_id)
    if held.filename is not None:
        with out.element("FileInfo"):
            out.leaf("Filename", held.filename)
            out.leaf("LastModified", held.last_modified)


def _write_unit(out: XmlOut, values: _Values, unit: WrittenUnit | WrittenReference) -> None:
    with out.element("ArchiveUnit", {"id": unit.xml_id}):
        if isinstance(unit, WrittenReference):
            out.leaf("ArchiveUnitRefId", unit.target)
            return
        out.leaf("ArchiveUnitProfile", unit.profile)
        if unit.management is not None:
            values.write("Management", "ManagementType", unit.management)
        values.write("Content", "DescriptiveMetadataContentType", unit.content)
        for child in unit.units:
            _write_unit(out, values, child)
        if unit.group is not None:
            with out.element("DataObjectReference"):
                out.leaf("DataObjectGroupReferenceId", unit.group)


def _write_agency(out: XmlOut, name: str, agency: Agency | None) -> None:
    with out.element(name):
        out.leaf("Identifier", agency.identifier if agency else "")
        if agency is not None and agency.name:
            with (
                out.element("OrganizationDescriptiveMetadata"),
                out.element("{urn:chartrier:organization}Name"),
            ):
                out.text(agency.name)


class _Values:
    """Writes element values back to elements, their children in the order of the grammar table."""

    def __init__(self, out: XmlOut, version: Version, vitam: bool) -> None:
        self._out = out
        self._version = version
        self._vitam = vitam

    def write(self, name: str, type_name: str, value: ElementValue) -> None:
        if isinstance(value, str):
            self._out.leaf(name, value)
            return
        attributes = {key[1:]: held for key, held in value.items() if key[0] == "@" and isinstance(held, str)}
        with self._out.element(name, attributes):
            text = value.get("#")
            if isinstance(text, str):
                self._out.text(text)
            written = set(attributes) | {"#", ORDER}
            for particle, child in self._in_order(table().members(type_name), value):
                written.add(particle.name)
                self.write(particle.name, particle.type, child)
            unknown = {key for key, held in value.items() if key[0] != "@" and held} - written
            if self._vitam and table().free_type(type_name):
                for free in sorted(unknown):
                    for child in children(value, free):
                        self.write(free, "OpenType", child)
            elif unknown:
                raise ValueError(f"{name} has no {', '.join(sorted(unknown))} in SEDA {self._version}")

    def _in_order(self, members: Iterable[Particle], value: ElementValue) -> Iterator[tuple[Particle, ElementValue]]:
        for particle in members:
            if not particle.scope.holds(self._version, vitam=self._vitam):
                continue
            if particle.kind == "element":
                for child in children(value, particle.name):
                    yield particle, child
            elif particle.kind == "sequence" and particle.occurrence(self._version, self._vitam)[1] is None:
                yield from _repeated(particle.members, value)
            else:
                yield from self._in_order(particle.members, value)


def _repeated(members: Iterable[Particle], value: ElementValue) -> Iterator[tuple[Particle, ElementValue]]:
    """The children of a repeated sequence (a rule and its dates), in the order that the value tells.

    Where it tells none, the last of one name goes with the last of another: `Rule`, `Rule`, `StartDate` dates the
    second rule.
    """
    lists = [(inner, children(value, inner.name)) for inner in members]
    named = {inner.name: (inner, iter(held)) for inner, held in lists}
    order = children(value, ORDER)
    if order:
        for name in order:
            if isinstance(name, str) and name in named:
                inner, held = named[name]
                yield inner, next(held)
        return
    longest = max((len(held) for _, held in lists), default=0)
    for turn in range(longest):
        for inner, held_all in lists:
            index = turn - longest + len(held_all)
            if index >= 0:
                yield inner, held_all[index]
