"""The register of readings: who opened what, when, under which regime and why. Identifiers: never a title."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from chartrier.catalog.archive.questions import titles
from chartrier.catalog.consultations.register import (
    CHUNK,
    Consultation,
    Sought,
    consultations_of,
    newest_consultations,
)
from chartrier.catalog.people.directory import names_of, persons
from chartrier.clock import day_of, in_france, read_instant, write_instant
from chartrier.papers import words
from chartrier.papers.blocks import Cell, Column
from chartrier.papers.register import Period
from chartrier.records.tenant import Tenant
from chartrier.registers.register import Field, Printed, Register, csv_row, period_of
from chartrier.rules.communicabilite.regime import Regime
from chartrier.rules.communicabilite.words import Words

OPERATOR = "exploitant de la machine"


@dataclass(frozen=True, slots=True)
class Line:
    """A reading, and the name that its person has today: the register has their identifier only."""

    reading: Consultation
    name: str
    title: str = ""
    """Of the unit that was read, as it is called today: a page shows it, the register never keeps it."""

    @property
    def regime(self) -> str:
        return self.regime_words.fr

    @property
    def regime_words(self) -> Words:
        return Regime(self.reading.regime).words


def register_of_readings(tenant: Tenant, year: int | None, years: int) -> Register[Line]:
    """The register of a year, or of all that it holds, which is no older than `years`."""
    period = period_of(year)
    return Register(
        title="Registre des consultations",
        tenant=tenant,
        period=period,
        lines=partial(_lines, tenant.key, period),
        fields=_FIELDS,
        printed=_PRINTED,
        as_json=_as_json,
        totals=_totals,
        notes=(
            "Chaque lecture est inscrite avant que rien soit donné. Accès administratif : par les droits de qui lit ;"
            " accès du public : communicabilité, ouverture anticipée ou dérogation.",
            f"Une lecture est gardée {words.count(years, 'an')}, puis effacée ; ce registre n'est dans aucune copie.",
        ),
    )


def _lines(tenant: int, period: Period) -> Iterator[Line]:
    names = {person.id: person.name for person in persons()}
    for reading in consultations_of(tenant, _beginning(period.first), _beginning(period.last, days=1)):
        day = day_of(reading.at)
        if (period.first is None or day >= period.first) and (period.last is None or day <= period.last):
            person = reading.person
            yield Line(reading, OPERATOR if person is None else names.get(person, ""))


def _beginning(day: date | None, days: int = 0) -> datetime | None:
    """An instant before the day begins in France, or, with `days`, after it has ended: what is read is then sieved."""
    if day is None or day == date.max:
        return None
    midnight = datetime.combine(day + timedelta(days), time(), UTC)
    return midnight if days or day == date.min else midnight - timedelta(hours=2)


def _text(value: UUID | str | None) -> str:
    return "" if value is None else str(value)


def _field(name: str, read: Callable[[Consultation], UUID | str | None]) -> Field[Line]:
    return Field(name, lambda line: _text(read(line.reading)))


_FIELDS: tuple[Field[Line], ...] = (
    _field("instant", lambda reading: write_instant(reading.at)),
    Field("regime", lambda line: line.regime),
    _field("lu", lambda reading: str(reading.what)),
    _field("unite", lambda reading: reading.unit),
    _field("objet", lambda reading: reading.object),
    _field("personne", lambda reading: reading.person),
    Field("nom", lambda line: line.name),
    _field("motif", lambda reading: reading.motive),
    _field("lecteur", lambda reading: reading.reader),
    _field("derogation", lambda reading: reading.derogation),
    _field("acte", lambda reading: reading.act),
    _field("extraits", lambda reading: " ".join(map(str, reading.passages))),
)


def _who(line: Line) -> Cell:
    reading = line.reading
    reader = (f"lecteur {reading.reader}",) if reading.reader else ()
    return Cell(line.name or _text(reading.person), (*((str(reading.person),) if reading.person else ()), *reader))


def _by_which(line: Line) -> Cell:
    reading = line.reading
    derogation = (f"dérogation {reading.derogation}",) if reading.derogation else ()
    return Cell(line.regime, (*derogation, *((f"acte {reading.act}",) if reading.act else ())))


_PRINTED: tuple[Printed[Line], ...] = (
    Printed(
        Column("Date", mm=24),
        lambda line: Cell(words.short_day(day_of(line.reading.at)), (f"{in_france(line.reading.at):%H:%M:%S %Z}",)),
    ),
    Printed(Column("Qui", mm=50), _who),
    Printed(Column("Régime", mm=50), _by_which),
    Printed(
        Column("Ce qui a été lu", mm=62),
        lambda line: Cell(
            str(line.reading.what),
            tuple(
                f"{kind} {each}"
                for kind, each in (
                    ("unité", line.reading.unit),
                    ("objet", line.reading.object),
                    *(("extrait de", each) for each in line.reading.passages),
                )
                if each
            ),
        ),
    ),
    Printed(Column("Motif", mm=50), lambda line: Cell(line.reading.motive or words.NOTHING)),
)


def _totals(lines: Iterable[Line]) -> tuple[Cell, ...]:
    count = words.count(sum(1 for _ in lines), "lecture")
    return (Cell(""), Cell(count), *(Cell(""),) * (len(_PRINTED) - 2))


def _as_json(line: Line) -> dict[str, Any]:
    reading = line.reading
    return {
        "id": str(reading.id),
        "at": write_instant(reading.at),
        "person": reading.person and str(reading.person),
        "name": line.name,
        "regime": reading.regime,
        "what": reading.what,
        "unit": reading.unit and str(reading.unit),
        "object": reading.object and str(reading.object),
        "motive": reading.motive,
        "reader": reading.reader,
        "derogation": reading.derogation and str(reading.derogation),
        "act": reading.act and str(reading.act),
        "passages": [str(each) for each in reading.passages],
    }


@dataclass(frozen=True, slots=True)
class Page:
    """Readings, the last one first; `following` asks for the next page, None when there is none."""

    lines: tuple[Line, ...]
    following: str | None


def readings(tenant: Tenant, sought: Sought, *, after: str = "", limit: int) -> Page:
    """A page of the readings that are sought."""
    found = newest_consultations(tenant.key, sought, before=_position(after), limit=limit + 1)
    shown = found[:limit]
    names = names_of([reading.person for reading in shown if reading.person is not None])
    called = titles(tenant.key, [reading.unit for reading in shown if reading.unit is not None])
    lines = tuple(
        Line(
            each,
            OPERATOR if each.person is None else names.get(each.person, ""),
            called.get(each.unit, "") if each.unit is not None else "",
        )
        for each in shown
    )
    last = shown[-1] if len(found) > limit else None
    return Page(lines, f"{write_instant(last.at)}_{last.id.hex}" if last is not None else None)


def write_readings(tenant: Tenant, sought: Sought) -> Iterator[bytes]:
    """All of them as lines of CSV, with the columns of the register, read some at a time."""
    yield "\ufeff".encode() + csv_row(field.name for field in _FIELDS)
    after: str | None = ""
    while after is not None:
        page = readings(tenant, sought, after=after, limit=CHUNK)
        yield b"".join(csv_row(field.read(line) for field in _FIELDS) for line in page.lines)
        after = page.following


def _position(text: str) -> tuple[datetime, UUID] | None:
    """What `following` gave; the beginning for anything else."""
    try:
        at, identifier = text.split("_")
        return read_instant(at), UUID(identifier)
    except ValueError:
        return None
