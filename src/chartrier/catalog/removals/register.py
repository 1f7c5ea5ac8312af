"""Requests to take something offline, in the database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.db import connections
from django.db.models import Max

from chartrier.catalog.publications.register import What
from chartrier.catalog.removals.models import Removal as Row
from chartrier.catalog.transaction import transaction

ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtextextended('removals', %s))"
"""Numbers of a collectivité are given one after the other."""


class Answer(StrEnum):
    """What became of it; the value is what the commands take."""

    WITHDRAWN = "retire"
    CORRECTED = "corrige"
    KEPT = "garde"


@dataclass(frozen=True, slots=True)
class Removal:
    """See the row."""

    tenant: int
    id: UUID
    number: int
    what: What
    name: str
    asked: datetime
    due: datetime
    reason: str
    contact: str
    answered: datetime | None
    answer: Answer | None
    motive: str | None
    act: UUID | None
    person: UUID | None


def enter(
    tenant: int,
    identifier: UUID,
    *,
    what: What,
    name: str,
    reason: str,
    contact: str,
    asked: datetime,
    due: datetime,
    most: int,
) -> int | None:
    """Enter a new one; its number. None when `most` of them wait for their answer already: then nothing is entered."""
    with transaction([tenant]):
        with connections["default"].cursor() as cursor:
            cursor.execute(ONE_AT_A_TIME, [tenant])
        rows = Row.objects.filter(tenant=tenant)
        if rows.filter(answered=None).count() >= most:
            return None
        number = int(rows.aggregate(last=Max("number"))["last"] or 0) + 1
        Row.objects.create(
            tenant=tenant, id=identifier, number=number, what=what, name=name, asked=asked, due=due, reason=reason,
            contact=contact,
        )  # fmt: skip
    return number


def enter_answer(
    tenant: int, identifier: UUID, answer: Answer, motive: str, act: UUID | None, person: UUID, now: datetime
) -> bool:
    """Answer one, and forget what its asker said of themselves; whether it was still open."""
    with transaction([tenant]):
        rows = Row.objects.filter(tenant=tenant, id=identifier, answered=None)
        return bool(
            rows.update(answered=now, answer=answer, motive=motive, act=act, person=person, reason="", contact="")
        )


def removals_of(tenants: Sequence[int], *, still_open: bool = False) -> list[Removal]:
    """Those of these tenants: what is open first, by when it is due; then what was answered last."""
    with transaction(tenants):
        rows = Row.objects.filter(tenant__in=tenants)
        found = [_read(row) for row in (rows.filter(answered=None) if still_open else rows)]
    waiting = sorted((each for each in found if each.answered is None), key=lambda each: (each.due, each.number))
    answered = sorted((each for each in found if each.answered is not None), key=lambda each: -each.number)
    return [*waiting, *answered]


def removal(tenant: int, identifier: UUID) -> Removal | None:
    """One of them."""
    with transaction([tenant]):
        row = Row.objects.filter(tenant=tenant, id=identifier).first()
        return _read(row) if row is not None else None


def _read(row: Row) -> Removal:
    return Removal(
        row.tenant, row.id, row.number, What(row.what), row.name, row.asked, row.due, row.reason, row.contact,
        row.answered, Answer(row.answer) if row.answer else None, row.motive, row.act, row.person,
    )  # fmt: skip
