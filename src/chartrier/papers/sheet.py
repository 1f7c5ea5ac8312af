"""The lines of a document as CSV for a spreadsheet: UTF-8 with a mark, semicolons, guarded cells."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from chartrier.rules.series.cells import guarded


def sheet(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """The whole file. Line ends within a cell stay in it, between quotes."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([guarded(cell) for cell in row] for row in rows)
    # A lone surrogate can come from no file of an archive; were there one, it is named rather than refused.
    return text.getvalue().encode("utf-8-sig", "backslashreplace")
