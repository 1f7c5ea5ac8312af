"""What comes in, what there is room for, and what the members who are on their way would add: measured, or not told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from chartrier.catalog.territory import register
from chartrier.catalog.territory.depositing import end_of_day, volumes
from chartrier.catalog.territory.rhythm import Received, Worked, received, worked
from chartrier.geography import national_list
from chartrier.records.tenant import Tenant
from chartrier.records.territory import State
from chartrier.territory.facts import communes_here, served
from chartrier.territory.rampup.members import Member

YEAR = 365
"""Days over which what comes in is counted."""

ENOUGH = 30
"""Days of versements from which on a pace is one that something is forecast by."""


@dataclass(frozen=True, slots=True)
class Intake:
    """What came in of `tenants` collectivités in `days` days: the last year, or since the first versement of it."""

    tenants: int
    days: int
    versements: int
    units: int
    bytes: int
    busiest: date | None
    """The day on which the most units came."""
    busiest_units: int
    busiest_bytes: int

    @property
    def units_a_day(self) -> float | None:
        return self.units / self.days if self.days else None

    @property
    def bytes_a_day(self) -> float | None:
        return self.bytes / self.days if self.days else None


@dataclass(frozen=True, slots=True)
class Ratio:
    """Bytes for an inhabitant, where some are known. `yearly`: what comes in a year; else what is kept in all.

    `communes` and `inhabitants` are those from which it is known; `initiative` and `source` say who says so, when it is
    not measured here.
    """

    bytes: float
    yearly: bool
    communes: int
    inhabitants: int
    initiative: UUID | None = None
    source: str = ""
    day: date | None = None
    """Of the source."""

    def for_(self, inhabitants: int) -> int:
        return round(self.bytes * inhabitants)

    def as_json(self) -> dict[str, Any]:
        return {
            "bytes_per_inhabitant": round(self.bytes, 1),
            "yearly": self.yearly,
            "communes": self.communes,
            "inhabitants": self.inhabitants,
            "initiative": self.initiative and str(self.initiative),
            "source": self.source or None,
            "source_day": self.day and self.day.isoformat(),
        }


@dataclass(frozen=True, slots=True)
class Coming:
    """The members who have deposited nothing yet: `unknown` of them have no inhabitants that are known."""

    members: int
    inhabitants: int
    unknown: int


@dataclass(frozen=True, slots=True)
class Capacity:
    """`room`: bytes free by copy (None: the copy is away), empty for who does not operate the instance."""

    intake: Intake
    work: Worked
    ratios: tuple[Ratio, ...]
    coming: Coming
    room: Mapping[str, int | None]

    @property
    def units_an_hour(self) -> float | None:
        """What a worker accepts in an hour of work; None: no travail was measured."""
        return self.work.units / self.work.seconds * 3_600 if self.work.seconds else None

    @property
    def bytes_an_hour(self) -> float | None:
        return self.work.bytes / self.work.seconds * 3_600 if self.work.seconds else None

    @property
    def load(self) -> float | None:
        """The part of a worker's time, from 0, that what comes in takes at that pace."""
        rate, daily = self.units_an_hour, self.intake.units_a_day
        return daily / (rate * 24) if rate and daily is not None else None

    @property
    def measured(self) -> Ratio | None:
        """The ratio that was measured here."""
        return next((each for each in self.ratios if each.yearly), None)

    @property
    def added_a_year(self) -> int | None:
        """Bytes that the coming members would add in a year; None: no year of any commune was measured."""
        return self.measured.for_(self.coming.inhabitants) if self.measured is not None else None

    def years_left(self, copy: str, *, with_coming: bool) -> float | None:
        """Years until a copy is full, at today's pace or with the coming members too; None: not known."""
        free, daily = self.room.get(copy), self.intake.bytes_a_day
        added = self.added_a_year if with_coming else 0
        if free is None or daily is None or added is None or self.intake.days < ENOUGH:
            return None
        yearly = daily * YEAR + added
        return free / yearly if yearly else None

    def as_json(self) -> dict[str, Any]:
        intake = self.intake
        return {
            "intake": {
                "tenants": intake.tenants,
                "days": intake.days,
                "versements": intake.versements,
                "units": intake.units,
                "bytes": intake.bytes,
                "units_a_day": _rounded(intake.units_a_day),
                "bytes_a_day": _rounded(intake.bytes_a_day),
                "busiest": intake.busiest and intake.busiest.isoformat(),
                "busiest_units": intake.busiest_units,
                "busiest_bytes": intake.busiest_bytes,
            },
            "work": {
                "works": self.work.works,
                "seconds": round(self.work.seconds, 1),
                "units_an_hour": _rounded(self.units_an_hour),
                "bytes_an_hour": _rounded(self.bytes_an_hour),
                "load": _rounded(self.load, 6),
            },
            "volumes_per_inhabitant": [each.as_json() for each in self.ratios],
            "coming": {
                "members": self.coming.members,
                "inhabitants": self.coming.inhabitants,
                "without_inhabitants": self.coming.unknown,
                "bytes_a_year": self.added_a_year,
            },
            "room": [
                {
                    "copy": copy,
                    "free_bytes": free,
                    "years_left": _rounded(self.years_left(copy, with_coming=False)),
                    "years_left_with_coming": _rounded(self.years_left(copy, with_coming=True)),
                }
                for copy, free in self.room.items()
            ],
        }


