"""Entering the notices of a dépôt, and finding them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any
from uuid import UUID

import psycopg

from chartrier.catalog.archive.french import fold
from chartrier.catalog.transaction import transaction
from chartrier.catalog.transfers.models import Notice

ENTER = """
    INSERT INTO transfers_notice
        (tenant, unit, act, title, words, start_date, end_date, versement, receiver, identifier, objects_there)
    VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s::jsonb)
"""


def enter_notices(cursor: psycopg.Cursor[Any], tenant: int, act: UUID, data: bytes) -> None:
    """The rows of `notices.jsonl` of an act, which is entered, in the caller's transaction; for a rebuild too."""
    records = map(json.loads, data.splitlines())
    cursor.executemany(
        ENTER,
        [
            (
                tenant, each["id"], act, each["title"], fold(each["title"]), each["start"], each["end"],
                each["versement"], each["receiver"], each["identifier"], json.dumps(each["objects"]),
            )
            for each in records
        ],
    )  # fmt: skip


def notice_of(tenants: Sequence[int], unit: UUID) -> Notice | None:
    """The notice of a unit that was deposited elsewhere."""
    with transaction(tenants):
        return Notice.objects.filter(tenant__in=tenants, unit=unit).first()


def find_notices(tenants: Sequence[int], words: str, limit: int) -> list[Notice]:
    """The notices whose title has all of these words, whatever their case and accents, the newest first."""
    with transaction(tenants):
        rows = Notice.objects.filter(tenant__in=tenants)
        for word in fold(words.replace('"', " ").replace("\0", " ")).split():
            rows = rows.exclude(words__contains=word[1:]) if word[:1] == "-" else rows.filter(words__contains=word)
        return list(rows.order_by("-unit")[:limit])
