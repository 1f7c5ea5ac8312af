"""Where each copy was last seen to stand, for whoever asks while it is away: a note, never a proof."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connections

from chartrier.catalog.journal.models import PublishedCopy
from chartrier.catalog.transaction import transaction


@dataclass(frozen=True, slots=True)
class Standing:
    """`reason` is the code of the finding that says why the copy is behind; None when it is not."""

    size: int
    behind_since: datetime | None
    reason: str | None


def standings(tenant: int) -> dict[str, Standing]:
    """What is known of each copy, by name."""
    with transaction([tenant]):
        return {
            row.copy: Standing(row.size, row.behind_since, row.reason)
            for row in PublishedCopy.objects.filter(tenant=tenant)
        }


@dataclass(frozen=True, slots=True)
class Lag:
    """How far a copy is behind as was last seen: for how many tenants, by how many entries, since when."""

    tenants: int
    entries: int
    since: datetime | None


LAGS = """
    SELECT seen.copy, count(*) FILTER (WHERE seen.size < head.size),
        coalesce(sum(head.size - seen.size) FILTER (WHERE seen.size < head.size), 0)::bigint, min(seen.behind_since)
    FROM journal_publishedcopy seen JOIN journal_journalhead head ON head.tenant = seen.tenant
    WHERE seen.tenant = ANY (%s) GROUP BY seen.copy ORDER BY seen.copy
"""


def lags(tenants: Sequence[int]) -> dict[str, Lag]:
    """How far each copy is behind, by name."""
    with transaction(tenants), connections["default"].cursor() as cursor:
        cursor.execute(LAGS, [list(tenants)])
        return {copy: Lag(*rest) for copy, *rest in cursor.fetchall()}


def note(tenant: int, copy: str, size: int | None, reason: str | None, now: datetime) -> None:
    """Note that the copy has a checkpoint of this size (None: it could not be read), and why it is behind, if it is.

    A copy that was behind already keeps the instant since when.
    """
    with transaction([tenant]):
        row = PublishedCopy.objects.filter(tenant=tenant, copy=copy).first()
        known = PublishedCopy(tenant=tenant, copy=copy, size=0) if row is None else row
        was = known.size, known.behind_since, known.reason
        known.size = known.size if size is None else size
        known.behind_since = None if reason is None else known.behind_since or now
        known.reason = reason
        if row is None:
            PublishedCopy.objects.bulk_create([known], ignore_conflicts=True)
        elif was != (known.size, known.behind_since, known.reason):
            known.save(force_update=True)


def forget(tenant: int, copy: str) -> None:
    """The copy is no more one of the archive's."""
    with transaction([tenant]):
        PublishedCopy.objects.filter(tenant=tenant, copy=copy).delete()


def published(tenant: int, copies: Collection[str]) -> int:
    """The smallest size that one of these copies is known to have; 0 when nothing is known of one."""
    known = standings(tenant)
    return min((known[copy].size if copy in known else 0 for copy in copies), default=0)
