"""A retention table read from CSV. Each wrong cell is a finding with its line; a wrong line is left out.

UTF-8, with or without a mark, semicolons, the headers of `Column` whatever their capitals and accents.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import BinaryIO

from chartrier.records.finding import Findings, Place
from chartrier.rules.encoding import text_of
from chartrier.rules.series import findings as say
from chartrier.rules.series.cells import unguarded
from chartrier.rules.series.columns import Column
from chartrier.rules.series.line import SHOWN, read_line
from chartrier.rules.series.serie import Series
from chartrier.rules.series.vocabulary import folded
from chartrier.rules.table import bounded_lines, filled_rows

MOST_SERIES = 5_000
LONGEST_CELL = 2_000
LARGEST = 16 << 20
"""Characters of a whole table."""
_BREAKS = re.compile(r"[\t\n\v\f\r]+")
_COLUMNS = {folded(column): column for column in Column}
_ALL = ", ".join(Column)


def read_series(stream: BinaryIO, findings: Findings, *, file: str = "series.csv") -> dict[str, Series]:
    """The series by their codes, in the order of the table. With a finding that refuses, take none of them."""
    read: dict[str, Series] = {}
    lines: dict[str, int] = {}
    try:
        for number, cells in _rows(stream, findings, file):
            place = Place(file, number)
            series = read_line(cells, place, findings)
            if series is None:
                continue
            if series.code in read:
                findings.add(say.TWICE, place, code=series.code, first=lines[series.code])
                continue
            read[series.code], lines[series.code] = series, number
    except UnicodeDecodeError:
        findings.add(say.NOT_A_TABLE, Place(file), reason_fr="ce n'est pas de l'UTF-8", reason_en="it is not UTF-8")
    except csv.Error as error:
        said = str(error)[:SHOWN]
        findings.add(say.NOT_A_TABLE, Place(file), reason_fr=f"mal formé ({said})", reason_en=f"malformed ({said})")
    return read


def _rows(stream: BinaryIO, findings: Findings, file: str) -> Iterator[tuple[int, Mapping[Column, str]]]:
    """The lines after the header, by column, each with the number of its first line in the file."""
    text = text_of(stream, LARGEST)
    try:
        reader = csv.reader(bounded_lines(text, LARGEST), delimiter=";", strict=True)
        columns = _header(next(reader, []), findings, file)
        if columns is None:
            return
        for count, (first, row) in enumerate(filled_rows(reader), 1):
            if count > MOST_SERIES:
                findings.add(say.TOO_MANY_SERIES, Place(file, first), limit=MOST_SERIES)
                return
            cells = _cells(row, columns, Place(file, first), findings)
            if cells is not None:
                yield first, cells
    finally:
        text.detach()


def _header(row: Sequence[str], findings: Findings, file: str) -> list[Column | None] | None:
    """The column of each cell, None for one that is not ours; None altogether after a finding that refuses."""
    place = Place(file, 1)
    columns = [_COLUMNS.get(folded(unguarded(name))) for name in row]
    absent = [column for column in Column if column not in columns]
    twice = [column for column in Column if columns.count(column) > 1]
    for column in absent:
        findings.add(say.NO_COLUMN, place, column=column, columns=_ALL)
    for column in twice:
        findings.add(say.COLUMN_TWICE, place, column=column)
    for name, found in zip(row, columns, strict=True):
        if found is None and name.strip():
            findings.add(say.UNKNOWN_COLUMN, place, column=name.strip()[:SHOWN], columns=_ALL)
    return None if absent or twice else columns


def _cells(
    row: Sequence[str], columns: Sequence[Column | None], place: Place, findings: Findings
) -> Mapping[Column, str] | None:
    """The cells by column, line breaks taken for spaces; None after a finding."""
    if len(row) != len(columns):
        findings.add(say.CELLS, place, count=len(row), expected=len(columns))
        return None
    cells, bad = {}, False
    for column, written in zip(columns, row, strict=True):
        if column is None:
            continue
        cell = _BREAKS.sub(" ", unguarded(written)).strip()
        if len(cell) > LONGEST_CELL or any(unicodedata.category(char) == "Cc" for char in cell):
            findings.add(say.BAD_CELL, place, column=column, limit=LONGEST_CELL)
            bad = True
        cells[column] = cell
    return None if bad else cells
