"""Entering who read what, telling it, and forgetting it once it is old enough."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Protocol
from uuid import UUID

from django.db import connections

from chartrier.catalog.consultations.models import Consultation as Row
from chartrier.catalog.figures import Figure, figures
from chartrier.catalog.transaction import transaction

CHUNK = 1_000
LONGEST_YEAR = 366
"""Days: what is kept for some years is kept for that long at least."""


class What(StrEnum):
    """What was given; the value is what the register writes."""

    DESCRIPTION = "description"
    DOCUMENT = "document"
    PACKAGE = "paquet"
    SEARCH = "recherche"
    """A search by words or filters, or a branch of the tree: what it was for is not kept."""
    LIST = "liste"
    """All that a search found, taken away as a list."""


@dataclass(frozen=True, slots=True)
class Consultation:
    """A reading; its members are those of the model."""

    id: UUID
    at: datetime
    person: UUID | None
    regime: str
    what: What
    unit: UUID | None
    object: UUID | None = None
    motive: str | None = None
    reader: str | None = None
    derogation: UUID | None = None
    act: UUID | None = None
    passages: tuple[UUID, ...] = ()


class Cursor(Protocol):
    """Of Django or of psycopg."""

    def execute(self, query: Any, params: Any = None, /) -> Any: ...


def enter_consultation(tenant: int, consultation: Consultation) -> None:
    """Enter a reading, in the transaction of the caller where one is open."""
    with transaction([tenant]), connections["default"].cursor() as cursor:
        insert_consultations(cursor, tenant, [consultation])


def insert_consultations(cursor: Cursor, tenant: int, consultations: Iterable[Consultation]) -> None:
    """The same for several, in the caller's transaction."""
    for each in consultations:
        cursor.execute(
            "INSERT INTO consultations_consultation"
            " (tenant, id, at, person, regime, what, unit, object, motive, reader, derogation, act, passages)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
            [
                tenant, each.id, each.at, each.person, each.regime, str(each.what), each.unit, each.object,
                each.motive, each.reader, each.derogation, each.act, list(each.passages) or None,
            ],
        )  # fmt: skip


def consultations_of(tenant: int, first: datetime | None, end: datetime | None) -> Iterator[Consultation]:
    """The readings from an instant to before another, the oldest first, read some at a time."""
    last: tuple[datetime, UUID] | None = None
    while True:
        with transaction([tenant]), connections["default"].cursor() as cursor:
            cursor.execute(
                "SELECT id, at, person, regime, what, unit, object, motive, reader, derogation, act, passages"
                " FROM consultations_consultation WHERE tenant = %s"
                " AND (%s::timestamptz IS NULL OR at >= %s) AND (%s::timestamptz IS NULL OR at < %s)"
                " AND (%s::timestamptz IS NULL OR (at, id) > (%s, %s)) ORDER BY at, id LIMIT %s",
                [tenant, first, first, end, end, *((last[0], *last) if last else (None, None, None)), CHUNK],
            )
            rows = cursor.fetchall()
        for identifier, at, person, regime, what, *others in rows:
            passages = tuple(others.pop() or ())
            yield replace(Consultation(identifier, at, person, regime, What(what), *others), passages=passages)
        if len(rows) < CHUNK:
            return
        last = (rows[-1][1], rows[-1][0])


@dataclass(frozen=True, slots=True)
class Sought:
    """Which readings: by these persons (None: anybody), under a regime, of something, from an instant to before
    another; `machine`: by the operator of the machine.
    """

    persons: Sequence[UUID] | None = None
    machine: bool = False
    regime: str | None = None
    what: str | None = None
    first: datetime | None = None
    end: datetime | None = None


NEWEST = """
    SELECT id, at, person, regime, what, unit, object, motive, reader, derogation, act
    FROM consultations_consultation WHERE tenant = %(tenant)s
        AND (%(first)s::timestamptz IS NULL OR at >= %(first)s) AND (%(end)s::timestamptz IS NULL OR at < %(end)s)
        AND (%(persons)s::uuid[] IS NULL OR person = ANY (%(persons)s)) AND (NOT %(machine)s OR person IS NULL)
        AND (%(regime)s::text IS NULL OR regime = %(regime)s) AND (%(what)s::text IS NULL OR what = %(what)s)
        AND (%(at)s::timestamptz IS NULL OR (at, id) < (%(at)s, %(id)s))
    ORDER BY at DESC, id DESC LIMIT %(limit)s
"""


def newest_consultations(
    tenant: int, sought: Sought, *, before: tuple[datetime, UUID] | None = None, limit: int
) -> list[Consultation]:
    """A page of readings, the last one first; `before` asks for those that came before this one."""
    at, identifier = before or (None, None)
    given = {
        "tenant": tenant, "first": sought.first, "end": sought.end, "machine": sought.machine, "regime": sought.regime,
        "persons": None if sought.persons is None else list(sought.persons), "what": sought.what, "at": at,
        "id": identifier, "limit": limit,
    }  # fmt: skip
    with transaction([tenant]), connections["default"].cursor() as cursor:
        cursor.execute(NEWEST, given)
        rows = cursor.fetchall()
    return [
        Consultation(found, instant, person, regime, What(what), *others)
        for found, instant, person, regime, what, *others in rows
    ]


def count_consultations(tenant: int, since: datetime) -> tuple[int, int]:
    """How many readings there were since an instant, and how many of them gave a motive."""
    every, motivated = figures([tenant], {"since": number_since(tenant, since)})["since"]
    return int(every), int(motivated)


def number_since(tenant: int, since: datetime) -> Figure:
    """Both, to be asked for with other figures."""
    return Figure(
        "SELECT ARRAY[count(*), count(*) FILTER (WHERE motive IS NOT NULL)] FROM consultations_consultation"
        " WHERE tenant = %s AND at >= %s",
        (tenant, since),
    )


def forget_consultations(tenants: Sequence[int], years: int, now: datetime) -> int:
    """Delete the readings that are older than so many years; how many there were. The database keeps each for a year,
    whatever is asked.
    """
    before = now - timedelta(days=LONGEST_YEAR * years)
    with transaction(tenants):
        return int(Row.objects.filter(tenant__in=tenants, at__lt=before).delete()[0])
