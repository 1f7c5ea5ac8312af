"""Violations of personal data in the database: what was said before is kept beside what is said now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connections
from django.db.models import Max

from chartrier.catalog.figures import Figure
from chartrier.catalog.persons.models import Violation as Row
from chartrier.catalog.persons.requests import ONE_AT_A_TIME
from chartrier.catalog.transaction import transaction
from chartrier.clock import write_instant
from chartrier.rules.persons.violation import Violation


@dataclass(frozen=True, slots=True)
class Kept:
    """A violation as it is kept. `before`: what was said of it earlier, the oldest first."""

    tenant: int
    id: UUID
    number: int
    violation: Violation
    before: tuple[dict[str, Any], ...]
    changed: datetime


def enter(tenant: int, identifier: UUID, violation: Violation, now: datetime) -> int:
    """Enter a new one; its number."""
    with transaction([tenant]):
        with connections["default"].cursor() as cursor:
            cursor.execute(ONE_AT_A_TIME, [tenant])
        last = Row.objects.filter(tenant=tenant).aggregate(last=Max("number"))["last"]
        number = (last or 0) + 1
        Row.objects.create(
            tenant=tenant, id=identifier, number=number, known=violation.known, content=violation.as_json(), before=[],
            changed=now,
        )  # fmt: skip
    return number


def change(tenant: int, identifier: UUID, violation: Violation, by: UUID | None, now: datetime) -> bool:
    """Say it anew, keeping what was said; whether there was one. `by` None: the operator of the machine."""
    with transaction([tenant]):
        row = Row.objects.select_for_update().filter(tenant=tenant, id=identifier).first()
        if row is None:
            return False
        earlier = {"at": write_instant(now), "by": by and str(by), "content": row.content}
        Row.objects.filter(tenant=tenant, id=identifier).update(
            known=violation.known, content=violation.as_json(), before=[*row.before, earlier], changed=now
        )
    return True


def violations_of(tenants: Sequence[int]) -> list[Kept]:
    """All of these tenants, the last known first."""
    with transaction(tenants):
        return [_read(row) for row in Row.objects.filter(tenant__in=tenants).order_by("-known", "-number")]


def number_of(tenant: int) -> Figure:
    """How many there are."""
    return Figure.count(Row.objects.filter(tenant=tenant))


def violation(tenant: int, identifier: UUID) -> Kept | None:
    """One of them."""
    with transaction([tenant]):
        row = Row.objects.filter(tenant=tenant, id=identifier).first()
        return _read(row) if row is not None else None


def _read(row: Row) -> Kept:
    return Kept(row.tenant, row.id, row.number, Violation.read(row.content), tuple(row.before), row.changed)
