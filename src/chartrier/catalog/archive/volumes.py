"""How much came into the archives of tenants, by month: as the accepted versements counted it when they came."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connections

from chartrier.catalog.figures import Figure
from chartrier.catalog.transaction import transaction

COUNTS = """count(*),
    coalesce(sum((operation->'counts'->>'units')::bigint), 0)::bigint,
    coalesce(sum((operation->'counts'->>'objects')::bigint), 0)::bigint,
    coalesce(sum((operation->'counts'->>'bytes')::bigint), 0)::bigint"""
ACCEPTED = "FROM archive_versement WHERE tenant = ANY (%s) AND state = 'accepted'"
BY_MONTH = f"""
    SELECT date_trunc('month', received AT TIME ZONE 'Europe/Paris')::date AS month, {COUNTS}
    {ACCEPTED} GROUP BY month ORDER BY month
"""
BY_TENANT = f"SELECT tenant, {COUNTS} {ACCEPTED} GROUP BY tenant"
TOGETHER = f"SELECT ARRAY[{COUNTS}] {ACCEPTED}"


@dataclass(frozen=True, slots=True)
class Volume:
    """What versements brought together."""

    versements: int = 0
    units: int = 0
    objects: int = 0
    bytes: int = 0

    def __add__(self, other: Volume) -> Volume:
        return Volume(
            self.versements + other.versements,
            self.units + other.units,
            self.objects + other.objects,
            self.bytes + other.bytes,
        )


def volumes_by_month(tenants: Sequence[int]) -> list[tuple[date, Volume]]:
    """Of these tenants together: the first day of each month from the first to the last that brought something."""
    with transaction(tenants), connections["default"].cursor() as cursor:
        cursor.execute(BY_MONTH, [list(tenants)])
        found = {month: Volume(*counts) for month, *counts in cursor.fetchall()}
    return [(month, found.get(month, Volume())) for month in _months(min(found), max(found))] if found else []


def _months(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first = date(first.year + first.month // 12, first.month % 12 + 1, 1)


def volumes_of(tenants: Sequence[int]) -> dict[int, Volume]:
    """Of each of these tenants that has something."""
    with transaction(tenants), connections["default"].cursor() as cursor:
        cursor.execute(BY_TENANT, [list(tenants)])
        return {tenant: Volume(*counts) for tenant, *counts in cursor.fetchall()}


def volume_of(tenant: int) -> Figure:
    """That of one tenant, to be asked for with other figures: the members of a `Volume`, in order."""
    return Figure(TOGETHER, ([tenant],))
