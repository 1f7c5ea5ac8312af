"""What a package of SEDA says of itself, in a few lines: for whoever decides on it before it is let in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import closing
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from chartrier.copies.staging import while_room_lasts
from chartrier.errors import ChartrierError, Unavailable
from chartrier.packages.bordereau import bordereau_name
from chartrier.packages.budget import Budget
from chartrier.packages.opening import open_package
from chartrier.records.finding import Findings
from chartrier.rules.categories import Category
from chartrier.rules.reading import rules_named
from chartrier.seda.bordereau import Agency, Bordereau
from chartrier.seda.limits import Limits
from chartrier.seda.reader import read_bordereau
from chartrier.seda.values import ElementValue, text_of

SHOWN = 20
"""Titles, séries and services that are told; of the rest, how many."""
LONGEST = 300
"""Characters of a text."""
CHUNK = 1 << 20

_DATES = ("StartDate", "EndDate", "CreatedDate", "TransactedDate", "AcquiredDate", "SentDate", "ReceivedDate")
_DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


@dataclass(frozen=True, slots=True)
class Announced:
    """`first` and `last`: the extreme dates of its units, as they write them; `titles`: of the units at the top, of
    which there are `tops`; `series`: those that it names; `producers`: the services that its units come from.
    """

    message: str
    date: str
    comment: str
    accord: str
    archival: str
    transferring: str
    producers: tuple[str, ...]
    units: int
    objects: int
    first: str
    last: str
    tops: int
    titles: tuple[str, ...]
    series: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def read_announced(told: Mapping[str, Any]) -> Announced:
    """As `as_json` wrote it."""
    values = {each.name: told[each.name] for each in fields(Announced)}
    kept: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in values.items()}
    return Announced(**kept)


def announced_by(path: Path, folder: Path, budget: Budget, limits: Limits) -> Announced | None:
    """For a worker: what the bordereau of a package says; None when it cannot be read, which its control tells.

    `folder` is a private one, for whatever has to be written. Raises Unavailable when it has no room.
    """
    # a folder of its own, whose name is nobody's: the package may lie in this one under any name
    with while_room_lasts(folder), TemporaryDirectory(dir=folder) as own:
        try:
            return _read(path, Path(own), budget, limits)
        except Unavailable:
            raise
        except ChartrierError:
            return None


def _read(path: Path, folder: Path, budget: Budget, limits: Limits) -> Announced | None:
    said, met, copy = Findings(), _Met(), folder / "bordereau.xml"
    with closing(open_package(path, budget=budget, scratch=folder, findings=said)) as package:
        name = bordereau_name(package, said)
        if name is None:
            return None
        with package.open(name) as source, copy.open("xb") as target:
            while chunk := source.read(CHUNK):
                target.write(chunk)
    bordereau = read_bordereau(copy, strict=False, findings=said, sink=met, file=name, limits=limits)
    return None if bordereau is None else _told(bordereau, met)


class _Met:
    """A `DescriptionSink` that keeps what is told of all units together."""

    def __init__(self) -> None:
        self.series: dict[str, None] = {}
        self.producers: dict[str, None] = {}
        self.first = self.last = ""

    def unit(self, number: int, content: ElementValue, management: ElementValue | None, profile: str | None) -> None:
        self.series.update(dict.fromkeys(rules_named(management, Category.APPRAISAL)))
        if not isinstance(content, dict):
            return
        for agency in content.get("OriginatingAgency", ()):
            for identifier in agency.get("Identifier", ()) if isinstance(agency, dict) else ():
                self.producers.setdefault(str(identifier))
        for name in _DATES:
            for value in content.get(name, ()):
                if found := _DAY.match(text_of(value) or ""):
                    self.first = min(self.first or found[0], found[0])
                    self.last = max(self.last, found[0])

    def object(self, number: int, metadata: ElementValue, group_metadata: ElementValue | None) -> None:
        """Objects are only counted."""


def _told(bordereau: Bordereau, met: _Met) -> Announced:
    header = bordereau.header
    tops = [unit for unit in bordereau.units if not unit.parents]
    series = dict.fromkeys([*rules_named(header.management, Category.APPRAISAL), *met.series])
    producers = dict.fromkeys([*filter(None, [header.originating_agency]), *met.producers])
    return Announced(
        message=_short(header.message_identifier),
        date=_short(header.date),
        comment=_short(header.comment),
        accord=_short(header.archival_agreement),
        archival=_named(header.archival_agency),
        transferring=_named(header.transferring_agency),
        producers=tuple(map(_short, list(producers)[:SHOWN])),
        units=bordereau.declared_units,
        objects=len(bordereau.objects),
        first=met.first,
        last=met.last,
        tops=len(tops),
        titles=tuple(_short(unit.title or unit.xml_id) for unit in tops[:SHOWN]),
        series=tuple(map(_short, list(series)[:SHOWN])),
    )


def _named(agency: Agency | None) -> str:
    if agency is None:
        return ""
    return _short(f"{agency.name} ({agency.identifier})" if agency.name else agency.identifier)


def _short(text: str | None) -> str:
    """As the database takes it."""
    return (text or "").replace("\0", " ")[:LONGEST]
