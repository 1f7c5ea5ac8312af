"""The bordereau of a dépôt or of a transfert: what goes to another archive, line by line.

A dépôt leaves the property with the collectivité (code du patrimoine, L212-11 and L212-12); both keep the list.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from chartrier.papers import words
from chartrier.papers.blocks import Cell, Column, Facts, Paper, Signatures, Table, Text, Title
from chartrier.papers.parties import Collectivite, Signed, frame
from chartrier.papers.sheet import sheet


class Nature(StrEnum):
    """What it is: the collectivité stays owner of what it deposits."""

    DEPOT = "dépôt"
    TRANSFERT = "transfert"


SENTENCES = {
    Nature.DEPOT: "La collectivité reste propriétaire des archives déposées ; ses registres en gardent la notice.",
    Nature.TRANSFERT: "Rien n’est effacé ici avant l’acceptation du destinataire et le contrôle de ses copies.",
}


@dataclass(frozen=True, slots=True)
class DepotLine:
    number: int
    title: str
    cote: str
    first: date | None
    last: date | None
    files: int
    size: int
    """Bytes."""
    metres: Decimal | None
    support: str
    access: str
    """Communicabilité, as it stands."""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class BordereauDepot:
    """`digest` is that of the lines; it is printed on every page."""

    number: str
    nature: Nature
    collectivite: Collectivite
    receiver: str
    day: date
    lines: Sequence[DepotLine]
    digest: str
    made: datetime
    message: str = ""
    """The MessageIdentifier of the ArchiveTransfer, where there is one."""
    by_collectivite: Signed | None = None
    by_receiver: Signed | None = None

    def pdf(self) -> bytes:
        """Raises Unavailable (PAP-001)."""
        return _paper(self).pdf()

    def csv(self) -> bytes:
        return sheet(SHEET, [_sheet_row(line) for line in self.lines])


SHEET = (
    "Numéro", "Intitulé", "Cote", "Date de début", "Date de fin", "Fichiers", "Octets", "Mètres linéaires", "Support",
    "Communicabilité", "Observations",
)  # fmt: skip

COLUMNS = (
    Column("N°", mm=11, side="right"),
    Column("Cote", mm=36),
    Column("Intitulé", share=3),
    Column("Dates extrêmes", mm=28),
    Column("Importance", mm=28, side="right"),
    Column("Communicabilité", mm=46),
    Column("Observations", mm=40),
)


def _paper(of: BordereauDepot) -> Paper:
    title = f"Bordereau de {of.nature} n°{words.FIXED}{of.number}"
    files = sum(line.files for line in of.lines)
    size = sum(line.size for line in of.lines)
    length = sum((line.metres or Decimal(0) for line in of.lines), Decimal(0))
    extent = f"{words.count(len(of.lines), 'ligne')}, {words.count(files, 'fichier')}, {words.volume(size, length)}"
    facts = [
        ("Collectivité", of.collectivite.named),
        ("Destinataire", of.receiver),
        ("Date du bordereau", words.day(of.day)),
        ("Contenu", extent),
    ]
    if of.message:
        facts.append(("Message SEDA", of.message))
    return Paper(
        title=title,
        head=of.collectivite.named,
        reference=f"{title} du {words.day(of.day)}",
        blocks=[
            Title(title, (f"vers : {of.receiver}",)),
            Facts(tuple(facts)),
            Text((SENTENCES[of.nature],)),
            Table(COLUMNS, [_row(line) for line in of.lines]),
            Signatures(
                (
                    frame("Pour la collectivité", ("remet les archives décrites ci-dessus.",), of.by_collectivite),
                    frame(
                        "Pour le destinataire", ("prend en charge les archives décrites ci-dessus.",), of.by_receiver
                    ),
                )
            ),
        ],
        made=of.made,
        foot=(f"Empreinte des lignes : {of.digest}",),
        landscape=True,
        author=of.collectivite.name,
    )


def _row(line: DepotLine) -> tuple[Cell, ...]:
    return (
        Cell(str(line.number)),
        Cell(line.cote or words.NOTHING),
        Cell(line.title, (line.support,)),
        Cell(words.extreme_dates(line.first, line.last)),
        Cell(words.volume(line.size, line.metres), (words.count(line.files, "fichier"),) if line.files else ()),
        Cell(line.access),
        Cell(line.remark),
    )


def _sheet_row(line: DepotLine) -> tuple[str, ...]:
    length = "" if line.metres is None else words.decimal(line.metres, 2).replace(words.NARROW, "")
    days = [day.isoformat() if day else "" for day in (line.first, line.last)]
    return (
        str(line.number), line.title, line.cote, *days, str(line.files), str(line.size), length, line.support,
        line.access, line.remark,
    )  # fmt: skip
