"""A treatment read from cells, those of a CSV file, of a TOML table or of a form: all that is wrong is told."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from io import BytesIO
from typing import Any, TypeVar
from uuid import UUID

from chartrier.records.finding import Finding, FindingKind, Findings, Place
from chartrier.rules.calendar import Duration
from chartrier.rules.lists import read_rows
from chartrier.rules.series.dua import Kind, read_dua
from chartrier.rules.series.vocabulary import YesNo, folded
from chartrier.rules.treatments import findings as say
from chartrier.rules.treatments.columns import MEMBERS, SEVERAL, Column, Derived
from chartrier.rules.treatments.treatment import Processor, Transfer, Treatment
from chartrier.rules.treatments.vocabulary import Basis, DataKind, Part, SpecialGround

LONGEST = 2_000
MOST = 100
"""Values of a cell."""
SHOWN = 80
TABLE = "traitement"
_COUNTRY = re.compile(r"[A-Z]{2}")
_COLUMNS = {folded(column): column for column in Column}
_DERIVED = frozenset(map(folded, Derived))

Choice = TypeVar("Choice", bound=StrEnum)


def read_csv(data: bytes, findings: Findings, *, file: str) -> list[Treatment]:
    """The treatments of a CSV file. With a finding that refuses, take none of them."""
    needed = (Column.REFERENCE.value, Column.NAME.value)
    optional = [column.value for column in Column if column.value not in needed]
    rows = read_rows(BytesIO(data), needed, findings, file=file, optional=optional)
    read = (
        (place, read_cells({column: row[column.value] for column in Column}, place, findings)) for place, row in rows
    )
    return _once(read, findings)


def read_toml(data: bytes, findings: Findings, *, file: str) -> list[Treatment]:
    """The same of a TOML file: a table `[[traitement]]` each, lists for what has several values."""
    try:
        tables = tomllib.loads(data.decode()).get(TABLE)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as problem:
        findings.add(say.NOT_A_REGISTER, Place(file), file=file, why=str(problem)[:SHOWN])
        return []
    if not isinstance(tables, list) or not tables or not all(isinstance(each, dict) for each in tables):
        findings.add(say.NOT_A_REGISTER, Place(file), file=file, why=f"[[{TABLE}]] ?")
        return []
    return _once(_tables(tables, findings, file), findings)


def _tables(tables: list[dict[str, Any]], findings: Findings, file: str) -> Iterator[tuple[Place, Treatment | None]]:
    for table in tables:
        reference = next((str(value)[:SHOWN] for key, value in table.items() if folded(key) == "reference"), None)
        place = Place(file, unit=reference)
        yield place, read_table(table, place, findings)


def read_table(table: Mapping[str, Any], place: Place, findings: Findings) -> Treatment | None:
    """The treatment of a table of TOML; None after a finding."""
    cells = dict.fromkeys(Column, "")
    wrong = False
    for key, value in table.items():
        column = _COLUMNS.get(folded(key))
        if column is not None:
            cells[column] = "\n".join(map(_plain, value)) if isinstance(value, list) else _plain(value)
        elif folded(key) not in _DERIVED:
            findings.add(say.UNKNOWN_KEY, place, key=key[:SHOWN], keys=", ".join(Column))
            wrong = True
    return None if wrong else read_cells(cells, place, findings)


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return YesNo.YES if value else YesNo.NO
    return str(value)


def _once(read: Iterator[tuple[Place, Treatment | None]], findings: Findings) -> list[Treatment]:
    found: dict[str, Treatment] = {}
    for place, treatment in read:
        if treatment is None:
            continue
        if treatment.reference in found:
            findings.add(say.TWICE, place, reference=treatment.reference)
        found[treatment.reference] = treatment
    return list(found.values())


def read_cells(cells: Mapping[Column, str], place: Place, findings: Findings) -> Treatment | None:
    """The treatment; None after a finding."""
    return _Cells(cells, place, findings).treatment()


class _Cells:
    """The cells of one treatment being read, and whether one was wrong."""

    def __init__(self, cells: Mapping[Column, str], place: Place, findings: Findings) -> None:
        self._place, self._findings, self._wrong = place, findings, False
        self._lines = {column: self._clean(column, cells.get(column, "")) for column in Column}

    def treatment(self) -> Treatment | None:
        members: dict[str, Any] = {MEMBERS[column]: self._texts(column) for column in Column}
        members |= {
            "part": self._choice(Column.PART, Part),
            "convention": self._identifier(Column.CONVENTION),
            "basis": self._choice(Column.BASIS, Basis),
            "special_ground": self._choice(Column.SPECIAL_GROUND, SpecialGround),
            "data": tuple(dict.fromkeys(self._choices(Column.DATA, DataKind))),
            "processors": tuple(map(self._processor, self._lines[Column.PROCESSORS])),
            "transfers": tuple(map(self._transfer, self._lines[Column.TRANSFERS])),
            "series": tuple(dict.fromkeys(code for line in self._lines[Column.SERIES] for code in _words(line))),
            "active": self._duration(Column.ACTIVE),
            "told": self._duration(Column.TOLD),
            "begun": self._day(Column.BEGUN),
            "ended": self._day(Column.ENDED),
            "archive": self._choice(Column.ARCHIVE, YesNo) is YesNo.YES,
        }
        if not members["reference"] or not members["name"]:
            self._say(say.NOT_NAMED)
        if members["begun"] and members["ended"] and members["ended"] < members["begun"]:
            self._say(say.ENDS_BEFORE, first=str(members["begun"]), last=str(members["ended"]))
        return None if self._wrong else Treatment(**members)

    def _say(self, kind: FindingKind, **values: str | int) -> None:
        self._findings.append(Finding(kind, self._place, values))
        self._wrong = True

    def _clean(self, column: Column, text: str) -> list[str]:
        """The values of a cell, one a line where it may have several."""
        lines = text.splitlines() if column in SEVERAL else [text]
        cleaned = [" ".join(line.split()) for line in lines]
        kept = [line for line in cleaned if line]
        if len(kept) > MOST or any(len(line) > LONGEST or not line.isprintable() for line in kept):
            self._say(say.BAD_TEXT, column=column, limit=LONGEST, most=MOST)
            return []
        return kept

    def _texts(self, column: Column) -> str | tuple[str, ...]:
        lines = self._lines[column]
        return tuple(dict.fromkeys(lines)) if column in SEVERAL else "".join(lines)

    def _one(self, column: Column) -> str:
        return "".join(self._lines[column])

    def _choice(self, column: Column, vocabulary: type[Choice]) -> Choice | None:
        found = list(self._choices(column, vocabulary))
        return found[0] if found else None

    def _choices(self, column: Column, vocabulary: type[Choice]) -> Iterator[Choice]:
        words = {folded(member.value): member for member in vocabulary}
        for line in self._lines[column]:
            for written in _words(line) if column in SEVERAL else (line,):
                if folded(written) in words:
                    yield words[folded(written)]
                else:
                    self._say(say.NOT_A_CHOICE, value=written[:SHOWN], column=column, choices=", ".join(vocabulary))

    def _identifier(self, column: Column) -> UUID | None:
        text = self._one(column)
        try:
            return UUID(text) if text else None
        except ValueError:
            self._say(say.NOT_AN_IDENTIFIER, value=text[:SHOWN])
            return None

    def _day(self, column: Column) -> date | None:
        text = self._one(column)
        try:
            return date.fromisoformat(text) if text else None
        except ValueError:
            self._say(say.NOT_A_DAY, value=text[:SHOWN], column=column)
            return None

    def _duration(self, column: Column) -> Duration | None:
        text = self._one(column)
        dua = read_dua(text) if text else None
        if text and (dua is None or dua.kind is not Kind.LASTS):
            self._say(say.NOT_A_DURATION, value=text[:SHOWN], column=column)
            return None
        return dua.duration if dua is not None else None

    def _processor(self, line: str) -> Processor:
        name, country, contract, copies = self._parts(Column.PROCESSORS, line, 4)
        return Processor(name, country, contract, tuple(copies.split()))

    def _transfer(self, line: str) -> Transfer:
        recipient, country, guarantee = self._parts(Column.TRANSFERS, line, 3)
        if not country:
            self._say(say.NOT_A_COUNTRY, value=line[:SHOWN], column=Column.TRANSFERS)
        return Transfer(recipient, country, guarantee)

    def _parts(self, column: Column, line: str, count: int) -> list[str]:
        """The parts of a line; the second is a country."""
        parts = [part.strip() for part in line.split("|", count - 1)]
        parts += [""] * (count - len(parts))
        parts[1] = parts[1].upper()
        if parts[1] and not _COUNTRY.fullmatch(parts[1]):
            self._say(say.NOT_A_COUNTRY, value=parts[1][:SHOWN], column=column)
        return parts


def _words(line: str) -> list[str]:
    """Codes that a line may hold side by side."""
    return [word for word in re.split(r"[\s,;]+", line) if word]
