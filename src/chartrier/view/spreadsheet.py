"""The view as a table to take away: CSV for anything, ODS for a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from enum import StrEnum

from chartrier.papers.legible import legible_data
from chartrier.records.finding import Language
from chartrier.rules.communicabilite.words import Words
from chartrier.rules.series.cells import guarded
from chartrier.view.area_view import AreaView
from chartrier.view.cells import COLUMNS, LEVELS, Column, Level
from chartrier.view.tenant_view import TenantView

CODE, NAME, TENANTS = Words("code", "code"), Words("nom", "name"), Words("collectivités", "collectivités")
SERIES, TITLE, TO_DO = Words("série", "series"), Words("intitulé", "title"), Words("à faire", "to do")

_SHOWN = [(column, level) for column in Column for level in Level if level is not Level.NONE]
"""What is counted of an area."""


class Form(StrEnum):
    """In which forms the table is handed out."""

    CSV = "csv"
    ODS = "ods"


def written(view: TenantView, form: Form, language: Language) -> bytes:
    """The file of a collectivité, a line a série."""
    return _file(f"{view.tenant.name} {view.on.isoformat()}", list(_rows(view, language)), form)


def area_written(view: AreaView, form: Form, language: Language) -> bytes:
    """The file of an area: a line for it, for each part of it and each collectivité, how many rows stand how."""
    return _file(view.area.name, list(_counts(view, language)), form)


def _file(title: str, rows: Sequence[Sequence[str]], form: Form) -> bytes:
    return _csv(rows) if form is Form.CSV else _ods(title, rows)


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
            line.append(cell.action.words.within(language) if cell.action is not None else "")
        yield line


def _counts(view: AreaView, language: Language) -> Iterator[list[str]]:
    head = [CODE.within(language), NAME.within(language), TENANTS.within(language)]
    for column, level in _SHOWN:
        head.append(f"{COLUMNS[column].within(language)} : {LEVELS[level].within(language)}")
    yield head
    for line in (view.whole, *view.parts, *view.tenants):
        counts = [str(line.summary[column][level]) for column, level in _SHOWN]
        yield [line.code, line.name, str(line.tenants), *counts]


def _csv(rows: Sequence[Sequence[str]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\n")
    writer.writerows([guarded(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig", errors="backslashreplace")


def _ods(title: str, rows: Sequence[Sequence[str]]) -> bytes:
    """Cells are texts, never formulas, whatever they begin with."""
    # large: it is loaded for who takes such a file
    from odfdo import Document, Table

    document = Document("spreadsheet")
    body = document.body
    body.clear()
    table = Table("Vue")
    table.set_values([[_shown(cell) for cell in row] for row in rows])
    body.append(table)
    document.meta.title = _shown(title)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _shown(text: str) -> str:
    return str(legible_data(text)).replace("\u200b", "")
