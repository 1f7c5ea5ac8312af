"""The operations that a journal has, newest first, by kind, by person and by time: each page by the indexes."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connections

from chartrier.catalog.transaction import transaction
from chartrier.clock import read_instant, write_instant
from chartrier.journal.entry import Entry, read_entry


@dataclass(frozen=True, slots=True)
class Sought:
    """Which entries: of these operations (None: any), by this person, from an instant to before another."""

    operations: Collection[str] | None = None
    by: str | None = None
    first: datetime | None = None
    end: datetime | None = None
    proven: bool | None = None
    """Of audits, only those that proved all, or only those that did not; None for both."""


LISTED = """
    SELECT entry.index, entry.body FROM {operations}
    LATERAL (
        SELECT index, body FROM journal_journalentry
        WHERE tenant = %(tenant)s AND {operation} AND index >= %(first)s AND index < %(before)s
            AND (%(by)s::text IS NULL OR by = %(by)s)
        ORDER BY index DESC LIMIT %(limit)s
    ) entry ORDER BY entry.index DESC LIMIT %(limit)s
"""
PROVEN = """ AND (
        operation <> 'audit' OR (convert_from(body, 'UTF8')::jsonb->'counts'->>'errors' = '0') = %(proven)s
    )"""
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
            "proven": sought.proven,
            "first": at(sought.first) if sought.first else 0,
            "before": min(FAR if before is None else before, at(sought.end) if sought.end else FAR),
            "limit": limit,
        }
        every, operation = "", "true"
        if sought.operations is not None:
            # one search by index for each, so that what is rare is found as soon as what is frequent
            every, operation = "unnest(%(operations)s::text[]) AS wanted,", "operation = wanted"
            given["operations"] = list(sought.operations)
        if sought.proven is not None:
            operation += PROVEN
        cursor.execute(LISTED.format(operations=every, operation=operation), given)
        return [(index, read_entry(bytes(body))) for index, body in cursor.fetchall()]


def last_of(tenant: int) -> tuple[int, Entry] | None:
    """The newest entry; None in an empty journal."""
    found = operations(tenant, Sought(), limit=1)
    return found[0] if found else None


@dataclass(frozen=True, slots=True)
class Summed:
    """What entries say together."""

    entries: int = 0
    units: int = 0
    objects: int = 0
    bytes: int = 0

    def __add__(self, other: Summed) -> Summed:
        return Summed(
            self.entries + other.entries,
            self.units + other.units,
            self.objects + other.objects,
            self.bytes + other.bytes,
        )


SUMMED = """
    SELECT operation, body->'changes'->>'count' <> '0', count(*), coalesce(sum((body->'counts'->>'units')::bigint), 0),
        coalesce(sum((body->'counts'->>'objects')::bigint), 0), coalesce(sum((body->'counts'->>'bytes')::bigint), 0)
    FROM (
        SELECT operation, convert_from(body, 'UTF8')::jsonb AS body FROM journal_journalentry
        WHERE tenant = %(tenant)s AND time >= %(first)s AND time < %(end)s
    ) entry GROUP BY 1, 2
"""


def summed(tenant: int, first: datetime, end: datetime) -> dict[tuple[str, bool], Summed]:
    """What the entries from an instant to before another say, by operation and whether it changed earlier packages."""
    with transaction([tenant]), connections["default"].cursor() as cursor:
        cursor.execute(SUMMED, {"tenant": tenant, "first": write_instant(first), "end": write_instant(end)})
        return {
            (operation, changing): Summed(*(int(each) for each in sums))
            for operation, changing, *sums in cursor.fetchall()
        }


def entered_on(tenant: int, packages: Collection[UUID]) -> dict[UUID, datetime]:
    """When the journal first named each of these packages."""
    with transaction([tenant]), connections["default"].cursor() as cursor:
        cursor.execute(
            "SELECT package, min(time) FROM journal_journalentry WHERE tenant = %s AND package = ANY (%s)"
            " GROUP BY package",
            [tenant, list(packages)],
        )
        return {package: read_instant(time) for package, time in cursor.fetchall()}


def journalled(tenant: int, packages: Collection[UUID]) -> set[UUID]:
    """Those of these packages that the journal names."""
    with transaction([tenant]), connections["default"].cursor() as cursor:
        cursor.execute(
            "SELECT package FROM journal_journalentry WHERE tenant = %s AND package = ANY (%s)",
            [tenant, list(packages)],
        )
        return {package for (package,) in cursor.fetchall()}
