"""The rows of a package into the catalog: COPY, INSERT … SELECT under the policies, all indexes, to the commit."""

from __future__ import annotations

import os
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg

from chartrier.catalog.archive.loading import load_objects, load_units
from chartrier.catalog.connection import dedicated
from chartrier.catalog.transaction import own_transaction
from chartrier.settings import load_settings
from chartrier.wiring import wire

PATHS = ("content",)
TABLES = ("archive_unit", "archive_unitparent", "archive_unitgroup", "archive_dataobject")


def measure(content: Path, tenant: int, package: str) -> dict[str, Any]:
    """`content` holds units.jsonl and objects.jsonl of the package; the tenant has no row of it yet."""
    identifier = UUID(package)
    with wire(load_settings(None, os.environ)), dedicated() as connection:
        connection.autocommit = True
        with own_transaction(connection, tenant) as cursor:
            cursor.execute(
                "INSERT INTO archive_versement (tenant, id, state, received) VALUES (%s, %s, %s, %s)",
                [tenant, identifier, "running", datetime.now(UTC)],
            )
        began = time.perf_counter()
        with own_transaction(connection, tenant) as cursor:
            load_units(cursor, tenant, identifier, content / "units.jsonl")
            load_objects(cursor, tenant, identifier, content / "objects.jsonl")
        seconds = time.perf_counter() - began
        with own_transaction(connection, tenant) as cursor:
            rows = {table: count(cursor, table) for table in TABLES}
    return {"seconds": seconds, "rows": rows}


def count(cursor: psycopg.Cursor[Any], table: str) -> int:
    """Rows of the tenant that the transaction is for."""
    [(found,)] = cursor.execute(f"SELECT count(*) FROM {table}")
    return int(found)
