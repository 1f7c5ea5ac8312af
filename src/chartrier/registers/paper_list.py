"""The list of paper archives that a récolement is given: a CSV file, findings line by line."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

from chartrier.errors import InvalidInput
from chartrier.papers.proces_verbal_recolement import Held
from chartrier.records.finding import Findings, Place
from chartrier.registers import findings as say
from chartrier.rules.encoding import decoded
from chartrier.rules.series.cells import unguarded
from chartrier.rules.series.vocabulary import folded
from chartrier.rules.table import refuse_large

COTE, TITLE, FIRST, LAST, METRES, PLACE, REMARK = (
    "cote", "intitulé", "début", "fin", "mètres linéaires", "localisation", "observations",
)  # fmt: skip
COLUMNS = (COTE, TITLE, FIRST, LAST, METRES, PLACE, REMARK)

LARGEST = 16 << 20
"""Bytes of the file."""
MOST = 10_000
"""Lines."""

_YEAR, _FRENCH = re.compile(r"[0-9]{4}"), re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")


def read_paper_list(path: Path, findings: Findings) -> list[Held]:
    """The articles of the list, in its order. Raises InvalidInput when the file cannot be read.

    What is wrong with a line is among the `findings`, with its number; the list must not be used then.
    """
    rows = _rows(path)
    header = next(rows, (1, []))[1]
    known = {folded(name): name for name in COLUMNS}
    names = [known.get(folded(cell)) for cell in header]
    for cell, name in zip(header, names, strict=True):
        if name is None and cell.strip():
            findings.add(say.PAPER_UNKNOWN_COLUMN, Place(path.name, 1), column=cell, columns=", ".join(COLUMNS))
    if TITLE not in names:
        findings.add(say.PAPER_NO_TITLE_COLUMN, Place(path.name, 1), columns=", ".join(COLUMNS))
        return []
    held = []
    for line, cells in rows:
        if not any(cell.strip() for cell in cells):
            continue
        told = {name: cell.strip() for name, cell in zip(names, cells, strict=False) if name is not None}
        held.append(_held(told, Place(path.name, line), findings))
    return held


def _rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    """The rows with the number of the line where each ends."""
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
        text = decoded(data)
    except (OSError, UnicodeDecodeError) as problem:
        reason = "UTF-8" if isinstance(problem, UnicodeDecodeError) else str(problem.strerror or problem)
        raise InvalidInput(say.PAPER_UNREADABLE, path=str(path), reason=reason) from problem
    if len(data) > LARGEST or "\0" in text:
        reason = f"> {LARGEST >> 20} Mio" if len(data) > LARGEST else "NUL"
        raise InvalidInput(say.PAPER_UNREADABLE, path=str(path), reason=reason)
    first = text.split("\n", 1)[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=";" if ";" in first else ",")
    try:
        for count, row in enumerate(reader):
            if count > MOST:
                raise InvalidInput(say.PAPER_UNREADABLE, path=str(path), reason=f"> {MOST}")
            refuse_large(row)
            yield reader.line_num, [unguarded(cell) for cell in row]
    except csv.Error as problem:
        raise InvalidInput(say.PAPER_UNREADABLE, path=str(path), reason=str(problem)) from problem


def _held(told: Mapping[str, str], place: Place, findings: Findings) -> Held:
    if not told.get(TITLE):
        findings.add(say.PAPER_NO_TITLE, place)
    first = _day(told.get(FIRST, ""), FIRST, place, findings)
    last = _day(told.get(LAST, ""), LAST, place, findings)
    if first and last and last < first:
        findings.add(say.PAPER_DATES_REVERSED, place, first=first.isoformat(), last=last.isoformat())
    return Held(
        title=told.get(TITLE, ""),
        cote=told.get(COTE, ""),
        first=first,
        last=last,
        units=0,
        files=0,
        size=0,
        metres=_metres(told.get(METRES, ""), place, findings),
        entered=None,
        place=told.get(PLACE, ""),
        remark=told.get(REMARK, ""),
    )


def _day(text: str, column: str, place: Place, findings: Findings) -> date | None:
    """A day; the first or last one of a year alone."""
    if not text:
        return None
    try:
        if _YEAR.fullmatch(text):
            return date(int(text), 1, 1) if column == FIRST else date(int(text), 12, 31)
        if french := _FRENCH.fullmatch(text):
            day, month, year = map(int, french.groups())
            return date(year, month, day)
        return date.fromisoformat(text)
    except ValueError:
        findings.add(say.PAPER_BAD_DATE, place, value=text, column=column)
        return None


def _metres(text: str, place: Place, findings: Findings) -> Decimal | None:
    if not text:
        return None
    plain = re.sub(r"\s*(ml|m)?$", "", text.casefold()).replace(",", ".")
    try:
        value = Decimal(plain)
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite() or not 0 <= value <= 1_000_000:
        findings.add(say.PAPER_BAD_METRES, place, value=text)
        return None
    return value
