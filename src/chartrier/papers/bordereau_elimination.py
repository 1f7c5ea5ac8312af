"""The bordereau d’élimination: what is proposed for destruction, line by line, and what was answered.

Code du patrimoine, L212-2 and R212-14: no public archives are destroyed without the visa of the Archives
départementales. The same document is printed before the visa, with places to sign and room for observations, and after
it, with the answer to each line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from chartrier.papers import words
from chartrier.papers.blocks import Block, Cell, Column, Facts, Paper, Signatures, Table, Text, Title
from chartrier.papers.parties import Collectivite, Signed, frame
from chartrier.papers.sheet import sheet


class Answer(StrEnum):
    """What the Archives départementales answer to a line."""

    ACCORDE = "accordé"
    REFUSE = "refusé"
    AJOURNE = "ajourné"


@dataclass(frozen=True, slots=True)
class LineVisa:
    """The answer to a line; a refusal has its motive (new sort final, longer DUA)."""

    answer: Answer
    motive: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One line. `title` has its sigles développés, and no name of a person where the series is nominative."""

    number: int
    title: str
    first: date | None
    last: date | None
    files: int
    size: int
    """Bytes."""
    metres: Decimal | None
    """Mètres linéaires of paper; None for none."""
    support: str
    dua: str
    depart: str
    """The event from which the DUA runs, with its day where there is one."""
    ended: date | None
    """The day on which the DUA was over."""
    reference: str
    """The text that the DUA is from, or the line of the tableau de gestion."""
    version: str
    motive: str
    versements: tuple[str, ...]
    visa: LineVisa | None = None
    visa_type: str = ""
    """By what it goes: the visa of the list, a standing authorisation…"""


@dataclass(frozen=True, slots=True)
class BordereauElimination:
    """`digest` is that of the lines, which signatures and visa are about; it is printed on every page."""

    number: str
    collectivite: Collectivite
    producer: str
    day: date
    lines: Sequence[Line]
    digest: str
    made: datetime
    sorting: str = ""
    """Method and rate of a tri; empty when the lines go whole."""
    by_producer: Signed | None = None
    by_authority: Signed | None = None
    by_archives: Signed | None = None
    imputed: bool = False
    """Whether lines were imputed on standing authorisations: before that, their type is what is foreseen."""

    def pdf(self) -> bytes:
        """Raises Unavailable (PAP-001)."""
        return _paper(self).pdf()

    def csv(self) -> bytes:
        return sheet(SHEET, [_sheet_row(line) for line in self.lines])


SHEET = (
    "Numéro", "Intitulé", "Date de début", "Date de fin", "Fichiers", "Octets", "Mètres linéaires", "Support", "DUA",
    "Départ", "Échéance", "Texte de référence", "Version", "Motif", "Versements", "Visa", "Observations",
    "Type de visa",
)  # fmt: skip

COLUMNS = (
    Column("N°", mm=10, side="right"),
    Column("Intitulé", share=3),
    Column("Dates extrêmes", mm=25),
    Column("Importance", mm=24, side="right"),
    Column("DUA, départ, échéance", mm=41),
    Column("Texte de référence, motif", mm=44),
    Column("Versement", mm=31),
    Column("Observations des AD", mm=38),
)


def _paper(of: BordereauElimination) -> Paper:
    seen = of.imputed or any(line.visa for line in of.lines)
    blocks: list[Block] = [
        Title(f"Bordereau d’élimination n°{words.FIXED}{of.number}", (of.producer,)),
        Facts(
            (
                ("Collectivité", of.collectivite.named),
                ("Service producteur", of.producer),
                ("Date du bordereau", words.day(of.day)),
                ("Contenu", _extent(of.lines)),
                *((("Tri", of.sorting),) if of.sorting else ()),
            )
        ),
        Text(
            (
                "Élimination d’archives publiques soumise au visa du directeur des Archives départementales "
                "(code du patrimoine, articles L212-2 et R212-14). Rien n’est détruit avant ce visa ; seules les "
                "lignes accordées le sont ensuite.",
                *([_STANDING] if any("autorisation" in line.visa_type for line in of.lines) else []),
            )
        ),
        Table(COLUMNS, [_row(line) for line in of.lines], _totals(of.lines)),
        *([Text((_answered(of.lines),))] if seen else []),
        Signatures(
            (
                frame("Le service producteur", ("propose l’élimination des lignes ci-dessus.",), of.by_producer),
                frame(
                    "L’autorité territoriale",
                    ("atteste que la durée d’utilité administrative de chaque ligne est échue.",),
                    of.by_authority,
                ),
                frame(
                    "Le directeur des Archives départementales",
                    ("vise le présent bordereau, selon les observations portées à chaque ligne.",),
                    of.by_archives,
                ),
            )
        ),
    ]
    return Paper(
        title=f"Bordereau d’élimination n° {of.number}",
        head=of.collectivite.named,
        reference=f"Bordereau d’élimination n°{words.FIXED}{of.number} du {words.day(of.day)}",
        blocks=blocks,
        made=of.made,
        foot=(f"Empreinte des lignes : {of.digest}",),
        landscape=True,
        author=of.collectivite.name,
        description=f"Bordereau d’élimination n° {of.number}, {of.collectivite.named}, {of.digest}",
    )


