"""SEDA 2.1 packages made for the tests, as small or as strange as they need."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

NAMESPACE = "fr:gouv:culture:archivesdefrance:seda:v2.1"


@dataclass
class Document:
    """A unit with one binary object."""

    name: str
    data: bytes
    title: str = ""
    digest: str | None = None
    size: int | None = None
    algorithm: str = "SHA-512"
    extra: str = ""
    management: str = ""


@dataclass
class Sip:
    """A transfer: documents below one unit. Everything may be overridden to make it wrong."""

    message: str = "MSG-1"
    agency: str = "SERVICE-VERSANT"
    producer: str = "SERVICE-PRODUCTEUR"
    title: str = "Dossier"
    documents: Sequence[Document] = field(default_factory=lambda: [Document("a.txt", b"bonjour\n", "Bonjour")])
    agreement: str = "ACCORD-1"
    root_extra: str = ""
    metadata: str = ""
    """Rules of `ManagementMetadata`."""
    undeclared: Mapping[str, bytes] = field(default_factory=dict)
    left_out: frozenset[str] = frozenset()

    def bordereau(self) -> bytes:
        objects = "".join(self._object(number, each) for number, each in enumerate(self.documents))
        units = "".join(self._unit(number, each) for number, each in enumerate(self.documents))
        return f"""<?xml version="1.0" encoding="UTF-8"?>
<ArchiveTransfer xmlns="{NAMESPACE}" xmlns:xlink="http://www.w3.org/1999/xlink" xml:id="transfer">
  <Comment>Essai</Comment>
  <Date>2026-01-02T03:04:05Z</Date>
  <MessageIdentifier>{escape(self.message)}</MessageIdentifier>
  <ArchivalAgreement>{escape(self.agreement)}</ArchivalAgreement>
  <CodeListVersions><MessageDigestAlgorithmCodeListVersion>x</MessageDigestAlgorithmCodeListVersion></CodeListVersions>
  <DataObjectPackage>
{objects}
    <DescriptiveMetadata>
      <ArchiveUnit id="U-root"><Management/>
        <Content><DescriptionLevel>RecordGrp</DescriptionLevel><Title>{escape(self.title)}</Title>{self.root_extra}</Content>
{units}
      </ArchiveUnit>
    </DescriptiveMetadata>
    <ManagementMetadata>
      <OriginatingAgencyIdentifier>{escape(self.producer)}</OriginatingAgencyIdentifier>{self.metadata}
    </ManagementMetadata>
  </DataObjectPackage>
  <ArchivalAgency><Identifier>ARCHIVES</Identifier></ArchivalAgency>
  <TransferringAgency><Identifier>{escape(self.agency)}</Identifier></TransferringAgency>
</ArchiveTransfer>
""".encode()

    def _object(self, number: int, each: Document) -> str:
        name = each.algorithm.lower().replace("-", "")
        digest = each.digest if each.digest is not None else hashlib.new(name, each.data).hexdigest()
        size = len(each.data) if each.size is None else each.size
        return f"""    <BinaryDataObject id="O-{number}">
      <DataObjectGroupId>G-{number}</DataObjectGroupId>
      <DataObjectVersion>BinaryMaster_1</DataObjectVersion>
      <Uri>Content/{escape(each.name)}</Uri>
      <MessageDigest algorithm={quoteattr(each.algorithm)}>{digest}</MessageDigest>
      <Size>{size}</Size>
      <FileInfo><Filename>{escape(each.name)}</Filename></FileInfo>
    </BinaryDataObject>
"""

    def _unit(self, number: int, each: Document) -> str:
        management = each.management and f"<Management>{each.management}</Management>"
        return f"""        <ArchiveUnit id="U-{number}">
          {management}<Content><DescriptionLevel>Item</DescriptionLevel>
          <Title>{escape(each.title or each.name)}</Title>{each.extra}</Content>
          <DataObjectReference><DataObjectGroupReferenceId>G-{number}</DataObjectGroupReferenceId></DataObjectReference>
        </ArchiveUnit>
"""

    def files(self) -> dict[str, bytes]:
        files = {"manifest.xml": self.bordereau()}
        files.update({f"Content/{each.name}": each.data for each in self.documents if each.name not in self.left_out})
        files.update(self.undeclared)
        return files

    def write(self, path: Path) -> Path:
        """As a zip."""
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in self.files().items():
                archive.writestr(name, data)
        return path
