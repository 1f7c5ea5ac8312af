"""Trying a change out: what would follow is computed in a transaction that never happens."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg

from chartrier.catalog.connection import dedicated, not_reached
from chartrier.catalog.transaction import SET_TENANTS, as_array


@contextmanager
def tried(tenant: int) -> Iterator[psycopg.Cursor[Any]]:
    """A cursor for one tenant whose every change is undone when the block ends. Raises Unavailable."""
    with dedicated() as connection:
        try:
            with connection.transaction(force_rollback=True), connection.cursor() as cursor:
                cursor.execute(SET_TENANTS, [as_array([tenant])])
                yield cursor
        except psycopg.OperationalError as problem:
            raise not_reached(problem) from problem
