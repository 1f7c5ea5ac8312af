"""The dérogations of a tenant, and what was opened to everybody before its time."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg

from chartrier.catalog.communicabilite.findings import STEP_TAKEN
from chartrier.catalog.communicabilite.models import DerogationStep
from chartrier.catalog.history.register import enter_history
from chartrier.catalog.transaction import transaction
from chartrier.errors import Conflict
from chartrier.rules.communicabilite.derogation import Derogation
from chartrier.rules.communicabilite.early_opening import EarlyOpening
from chartrier.rules.communicabilite.written import (
    EARLY_OPENING,
    REQUEST,
    read_derogation,
    read_early_opening,
)

FILE = "derogation.json"
"""The file of the package of a `derogation` (docs/format.md §2.1.3)."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """A dérogation as it stands. `id` is the act of its request; `acts` has the act of each step."""

    id: UUID
    derogation: Derogation
    reader_name: str
    contact: str
    acts: Mapping[str, UUID]


@dataclass(frozen=True, slots=True)
class Opened:
    """An early opening, by its act."""

    id: UUID
    opening: EarlyOpening


def enter_step(cursor: psycopg.Cursor[Any], tenant: int, act: UUID, request: UUID, step: str, content: bytes) -> None:
    """Enter a step, in the caller's transaction; its act is entered. Raises Conflict when it was recorded already."""
    cursor.execute(
        "INSERT INTO communicabilite_derogationstep (tenant, request, step, act, content) VALUES (%s, %s, %s, %s, %s)"
        " ON CONFLICT DO NOTHING",
        [tenant, request, step, act, content.decode()],
    )
    if cursor.rowcount != 1:
        raise Conflict(STEP_TAKEN)
    if step in (REQUEST, EARLY_OPENING):
        enter_history(cursor, tenant, act, map(UUID, json.loads(content)["units"]))


def load_step(cursor: psycopg.Cursor[Any], tenant: int, content: Path) -> None:
    """The same, from the folder with the files of its package; for a rebuild."""
    record = json.loads((content / "operation.json").read_bytes())
    act = UUID(record["id"])
    request = UUID(record["subject"]) if record["subject"] else act
    enter_step(cursor, tenant, act, request, record["step"], (content / FILE).read_bytes())


def derogations_of(tenant: int, reader: str | None = None) -> list[Recorded]:
    """Every dérogation asked for, or those of one reader, the oldest first: what the register of them is made of."""
    with transaction([tenant]):
        rows = DerogationStep.objects.filter(tenant=tenant).exclude(step=EARLY_OPENING)
        if reader is not None:
            asked = DerogationStep.objects.filter(tenant=tenant, step=REQUEST, content__reader=reader)
            rows = rows.filter(request__in=asked.values("request"))
        by_request: dict[UUID, dict[str, DerogationStep]] = {}
        for row in rows.order_by("request"):
            by_request.setdefault(row.request, {})[row.step] = row
    return [_recorded(request, steps) for request, steps in by_request.items()]


def derogation_of(tenant: int, request: UUID) -> Recorded | None:
    """The one with this request."""
    with transaction([tenant]):
        rows = DerogationStep.objects.filter(tenant=tenant, request=request).exclude(step=EARLY_OPENING)
        steps = {row.step: row for row in rows}
    return _recorded(request, steps) if REQUEST in steps else None


def early_openings_of(tenant: int) -> list[Opened]:
    """What was opened to everybody before its time, the oldest decision first."""
    with transaction([tenant]):
        rows = DerogationStep.objects.filter(tenant=tenant, step=EARLY_OPENING).order_by("request")
        return [Opened(row.request, read_early_opening(row.content)) for row in rows]


def _recorded(request: UUID, steps: Mapping[str, DerogationStep]) -> Recorded:
    asked = steps[REQUEST].content
    return Recorded(
        request,
        read_derogation({step: row.content for step, row in steps.items()}),
        asked["name"],
        asked["contact"],
        {step: row.act for step, row in steps.items()},
    )