def capacity(on: date, seen: Mapping[int, Tenant], found: Sequence[Member], room: Mapping[str, int | None]) -> Capacity:
    """Of the tenants that the viewer may see, with the members on their way."""
    until, since = end_of_day(on), end_of_day(on - timedelta(days=YEAR))
    came = received(sorted(seen), since, until)
    coming = [each for each in found if each.state.rank < State.PREMIER.rank]
    known = [each.inhabitants for each in coming if each.inhabitants is not None]
    measured = _measured(on, seen, came)
    return Capacity(
        intake=_intake(on, came),
        work=worked(sorted(seen), since, until),
        ratios=(*([measured] if measured is not None else ()), *_told()),
        coming=Coming(len(coming), sum(known), len(coming) - len(known)),
        room=room,
    )


def _intake(on: date, came: Sequence[Received]) -> Intake:
    days: dict[date, tuple[int, int]] = {}
    for each in came:
        units, size = days.get(each.day, (0, 0))
        days[each.day] = units + each.units, size + each.bytes
    busiest = max(days, key=lambda day: (days[day], day), default=None)
    return Intake(
        tenants=len({each.tenant for each in came}),
        days=(on - min(days)).days + 1 if days else 0,
        versements=sum(each.versements for each in came),
        units=sum(each.units for each in came),
        bytes=sum(each.bytes for each in came),
        busiest=busiest,
        busiest_units=days[busiest][0] if busiest else 0,
        busiest_bytes=days[busiest][1] if busiest else 0,
    )


def _measured(on: date, seen: Mapping[int, Tenant], came: Iterable[Received]) -> Ratio | None:
    """Of the communes that have deposited for a whole year at least: what came from them in the last one."""
    communes, here = national_list.communes(), communes_here()
    keys = sorted(seen.keys() & here.keys())
    whole = {key for key, held in volumes(keys, on).items() if (on - held.first).days >= YEAR}
    people = {
        key: communes[here[key].where.insee].population or 0 for key in whole if here[key].where.insee in communes
    }
    inhabitants = sum(people.values())
    if not inhabitants:
        return None
    size = sum(each.bytes for each in came if people.get(each.tenant))
    return Ratio(size / inhabitants, True, sum(1 for each in people.values() if each), inhabitants)


def _told() -> list[Ratio]:
    """Of the initiatives of which the volume that they keep is entered with its source."""
    communes, found = national_list.communes(), []
    for entered in register.initiatives():
        initiative = entered.content
        codes = {insee for member in initiative.members for insee in served(member)}
        inhabitants = sum(communes[code].population or 0 for code in codes if code in communes)
        if initiative.volume and inhabitants:
            found.append(
                Ratio(
                    initiative.volume / inhabitants, False, len(codes), inhabitants, entered.id,
                    f"{initiative.name} ({initiative.source.words})", initiative.source.day,
                )
            )  # fmt: skip
    return found


def _rounded(value: float | None, digits: int = 2) -> float | None:
    return round(value, digits) if value is not None else None
