"""A workbook (OpenDocument) of plain sheets: every cell is text, whatever it holds."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from chartrier.papers.legible import MAY_END, legible_data


@dataclass(frozen=True, slots=True)
class Sheet:
    """`name` is ours: spreadsheets forbid some characters there."""

    name: str
    rows: Sequence[Sequence[str]]


def workbook(title: str, author: str, made: datetime, sheets: Sequence[Sheet]) -> bytes:
    """The file. A cell is of the type text: no spreadsheet takes it for a formula."""
    # large: it is loaded for who takes such a file
    from odfdo import Document, Table

    document = Document("spreadsheet")
    document.body.clear()
    document.meta.title = _shown(title)
    document.meta.creator = _shown(author)
    document.meta.creation_date = made.replace(tzinfo=None, microsecond=0)
    document.meta.date = made.replace(tzinfo=None, microsecond=0)
    for each in sheets:
        table = Table(each.name)
        table.set_values([[_shown(cell) for cell in row] for row in each.rows])
        document.body.append(table)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _shown(text: str) -> str:
    return " ; ".join(str(legible_data(line)).replace(MAY_END, "") for line in text.split("\n"))
