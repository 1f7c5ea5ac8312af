"""What people say of instances that publish nothing, as a list: a line a place. Nobody signs it; its source is told."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import BinaryIO

from chartrier.geography.folding import fold
from chartrier.records.anonymity import FEWEST
from chartrier.records.finding import Finding, FindingKind, Findings, Place
from chartrier.rules.lists import read_rows
from chartrier.territory.findings import NO_NAME, NO_SOURCE
from chartrier.territory.importing import GIGABYTE, day_in
from chartrier.territory.observatory import findings as say
from chartrier.territory.observatory.publication import (
    FIRST_YEAR,
    LONGEST_NAME,
    SHOWN,
    Layer,
    Publication,
    Told,
    Untenable,
    Volume,
    place_in,
    require_apart,
    require_possible,
    telling,
)

COLUMNS = ("porteur", "annee", "territoire", "communes", "source", "date")
COLUMNS_TOO = (*(layer.value for layer in Layer), "versements", "volume_go")

Row = Mapping[str, str]


class Declared:
    """What a list says of one host and year."""

    def __init__(self, name: str, year: int) -> None:
        self.name, self.year = name, year
        self.places: list[Told] = []
        self.sources: dict[str, date] = {}


def read_list(stream: BinaryIO, findings: Findings, *, file: str, today: date) -> list[Declared]:
    """What a list says, by host and year; what is wrong with it is told, all of it."""
    found: dict[tuple[str, int], Declared] = {}
    for where, row in read_rows(stream, COLUMNS, findings, file=file, optional=COLUMNS_TOO):
        line = _Line(row, where, findings, today)
        name, year, place = line.name(), line.year(), line.place()
        communes = line.number("communes", needed=True)
        layers = {layer: number for layer in Layer if (number := line.number(layer.value)) is not None}
        volume, source = line.volume(), line.source(year)
        if line.wrong or year is None or place is None or communes is None or source is None:
            continue
        declared = found.setdefault((fold(name), year), Declared(name, year))
        declared.sources.setdefault(row["source"], source)
        declared.places.append(telling(place, communes, layers, volume if Layer.DEPOSITING in layers else None))
        try:
            require_apart(declared.places)
            require_possible(declared.places[-1:])
        except Untenable as problem:
            findings.add(say.NOT_APART, where, name=name[:SHOWN], year=year, why_fr=problem.fr, why_en=problem.en)
            declared.places.pop()
    return list(found.values())


def rows(publication: Publication, source: str) -> Iterable[Sequence[str]]:
    """The places of a publication as lines of a list, which reads them the same."""
    name, year, day = publication.instance, publication.year, publication.on
    for each in publication.places:
        volume = each.volume
        yield (
            name, str(year), each.written, str(each.communes), source, day.isoformat(),
            *(str(each.layers[layer]) if layer in each.layers else "" for layer in Layer),
            "" if volume is None else str(volume.versements),
            "" if volume is None else f"{volume.bytes / GIGABYTE:.9f}".rstrip("0").rstrip("."),
        )  # fmt: skip


class _Line:
    """One line; all that is wrong with it is told."""

    def __init__(self, row: Row, where: Place, findings: Findings, today: date) -> None:
        self.row, self.where, self.findings, self.today = row, where, findings, today
        self.wrong = False

    def name(self) -> str:
        name = " ".join(self.row["porteur"].split())[:LONGEST_NAME]
        if not fold(name):
            self._refuse(NO_NAME)
        return name

    def year(self) -> int | None:
        written = self.row["annee"]
        year = int(written) if re.fullmatch("[0-9]{4}", written) else 0
        if FIRST_YEAR <= year <= self.today.year:
            return year
        self._refuse(say.NO_YEAR, value=written[:SHOWN], first=FIRST_YEAR)
        return None

    def place(self) -> Told | None:
        found = place_in(self.row["territoire"])
        if found is None:
            self._refuse(say.NO_PLACE, place=self.row["territoire"][:SHOWN])
        return found

    def number(self, column: str, *, needed: bool = False, fewest: int = FEWEST) -> int | None:
        written = re.sub("[ \u202f\u00a0]", "", self.row[column])
        if not written and not needed:
            return None
        if re.fullmatch("[0-9]{1,15}", written) and int(written) >= fewest:
            return int(written)
        self._refuse(say.TOO_SMALL, value=self.row[column][:SHOWN], column=column, fewest=fewest)
        return None

    def volume(self) -> Volume | None:
        versements = self.number("versements", fewest=1)
        written = re.sub("[ \u202f\u00a0]", "", self.row["volume_go"]).replace(",", ".")
        if not written or versements is None:
            return None
        try:
            size = Decimal(written)
        except InvalidOperation:
            size = Decimal(-1)
        if not 0 <= size < 10**9:
            self._refuse(say.TOO_SMALL, value=self.row["volume_go"][:SHOWN], column="volume_go", fewest=0)
            return None
        return Volume(versements, int(size * GIGABYTE))

    def source(self, year: int | None) -> date | None:
        day = day_in(self.row["date"])
        if not self.row["source"] or day is None:
            self._refuse(NO_SOURCE)
            return None
        if day > self.today or (year is not None and day.year < year):
            self._refuse(say.NO_YEAR, value=self.row["date"][:SHOWN], first=FIRST_YEAR)
            return None
        return day

    def _refuse(self, kind: FindingKind, **values: str | int) -> None:
        self.wrong = True
        self.findings.append(Finding(kind, self.where, values))
