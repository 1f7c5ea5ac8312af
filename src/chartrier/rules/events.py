"""A list of events that people made: from which day the rules of which units run.

Columns `identifiant;règle;date`, in UTF-8, separated by semicolons or commas; a date is 2026-03-31 or 31/03/2026. A
line without a date gives no event: a list of what waits is filled in by and by.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO
from uuid import UUID

from chartrier.records.finding import Findings, Place
from chartrier.rules import findings as say
from chartrier.rules.calendar import LAST_START_YEAR
from chartrier.rules.series.vocabulary import folded
from chartrier.rules.table import Table, table_rows

COLUMNS = ("identifiant", "règle", "date")
MOST_EVENTS = 100_000
LARGEST = 32 << 20
"""Characters of a whole list."""
_DAY = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})")
_FRENCH = re.compile(r"(?P<day>[0-9]{2})/(?P<month>[0-9]{2})/(?P<year>[0-9]{4})")
_SHOWN = 80
TABLE = Table(COLUMNS, LARGEST, MOST_EVENTS, say.NO_EVENT_COLUMN, say.TOO_MANY_EVENTS, say.CELLS, folded)


@dataclass(frozen=True, slots=True)
class EventLine:
    """What one line says; `line` is its number in the file."""

    line: int
    unit: UUID
    rule: str
    day: date


def read_events(stream: BinaryIO, findings: Findings, *, file: str) -> list[EventLine]:
    """The lines. Each wrong one is a finding with its number: with a finding, take none."""
    events: dict[tuple[UUID, str], EventLine] = {}
    try:
        for line, cells in table_rows(stream, TABLE, findings, file):
            place = Place(file, line)
            event = _event(line, cells, place, findings)
            if event is None:
                continue
            first = events.setdefault((event.unit, event.rule), event)
            if first is not event:
                findings.add(say.EVENT_TWICE, place, unit=str(event.unit), rule=event.rule, first=first.line)
    except UnicodeDecodeError:
        findings.add(say.NOT_A_LIST, Place(file), reason_fr="ce n'est pas de l'UTF-8", reason_en="it is not UTF-8")
    except csv.Error as error:
        said = str(error)[:_SHOWN]
        findings.add(say.NOT_A_LIST, Place(file), reason_fr=f"mal formée ({said})", reason_en=f"malformed ({said})")
    return list(events.values())


def read_day(text: str) -> date | None:
    """A day as people write it; None for anything else, or after the year 9000."""
    match = _DAY.fullmatch(text) or _FRENCH.fullmatch(text)
    if match is None or int(match["year"]) > LAST_START_YEAR:
        return None
    try:
        return date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        return None


def _event(line: int, cells: dict[str, str], place: Place, findings: Findings) -> EventLine | None:
    identifier, rule, text = (cells[folded(column)] for column in COLUMNS)
    if not text:
        return None
    try:
        unit = UUID(identifier)
    except ValueError:
        findings.add(say.BAD_EVENT_UNIT, place, value=identifier[:_SHOWN])
        return None
    if not rule:
        findings.add(say.NO_EVENT_RULE, place)
        return None
    day = read_day(text)
    if day is None:
        findings.add(say.BAD_EVENT_DAY, place, value=text[:_SHOWN])
        return None
    return EventLine(line, unit, rule, day)
