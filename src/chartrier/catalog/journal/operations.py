"""The operations that a journal has, newest first, by kind, by person and by time: each page by the indexes."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connections

from chartrier.catalog.transaction import transaction
from chartrier.clock import write_instant
from chartrier.journal.entry import Entry, read_entry


@dataclass(frozen=True, slots=True)
class Sought:
    """Which entries: of these operations (None: any), by this person, from an instant to before another."""

    operations: Collection[str] | None = None
    by: str | None = None
    first: datetime | None = None
    end: datetime | None = None


LISTED = """
    SELECT entry.index, entry.body FROM {operations}
    LATERAL (
        SELECT index, body FROM journal_journalentry
        WHERE tenant = %(tenant)s AND {operation} AND index >= %(first)s AND index < %(before)s
            AND (%(by)s::text IS NULL OR by = %(by)s)
        ORDER BY index DESC LIMIT %(limit)s
    ) entry ORDER BY entry.index DESC LIMIT %(limit)s
"""
AT = """
    SELECT index FROM journal_journalentry WHERE tenant = %s AND time >= %s ORDER BY time, index LIMIT 1
"""
FAR = 1 << 62
"""An index that no entry has."""


def operations(tenant: int, sought: Sought, *, before: int | None = None, limit: int) -> list[tuple[int, Entry]]:
    """A page of entries with their indexes, the newest first; `before` asks for those under an index."""
    with transaction([tenant]), connections["default"].cursor() as cursor:

        def at(instant: datetime) -> int:
            """The index of the first entry of that instant or later: entries are in the order of time."""
            cursor.execute(AT, [tenant, write_instant(instant)])
            found = cursor.fetchone()
            return found[0] if found else FAR

        given: dict[str, Any] = {
            "tenant": tenant,
            "by": sought.by,
            "first": at(sought.first) if sought.first else 0,
            "before": min(FAR if before is None else before, at(sought.end) if sought.end else FAR),
            "limit": limit,
        }
        every, operation = "", "true"
        if sought.operations is not None:
            # one search by index for each, so that what is rare is found as soon as what is frequent
            every, operation = "unnest(%(operations)s::text[]) AS wanted,", "operation = wanted"
            given["operations"] = list(sought.operations)
        cursor.execute(LISTED.format(operations=every, operation=operation), given)
        return [(index, read_entry(bytes(body))) for index, body in cursor.fetchall()]


def last_of(tenant: int) -> tuple[int, Entry] | None:
    """The newest entry; None in an empty journal."""
    found = operations(tenant, Sought(), limit=1)
    return found[0] if found else None


def journalled(tenant: int, packages: Collection[UUID]) -> set[UUID]:
    """Those of these packages that the journal names."""
    with transaction([tenant]), connections["default"].cursor() as cursor:
        cursor.execute(
            "SELECT package FROM journal_journalentry WHERE tenant = %s AND package = ANY (%s)",
            [tenant, list(packages)],
        )
        return {package for (package,) in cursor.fetchall()}
