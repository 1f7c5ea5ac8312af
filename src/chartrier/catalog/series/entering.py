"""Entering a version of a tenant's retention table, with all that follows from what its séries mean."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg

from chartrier.catalog import consequences
from chartrier.catalog.rules.effective import effective_referential
from chartrier.catalog.rules.impact import Impact, impact_of_rules
from chartrier.catalog.rules.locking import lock_changing
from chartrier.catalog.rules.referentials import differing
from chartrier.catalog.rules.trying import tried
from chartrier.catalog.series.findings import NOT_THE_TABLE_IN_FORCE, SERIES_IN_USE
from chartrier.catalog.series.register import TABLE, VALIDATIONS
from chartrier.errors import Conflict

NOBODY = UUID(int=0)


def enter_tableau(
    cursor: psycopg.Cursor[Any], tenant: int, act: UUID, number: int, table: bytes, validations: bytes
) -> None:
    """Put a version in force, in the caller's transaction; every échéance follows. For a rebuild too.

    Raises Conflict when another version has taken its number meanwhile.
    """
    lock_changing(cursor, tenant)
    before = effective_referential(cursor, tenant)
    _insert(cursor, tenant, act, number, table, validations)
    after = effective_referential(cursor, tenant)
    consequences.rules_changed(cursor, tenant, differing(before, after))


def replace_tableau(
    cursor: psycopg.Cursor[Any],
    tenant: int,
    act: UUID,
    number: int,
    table: bytes,
    validations: bytes,
    removed: Iterable[str],
) -> None:
    """The same, unless a unit declares a série that is `removed`: raises Conflict."""
    lock_changing(cursor, tenant)
    require_unused(cursor, tenant, removed)
    enter_tableau(cursor, tenant, act, number, table, validations)


def load_tableau(cursor: psycopg.Cursor[Any], tenant: int, content: Path) -> None:
    """Enter a version from the folder with the files of its package; for a rebuild."""
    record = json.loads((content / "operation.json").read_bytes())
    table, validations = ((content / name).read_bytes() for name in (TABLE, VALIDATIONS))
    enter_tableau(cursor, tenant, UUID(record["id"]), record["number"], table, validations)


def what_would_move(tenant: int, number: int, table: bytes, removed: Iterable[str], today: date) -> list[Impact]:
    """What this version would move; nothing is written. Raises Conflict as `replace_tableau`."""
    with tried(tenant) as cursor:
        require_unused(cursor, tenant, removed)
        before = effective_referential(cursor, tenant)
        _insert(cursor, tenant, NOBODY, number, table, b'{"given":null,"lines":{}}')
        return impact_of_rules(cursor, tenant, differing(before, effective_referential(cursor, tenant)), today)


def require_unused(cursor: psycopg.Cursor[Any], tenant: int, codes: Iterable[str]) -> None:
    """Raises Conflict when a unit declares one of these rules."""
    cursor.execute(
        "SELECT rule, count(DISTINCT unit) FROM rules_declared WHERE tenant = %s AND rule = ANY(%s)"
        " GROUP BY rule ORDER BY rule LIMIT 1",
        [tenant, list(codes)],
    )
    found = cursor.fetchone()
    if found is not None:
        raise Conflict(SERIES_IN_USE, code=found[0], units=found[1])


def _insert(cursor: psycopg.Cursor[Any], tenant: int, act: UUID, number: int, table: bytes, validations: bytes) -> None:
    cursor.execute(
        'INSERT INTO series_tableau (tenant, id, number, "table", validations) VALUES (%s, %s, %s, %s, %s)'
        " ON CONFLICT (tenant, number) DO NOTHING",
        [tenant, act, number, table.decode(), validations.decode()],
    )
    if cursor.rowcount != 1:
        raise Conflict(NOT_THE_TABLE_IN_FORCE)
