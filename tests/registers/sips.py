"""Versements for registers: several units at the top, paper that was measured, modes of entry."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tests.ingest.archive import Bench
from tests.packages_of_ours import Document, Sip


@dataclass
class RegisterSip(Sip):
    """A transfer with a second unit at the top, `boxes` things on paper, and an AcquisitionInformation."""

    acquisition: str | None = None
    cote: str = ""
    boxes: tuple[str, ...] = ()
    """The `PhysicalDimensions` of each."""
    bare: bool = False
    """Whether a unit without object comes along."""

    def bordereau(self) -> bytes:
        text = super().bordereau().decode()
        boxes = "".join(
            f'<ArchiveUnit id="U-box-{box}"><Content><DescriptionLevel>Item</DescriptionLevel>'
            f"<Title>Carton {box}</Title></Content><DataObjectReference>"
            f"<DataObjectGroupReferenceId>G-box-{box}</DataObjectGroupReferenceId>"
            "</DataObjectReference></ArchiveUnit>"
            for box in range(len(self.boxes))
        )
        cote = (
            f"<ArchivalAgencyArchiveUnitIdentifier>{self.cote}</ArchivalAgencyArchiveUnitIdentifier>"
            if self.cote
            else ""
        )
        if self.boxes or self.cote:
            text = text.replace(
                "    </DescriptiveMetadata>",
                f'      <ArchiveUnit id="U-boxes"><Content><DescriptionLevel>File</DescriptionLevel>'
                f"<Title>Cartons</Title>{cote}</Content>{boxes}</ArchiveUnit>\n    </DescriptiveMetadata>",
            )
        if self.bare:
            text = text.replace(
                "    </DescriptiveMetadata>",
                '      <ArchiveUnit id="U-bare"><Content><DescriptionLevel>File</DescriptionLevel>'
                "<Title>Sans objet</Title></Content></ArchiveUnit>\n    </DescriptiveMetadata>",
            )
        if self.acquisition is not None:
            text = text.replace(
                "<OriginatingAgencyIdentifier>",
                f"<AcquisitionInformation>{self.acquisition}</AcquisitionInformation><OriginatingAgencyIdentifier>",
            )
        return text.encode()

    def _object(self, number: int, each: Document) -> str:
        things = "".join(
            f"""    <PhysicalDataObject id="P-{box}">
      <DataObjectGroupId>G-box-{box}</DataObjectGroupId>
      <DataObjectVersion>PhysicalMaster_1</DataObjectVersion>
      <PhysicalId>Carton {box}</PhysicalId>
      <PhysicalDimensions>{dimensions}</PhysicalDimensions>
    </PhysicalDataObject>
"""
            for box, dimensions in enumerate(self.boxes)
        )
        return super()._object(number, each) + (things if number == len(self.documents) - 1 else "")


BOX = '<Width unit="centimetre">10.5</Width><Height unit="centimetre">25</Height><Depth unit="centimetre">33</Depth>'
DATED = "<StartDate>1998</StartDate><EndDate>2004-06-30</EndDate>"


def fill(bench: Bench, folder: Path) -> None:
    """Three entries with a rejection between them."""
    bench.accept(Sip(message="M-1", title="Délibérations", root_extra=DATED).write(folder / "1.zip"))
    broken = Sip(message="M-2", documents=[Document("a.txt", b"x", digest="00" * 64)])
    bench.reject(broken.write(folder / "2.zip"))
    bench.accept(
        RegisterSip(
            message="=M-3", title="@Plans", acquisition="Don de Mme Petit, 2024", boxes=(BOX, BOX), cote="12 W 1-2"
        ).write(folder / "3.zip")
    )
    bench.accept(RegisterSip(message="M-4", title="Vide", bare=True).write(folder / "4.zip"))
