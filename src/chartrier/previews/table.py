"""A text as the rows of a table."""

from __future__ import annotations

import csv
import io
from itertools import islice

ROWS = 500
COLUMNS = 100
_DELIMITERS = (";", ",", "\t", "|")


def rows_of(text: str) -> list[list[str]]:
    """The first rows of a CSV, whatever parts its cells; a row that is no CSV ends it."""
    first = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=first.count)
    rows: list[list[str]] = []
    try:
        for row in islice(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), ROWS):
            rows.append(row[:COLUMNS])
    except csv.Error:
        pass
    return rows


def goes_on(text: str, rows: list[list[str]]) -> bool:
    """Whether a text may have more rows, or longer ones, than these, which are its first."""
    return (len(rows) >= ROWS and len(text.splitlines()) > ROWS) or any(len(row) >= COLUMNS for row in rows)
