"""The figures of a year, as the yearly survey of archives services asks for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from chartrier.papers import words
from chartrier.papers.blocks import Block, Cell, Column, Heading, Paper, Table, Text, Title
from chartrier.papers.parties import Collectivite


@dataclass(frozen=True, slots=True)
class Figure:
    """`value` is written as it is to be read; `note` says what is counted."""

    name: str
    value: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Chapter:
    title: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class YearlyFigures:
    year: int
    collectivite: Collectivite
    drawn: date
    made: datetime
    chapters: Sequence[Chapter]
    notes: tuple[str, ...] = ()

    def pdf(self) -> bytes:
        """Raises Unavailable (PAP-001)."""
        blocks: list[Block] = [Title(f"Chiffres de l’année {self.year}", (self.collectivite.named,))]
        for chapter in self.chapters:
            blocks.append(Heading(chapter.title))
            rows = [(Cell(each.name, (each.note,) if each.note else ()), Cell(each.value)) for each in chapter.figures]
            blocks.append(Table((Column("Ce qui est compté", share=3), Column("Valeur", side="right")), rows))
        if self.notes:
            blocks.append(Text(self.notes, small=True))
        return Paper(
            title=f"Chiffres de l’année {self.year}",
            head=self.collectivite.named,
            reference=f"Chiffres de l’année {self.year}",
            blocks=blocks,
            made=self.made,
            foot=(f"Édité le {words.day(self.drawn)}",),
            author=self.collectivite.name,
        ).pdf()
