"""A transaction for some tenants: the only way in which anybody speaks to their tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import psycopg
from django.db import InterfaceError, OperationalError, connections
from django.db.transaction import atomic

from chartrier.catalog.connection import not_reached

SET_TENANTS = "SELECT set_config('app.tenants', %s, true)"
"""Lasts as long as the transaction: what a pool hands to the next user knows no tenant."""

_NAMED = "tenants_named"
"""The attribute of a connection that remembers for which tenants `transaction` opened the one it is in."""


def as_array(tenants: Sequence[int]) -> str:
    """The tenants as PostgreSQL writes an array of bigint."""
    return "{" + ",".join(str(int(tenant)) for tenant in tenants) + "}"


@contextmanager
def transaction(tenants: Sequence[int]) -> Iterator[None]:
    """Do what follows for these tenants, whole or not at all; other tenants' rows do not exist meanwhile.

    Within a transaction for the same tenants it is part of that one: reading much, it is cheaper to open one around.
    Raises Unavailable when the database is gone.
    """
    connection = connections["default"]
    wanted = as_array(tenants)
    try:
        if connection.in_atomic_block and getattr(connection, _NAMED, None) == wanted:
            yield
            return
        if connection.in_atomic_block:
            with connection.cursor() as cursor:
                cursor.execute("SELECT current_setting('app.tenants', true)")
                if cursor.fetchone() != (wanted,):
                    raise RuntimeError("a transaction for other tenants is open")
            yield
            return
        with atomic(using="default"):
            if tenants:
                # a transaction begins without any
                with connection.cursor() as cursor:
                    cursor.execute(SET_TENANTS, [wanted])
            setattr(connection, _NAMED, wanted)
            try:
                yield
            finally:
                setattr(connection, _NAMED, None)
    except (OperationalError, InterfaceError) as problem:
        connection.close()
        raise not_reached(problem) from problem


@contextmanager
def own_transaction(connection: psycopg.Connection[Any], tenant: int) -> Iterator[psycopg.Cursor[Any]]:
    """The same, for one tenant, on a connection of one's own. psycopg's errors pass through."""
    with connection.transaction(), connection.cursor() as cursor:
        cursor.execute(SET_TENANTS, [as_array([tenant])])
        yield cursor
