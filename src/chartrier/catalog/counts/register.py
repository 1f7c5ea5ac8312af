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
    INSERT INTO counts_count AS known (tenant, question, day, frontier, at, took, answer, doubts)
    VALUES (%s, %s, %s, %s, %s, %s, %s, %s)
    ON CONFLICT (tenant, question) DO UPDATE SET day = excluded.day, at = excluded.at, took = excluded.took,
        answer = excluded.answer, frontier = CASE WHEN known.doubts = excluded.doubts THEN excluded.frontier ELSE '' END
"""
DOUBT = """
    INSERT INTO counts_count AS known (tenant, question, day, frontier, at, took, answer, doubts)
    VALUES (%s, %s, '0001-01-01', '', '0001-01-01', 0, 'null', 1)
    ON CONFLICT (tenant, question) DO UPDATE SET frontier = '', doubts = known.doubts + 1
"""
"""Of what was never counted too: it may be being counted."""
NEVER = date(1, 1, 1)


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
    return None if row is None or row.day == NEVER else Counted(row.day, row.frontier, row.at, row.took, row.answer)


def is_counted(tenant: int, question: str) -> bool:
    """Whether there is one."""
    with transaction([tenant]):
        return Row.objects.filter(tenant=tenant, question=question).exclude(day=NEVER).exists()


def doubts_of(tenant: int, question: str) -> int:
    """How often what is counted has changed by something that is not in the log: to be asked before counting."""
    with transaction([tenant]):
        return Row.objects.filter(tenant=tenant, question=question).values_list("doubts", flat=True).first() or 0


def enter(tenant: int, question: str, found: Counted, doubts: int) -> None:
    """Enter an answer in the place of the last; as doubted where there are more doubts now than before."""
    given: list[Any] = [tenant, question, found.day, found.frontier, found.at, found.took]
    given += [json.dumps(found.answer), doubts]
    with transaction([tenant]), connections["default"].cursor() as cursor:
        cursor.execute(ENTER, given)


def doubt(tenant: int, question: str) -> None:
    """What was counted has changed by something that is not in the log."""
    with transaction([tenant]), connections["default"].cursor() as cursor:
        cursor.execute(DOUBT, [tenant, question])


def oldest(tenant: int, questions: Sequence[str], day: date, frontier: str) -> datetime | None:
    """When the oldest of these answers was counted that are not of this day and frontier; None: there is none."""
    with transaction([tenant]):
        rows = Row.objects.filter(tenant=tenant, question__in=questions).exclude(day=day, frontier=frontier)
        rows = rows.exclude(day=NEVER)
        return rows.order_by("at").values_list("at", flat=True).first()
