"""Reading bytes as a bordereau, with what came out in one place."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from chartrier.records.finding import Findings
from chartrier.seda.bordereau import Bordereau
from chartrier.seda.controls.transfer import control_bordereau
from chartrier.seda.limits import DEFAULT, Limits
from chartrier.seda.reader import read_bordereau
from chartrier.seda.values import ElementValue
from chartrier.seda.versions import Version

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<ArchiveTransfer xmlns="fr:gouv:culture:archivesdefrance:seda:v2.1">
  <Date>2026-01-05T10:00:00</Date>
  <MessageIdentifier>M-1</MessageIdentifier>
  <ArchivalAgreement>ACCORD</ArchivalAgreement>
  <CodeListVersions/>
  <DataObjectPackage>
"""
TAIL = """
    <ManagementMetadata><OriginatingAgencyIdentifier>PROD</OriginatingAgencyIdentifier></ManagementMetadata>
  </DataObjectPackage>
  <ArchivalAgency><Identifier>ARCH</Identifier></ArchivalAgency>
  <TransferringAgency><Identifier>VERS</Identifier></TransferringAgency>
</ArchiveTransfer>
"""
DIGEST = "0f" * 64


def transfer(units: str, objects: str = "", version: Version = Version.V2_1) -> bytes:
    """A transfer around these units and objects."""
    body = f"{objects}\n<DescriptiveMetadata>\n{units}\n</DescriptiveMetadata>"
    return (HEAD + body + TAIL).replace("seda:v2.1", f"seda:v{version}").encode()


def unit(xml_id: str, inside: str = "", title: str = "Titre", content: str = "", management: str = "") -> str:
    return (
        f'<ArchiveUnit id="{xml_id}">{management}<Content><Title>{title}</Title>{content}</Content>'
        f"{inside}</ArchiveUnit>"
    )


def binary(
    xml_id: str,
    uri: str | None = None,
    usage: str = "BinaryMaster_1",
    digest: str = DIGEST,
    algorithm: str = "SHA-512",
    before: str = "",
) -> str:
    name = f"content/{xml_id}.pdf" if uri is None else uri
    return (
        f'<BinaryDataObject id="{xml_id}">{before}<DataObjectVersion>{usage}</DataObjectVersion>'
        f"<Uri>{name}</Uri>"
        f'<MessageDigest algorithm="{algorithm}">{digest}</MessageDigest></BinaryDataObject>'
    )


def physical(xml_id: str, usage: str = "PhysicalMaster_1") -> str:
    version = f"<DataObjectVersion>{usage}</DataObjectVersion>"
    return f'<PhysicalDataObject id="{xml_id}">{version}</PhysicalDataObject>'


def group(xml_id: str, *objects: str, logbook: str = "") -> str:
    return f'<DataObjectGroup id="{xml_id}">{"".join(objects)}{logbook}</DataObjectGroup>'


def to_group(xml_id: str) -> str:
    named = f"<DataObjectGroupReferenceId>{xml_id}</DataObjectGroupReferenceId>"
    return f"<DataObjectReference>{named}</DataObjectReference>"


def to_unit(xml_id: str, target: str) -> str:
    return f'<ArchiveUnit id="{xml_id}"><ArchiveUnitRefId>{target}</ArchiveUnitRefId></ArchiveUnit>'


@dataclass
class Kept:
    """A sink that keeps everything."""

    units: dict[int, tuple[ElementValue, ElementValue | None, str | None]] = field(default_factory=dict)
    objects: dict[int, tuple[ElementValue, ElementValue | None]] = field(default_factory=dict)

    def unit(self, number, content, management, profile):
        assert number not in self.units
        self.units[number] = (content, management, profile)

    def object(self, number, metadata, group_metadata):
        assert number not in self.objects
        self.objects[number] = (metadata, group_metadata)


@dataclass
class Trial:
    bordereau: Bordereau | None
    findings: Findings
    kept: Kept

    @property
    def codes(self) -> list[str]:
        return [finding.code for finding in self.findings]

    def one(self, code: str):
        (found,) = [finding for finding in self.findings if finding.code == code]
        assert found.message("fr")
        assert found.message("en")
        assert found.remedy("fr")
        return found


def read(folder: Path, data: bytes, *, strict: bool = False, limits: Limits = DEFAULT) -> Trial:
    """Read and control."""
    path = folder / "manifest.xml"
    path.write_bytes(data)
    findings, kept = Findings(), Kept()
    bordereau = read_bordereau(path, strict=strict, findings=findings, sink=kept, limits=limits)
    if bordereau is not None and bordereau.valid:
        control_bordereau(bordereau, findings)
    return Trial(bordereau, findings, kept)
