"""The newest units, past the versements that are under way.

What one of them has written is not there before it ends; a walk by identifiers meets each of its rows to find that out,
a hundred thousand at times. Its package says which they are: one goes from one stretch between them to the next.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from chartrier.records.identifiers import MEMBERS

UNDER_WAY = 50
"""Versements under way, the last ones, that are stepped over."""
LAST, FIRST = UUID(int=(1 << 128) - 1), UUID(int=0)
RUNNING = """
    SELECT id FROM archive_versement WHERE tenant = ANY(%s) AND state = 'running' AND id < %s ORDER BY id DESC LIMIT %s
"""
NEWEST = """
    SELECT there.id FROM unnest(%(uppers)s::uuid[], %(lowers)s::uuid[]) s (upper, lower) CROSS JOIN LATERAL (
        SELECT unit.id FROM archive_unit unit WHERE {conditions} AND unit.id < s.upper AND unit.id > s.lower
        ORDER BY unit.id DESC LIMIT %(size)s
    ) there LIMIT %(size)s
"""

Stretch = tuple[UUID, UUID]
"""What lies below the first identifier and above the second."""


def stretches(cursor: Any, tenants: Sequence[int], before: UUID | None) -> list[Stretch]:
    """All that has come before an identifier, between the versements that are under way, the newest first."""
    cursor.execute(RUNNING, [list(tenants), before or LAST, UNDER_WAY])
    running = [row[0] for row in cursor.fetchall()]
    lowers = [*(UUID(int=each.int | MEMBERS - 1) for each in running), FIRST]
    return list(zip([before or LAST, *running], lowers, strict=True))


def newest(cursor: Any, tenants: Sequence[int], before: UUID | None, size: int, *, top: bool = False) -> list[UUID]:
    """So many units before an identifier, the newest first; `top`: of those under nothing."""
    between = stretches(cursor, tenants, before)
    conditions = whose("unit", tenants) + (" AND unit.top" if top else "")
    cursor.execute(NEWEST.format(conditions=conditions), _given(between, size))
    return [row[0] for row in cursor.fetchall()]


def newest_but(cursor: Any, tenants: Sequence[int], between: Sequence[Stretch], count: int) -> UUID | None:
    """The unit in these stretches that so many of them are newer than; None where there are no more."""
    inner = NEWEST.format(conditions=whose("unit", tenants))
    cursor.execute(
        f"SELECT id FROM ({inner}) newest OFFSET %(count)s",  # noqa: S608 - constants only
        {**_given(between, count + 1), "count": count},
    )
    row = cursor.fetchone()
    return None if row is None else row[0]


def down_to(between: Sequence[Stretch], last: UUID) -> list[Stretch]:
    """What of these stretches is not older than a unit."""
    below = UUID(int=last.int - 1)
    return [(upper, max(lower, below)) for upper, lower in between if upper > last]


def whose(table: str, tenants: Sequence[int]) -> str:
    """Of one tenant, the key leads; of several, none has them in one order."""
    if len(tenants) == 1:
        return f"{table}.tenant = {int(tenants[0])}"
    return f"{table}.tenant = ANY('{{{','.join(str(int(each)) for each in tenants)}}}'::bigint[])"


def _given(between: Sequence[Stretch], size: int) -> dict[str, Any]:
    return {"uppers": [upper for upper, _ in between], "lowers": [lower for _, lower in between], "size": size}
