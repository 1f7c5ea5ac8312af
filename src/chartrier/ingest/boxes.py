"""A list of boxes, as archivistes keep them in a spreadsheet. Each wrong cell is a finding with its line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import BinaryIO

from chartrier.ingest import paper_findings as say
from chartrier.records.finding import Findings, Place
from chartrier.rules.lists import read_rows
from chartrier.rules.series.vocabulary import SortFinal, read_choice
from chartrier.seda.moments import read_moment

COTE, TITLE, FROM, TO, METRES, STORED, RULE, START, FATE = COLUMNS = (
    "cote", "intitulé", "date de début", "date de fin", "métrage", "localisation", "règle", "départ", "sort final",
)  # fmt: skip
MOST = 100_000
_FRENCH = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_LONGEST = 2_000
LONGEST_SHELF = Decimal(100_000)


@dataclass(frozen=True, slots=True)
class Box:
    """One box, or any other thing on a shelf. Dates as SEDA writes them; `metres` linear, on the shelf."""

    cote: str
    title: str
    start: str | None
    end: str | None
    metres: Decimal | None
    stored: str | None
    rule: str | None
    rule_start: str | None
    fate: SortFinal | None


def read_boxes(stream: BinaryIO, findings: Findings, *, file: str) -> list[Box]:
    """The boxes of the list, in order. With a finding that refuses, take none of them."""
    boxes: list[Box] = []
    lines: dict[str, int] = {}
    for place, row in read_rows(stream, COLUMNS, findings, file=file):
        if len(boxes) == MOST:
            findings.add(say.TOO_MANY_BOXES, place, limit=MOST)
            break
        box = _read(row, place, findings)
        if box.cote in lines:
            findings.add(say.COTE_TWICE, place, cote=box.cote, first=lines[box.cote])
        lines.setdefault(box.cote, place.line or 0)
        boxes.append(box)
    if not boxes and not findings.refused:
        findings.add(say.EMPTY, Place(file))
    return boxes


def _read(row: Mapping[str, str], place: Place, findings: Findings) -> Box:
    cells = {column: " ".join(cell.split())[:_LONGEST] for column, cell in row.items()}
    cote = cells[COTE]
    if not cote:
        findings.add(say.NO_COTE, place)
    if not cells[TITLE]:
        findings.add(say.NO_TITLE, place, cote=cote)
    start, end, rule_start = (_date(cells[column], column, place, findings) for column in (FROM, TO, START))
    begun, ended = (read_moment(day) if day else None for day in (start, end))
    if begun and ended and ended.is_before(begun):
        findings.add(say.DATES_REVERSED, place, cote=cote)
    fate = read_choice(SortFinal, cells[FATE]) if cells[FATE] else None
    if cells[RULE] and fate in (None, SortFinal.UNKNOWN):
        findings.add(say.RULE_WITHOUT_FATE, place, cote=cote, value=cells[FATE][:40])
    return Box(
        cote, cells[TITLE], start, end, _metres(cells[METRES], place, findings), cells[STORED] or None,
        cells[RULE] or None, rule_start, fate,
    )  # fmt: skip


def _date(text: str, column: str, place: Place, findings: Findings) -> str | None:
    """As SEDA writes it; `31/05/1998` too. None for none, or after a finding."""
    if not text:
        return None
    if match := _FRENCH.fullmatch(text):
        text = f"{match[3]}-{int(match[2]):02}-{int(match[1]):02}"
    whole = column != START or len(text) == 10
    if not whole or read_moment(text) is None:
        findings.add(say.BAD_DATE, place, value=text[:40], column=column)
        return None
    return text


def _metres(text: str, place: Place, findings: Findings) -> Decimal | None:
    if not text:
        return None
    written = text.lower().removesuffix("ml").replace(",", ".").strip()
    try:
        metres = Decimal(written)
        if not re.fullmatch(r"[0-9]{1,6}(\.[0-9]{1,6})?", written) or not 0 < metres < LONGEST_SHELF:
            raise InvalidOperation
    except InvalidOperation:
        findings.add(say.BAD_LENGTH, place, value=text[:40])
        return None
    return metres


def metres_in(boxes: list[Box]) -> Decimal:
    """All together."""
    return sum(_known(boxes), Decimal(0))


def _known(boxes: list[Box]) -> Iterator[Decimal]:
    return (box.metres for box in boxes if box.metres is not None)
