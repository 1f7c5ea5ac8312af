"""The report of a year: read once, told as JSON, CSV, and a document in French."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from chartrier.catalog.ages import ages_counted_at
from chartrier.clock import day_of
from chartrier.cockpit.kit.blanks import Blanks
from chartrier.cockpit.report.members import BASES, Cost, Shared, shared
from chartrier.cockpit.report.numbers import CHAPTERS, NUMBERS, Chapter, Number, Unit
from chartrier.cockpit.report.sources import Sources
from chartrier.papers import words
from chartrier.papers.blocks import Block, Cell, Column, Heading, List, Paper, Table, Text, Title
from chartrier.papers.blocks import Facts as Pairs
from chartrier.papers.sheet import sheet
from chartrier.records.tenant import Tenant
from chartrier.registers.register import collectivite

UNKNOWN = "inconnu"

NOTES = (
    "Chaque chiffre est la somme d’une liste : celle des inscriptions du journal, des relectures, des versements "
    "conservés ou des communes qui le font. Ces listes sont dans les pages du rapport, et en CSV. Ce qui est entré, "
    "sorti ou fait est compté au jour de son inscription au journal ; ce qui est conservé l’est au jour du rapport. Un "
    "fichier que partagent des unités d’âges différents compte dans chacun. Le registre des consultations oublie les "
    "plus anciennes.",
)


class Form(StrEnum):
    """In which a report is handed out."""

    PDF = "pdf"
    ODT = "odt"
    CSV = "csv"


@dataclass(frozen=True, slots=True)
class Report:
    """`values` are those of `NUMBERS`, in order; None for what is not known.

    `counted`: when the oldest of what is kept was counted, where that is not of now.
    """

    tenant: Tenant
    year: int
    made: datetime
    values: Sequence[tuple[Number, int | None]]
    shared: Sequence[Shared]
    counted: datetime | None = None

    @property
    def over(self) -> bool:
        """Whether the year was over when it was made."""
        return day_of(self.made).year > self.year

    def of(self, chapter: Chapter) -> list[tuple[Number, int | None]]:
        """The numbers of a chapter."""
        return [(number, value) for number, value in self.values if number.chapter is chapter]

    def as_json(self) -> dict[str, Any]:
        return {
            "tenant": self.tenant.code,
            "year": self.year,
            "day": day_of(self.made).isoformat(),
            "over": self.over,
            "counted": None if self.counted is None else self.counted.isoformat(),
            "numbers": {number.code: value for number, value in self.values},
            "conventions": [_json(each) for each in self.shared],
        }

    def written(self, form: Form) -> bytes:
        """The file. Raises Unavailable (PAP-001)."""
        match form:
            case Form.PDF:
                return _paper(self).pdf()
            case Form.ODT:
                # odfdo is large: it is loaded for who takes such a file
                from chartrier.papers.paper_odt import odt

                return odt(_paper(self))
            case Form.CSV:
                return sheet(("Chapitre", "Code", "Chiffre", "Valeur", "Unité", "Source"), _rows(self))


def report_of(
    tenant: Tenant,
    year: int,
    now: datetime,
    visible: Collection[int],
    *,
    cost: Cost | None = None,
    which: str | None = None,
    most: int | None = None,
) -> Report:
    """Ask everything once; nothing is written. What it is given is as `members.shared` wants it."""
    sources = Sources(tenant, year, day_of(now))
    values = [(number, number.value(sources)) for number in NUMBERS.values()]
    told = shared(sources, visible, cost=cost, which=which, most=most)
    keys = {tenant.key, *(int(member.party.code) for each in told for member in each.members if member.is_told)}
    counted = min(filter(None, map(ages_counted_at, sorted(keys))), default=None)
    return Report(tenant, year, now, values, told, counted)


def _json(of: Shared) -> dict[str, Any]:
    convention = of.convention
    return {
        "id": str(of.id),
        "name": convention.name,
        "cost_key": convention.cost_key,
        "report_by": convention.report_by,
        "indicators": list(convention.indicators),
        "cost": None if of.cost is None else str(of.cost.euros),
        "members": [
            {
                "name": member.party.name,
                "code": member.party.code,
                **{number.code: value for number, value in zip(BASES, member.values, strict=True)},
                "share": None if member.share is None else str(member.share),
            }
            for member in of.members
        ],
    }


def _rows(report: Report) -> Iterator[tuple[str, ...]]:
    for number, value in report.values:
        told = "" if value is None else str(value)
        chapter = CHAPTERS[number.chapter].fr
        yield (chapter, number.code, number.name.fr, told, number.unit.value, number.source.fr)
    for each in report.shared:
        for member in each.members:
            for number, value in zip(BASES, member.values, strict=True):
                told = "" if value is None else str(value)
                name = f"{member.party.name} : {number.name.fr}"
                yield (each.convention.name, number.code, name, told, number.unit.value, number.source.fr)
            if member.share is not None:
                yield (
                    each.convention.name,
                    "part",
                    f"{member.party.name} : part",
                    str(member.share),
                    "euros",
                    "calcul",
                )


def written_value(number: Number, value: int | None) -> str:
    """As documents write it."""
    if value is None:
        return UNKNOWN
    return words.amount(value) if number.unit is Unit.BYTES else words.number(value)


def _paper(report: Report) -> Paper:
    title, name = f"Rapport annuel {report.year}", collectivite(report.tenant).named
    blanks = Blanks(title)
    day = day_of(report.made)
    state = () if report.over else (f"Année en cours : chiffres au {words.day(day)}",)
    if report.counted is not None:
        state = (*state, f"Ce qui est conservé a été compté le {words.day(day_of(report.counted))}")
    blocks: list[Block] = [Title(title, (name, "Service d’archivage électronique", *state))]
    for chapter in Chapter:
        blocks.append(Heading(CHAPTERS[chapter].fr))
        rows = [
            (Cell(number.name.fr), Cell(written_value(number, value)), Cell(number.source.fr))
            for number, value in report.of(chapter)
        ]
        columns = (Column("Ce qui est compté", share=3), Column("Valeur", side="right"), Column("Source", share=2))
        blocks.append(Table(columns, rows))
    blocks.append(Heading("Commentaires"))
    comment = "faits marquants, incidents et leurs suites, projets"
    blocks.append(Text((blanks.blank(comment),)))
    for each in report.shared:
        blocks += _convention(each, blanks)
    if not report.shared:
        blocks += [Heading("Conventions"), Text(("Aucune convention n’était en vigueur cette année-là.",))]
    blocks.append(Text(NOTES, small=True))
    return Paper(
        title=f"{title}, {report.tenant.name}",
        head=name,
        reference=title,
        blocks=blocks,
        made=report.made,
        foot=(f"Édité le {words.day(day)}",),
        author=report.tenant.name,
        blanks=True,
    )


def _convention(of: Shared, blanks: Blanks) -> list[Block]:
    convention = of.convention
    cost = f"{words.decimal(of.cost.euros, 2)} €" if of.cost is not None else blanks.blank("coût de l’année")
    shares = any(each.share is not None for each in of.members)
    columns = [Column("Partie", share=2), *(Column(each.name.fr, side="right") for each in BASES)]
    columns += [Column("Part", side="right")] if shares else []
    rows = []
    for each in of.members:
        cells = [Cell(each.party.name)]
        cells += [Cell(written_value(*told)) for told in zip(BASES, each.values, strict=True)]
        if shares:
            cells.append(Cell("" if each.share is None else f"{words.decimal(each.share, 2)} €"))
        rows.append(tuple(cells))
    said: list[Block] = [
        Heading(f"Convention « {convention.name} »"),
        Pairs(
            (
                ("Rapport écrit par", convention.report_by or blanks.blank("qui écrit le rapport annuel")),
                ("Clé de répartition", convention.cost_key or blanks.blank("clé de répartition des coûts")),
                ("Coût de fonctionnement", cost),
                *((("Calcul", _formula(of.cost)),) if of.cost is not None and shares else ()),
            )
        ),
        Table(tuple(columns), rows),
    ]
    if convention.indicators:
        value = blanks.blank("valeur, si elle n’est pas ci-dessus")
        said.append(Text(("Indicateurs prévus par la convention :",)))
        said.append(List(tuple(f"{each} : {value}" for each in convention.indicators)))
    return said


def _formula(cost: Cost) -> str:
    equal = words.decimal(cost.equal * 100, 0)
    rest = words.decimal((1 - cost.equal) * 100, 0)
    return f"{equal}{words.FIXED}% à parts égales, {rest}{words.FIXED}% par habitant, arrondi au centime"
