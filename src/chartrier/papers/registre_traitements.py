"""The register of treatments of personal data (RGPD, art. 30), to be printed and shown to the CNIL."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from chartrier.papers import words
from chartrier.papers.blocks import Block, Cell, Column, Facts, Heading, NewPage, Paper, Table, Text, Title
from chartrier.papers.parties import Collectivite

TITLE = "Registre des activités de traitement"


@dataclass(frozen=True, slots=True)
class Entry:
    """One treatment. `facts`: headings and what they say; `kept`: series, base active, intermédiaire, sort final.

    `for_others`: it is done as a processor (art. 30(2)).
    """

    reference: str
    name: str
    part: str
    for_others: bool
    dates: str
    facts: tuple[tuple[str, str], ...]
    kept: Sequence[tuple[str, str, str, str]]


@dataclass(frozen=True, slots=True)
class TreatmentsRegister:
    """`holder`: who keeps it, by name and value."""

    collectivite: Collectivite
    holder: tuple[tuple[str, str], ...]
    drawn: date
    made: datetime
    entries: Sequence[Entry]

    def pdf(self) -> bytes:
        """Raises Unavailable (PAP-001)."""
        blocks: list[Block] = [
            Title(TITLE, ("règlement (UE) 2016/679, article 30",)),
            Facts(
                (
                    ("Collectivité", self.collectivite.named),
                    *self.holder,
                    ("Édité le", words.day(self.drawn)),
                    ("Contenu", words.count(len(self.entries), "traitement")),
                )
            ),
        ]
        own = [each for each in self.entries if not each.for_others]
        others = [each for each in self.entries if each.for_others]
        blocks += _list("Traitements dont la collectivité répond (article 30, 1)", own)
        blocks += _list("Traitements faits pour le compte d'autres (article 30, 2)", others)
        for each in (*own, *others):
            blocks += [NewPage(), *_entry(each)]
        return Paper(
            title=f"{TITLE}, {self.collectivite.name}",
            head=self.collectivite.named,
            reference=TITLE,
            blocks=blocks,
            made=self.made,
            foot=(f"Édité le {words.day(self.drawn)}",),
            author=self.collectivite.name,
        ).pdf()


def _list(title: str, entries: Sequence[Entry]) -> list[Block]:
    if not entries:
        return [Heading(title), Text(("Aucun traitement n'est inscrit.",))]
    columns = (Column("Référence", mm=44), Column("Traitement", share=2), Column("La collectivité est"))
    return [
        Heading(title),
        Table(columns, [(Cell(each.reference), Cell(each.name), Cell(each.part)) for each in entries]),
    ]


def _entry(entry: Entry) -> list[Block]:
    columns = (Column("Série"), Column("Base active"), Column("Archivage intermédiaire"), Column("Sort final"))
    return [
        Heading(f"{entry.reference} : {entry.name}"),
        Text((entry.dates,), small=True),
        Facts(entry.facts),
        Heading("Durées, d'après les règles d'archivage"),
        Table(columns, [tuple(map(Cell, row)) for row in entry.kept]),
    ]
