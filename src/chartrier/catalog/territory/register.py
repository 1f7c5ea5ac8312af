"""What was entered of the territory: statements, initiatives, actors."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Generic, TypeVar
from uuid import UUID, uuid5

from django.db import IntegrityError, connections
from django.db.models import Max

from chartrier.catalog.findings import TERRITORY_CHANGED
from chartrier.catalog.territory.models import Statement as StatementRow
from chartrier.catalog.territory.models import Version
from chartrier.catalog.transaction import transaction
from chartrier.errors import Conflict
from chartrier.records.territory import Actor, Initiative, Statement

SPACE = UUID("6f6a1a0e-3c9b-5d0e-9a53-2f0c7f7b9d11")
"""Of the identifiers that are made of what they name."""

INITIATIVE, ACTOR = "initiative", "actor"
BATCH = 2_000

STATED = """
    SELECT insee, content->>'state', content->>'flow', day, (content->>'last')::date, content->'source'->>'words',
        content->>'host'
    FROM territory_statement CROSS JOIN LATERAL (SELECT (content->'source'->>'day')::date AS day) source
    WHERE day <= %s ORDER BY entered, id
"""

Noun = TypeVar("Noun", Initiative, Actor)


@dataclass(frozen=True, slots=True)
class Said:
    """A statement, when it was entered and by whom (None: by the command line)."""

    statement: Statement
    entered: datetime
    person: UUID | None


@dataclass(frozen=True, slots=True)
class Entered(Generic[Noun]):
    """An initiative or an actor as it stands; `number` counts its versions from 1."""

    id: UUID
    number: int
    entered: datetime
    person: UUID | None
    content: Noun


def enter_statements(statements: Iterable[Statement], entered: datetime, person: UUID | None) -> int:
    """Enter them, each once; how many are new."""
    rows = {}
    for each in statements:
        content = each.as_json()
        identifier = uuid5(SPACE, json.dumps(content, sort_keys=True))
        rows[identifier] = StatementRow(
            id=identifier, insee=each.insee, entered=entered, person=person, content=content
        )
    with transaction([]):
        there = set(StatementRow.objects.filter(id__in=list(rows)).values_list("id", flat=True))
        new = [row for identifier, row in rows.items() if identifier not in there]
        StatementRow.objects.bulk_create(new, batch_size=BATCH, ignore_conflicts=True)
    return len(new)


def statements(insee: Sequence[str] | None = None) -> list[Said]:
    """All of them (None), or those of these codes, in the order in which they were entered."""
    with transaction([]):
        rows = StatementRow.objects.order_by("entered", "id")
        if insee is not None:
            rows = rows.filter(insee__in=insee)
        found = rows.values_list("content", "entered", "person")
        return [Said(Statement.read(content), entered, person) for content, entered, person in found]


def stated_by(on: date) -> list[tuple[str, str, str | None, date, date | None, str, str]]:
    """What had been said by a day, as light as the count of a whole country wants it, in the order of entering: code,
    state, flow, day of the source, last day, source, host.
    """
    with transaction([]), connections["default"].cursor() as cursor:
        cursor.execute(STATED, [on])
        return cursor.fetchall()


def enter_initiative(
    identifier: UUID, initiative: Initiative, entered: datetime, person: UUID | None, *, after: int = 0
) -> None:
    """Enter the version that follows number `after` (0: there is none). Raises Conflict when another did meanwhile."""
    _enter(identifier, INITIATIVE, initiative, entered, person, after)


def enter_actor(identifier: UUID, actor: Actor, entered: datetime, person: UUID | None, *, after: int = 0) -> None:
    """Likewise, an actor."""
    _enter(identifier, ACTOR, actor, entered, person, after)


def initiatives() -> list[Entered[Initiative]]:
    """Those that stand, by name."""
    return [each for each in _standing(INITIATIVE, Initiative) if not each.content.gone]


def actors() -> list[Entered[Actor]]:
    """All of them, by name."""
    return _standing(ACTOR, Actor)


def versions(identifier: UUID) -> list[Entered[Initiative]]:
    """All versions of an initiative, the last first."""
    with transaction([]):
        rows = Version.objects.filter(id=identifier, kind=INITIATIVE).order_by("-number")
        return [Entered(row.id, row.number, row.entered, row.person, Initiative.read(row.content)) for row in rows]


def _standing(kind: str, noun: type[Noun]) -> list[Entered[Noun]]:
    with transaction([]):
        rows = Version.objects.filter(kind=kind).order_by("id", "-number").distinct("id")
        found = [Entered(row.id, row.number, row.entered, row.person, noun.read(row.content)) for row in rows]
    return sorted(found, key=lambda each: (each.content.name.casefold(), each.id))


def _enter(
    identifier: UUID, kind: str, content: Initiative | Actor, entered: datetime, person: UUID | None, after: int
) -> None:
    try:
        with transaction([]):
            last = Version.objects.filter(id=identifier).aggregate(last=Max("number"))["last"] or 0
            if last != after:
                raise Conflict(TERRITORY_CHANGED)
            Version.objects.create(
                id=identifier, number=after + 1, kind=kind, entered=entered, person=person, content=content.as_json()
            )
    except IntegrityError as problem:
        raise Conflict(TERRITORY_CHANGED) from problem
