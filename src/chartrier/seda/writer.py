"""Writing an `ArchiveTransfer`: a stream from a header, groups and units, in the order the grammar table wants."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import BinaryIO, Literal

from chartrier.records.digest import Digest
from chartrier.seda.bordereau import Agency, Header
from chartrier.seda.element_text import element_text
from chartrier.seda.fitting import Fitting, Grammar
from chartrier.seda.values import ElementValue
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

    With `vitam`, values may hold what Vitam's variant has too. Raises ValueError on an element value that the version
    does not have, and on a group without objects where it wants some (SEDA 2.2 and later).
    """
    grammar = Grammar(version, vitam)
    with xml_document(stream, version, "ArchiveTransfer") as out:
        for comment in (header.comment or "").splitlines():
            out.leaf("Comment", comment)
        out.leaf("Date", header.date)
        out.leaf("MessageIdentifier", header.message_identifier)
        out.leaf("ArchivalAgreement", header.archival_agreement)
        lists: ElementValue = {name: [text] for name, text in header.code_list_versions.items()}
        _write_value(out, grammar, "CodeListVersions", "CodeListVersionsType", lists)
        with out.element("DataObjectPackage"):
            for group in groups:
                if not group.objects and version is not Version.V2_1:
                    raise ValueError(f"the group {group.xml_id} holds no object, which SEDA {version} does not allow")
                _write_group(out, grammar, group)
            with out.element("DescriptiveMetadata"):
                for unit in units:
                    _write_unit(out, grammar, unit)
            management = _management_metadata(header)
            _write_value(out, grammar, "ManagementMetadata", "ManagementMetadataType", management)
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


def _write_group(out: XmlOut, grammar: Grammar, group: WrittenGroup) -> None:
    with out.element("DataObjectGroup", {"id": group.xml_id}):
        for held in group.objects:
            name = "BinaryDataObject" if held.kind == "binary" else "PhysicalDataObject"
            with out.element(name, {"id": held.xml_id}):
                out.leaf("DataObjectVersion", held.usage)
                if held.kind == "physical":
                    out.leaf("PhysicalId", held.physical_id)
                    if held.dimensions is not None:
                        _write_value(out, grammar, "PhysicalDimensions", "DimensionsType", held.dimensions)
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


def _write_unit(out: XmlOut, grammar: Grammar, unit: WrittenUnit | WrittenReference) -> None:
    with out.element("ArchiveUnit", {"id": unit.xml_id}):
        if isinstance(unit, WrittenReference):
            out.leaf("ArchiveUnitRefId", unit.target)
            return
        out.leaf("ArchiveUnitProfile", unit.profile)
        if unit.management is not None:
            _write_value(out, grammar, "Management", "ManagementType", unit.management)
        _write_value(out, grammar, "Content", "DescriptiveMetadataContentType", unit.content)
        for child in unit.units:
            _write_unit(out, grammar, child)
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


def _write_value(out: XmlOut, grammar: Grammar, name: str, type_name: str, value: ElementValue) -> None:
    fitting = Fitting()
    fitting.take(name, type_name, value)
    if grammar not in fitting.held:
        raise ValueError(f"SEDA {grammar.version} has no {fitting.refused[grammar]}")
    out.many([element_text(grammar.version, name, type_name, value)])
