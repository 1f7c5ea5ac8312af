"""Requests of persons in the database, and the units found for each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import psycopg
from django.db import connections
from django.db.models import Max

from chartrier.catalog.figures import Figure
from chartrier.catalog.history.register import enter_history
from chartrier.catalog.persons.findings import REQUEST_CLOSED
from chartrier.catalog.persons.models import FoundUnit, PersonRequest
from chartrier.catalog.transaction import transaction
from chartrier.errors import Conflict
from chartrier.rules.persons.request import Mark
from chartrier.rules.persons.request import PersonRequest as Asked
from chartrier.rules.persons.rights import LineDecision

ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtextextended('persons', %s))"
"""Numbers of a collectivité are given one after the other."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A request as it is kept; members are those of the model."""

    tenant: int
    id: UUID
    number: int
    asked: Asked
    closed: date | None
    act: UUID | None
    sealed: str | None


@dataclass(frozen=True, slots=True)
class Found:
    """A unit found for a request, by these terms, and what was said of it."""

    unit: UUID
    terms: tuple[str, ...]
    mark: Mark


def enter(tenant: int, identifier: UUID, asked: Asked, now: datetime) -> int:
    """Enter a new one; its number."""
    with alone(tenant):
        last = PersonRequest.objects.filter(tenant=tenant).aggregate(last=Max("number"))["last"]
        number = (last or 0) + 1
        PersonRequest.objects.create(
            tenant=tenant, id=identifier, number=number, due=asked.due, content=asked.as_json(), changed=now
        )
    return number


def change(tenant: int, identifier: UUID, asked: Asked, now: datetime) -> bool:
    """Say it anew; whether there was one that is open still."""
    closed = asked.withdrawn.day if asked.withdrawn else None
    with transaction([tenant]):
        rows = PersonRequest.objects.filter(tenant=tenant, id=identifier, closed=None)
        return bool(rows.update(content=asked.as_json(), due=asked.due, closed=closed, changed=now))


@contextmanager
def alone(tenant: int) -> Iterator[None]:
    """What is read and changed of a collectivité's requests within it, nobody else numbers or erases meanwhile."""
    with transaction([tenant]):
        with connections["default"].cursor() as cursor:
            cursor.execute(ONE_AT_A_TIME, [tenant])
        yield


def note_erasing(tenant: int, asked: Mapping[UUID, Asked], now: datetime) -> None:
    """These, which are closed, are said anew; of those that are erased, letters and what was found go too."""
    with transaction([tenant]):
        rows = PersonRequest.objects.filter(tenant=tenant, closed__isnull=False)
        for identifier, each in asked.items():
            gone: dict[str, Any] = {"letter": None, "sealed": None} if each.erased else {}
            rows.filter(id=identifier).update(content=each.as_json(), changed=now, **gone)
        erased = [identifier for identifier, each in asked.items() if each.erased]
        FoundUnit.objects.filter(tenant=tenant, request__in=erased).delete()


def enter_answer(
    cursor: psycopg.Cursor[Any],
    *,
    tenant: int,
    request: UUID,
    act: UUID,
    day: date,
    sealed: str,
    letter: bytes,
    units: Iterable[UUID],
) -> None:
    """It is answered by this act, which names these units; in the transaction that enters the act.

    Raises Conflict (DDP-021) when it is closed already.
    """
    cursor.execute(
        "UPDATE persons_personrequest SET closed = %s, act = %s, sealed = %s, letter = %s"
        " WHERE tenant = %s AND id = %s AND closed IS NULL",
        [day, act, sealed, letter, tenant, request],
    )
    if cursor.rowcount != 1:
        raise Conflict(REQUEST_CLOSED)
    enter_history(cursor, tenant, act, units)


