"""Work that one process at a time does: who comes when another is at it is told so, and does not wait."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import psycopg

from chartrier.catalog.connection import dedicated, not_reached


@contextmanager
def turn(kind: int, subject: int) -> Iterator[psycopg.Connection[Any] | None]:
    """Be the only one at this for as long as the block lasts: a connection of one's own, None when another is at it.

    `kind` and `subject`: the two keys, of 32 bits, of an advisory lock. It dies with the process; it is given back
    before the connection is closed, which a server may notice when the next one has already asked. Raises Unavailable.
    """
    with dedicated() as connection:
        try:
            connection.autocommit = True
            row = connection.execute("SELECT pg_try_advisory_lock(%s, %s)", [kind, subject]).fetchone()
        except psycopg.OperationalError as problem:
            raise not_reached(problem) from problem
        if not (row and row[0]):
            yield None
            return
        try:
            yield connection
        finally:
            with suppress(psycopg.Error):  # lost with the connection, it was given back
                connection.execute("SELECT pg_advisory_unlock(%s, %s)", [kind, subject])
