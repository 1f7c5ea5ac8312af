"""A text as the rows of a table."""

from __future__ import annotations

import csv
import io
from itertools import islice

ROWS = 500
COLUMNS = 100
LONGEST = 131_072
"""Characters of a cell that somebody may have written: in a longer one, most often a quote was not closed."""
_DELIMITERS = (";", ",", "\t", "|")


def rows_of(text: str) -> list[list[str]]:
    """The first rows of a CSV, whatever parts its cells; a row that is no CSV ends it."""
    return table_of(text)[0]


def table_of(text: str) -> tuple[list[list[str]], bool]:
    """The same, and whether they are all that the text has."""
    first = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=first.count)
    rows: list[list[str]] = []
    reader, whole = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), True
    try:
        for row in islice(reader, ROWS):
            # not left to the `csv` module, whose limit is the process's and others change
            if any(len(cell) > LONGEST for cell in row):
                return rows, False
            whole = whole and len(row) <= COLUMNS
            rows.append(row[:COLUMNS])
        whole = whole and next(reader, None) is None
    except csv.Error:
        whole = False
    return rows, whole
