"""Entering what a copy's signed log has and the database has not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psycopg
from psycopg import errors

from chartrier.catalog.connection import dedicated, not_reached
from chartrier.catalog.findings import CATCHING_UP, MESSAGE_UNDER_WAY
from chartrier.catalog.journal.appending import append_signed, lock_head
from chartrier.catalog.journal.models import JournalHead
from chartrier.catalog.journal.reservation import Facts
from chartrier.catalog.rules.inherited import reading
from chartrier.catalog.rules.locking import lock_changing
from chartrier.catalog.transaction import own_transaction, transaction
from chartrier.errors import Unavailable

Enter = Callable[[int, bytes, Facts], bool]
"""Makes the entry at an index a fact, with its rows; False when it is one already."""


def begin(tenant: int, target: int) -> None:
    """From now until the log has `target` entries, nothing new is appended to it."""
    with dedicated() as connection, own_transaction(connection, tenant) as cursor:
        cursor.execute(
            "UPDATE journal_journalhead SET catching_up_to = greatest(catching_up_to, %s)"
            " WHERE tenant = %s AND size < %s",
            [target, tenant, target],
        )


def known_size(tenant: int) -> int:
    """How many entries the database knows of: those it has, or has to catch up to. 0 for a tenant without a log."""
    with transaction([tenant]):
        found = JournalHead.objects.filter(tenant=tenant).first()
    return max(found.size, found.catching_up_to or 0) if found else 0


def require_caught_up(tenant: int) -> None:
    """Within the caller's transaction, until whose end nothing is entered. Raises Unavailable (CAT-025) while the
    database lacks entries of a signed log.
    """
    with reading(tenant) as cursor:
        head = lock_head(cursor, tenant)
    if head.catching_up_to is not None:
        raise Unavailable(CATCHING_UP, ours=head.size, theirs=head.catching_up_to)


@contextmanager
def entering(tenant: int, target: int) -> Iterator[Enter]:
    """What enters the entries of a signed log of `target` entries, one transaction each, on one connection.

    Raises Unavailable when the database is gone, or a versement under way has a message that the log has accepted;
    IntegrityFailure when the database has another entry at an index.
    """
    with dedicated() as connection:
        connection.autocommit = True

        def enter(index: int, body: bytes, facts: Facts) -> bool:
            try:
                with own_transaction(connection, tenant) as cursor:
                    # As everywhere, before the head: what is entered may change échéances.
                    lock_changing(cursor, tenant)
                    # First: another process may be catching up as well, and have entered this one.
                    if lock_head(cursor, tenant).size == index:
                        facts(cursor)
                    return append_signed(cursor, tenant, index, body, target)
            except errors.UniqueViolation as problem:
                raise Unavailable(MESSAGE_UNDER_WAY, index=index) from problem
            except psycopg.OperationalError as problem:
                raise not_reached(problem) from problem

        yield enter
