"""Reading and entering acts."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import psycopg
from django.db.models import Q

from chartrier.catalog.acts.models import Act as Row
from chartrier.catalog.figures import Figure
from chartrier.catalog.transaction import transaction
from chartrier.clock import read_instant

CHUNK = 1_000


@dataclass(frozen=True, slots=True)
class Act:
    """One act; `record` is its `operation.json`."""

    id: UUID
    operation: str
    subject: UUID | None
    by: str
    began: datetime
    record: dict[str, Any]


def enter_act(cursor: psycopg.Cursor[Any], tenant: int, operation: bytes) -> None:
    """Enter an act from its `operation.json`, in the caller's transaction; for a rebuild too."""
    record = json.loads(operation)
    cursor.execute(
        "INSERT INTO acts_act (tenant, id, operation, subject, by, began, record) VALUES (%s, %s, %s, %s, %s, %s, %s)",
        [
            tenant, UUID(record["id"]), record["operation"], record["subject"] and UUID(record["subject"]),
            record["by"], read_instant(record["began"]), operation.decode(),
        ],
    )  # fmt: skip


def acts_of(tenant: int, operations: Sequence[str]) -> list[Act]:
    """The acts of these operations, the oldest first."""
    with transaction([tenant]):
        rows = Row.objects.filter(tenant=tenant, operation__in=list(operations)).order_by("id")
        return [_read(row) for row in rows]


def acts_about(tenant: int, subject: UUID) -> list[Act]:
    """The act of this identifier and those that go on from it, the oldest first."""
    with transaction([tenant]):
        of = Row.objects.filter(tenant=tenant)
        rows = [*of.filter(id=subject), *of.filter(subject=subject).order_by("id")]
        return [_read(row) for row in rows]


def acts_about_each(tenant: int, subjects: Collection[UUID]) -> dict[UUID, list[Act]]:
    """The same of several acts at once, by the identifier of each; those that are not there are left out."""
    with transaction([tenant]):
        wanted = Q(id__in=subjects) | Q(subject__in=subjects)
        rows = [_read(row) for row in Row.objects.filter(wanted, tenant=tenant).order_by("id")]
    found = {row.id: [row] for row in rows if row.id in subjects}
    for row in rows:
        if row.subject in found:
            found[row.subject].append(row)
    return found


def number_of(tenant: int, operation: str) -> Figure:
    """How many acts of an operation there are."""
    return Figure.count(Row.objects.filter(tenant=tenant, operation=operation))


def every_act(tenant: int) -> Iterator[Act]:
    """All acts, the oldest first, read some at a time."""
    last: UUID | None = None
    while True:
        with transaction([tenant]):
            rows = Row.objects.filter(tenant=tenant).order_by("id")
            page = [_read(row) for row in (rows if last is None else rows.filter(id__gt=last))[:CHUNK]]
        yield from page
        if len(page) < CHUNK:
            return
        last = page[-1].id


def _read(row: Row) -> Act:
    return Act(row.id, row.operation, row.subject, row.by, row.began, row.record)
