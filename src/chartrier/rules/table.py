"""Reading a CSV of rules or séries that people made: bounded, and each row with the line where it begins."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from chartrier.records.finding import FindingKind, Findings, Place
from chartrier.rules.encoding import text_of
from chartrier.rules.series.cells import unguarded

LARGEST_CELL = 131_072
"""Characters of one cell. Ours: the limit of the `csv` module belongs to the whole process, whoever sets it."""


@dataclass(frozen=True, slots=True)
class Table:
    """What a table must be: its columns, found by `named` of their header; how large, and what is said of a wrong one.

    `largest`: characters of it all. `most`: rows.
    """

    columns: tuple[str, ...]
    largest: int
    most: int
    no_column: FindingKind
    too_many: FindingKind
    bad_cells: FindingKind
    named: Callable[[str], str] = str.strip


def bounded_lines(text: io.TextIOWrapper, largest: int) -> Iterator[str]:
    """The lines, as long as the table is of a size that can be one. Raises csv.Error beyond `largest` characters."""
    left = largest
    while line := text.readline(left + 1):
        left -= len(line)
        if left < 0:
            raise csv.Error(f"> {largest} characters")
        yield line


def filled_rows(reader: Any, before: int = 0) -> Iterator[tuple[int, list[str]]]:
    """The rows that a `csv.reader` still has, empty ones left out, each with the number of its first line.

    `before`: lines of the file that the reader was not given. Raises csv.Error for a cell that is too large.
    """
    line = reader.line_num + before + 1
    for cells in reader:
        first, line = line, reader.line_num + before + 1
        refuse_large(cells)
        if any(cell.strip() for cell in cells):
            yield first, cells


def refuse_large(cells: Iterable[str]) -> None:
    """Raises csv.Error for a cell that no person wrote: most often a quote that nothing closes."""
    if any(len(cell) > LARGEST_CELL for cell in cells):
        raise csv.Error(f"field larger than {LARGEST_CELL} characters")


def table_rows(stream: BinaryIO, table: Table, findings: Findings, file: str) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows after the header, by what their columns are named, each with the number of its first line in the file.

    Separated by semicolons or commas; columns that are not asked for stay. Raises UnicodeDecodeError, csv.Error.
    """
    text = text_of(stream, table.largest)
    try:
        lines = bounded_lines(text, table.largest)
        start = next(lines, "")
        delimiter = ";" if start.count(";") > start.count(",") else ","
        names = [table.named(name) for name in next(csv.reader([start], delimiter=delimiter, strict=True), [])]
        absent = [column for column in table.columns if table.named(column) not in names]
        for column in absent:
            findings.add(table.no_column, Place(file, 1), column=column, columns=", ".join(table.columns))
        if absent:
            return
        reader = csv.reader(lines, delimiter=delimiter, strict=True)
        for count, (first, cells) in enumerate(filled_rows(reader, before=1), 1):
            if count > table.most:
                findings.add(table.too_many, Place(file, first), limit=table.most)
                return
            if len(cells) != len(names):
                findings.add(table.bad_cells, Place(file, first), count=len(cells), expected=len(names))
                continue
            yield first, {name: unguarded(cell.strip()) for name, cell in zip(names, cells, strict=True)}
    finally:
        text.detach()
