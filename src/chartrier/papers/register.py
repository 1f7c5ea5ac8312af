"""A register of an archive, as a table over a period: entrées, éliminations, transferts et dépôts, dérogations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from chartrier.papers import words
from chartrier.papers.blocks import Cell, Column, Facts, Paper, Table, Text, Title
from chartrier.papers.parties import Collectivite


@dataclass(frozen=True, slots=True)
class Period:
    """From a day to a day, both within; None for no end on that side."""

    first: date | None
    last: date | None

    @property
    def named(self) -> str:
        """`année 2026`, `du 1er janvier 2020 au 3 mars 2021`, `depuis l’origine`."""
        first, last = self.first, self.last
        if first and last and (first.month, first.day, last.month, last.day, last.year) == (1, 1, 12, 31, first.year):
            return f"année {first.year}"
        if first and last:
            return f"du {words.day(first)} au {words.day(last)}"
        if first:
            return f"depuis le {words.day(first)}"
        return f"jusqu’au {words.day(last)}" if last else "depuis l’origine"

    def has(self, day: date) -> bool:
        """Whether this day is within."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True)
class Register:
    """`rows` have as many cells as there are columns; `totals` too, or none."""

    title: str
    collectivite: Collectivite
    period: Period
    drawn: date
    """The day on which it is printed."""
    made: datetime
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Cell]]
    totals: tuple[Cell, ...] = ()
    notes: tuple[str, ...] = ()

    def pdf(self) -> bytes:
        """Raises Unavailable (PAP-001)."""
        extent = words.count(len(self.rows), "inscription")
        listed = Table(self.columns, self.rows, self.totals)
        return Paper(
            title=f"{self.title}, {self.period.named}",
            head=self.collectivite.named,
            reference=f"{self.title}, {self.period.named}",
            blocks=[
                Title(self.title, (self.period.named,)),
                Facts(
                    (
                        ("Collectivité", self.collectivite.named),
                        ("Période", self.period.named),
                        ("Édité le", words.day(self.drawn)),
                        ("Contenu", extent),
                    )
                ),
                listed if self.rows else Text(("Aucune inscription sur cette période.",)),
                *([Text(self.notes, small=True)] if self.notes else []),
            ],
            made=self.made,
            foot=(f"Édité le {words.day(self.drawn)}",),
            landscape=True,
            author=self.collectivite.name,
        ).pdf()