def requests_of(tenants: Sequence[int], *, still_open: bool = False) -> list[Kept]:
    """All of these tenants: those that are open first, the most pressing at the head; then the last that were closed.

    `still_open`: without those that are closed.
    """
    with transaction(tenants):
        rows = PersonRequest.objects.filter(tenant__in=tenants).defer("letter")
        found = [_read(row) for row in (rows.filter(closed=None) if still_open else rows)]
    still = sorted((each for each in found if each.closed is None), key=lambda each: (each.asked.due, each.number))
    over = sorted((each for each in found if each.closed is not None), key=lambda each: -each.number)
    return [*still, *over]


def number_open(tenant: int) -> Figure:
    """How many are open."""
    return Figure.count(PersonRequest.objects.filter(tenant=tenant, closed=None))


def closed_before(tenant: int, day: date) -> list[Kept]:
    """Those of a collectivité that name somebody and were closed before a day, the oldest first."""
    with transaction([tenant]):
        rows = PersonRequest.objects.filter(tenant=tenant, closed__lt=day).exclude(content__name="")
        return [_read(row) for row in rows.defer("letter").order_by("closed", "number")]


def number_proposed(tenant: int) -> Figure:
    """How many are proposed to be erased."""
    proposed = PersonRequest.objects.filter(tenant=tenant, closed__isnull=False, content__erasing__visa__isnull=False)
    return Figure.count(proposed.exclude(content__name=""))


def request(tenant: int, identifier: UUID) -> Kept | None:
    """One of them."""
    with transaction([tenant]):
        row = PersonRequest.objects.filter(tenant=tenant, id=identifier).defer("letter").first()
        return _read(row) if row is not None else None


def letter(tenant: int, identifier: UUID) -> bytes | None:
    """The answer to one of them; None while there is none."""
    with transaction([tenant]):
        row = PersonRequest.objects.filter(tenant=tenant, id=identifier).only("tenant", "id", "letter").first()
        return bytes(row.letter) if row is not None and row.letter is not None else None


def found_of(tenants: Sequence[int], identifiers: Sequence[UUID]) -> dict[UUID, list[Found]]:
    """What was found for each request of these tenants, in the order of the units."""
    answer: dict[UUID, list[Found]] = {each: [] for each in identifiers}
    with transaction(tenants):
        for row in FoundUnit.objects.filter(tenant__in=tenants, request__in=identifiers).order_by("unit"):
            decision = LineDecision.read(row.decision) if row.decision else None
            answer[row.request].append(Found(row.unit, tuple(row.terms), Mark(row.concerns, decision)))
    return answer


def replace_found(tenant: int, identifier: UUID, found: Mapping[UUID, Sequence[str]]) -> None:
    """What a new search found, with the terms: what was said of a unit before stays; what nobody had looked at and is
    found no more goes.
    """
    with transaction([tenant]):
        rows = FoundUnit.objects.filter(tenant=tenant, request=identifier)
        rows.filter(concerns=None).exclude(unit__in=list(found)).delete()
        FoundUnit.objects.bulk_create(
            [
                FoundUnit(tenant=tenant, request=identifier, unit=unit, terms=list(terms))
                for unit, terms in found.items()
            ],
            update_conflicts=True,
            unique_fields=["tenant", "request", "unit"],
            update_fields=["terms"],
        )


def mark(tenant: int, identifier: UUID, units: Iterable[UUID], *, concerns: bool) -> int:
    """These units concern the person, or do not; how many of them were found for this request."""
    with transaction([tenant]):
        rows = FoundUnit.objects.filter(tenant=tenant, request=identifier, unit__in=list(units))
        return rows.update(concerns=concerns) if concerns else rows.update(concerns=concerns, decision=None)


def decide(tenant: int, identifier: UUID, units: Iterable[UUID], decision: LineDecision) -> int:
    """This is decided of these units, of those that concern the person; how many."""
    with transaction([tenant]):
        rows = FoundUnit.objects.filter(tenant=tenant, request=identifier, unit__in=list(units), concerns=True)
        return rows.update(decision=decision.as_json())


def _read(row: PersonRequest) -> Kept:
    return Kept(row.tenant, row.id, row.number, Asked.read(row.content), row.closed, row.act, row.sealed)
