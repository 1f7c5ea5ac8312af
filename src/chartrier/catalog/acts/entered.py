"""Acts with their entries in the journal, as registers list them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connections

from chartrier.catalog.legal_days import DAY
from chartrier.catalog.raw_json import json_of
from chartrier.catalog.transaction import transaction
from chartrier.journal.entry import Counts

CHUNK = 500
"""Acts read at a time."""


@dataclass(frozen=True, slots=True)
class EnteredAct:
    """An act; `record` is its `operation.json`, `day` and `index` are those of its entry in the journal."""

    id: UUID
    operation: str
    subject: UUID | None
    by: str
    day: date
    index: int
    record: dict[str, Any]
    counts: Counts
    changed: int
    """Packages that it changes."""


ENTRY = "convert_from(entry.body, 'UTF8')::jsonb"
JOINED = f"""
    SELECT act.id, act.operation, act.subject, act.by, {DAY.format(f"{ENTRY}->>'time'")}, entry.index, act.record,
        {ENTRY}->'counts', ({ENTRY}->'changes'->>'count')::bigint
    FROM acts_act act
    JOIN LATERAL (SELECT index, body FROM journal_journalentry e
        WHERE e.tenant = act.tenant AND e.package = act.id ORDER BY index LIMIT 1) entry ON true
    WHERE act.tenant = %(tenant)s
"""  # noqa: S608 - constants of ours
OF_OPERATIONS = f"{JOINED} AND act.operation = ANY(%(operations)s) AND act.id > %(after)s ORDER BY act.id LIMIT {CHUNK}"
NAMED = f"{JOINED} AND act.id = ANY(%(acts)s)"
ABOUT = f"{JOINED} AND act.operation = ANY(%(operations)s) AND act.subject = ANY(%(subjects)s) ORDER BY act.id"
COUNTED = f"""
    SELECT entry.body->>'operation', count(*), count(*) FILTER (WHERE entry.body->'changes'->>'count' <> '0'),
        coalesce(sum((entry.body->'counts'->>'units')::bigint), 0),
        coalesce(sum((entry.body->'counts'->>'objects')::bigint), 0),
        coalesce(sum((entry.body->'counts'->>'bytes')::bigint), 0)
    FROM (SELECT convert_from(body, 'UTF8')::jsonb AS body FROM journal_journalentry WHERE tenant = %(tenant)s) entry
    WHERE {DAY.format("entry.body->>'time'")} BETWEEN %(first)s AND %(last)s GROUP BY 1
"""  # noqa: S608 - constants of ours


@dataclass(frozen=True, slots=True)
class Counted:
    """What the entries of one operation say together. `orders` are those that changed earlier packages."""

    entries: int
    orders: int
    units: int
    objects: int
    bytes: int


def entered_acts(tenant: int, operations: Sequence[str]) -> Iterator[EnteredAct]:
    """The acts of these operations, the oldest first, some at a time."""
    after = UUID(int=0)
    while True:
        given = {"tenant": tenant, "operations": list(operations), "after": after}
        found = _read_all(tenant, OF_OPERATIONS, given)
        yield from found
        if len(found) < CHUNK:
            return
        after = found[-1].id


def acts_named(tenant: int, acts: Sequence[UUID]) -> Mapping[UUID, EnteredAct]:
    """These acts, by their identifier."""
    return {act.id: act for act in _read_all(tenant, NAMED, {"tenant": tenant, "acts": list(acts)})} if acts else {}


def acts_going_on(tenant: int, subjects: Sequence[UUID], operations: Sequence[str]) -> Mapping[UUID, list[EnteredAct]]:
    """The acts of these operations that go on from each of the `subjects`, the oldest first."""
    given = {"tenant": tenant, "operations": list(operations), "subjects": list(subjects)}
    found: dict[UUID, list[EnteredAct]] = {}
    for act in _read_all(tenant, ABOUT, given) if subjects else ():
        assert act.subject is not None
        found.setdefault(act.subject, []).append(act)
    return found


def counted(tenant: int, first: date, last: date) -> Mapping[str, Counted]:
    """How many entries of each operation the journal has of these days (both within), and what they say together."""
    with transaction([tenant]), connections["default"].cursor() as cursor:
        cursor.execute(COUNTED, {"tenant": tenant, "first": first, "last": last})
        return {operation: Counted(*(int(each) for each in sums)) for operation, *sums in cursor.fetchall()}


def orders_since(tenant: int, operations: Sequence[str], day: date) -> Counter[str]:
    """How many acts of each of these operations were entered after a day, and changed earlier packages."""
    after = counted(tenant, date.fromordinal(day.toordinal() + 1), date.max)
    return Counter({operation: after[operation].orders for operation in operations if operation in after})


def _read_all(tenant: int, question: str, given: Mapping[str, Any]) -> list[EnteredAct]:
    with transaction([tenant]), connections["default"].cursor() as cursor:
        cursor.execute(question, given)
        return [_act(row) for row in cursor.fetchall()]


def _act(row: Sequence[Any]) -> EnteredAct:
    identifier, operation, subject, by, day, index, record, counts, changed = row
    return EnteredAct(
        identifier, operation, subject, by, day, index, json_of(record), Counts(**json_of(counts)), changed
    )
