"""What is known of the territory as CSV: what was entered, in the columns of the lists; the coverage, as open data."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum
from typing import BinaryIO

from chartrier.catalog.territory import register
from chartrier.clock import day_of
from chartrier.errors import InvalidInput
from chartrier.records.territory import Actor, Flow, Initiative, Statement
from chartrier.rules.series.cells import guarded
from chartrier.territory import findings as say
from chartrier.territory.area import FRANCE, Area, is_apart
from chartrier.territory.coverage import Known, known_on
from chartrier.territory.importing import (
    ACTORS,
    ACTORS_TOO,
    GIGABYTE,
    INITIATIVES,
    INITIATIVES_TOO,
    STATEMENTS,
    STATEMENTS_TOO,
    member_written,
)
from chartrier.territory.observatory.lists import COLUMNS, COLUMNS_TOO, rows
from chartrier.territory.observatory.national import Picture, Source


class Export(StrEnum):
    """What can be had."""

    INITIATIVES = "initiatives"
    STATEMENTS = "etats"
    ACTORS = "acteurs"
    COVERAGE = "couverture"
    """A line a commune: its state on a day, of all and of each flow."""


OBSERVATORY = "observatoire"
"""What instances published, as CSV."""

COVERAGE = (
    "insee", "nom", "departement", "epci", "habitants", "apart", "etat", "convention", *(flow.value for flow in Flow),
    "source", "source_date", "jour",
)  # fmt: skip


def export(which: str, stream: BinaryIO, on: date, area: Area = FRANCE) -> int:
    """Write one of them, in UTF-8 with a mark and semicolons; how many lines there are. Raises InvalidInput."""
    if which not in set(Export):
        raise InvalidInput(say.WHICH_EXPORT, name=which[:40], choices=", ".join(Export))
    if which == Export.INITIATIVES:
        rows = [initiative_row(each.content) for each in register.initiatives()]
        return _write(stream, (*INITIATIVES, *INITIATIVES_TOO), rows)
    if which == Export.STATEMENTS:
        return _write(
            stream, (*STATEMENTS, *STATEMENTS_TOO), (_stated(each.statement) for each in register.statements())
        )
    if which == Export.ACTORS:
        return _write(stream, (*ACTORS, *ACTORS_TOO), (_actor(each.content) for each in register.actors()))
    return _write(stream, COVERAGE, _covered(known_on(on), area))


def export_picture(stream: BinaryIO, found: Picture) -> int:
    """Write what instances published of a year, in the columns of a list, which reads it the same; how many lines."""
    told = (row for each in found.sources for row in rows(each.publication, _said(each)))
    return _write(stream, (*COLUMNS, *COLUMNS_TOO), told)


def initiative_row(each: Initiative) -> Sequence[str]:
    """An initiative in the columns of a list, which reads it the same."""
    return (
        each.name, each.host, ", ".join(each.offers), each.model, each.stage, each.source.words,
        each.source.day.isoformat(), each.siren, " ".join(each.perimeter), " ".join(map(member_written, each.members)),
        ", ".join(each.flows), _iso(each.first), _iso(each.last), _gigabytes(each.volume), each.remark,
    )  # fmt: skip


def _said(each: Source) -> str:
    return f"publication signée du {day_of(each.publication.made)}" if each.proven else each.source


def _stated(each: Statement) -> Sequence[str]:
    return (
        each.insee, each.state, each.source.words, each.source.day.isoformat(), each.flow or "", _iso(each.last),
        each.host, each.remark, "", "",
    )  # fmt: skip


def _actor(each: Actor) -> Sequence[str]:
    source = (each.source.words, each.source.day.isoformat())
    return (each.name, each.kind, *source, each.siren, " ".join(each.perimeter))


def _covered(known: Known, area: Area) -> Iterable[Sequence[str]]:
    for commune in area.communes:
        found = known.standing(commune.insee)
        flows = (known.of_flow(commune.insee, flow).state.value for flow in Flow)
        people = "" if commune.population is None else str(commune.population)
        source = (found.by.source, found.by.seen.isoformat()) if found.by is not None else ("", "")
        yield (
            commune.insee, commune.name, commune.departement, commune.epci or "", people,
            "oui" if is_apart(commune) else "non", found.state, "oui" if found.covered else "non", *flows, *source,
            known.on.isoformat(),
        )  # fmt: skip


def _write(stream: BinaryIO, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> int:
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", errors="backslashreplace", newline="", write_through=True)
    writer = csv.writer(text, delimiter=";", lineterminator="\n")
    writer.writerow(columns)
    count = 0
    for row in rows:
        writer.writerow([guarded(cell) for cell in row])
        count += 1
    text.detach()
    return count


def _iso(day: date | None) -> str:
    return day.isoformat() if day is not None else ""


def _gigabytes(size: int | None) -> str:
    return "" if size is None else f"{size / GIGABYTE:.9f}".rstrip("0").rstrip(".")
