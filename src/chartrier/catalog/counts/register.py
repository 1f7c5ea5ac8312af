"""Entering and finding what was counted."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connections

from chartrier.catalog.counts.models import Count as Row
from chartrier.catalog.transaction import transaction

ENTER = """
    INSERT INTO counts_count (tenant, question, day, frontier, at, took, answer) VALUES (%s, %s, %s, %s, %s, %s, %s)
    ON CONFLICT (tenant, question) DO UPDATE SET day = excluded.day, frontier = excluded.frontier, at = excluded.at,
        took = excluded.took, answer = excluded.answer
"""


@dataclass(frozen=True, slots=True)
class Counted:
    """An answer, the day it is of, where the log stood, when it was counted and how many seconds that took."""

    day: date
    frontier: str
    at: datetime
    took: float
    answer: Any


def counted(tenant: int, question: str) -> Counted | None:
    """The last answer to a question."""
    with transaction([tenant]):
        row = Row.objects.filter(tenant=tenant, question=question).first()
    return None if row is None else Counted(row.day, row.frontier, row.at, row.took, row.answer)


def enter(tenant: int, question: str, found: Counted) -> None:
    """Enter an answer in the place of the last."""
    given: list[Any] = [tenant, question, found.day, found.frontier, found.at, found.took, json.dumps(found.answer)]
    with transaction([tenant]), connections["default"].cursor() as cursor:
        cursor.execute(ENTER, given)


def doubt(tenant: int, kind: str) -> None:
    """What was counted of a kind has changed by something that is not in the log."""
    with transaction([tenant]):
        Row.objects.filter(tenant=tenant, question__startswith=f"{kind}/").exclude(frontier="").update(frontier="")


def oldest(tenant: int, questions: Sequence[str], day: date, frontier: str) -> datetime | None:
    """When the oldest of these answers was counted that are not of this day and frontier; None: there is none."""
    with transaction([tenant]):
        rows = Row.objects.filter(tenant=tenant, question__in=questions).exclude(day=day, frontier=frontier)
        return rows.order_by("at").values_list("at", flat=True).first()
