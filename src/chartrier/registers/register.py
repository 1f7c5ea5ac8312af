"""What all registers are: titled lines over a period, told as CSV, as JSON and as a document."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, BinaryIO, Generic, TypeVar

from chartrier.errors import InvalidInput
from chartrier.papers.blocks import Cell, Column
from chartrier.papers.parties import Collectivite
from chartrier.papers.register import Period
from chartrier.papers.register import Register as RegisterPaper
from chartrier.records.tenant import Tenant
from chartrier.registers.findings import TOO_LONG
from chartrier.rules.series.cells import guarded

MOST_IN_PDF = 10_000
"""Lines of one PDF; about twenty seconds and 2 GB of memory."""

Line = TypeVar("Line")


@dataclass(frozen=True, slots=True)
class Field(Generic[Line]):
    """A column of the CSV file: its header, and what it says of a line."""

    name: str
    read: Callable[[Line], str]


@dataclass(frozen=True, slots=True)
class Printed(Generic[Line]):
    """A column of the document."""

    column: Column
    read: Callable[[Line], Cell]


@dataclass(frozen=True, slots=True)
class Register(Generic[Line]):
    """One register of one tenant. `lines` reads it, some lines at a time, whenever it is called."""

    title: str
    tenant: Tenant
    period: Period
    lines: Callable[[], Iterator[Line]]
    fields: Sequence[Field[Line]]
    printed: Sequence[Printed[Line]]
    as_json: Callable[[Line], dict[str, Any]]
    totals: Callable[[Iterable[Line]], tuple[Cell, ...]]
    notes: tuple[str, ...] = ()

    def write_csv(self, stream: BinaryIO) -> int:
        """UTF-8 with a mark, semicolons, guarded cells; how many lines were written."""
        text = io.TextIOWrapper(stream, encoding="utf-8-sig", errors="backslashreplace", newline="", write_through=True)
        writer = csv.writer(text, delimiter=";", lineterminator="\n")
        writer.writerow([field.name for field in self.fields])
        count = 0
        for line in self.lines():
            writer.writerow([guarded(field.read(line)) for field in self.fields])
            count += 1
        text.detach()
        return count

    def pdf(self, today: date, made: datetime) -> bytes:
        """Raises InvalidInput (REG-001) when it is too long for one document, Unavailable (PAP-001)."""
        lines: list[Line] = []
        for line in self.lines():
            if len(lines) == MOST_IN_PDF:
                raise InvalidInput(TOO_LONG, most=MOST_IN_PDF)
            lines.append(line)
        return RegisterPaper(
            title=self.title,
            collectivite=collectivite(self.tenant),
            period=self.period,
            drawn=today,
            made=made,
            columns=tuple(each.column for each in self.printed),
            rows=[tuple(each.read(line) for each in self.printed) for line in lines],
            totals=self.totals(lines),
            notes=self.notes,
        ).pdf()


def csv_row(cells: Iterable[str]) -> bytes:
    """One line of CSV for people: semicolons, guarded cells."""
    text = io.StringIO()
    csv.writer(text, delimiter=";", lineterminator="\r\n").writerow([guarded(cell) for cell in cells])
    return text.getvalue().encode("utf-8", "backslashreplace")


def collectivite(tenant: Tenant) -> Collectivite:
    """The tenant as documents name it."""
    return Collectivite(tenant.name, tenant.siren)


def period_of(year: int | None) -> Period:
    """That year, or all time."""
    return Period(None, None) if year is None else Period(date(year, 1, 1), date(year, 12, 31))


def iso(day: date | None) -> str:
    """A day as files for machines write it; nothing for none."""
    return day.isoformat() if day else ""
