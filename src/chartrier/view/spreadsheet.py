"""The view as a table to take away: CSV for anything, ODS for a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from enum import StrEnum

from odfdo import Document, Table

from chartrier.papers.legible import legible_data
from chartrier.records.finding import Language
from chartrier.rules.communicabilite.words import Words
from chartrier.rules.series.cells import guarded
from chartrier.view.cells import COLUMNS, LEVELS
from chartrier.view.tenant_view import TenantView

SERIES, TITLE, TO_DO = Words("série", "series"), Words("intitulé", "title"), Words("à faire", "to do")


class Form(StrEnum):
    """In which forms the table is handed out."""

    CSV = "csv"
    ODS = "ods"


def written(view: TenantView, form: Form, language: Language) -> bytes:
    """The file."""
    rows = list(_rows(view, language))
    return _csv(rows) if form is Form.CSV else _ods(view, rows)


def _rows(view: TenantView, language: Language) -> Iterator[list[str]]:
    """A header, then a line a série: of each column its level, its state and what is to be done."""
    head = [SERIES.within(language), TITLE.within(language)]
    for words in COLUMNS.values():
        name = words.within(language)
        head += [name, f"{name} : {TO_DO.within(language)}"]
    yield head
    for row in view.rows:
        line = [row.code, row.title.within(language)]
        for column in COLUMNS:
            cell = row.cells[column]
            line.append(f"{LEVELS[cell.level].within(language)} : {cell.state.within(language)}")
            line.append(cell.action.within(language) if cell.action is not None else "")
        yield line


def _csv(rows: Sequence[Sequence[str]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\n")
    writer.writerows([guarded(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig", errors="backslashreplace")


def _ods(view: TenantView, rows: Sequence[Sequence[str]]) -> bytes:
    """Cells are texts, never formulas, whatever they begin with."""
    document = Document("spreadsheet")
    body = document.body
    body.clear()
    table = Table("Vue")
    table.set_values([[_shown(cell) for cell in row] for row in rows])
    body.append(table)
    document.meta.title = _shown(f"{view.tenant.name} {view.on.isoformat()}")
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _shown(text: str) -> str:
    return str(legible_data(text)).replace("\u200b", "")
