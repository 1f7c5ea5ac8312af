"""Lists that people make: CSV with semicolons (or commas); each wrong line is a finding with its number."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from typing import BinaryIO

from chartrier.records.finding import Findings, Place
from chartrier.rules import list_findings as say
from chartrier.rules.encoding import text_of
from chartrier.rules.series.cells import unguarded
from chartrier.rules.series.vocabulary import folded
from chartrier.rules.table import bounded_lines, filled_rows

LARGEST = 64 << 20
"""Characters of a whole list."""
SHOWN = 80


def read_rows(
    stream: BinaryIO, columns: Sequence[str], findings: Findings, *, file: str, optional: Sequence[str] = ()
) -> Iterator[tuple[Place, Mapping[str, str]]]:
    """The rows after the header, by column, each with its place. Columns that are not asked for are left aside,
    `optional` ones that are not there are empty.
    """
    text = text_of(stream, LARGEST)
    try:
        lines = bounded_lines(text, LARGEST)
        start = next(lines, "")
        delimiter = "," if start.count(",") > start.count(";") else ";"
        names = [folded(unguarded(name)) for name in next(csv.reader([start], delimiter=delimiter, strict=True), [])]
        absent = [column for column in columns if folded(column) not in names]
        for column in absent:
            findings.add(say.NO_COLUMN, Place(file, 1), column=column, columns=", ".join(columns))
        if absent:
            return
        for line, cells in filled_rows(csv.reader(lines, delimiter=delimiter, strict=True), before=1):
            if len(cells) != len(names):
                findings.add(say.CELLS, Place(file, line), count=len(cells), expected=len(names))
                continue
            held = dict(zip(names, map(unguarded, cells), strict=True))
            yield Place(file, line), {column: held.get(folded(column), "").strip() for column in (*columns, *optional)}
    except UnicodeDecodeError:
        findings.add(say.NOT_A_LIST, Place(file), why="UTF-8")
    except csv.Error as error:
        findings.add(say.NOT_A_LIST, Place(file), why=str(error)[:SHOWN])
    finally:
        text.detach()
