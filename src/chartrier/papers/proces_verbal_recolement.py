"""The récolement: the procès-verbal de décharge et de prise en charge, and the état of what is there.

The outgoing maire (or président) is discharged, the incoming one takes charge. Three copies are printed, one after the
other: each of them keeps one, the Archives départementales the third.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import groupby

from chartrier.papers import words
from chartrier.papers.blocks import (
    Block,
    Cell,
    Column,
    Facts,
    Heading,
    List,
    NewPage,
    Paper,
    Signatures,
    Table,
    Text,
    Title,
)
from chartrier.papers.parties import Collectivite, frame


@dataclass(frozen=True, slots=True)
class Held:
    """A versement, or a paper article, that is there."""

    title: str
    cote: str
    first: date | None
    last: date | None
    units: int
    files: int
    size: int
    """Bytes."""
    metres: Decimal | None
    entered: date | None
    place: str
    remark: str = ""


@dataclass(frozen=True, slots=True)
class SeriesHeld:
    """What is there of one série, from one service producteur, at one place of the plan de classement."""

    code: str
    """Of the série; of each, where several apply; empty for none."""
    label: str
    agency: str
    heading: str
    """The title of its place in the plan; empty for none."""
    first: date | None
    last: date | None
    units: int
    files: int
    size: int
    """Bytes."""
    metres: Decimal | None
    lacunes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CopyState:
    """A copy: where it is, how far it goes, and what its last audit said."""

    name: str
    place: str
    standing: str
    audited: date | None
    result: str


@dataclass(frozen=True, slots=True)
class ProcesVerbalRecolement:
    """`at` is the day whose end the état is of. Without `incoming` and `outgoing` it is an état, with no discharge."""

    collectivite: Collectivite
    at: date
    drawn: date
    made: datetime
    series: Sequence[SeriesHeld]
    """All that versements brought and is there, by its classification; what has no série comes last."""
    electronic: Sequence[Held]
    paper: Sequence[Held]
    copies: tuple[CopyState, ...]
    gaps: tuple[str, ...]
    """What is missing or wrong, a sentence each."""
    journal: str
    """Number of entries and root of the journal, which prove what the état is of."""
    outgoing: str = ""
    incoming: str = ""

    def pdf(self) -> bytes:
        """Raises Unavailable (PAP-001)."""
        return _paper(self).pdf()


COPIES = (
    "Exemplaire de l’autorité sortante",
    "Exemplaire de l’autorité entrante, à conserver aux archives de la collectivité",
    "Exemplaire des Archives départementales",
)

OF_SERIES = (
    Column("Série", share=2),
    Column("Service producteur, plan de classement", share=2),
    Column("Dates extrêmes", mm=30),
    Column("Unités", mm=18, side="right"),
    Column("Importance", mm=34, side="right"),
    Column("Lacunes", share=1),
)
ELECTRONIC = (
    Column("Cote", mm=37),
    Column("Intitulé", share=3),
    Column("Dates extrêmes", mm=30),
    Column("Entrée le", mm=22),
    Column("Unités", mm=18, side="right"),
    Column("Importance", mm=34, side="right"),
    Column("Observations", mm=45),
)
ON_PAPER = (
    Column("Cote", mm=37),
    Column("Intitulé", share=3),
    Column("Dates extrêmes", mm=30),
    Column("Métrage", mm=24, side="right"),
    Column("Localisation", mm=50),
    Column("Observations", mm=45),
)
OF_COPIES = (
    Column("Copie", mm=28),
    Column("Emplacement", share=2),
    Column("État", share=1),
    Column("Dernier contrôle", mm=40),
    Column("Résultat", share=1),
)


def _paper(of: ProcesVerbalRecolement) -> Paper:
    name = "Procès-verbal de récolement" if of.incoming or of.outgoing else "État de récolement"
    blocks: list[Block] = []
    if of.incoming or of.outgoing:
        for position, holder in enumerate(COPIES):
            blocks += [*([NewPage()] if position else []), *_proces_verbal(of, holder)]
        blocks.append(NewPage())
    blocks += _etat(of)
    return Paper(
        title=f"{name} des archives, {of.collectivite.name}",
        head=of.collectivite.named,
        reference=f"{name} au {words.day(of.at)}",
        blocks=blocks,
        made=of.made,
        foot=(f"Journal : {of.journal}",),
        landscape=True,
        author=of.collectivite.name,
    )


def _proces_verbal(of: ProcesVerbalRecolement, holder: str) -> list[Block]:
    outgoing, incoming = of.outgoing or "…", of.incoming or "…"
    return [
        Title("Procès-verbal de récolement des archives", (holder,)),
        Facts(
            (
                ("Collectivité", of.collectivite.named),
                ("Autorité sortante", outgoing),
                ("Autorité entrante", incoming),
                ("État arrêté au", words.day(of.at)),
                ("Séries", words.number(len({each.code for each in of.series if each.code}))),
                ("Archives électroniques", _extent(of.electronic, "versement")),
                ("Archives sur papier", _extent(of.paper, "article") if of.paper else "non recensées dans cet état"),
                ("Journal de l’archive", of.journal),
            )
        ),
        Text(
            (
                "Les archives de la collectivité sont sa propriété ; elle en assure la conservation (code du "
                f"patrimoine, article L212-6). {outgoing} remet à {incoming}, qui en prend charge, les archives et "
                "leurs registres, tels que les décrit l’état de récolement joint.",
                _missing(of),
                f"Par la signature du présent procès-verbal, {outgoing} est déchargé(e) de la garde des archives ainsi "
                "décrites. Fait en trois exemplaires : l’autorité sortante, l’autorité entrante, les Archives "
                "départementales.",
            )
        ),
        Signatures(
            (
                frame("L’autorité sortante", (outgoing, "remet les archives et en reçoit décharge."), None),
                frame("L’autorité entrante", (incoming, "prend les archives en charge."), None),
            ),
            height=44,
        ),
    ]


def _missing(of: ProcesVerbalRecolement) -> str:
    if not of.gaps:
        return "Le récolement n’a relevé ni lacune ni désordre."
    return f"Le récolement a relevé {words.count(len(of.gaps), 'observation')}, portées à l’état joint."


def _etat(of: ProcesVerbalRecolement) -> list[Block]:
    blocks: list[Block] = [
        Title("État de récolement", (f"arrêté au {words.day(of.at)}, édité le {words.day(of.drawn)}",)),
        Heading("Par série"),
    ]
    if of.series:
        blocks.append(Table(OF_SERIES, _by_series(of.series)))
    else:
        blocks.append(Text(("Rien à cette date.",)))
    blocks.append(Heading("Archives électroniques, par versement"))
    if of.electronic:
        blocks.append(
            Table(ELECTRONIC, [_electronic(each) for each in of.electronic], _electronic_totals(of.electronic))
        )
    else:
        blocks.append(Text(("Aucun versement à cette date.",)))
    blocks.append(Heading("Archives sur papier"))
    if of.paper:
        blocks.append(Table(ON_PAPER, [_on_paper(each) for each in of.paper], _paper_totals(of.paper)))
    else:
        blocks.append(Text(("Non recensées dans cet état : aucune liste n’a été fournie.",)))
    blocks += [
        Heading("Copies"),
        Table(
            OF_COPIES,
            [
                (
                    Cell(each.name),
                    Cell(each.place),
                    Cell(each.standing),
                    Cell(words.day(each.audited)),
                    Cell(each.result),
                )
                for each in of.copies
            ],
        ),
        Heading("Lacunes et observations"),
        List(of.gaps) if of.gaps else Text(("Aucune.",)),
    ]
    return blocks


def _by_series(series: Sequence[SeriesHeld]) -> list[tuple[Cell, ...]]:
    """A série is named on its first row; one that has several rows is summed up on a row below them."""
    rows: list[tuple[Cell, ...]] = []
    for _, same in groupby(series, lambda each: each.code):
        held = list(same)
        rows += [_of_series(each, named=position == 0) for position, each in enumerate(held)]
        if len(held) > 1:
            rows.append(_together(held))
    return rows


def _of_series(each: SeriesHeld, *, named: bool) -> tuple[Cell, ...]:
    name = Cell(each.code or "Sans série", (each.label,) if each.label else ()) if named else Cell("")
    return (
        name,
        Cell(each.agency or words.NOTHING, (each.heading,) if each.heading else ()),
        Cell(words.extreme_dates(each.first, each.last)),
        Cell(words.number(each.units)),
        Cell(words.volume(each.size, each.metres), (words.count(each.files, "fichier"),) if each.files else ()),
        Cell(" ; ".join(each.lacunes)),
    )


def _together(held: Sequence[SeriesHeld]) -> tuple[Cell, ...]:
    first = min((each.first for each in held if each.first), default=None)
    last = max((each.last for each in held if each.last), default=None)
    files = sum(each.files for each in held)
    length = sum((each.metres or Decimal(0) for each in held), Decimal(0))
    return (
        Cell(""),
        Cell(f"Ensemble : {held[0].code or 'sans série'}"),
        Cell(words.extreme_dates(first, last)),
        Cell(words.number(sum(each.units for each in held))),
        Cell(words.volume(sum(each.size for each in held), length), (words.count(files, "fichier"),) if files else ()),
        Cell(""),
    )


def _sums(held: Sequence[Held]) -> tuple[int, int, int, Decimal]:
    return (
        sum(each.units for each in held),
        sum(each.files for each in held),
        sum(each.size for each in held),
        sum((each.metres or Decimal(0) for each in held), Decimal(0)),
    )


def _extent(held: Sequence[Held], singular: str) -> str:
    _, files, size, length = _sums(held)
    parts = [words.count(len(held), singular)]
    parts += [words.count(files, "fichier")] if files else []
    return ", ".join([*parts, words.volume(size, length)])


def _electronic(each: Held) -> tuple[Cell, ...]:
    return (
        Cell(each.cote),
        Cell(each.title),
        Cell(words.extreme_dates(each.first, each.last)),
        Cell(words.short_day(each.entered)),
        Cell(words.number(each.units)),
        Cell(words.volume(each.size, each.metres), (words.count(each.files, "fichier"),) if each.files else ()),
        Cell(each.remark),
    )


def _electronic_totals(held: Sequence[Held]) -> tuple[Cell, ...]:
    units, files, size, length = _sums(held)
    nothing = Cell("")
    total = Cell(f"Total : {words.count(len(held), 'versement')}")
    importance = Cell(words.volume(size, length), (words.count(files, "fichier"),))
    return (nothing, total, nothing, nothing, Cell(words.number(units)), importance, nothing)


def _on_paper(each: Held) -> tuple[Cell, ...]:
    return (
        Cell(each.cote or words.NOTHING),
        Cell(each.title),
        Cell(words.extreme_dates(each.first, each.last)),
        Cell(words.metres(each.metres)),
        Cell(each.place or words.NOTHING),
        Cell(each.remark),
    )


def _paper_totals(held: Sequence[Held]) -> tuple[Cell, ...]:
    nothing = Cell("")
    length = Cell(words.metres(_sums(held)[3]))
    return (nothing, Cell(f"Total : {words.count(len(held), 'article')}"), nothing, length, nothing, nothing)