_ISO = re.compile(r"\b[0-9]{4}-[0-9]{2}-[0-9]{2}\b")
_STANDING = (
    "Les lignes qui portent « autorisation permanente » sont des catégories que le directeur des Archives "
    "départementales a autorisées d’avance ; son visa ou sa révocation l’emporte jusqu’à leur destruction."
)


def _extent(lines: Sequence[Line]) -> str:
    files, size, length = _sums(lines)
    return f"{words.count(len(lines), 'ligne')}, {words.count(files, 'fichier')}, {words.volume(size, length)}"


def _sums(lines: Sequence[Line]) -> tuple[int, int, Decimal]:
    return (
        sum(line.files for line in lines),
        sum(line.size for line in lines),
        sum((line.metres or Decimal(0) for line in lines), Decimal(0)),
    )


def _row(line: Line) -> tuple[Cell, ...]:
    return (
        Cell(str(line.number)),
        Cell(line.title, (line.support,)),
        Cell(words.extreme_dates(line.first, line.last)),
        _importance(line.files, line.size, line.metres),
        Cell(line.dua, (f"depuis : {_ISO.sub(_french, line.depart)}", f"échue le {words.short_day(line.ended)}")),
        Cell(line.reference, tuple(filter(None, (line.version, line.motive)))),
        Cell(line.versements[0] if line.versements else words.NOTHING, line.versements[1:]),
        Cell(line.visa.answer if line.visa else "", _observations(line)),
    )


def _french(day: re.Match[str]) -> str:
    return words.short_day(date.fromisoformat(day[0]))


def _observations(line: Line) -> tuple[str, ...]:
    return tuple(filter(None, (line.visa.motive if line.visa else "", line.visa_type)))


def _importance(files: int, size: int, length: Decimal | None) -> Cell:
    return Cell(words.volume(size, length), (words.count(files, "fichier"),) if files else ())


def _totals(lines: Sequence[Line]) -> tuple[Cell, ...]:
    dates = [day for line in lines for day in (line.first, line.last) if day is not None]
    span = words.extreme_dates(min(dates), max(dates)) if dates else words.NOTHING
    nothing = Cell("")
    total = f"Total : {words.count(len(lines), 'ligne')}"
    return (nothing, Cell(total), Cell(span), _importance(*_sums(lines)), nothing, nothing, nothing, nothing)


def _answered(lines: Sequence[Line]) -> str:
    """What was answered, in numbers; a line without answer is not one of those that may be destroyed."""
    told = []
    for answer in Answer:
        those = [line for line in lines if line.visa and line.visa.answer is answer]
        files, size, length = _sums(those)
        if those:
            extent = f"{words.count(files, 'fichier')}, {words.volume(size, length)}"
            told.append(f"{words.count(len(those), f'ligne {answer}e', f'lignes {answer}es')} ({extent})")
    standing = sum(line.visa is None and line.visa_type.startswith("autorisation") for line in lines)
    if standing:
        told.append(words.count(standing, "ligne par autorisation permanente", "lignes par autorisation permanente"))
    without = sum(line.visa is None for line in lines) - standing
    if without:
        told.append(f"{words.count(without, 'ligne')} sans réponse")
    return f"Visa : {' ; '.join(told)}."


def _sheet_row(line: Line) -> tuple[str, ...]:
    return (
        str(line.number), line.title, _iso(line.first), _iso(line.last), str(line.files), str(line.size),
        "" if line.metres is None else words.decimal(line.metres, 2).replace(words.NARROW, ""), line.support, line.dua,
        line.depart, _iso(line.ended), line.reference, line.version, line.motive, " ".join(line.versements),
        line.visa.answer if line.visa else "", line.visa.motive if line.visa else "", line.visa_type,
    )  # fmt: skip


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
