"""The newest units, past the versements that are under way.

What one of them has written is not there before it ends; a walk by identifiers meets each of its rows to find that out,
a hundred thousand at times. Its package says which they are: one walks from one to the next.
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
        SELECT unit.id FROM archive_unit unit WHERE {whose} AND unit.id < s.upper AND unit.id > s.lower
        ORDER BY unit.id DESC LIMIT %(size)s
    ) there LIMIT %(size)s
"""


def newest(cursor: Any, tenants: Sequence[int], before: UUID | None, size: int) -> list[UUID]:
    """So many units before an identifier, the newest first."""
    cursor.execute(NEWEST.format(whose=whose("unit", tenants)), _given(cursor, tenants, before, size))
    return [row[0] for row in cursor.fetchall()]


def newest_but(cursor: Any, tenants: Sequence[int], before: UUID, count: int) -> UUID | None:
    """The unit before an identifier that so many are newer than; None where there are no more."""
    statement = f"SELECT id FROM ({NEWEST.format(whose=whose('unit', tenants))}) newest OFFSET %(count)s"  # noqa: S608
    cursor.execute(statement, _given(cursor, tenants, before, count + 1) | {"count": count})
    row = cursor.fetchone()
    return None if row is None else row[0]


def whose(table: str, tenants: Sequence[int]) -> str:
    """Of one tenant, the key leads; of several, none has them in one order."""
    if len(tenants) == 1:
        return f"{table}.tenant = {int(tenants[0])}"
    return f"{table}.tenant = ANY('{{{','.join(str(int(each)) for each in tenants)}}}'::bigint[])"


def _given(cursor: Any, tenants: Sequence[int], before: UUID | None, size: int) -> dict[str, Any]:
    cursor.execute(RUNNING, [list(tenants), before or LAST, UNDER_WAY])
    running = [row[0] for row in cursor.fetchall()]
    lowers = [*(UUID(int=each.int | MEMBERS - 1) for each in running), FIRST]
    return {"uppers": [before or LAST, *running], "lowers": lowers, "size": size}
