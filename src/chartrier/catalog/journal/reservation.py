"""The reservation of an operation that is no versement (audit, reprise…), and the transaction that makes it a fact.

Like a versement's lease: an advisory lock of a connection that its process keeps to the end, a row that others
can see, and a commit on that very connection. The row goes in the transaction that writes the journal's entry.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from typing import Any
from uuid import UUID

import psycopg
from django.db import connections
from psycopg import errors

from chartrier.catalog.connection import dedicated, not_reached
from chartrier.catalog.findings import NO_TENANT
from chartrier.catalog.journal.appending import MakeEntry, append_entry
from chartrier.catalog.journal.models import JournalEntry, JournalReservation
from chartrier.catalog.transaction import own_transaction, transaction
from chartrier.errors import NotFound
from chartrier.records.identifiers import MEMBER_BITS

Facts = Callable[[psycopg.Cursor[Any]], None]
"""Writes the rows of an operation, in the transaction that is given."""


class Reservation:
    """The right of this process, and of no other, to make one package a fact. Made by `reserve`."""

    def __init__(self, connection: psycopg.Connection[Any], tenant: int, package: UUID) -> None:
        self._connection = connection
        self._tenant = tenant
        self._package = package
        self._settled = False

    def settle(self, facts: Facts, entry: MakeEntry) -> int:
        """Write the facts and the journal's entry, whose index it returns. The commit is the moment it is done.

        Raises Unavailable when the connection broke: then the journal tells whether the commit had happened.
        """
        try:
            with own_transaction(self._connection, self._tenant) as cursor:
                facts(cursor)
                self._delete(cursor)
                # Last: from here to the commit, other operations of the tenant wait.
                index = append_entry(cursor, self._tenant, entry)
        except psycopg.OperationalError as problem:
            raise not_reached(problem) from problem
        self._settled = True
        return index

    def _delete(self, cursor: psycopg.Cursor[Any]) -> None:
        cursor.execute(
            "DELETE FROM journal_journalreservation WHERE tenant = %s AND package = %s", [self._tenant, self._package]
        )
        if cursor.rowcount != 1:
            raise RuntimeError(f"package {self._package} is not reserved")

    def _give_up(self) -> None:
        """Leave no trace of what was not settled; if the database is gone, recovery will."""
        with (
            suppress(psycopg.Error, RuntimeError),
            own_transaction(self._connection, self._tenant) as cursor,
        ):
            self._delete(cursor)


@contextmanager
def reserve(tenant: int, package: UUID) -> Iterator[Reservation]:
    """From here on the package is known to be under way, by a process that lives.

    Raises NotFound when there is no such tenant, Unavailable when the database is gone.
    """
    with dedicated() as connection:
        connection.autocommit = True
        try:
            # First the lock, then the row: a row that can be seen has an owner, or a dead one.
            connection.execute("SELECT pg_advisory_lock(%s)", [lock_of(package)])
            with own_transaction(connection, tenant) as cursor:
                cursor.execute(
                    "INSERT INTO journal_journalreservation (tenant, package) VALUES (%s, %s) ON CONFLICT DO NOTHING",
                    [tenant, package],
                )
        except errors.ForeignKeyViolation as problem:
            raise NotFound(NO_TENANT, code=f"{tenant:09d}") from problem
        except psycopg.OperationalError as problem:
            raise not_reached(problem) from problem
        held = Reservation(connection, tenant, package)
        try:
            yield held
        finally:
            if not held._settled:
                held._give_up()


def forget_unheld(tenant: int) -> list[UUID]:
    """Forget the reservations of processes that are no more; their packages."""
    with transaction([tenant]):
        reserved = JournalReservation.objects.filter(tenant=tenant)
        unheld = [package for package in reserved.values_list("package", flat=True) if is_unheld(package)]
        reserved.filter(package__in=unheld).delete()
    return unheld


def reserved_or_entered(tenant: int, packages: Collection[UUID]) -> set[UUID]:
    """Those of the packages that the journal names, or may still by a process that lives.

    To be asked after `forget_unheld`, about packages that were seen before it.
    """
    with transaction([tenant]):
        # In this order: a settled reservation is gone when its entry is there.
        reserved = JournalReservation.objects.filter(tenant=tenant, package__in=packages)
        found = set(reserved.values_list("package", flat=True))
        return found | entered(tenant, packages)


def entered(tenant: int, packages: Collection[UUID]) -> set[UUID]:
    """Those of the packages that entries of the journal name."""
    with transaction([tenant]):
        rows = JournalEntry.objects.filter(tenant=tenant, package__in=packages)
        return set(rows.values_list("package", flat=True))


def lock_of(package: UUID) -> int:
    """The advisory lock of a package: its low 64 bits above the members' number, as a signed integer."""
    low = package.int >> MEMBER_BITS & (1 << 64) - 1
    return low - (1 << 64) if low >> 63 else low


def is_unheld(package: UUID) -> bool:
    """Whether nobody has the lock of a package; to be asked in a transaction, which has it then."""
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [lock_of(package)])
        return bool(cursor.fetchone()[0])
