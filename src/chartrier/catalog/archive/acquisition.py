"""The reservation of a versement, and the one transaction that makes it a fact.

A lease is an advisory lock of a connection that its process keeps to the end, and the commit happens on that
very connection: a process that lost its lease cannot commit, and nobody needs to guess whether one is alive.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
from psycopg import errors

from chartrier.catalog.archive.ahead import LoadingAhead
from chartrier.catalog.archive.loading import load_objects
from chartrier.catalog.archive.models import Versement
from chartrier.catalog.archive.settled import ACCEPTED, Settled, message_key
from chartrier.catalog.connection import dedicated, lacks_resources, not_reached
from chartrier.catalog.consequences import load_ruled_units
from chartrier.catalog.findings import LEASE_LOST, MESSAGE_RUNNING, MESSAGE_TAKEN, NO_TENANT, PARENT_GONE
from chartrier.catalog.journal.appending import MakeEntry, append_entry
from chartrier.catalog.journal.reservation import forget_unheld, is_unheld, lock_of, reserved_or_entered
from chartrier.catalog.rules.declaring import TransferRules
from chartrier.catalog.transaction import own_transaction, transaction
from chartrier.errors import Conflict, NotFound, Unavailable
from chartrier.records.digest import Digest

RUNNING = Versement.State.RUNNING


class Lease:
    """The right of this process, and of no other, to settle one package. Made by `lease`."""

    def __init__(self, connection: psycopg.Connection[Any], tenant: int, package: UUID) -> None:
        self._connection = connection
        self.tenant = tenant
        self.package = package
        self._settled = False
        self._reserved: tuple[str, str] | None = None
        self._ahead: LoadingAhead | None = None

    def reserve(self, agency: str, message: str) -> None:
        """Make the message identifier of this agency ours: no other versement may have it, while ours runs
        or later when it is accepted.

        Raises Conflict, naming the versement that has it: accepted, or running in a process that lives.
        """
        try:
            while (holder := self._try_reserve(agency, message)) is not None:
                identifier, state = holder
                if identifier is not None:
                    kind = MESSAGE_TAKEN if state == ACCEPTED else MESSAGE_RUNNING
                    raise Conflict(kind, message=message[:200], agency=agency[:200], holder=str(identifier))
        except psycopg.OperationalError as problem:
            raise self._lost(problem) from problem
        self._reserved = agency, message

    def _try_reserve(self, agency: str, message: str) -> tuple[UUID | None, str] | None:
        """None when it is ours now; else who has it, if that one has not just let go of it."""
        key = message_key(agency, message)
        try:
            with own_transaction(self._connection, self.tenant) as cursor:
                cursor.execute(
                    "UPDATE archive_versement SET agency = %s, message = %s, message_key = %s"
                    " WHERE tenant = %s AND id = %s",
                    [agency, message, key, self.tenant, self.package],
                )
            return None
        except errors.UniqueViolation:
            with own_transaction(self._connection, self.tenant) as cursor:
                cursor.execute(
                    "SELECT id, state FROM archive_versement"
                    " WHERE tenant = %s AND message_key = %s AND state IN (%s, %s)",
                    [self.tenant, key, RUNNING, ACCEPTED],
                )
                return cursor.fetchone() or (None, "")

    @property
    def loading(self) -> bool:
        """Whether the transaction was begun."""
        return self._ahead is not None

    def load_units(self, file: Path, transfer: TransferRules) -> None:
        """Begin the transaction with this `units.jsonl` and go on meanwhile: `settle` will find it loaded, with what
        follows from the rules of the units and of their transfer.

        To be reserved before. What goes wrong is raised by `settle`, which may still reject.
        """
        self._ahead = LoadingAhead(self._connection, self.tenant, self.package)
        self._ahead.submit(partial(load_ruled_units, transfer=transfer), file)

    def load_objects(self, file: Path) -> None:
        """The `objects.jsonl` likewise, after the units."""
        assert self._ahead is not None
        self._ahead.submit(load_objects, file)

    def settle(self, content: Path, *, accepted: bool, inventory: Digest, entry: MakeEntry) -> int:
        """Make the package a fact: its rows, read from the files in `content`, and its journal entry, whose
        index it returns. The commit is the moment of acquisition (or of rejection).

        Raises Conflict when the message was reserved by another, or a unit is attached to one that is not
        there; Unavailable when the connection broke: then the next recovery finds out whether the commit had
        happened.
        """
        row = Settled.read(content, accepted=accepted, inventory=inventory)
        if not accepted:
            self._abandon_loading()
        if accepted and row.agency and row.message and (row.agency, row.message) != self._reserved:
            # a reservation is a transaction of its own: what was loaded will be loaded again
            self._abandon_loading()
            self.reserve(row.agency, row.message)
        try:
            with self._transaction() as cursor:
                if accepted and self._ahead is None:
                    load_ruled_units(cursor, self.tenant, self.package, content / "units.jsonl", row.transfer)
                    load_objects(cursor, self.tenant, self.package, content / "objects.jsonl")
                self._settle_versement(cursor, row)
                # Last: from here to the commit, other versements of the tenant wait.
                index = append_entry(cursor, self.tenant, entry)
        except errors.ForeignKeyViolation as problem:
            raise Conflict(PARENT_GONE, package=str(self.package)) from problem
        except psycopg.OperationalError as problem:
            raise self._lost(problem) from problem
        self._settled = True
        return index

    def _settle_versement(self, cursor: psycopg.Cursor[Any], row: Settled) -> None:
        cursor.execute(
            "UPDATE archive_versement SET state = %s, agency = %s, message = %s, message_key = %s,"
            " operation = %s, findings = %s, inventory = %s WHERE tenant = %s AND id = %s AND state = %s",
            [
                row.state, row.agency, row.message, row.message_key, row.operation, row.findings, row.inventory,
                self.tenant, self.package, RUNNING,
            ],
        )  # fmt: skip
        if cursor.rowcount != 1:
            raise RuntimeError(f"versement {self.package} is not running")

    def _transaction(self) -> AbstractContextManager[psycopg.Cursor[Any]]:
        """The one that was begun, with what is loaded, or a new one."""
        return self._ahead.finished() if self._ahead else own_transaction(self._connection, self.tenant)

    def _abandon_loading(self) -> None:
        if self._ahead is not None:
            self._ahead.abandon()
            self._ahead = None

    def _lost(self, problem: psycopg.OperationalError) -> Unavailable:
        if lacks_resources(problem):
            return not_reached(problem)
        return Unavailable(LEASE_LOST, package=str(self.package))

    def _give_up(self) -> None:
        """Leave no trace of a versement that was not settled; if the database is gone, recovery will."""
        self._abandon_loading()
        with suppress(psycopg.Error), own_transaction(self._connection, self.tenant) as cursor:
            cursor.execute(
                "DELETE FROM archive_versement WHERE tenant = %s AND id = %s AND state = %s",
                [self.tenant, self.package, RUNNING],
            )


@contextmanager
def lease(tenant: int, package: UUID, received: datetime) -> Iterator[Lease]:
    """Begin a versement: from here on the package is known to be under way, by a process that lives.

    Raises NotFound when there is no such tenant, Unavailable when the database is gone.
    """
    with dedicated() as connection:
        connection.autocommit = True
        held = Lease(connection, tenant, package)
        try:
            # First the lock, then the row: a row that can be seen has an owner, or a dead one.
            connection.execute("SELECT pg_advisory_lock(%s)", [lock_of(package)])
            with own_transaction(connection, tenant) as cursor:
                cursor.execute(
                    "INSERT INTO archive_versement (tenant, id, state, received) VALUES (%s, %s, %s, %s)",
                    [tenant, package, RUNNING, received],
                )
        except errors.ForeignKeyViolation as problem:
            raise NotFound(NO_TENANT, code=f"{tenant:09d}") from problem
        except psycopg.OperationalError as problem:
            raise held._lost(problem) from problem
        try:
            yield held
        finally:
            if not held._settled:
                held._give_up()


def abandon_unleased(tenant: int) -> list[UUID]:
    """Forget the operations begun by processes that are no more; their packages."""
    with transaction([tenant]):
        running = Versement.objects.filter(tenant=tenant, state=RUNNING).values_list("id", flat=True)
        abandoned = [package for package in running if is_unheld(package)]
        Versement.objects.filter(tenant=tenant, state=RUNNING, id__in=abandoned).delete()
    return abandoned + forget_unheld(tenant)


def leased_or_committed(tenant: int, packages: Collection[UUID]) -> set[UUID]:
    """Those of the packages that are settled, or may still be by a process that lives.

    To be asked after `abandon_unleased`, about packages that were seen before it.
    """
    with transaction([tenant]):
        versements = set(Versement.objects.filter(tenant=tenant, id__in=packages).values_list("id", flat=True))
    return versements | reserved_or_entered(tenant, packages)
