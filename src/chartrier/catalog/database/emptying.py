"""Taking away all that operations wrote for one tenant, so that it can be made again from a copy.

The application's role cannot: settled rows are out of its reach by grants and by policies, and stay so. The owner of
the tables lifts the policies from himself for one transaction, which puts them back; nobody else reads or writes those
tables meanwhile. Whatever cuts it off, it never happened.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from graphlib import TopologicalSorter

from django.db import OperationalError, connections
from django.db.backends.utils import CursorWrapper
from django.db.transaction import atomic

from chartrier.catalog.connection import not_reached
from chartrier.catalog.database.grants import TENANT_TABLES
from chartrier.catalog.findings import OWNER_NEEDED, UNDER_WAY
from chartrier.catalog.journal.reservation import lock_of
from chartrier.errors import Conflict, InvalidInput

KEPT = {
    "tenants_tenant": "the name and settings of a tenant are in no copy",
    "tenants_service": "the services of a tenant are in no copy",
    "tenants_logo": "its logo is in no copy",
    "conventions_convention": "conventions are in no copy",
    "people_membership": "who may do what is in no copy",
    "consultations_consultation": "who read what is in no copy",
    "works_work": "what somebody asked for is in no copy",
    "deposits_draft": "what is being prepared is in no copy",
    "deposits_upload": "what is being prepared is in no copy",
    "connectors_connector": "connectors, and those that were revoked, are in no copy",
    "requisitions_requisition": "packages that somebody asked for are in no copy",
    "redactions_redaction": "redacted copies that somebody asked for are in no copy",
    "searches_savedsearch": "the searches that people keep are in no copy",
    "observatory_agreed": "that a tenant agreed to be counted is in no copy",
    "projects_project": "what is projected is in no copy; what was decided of it is an act",
    "persons_personrequest": "requests of persons are in no copy; what was decided of them is an act",
    "persons_foundunit": "what was found for them is in no copy",
    "persons_violation": "violations of personal data are in no copy",
    "persons_aipdnote": "what is said of AIPD is in no copy",
    "treatments_holder": "who keeps the register of treatments is in no copy",
    "treatments_version": "the register of treatments is in no copy",
    "removals_removal": "requests to take something offline are in no copy; what was withdrawn is an act",
    "maturity_assessment": "what a collectivité answered of its maturity is in no copy",
    "journal_journalhead": "set to the beginning instead",
}
"""Tables of tenants that stay, with the reason; all others are emptied."""

PATIENCE = "60s"
"""How long to wait for those who read or write now."""

UNDER_WAY_NOW = (
    "SELECT id FROM archive_versement WHERE tenant = %s AND state = 'running'"
    " UNION ALL SELECT package FROM journal_journalreservation WHERE tenant = %s"
)


def empty_index(tenant: int, target: int) -> None:
    """Forget what operations wrote for this tenant; its log has to catch up to `target` entries before anything else.

    Raises Conflict while a living process has an operation under way (what dead ones left is forgotten), InvalidInput
    when the owner's address is not given, Unavailable when the database is gone or too busy.
    """
    require_owner()
    owner = connections["owner"]
    try:
        with atomic(using="owner"), owner.cursor() as cursor:
            cursor.execute("SELECT set_config('lock_timeout', %s, true)", [PATIENCE])
            tables = _emptied(cursor)
            with _policies_lifted(cursor, [*tables, "journal_journalhead"]):
                _require_nobody(cursor, tenant)
                for table in tables:
                    cursor.execute(f"DELETE FROM {table} WHERE tenant = %s", [tenant])  # noqa: S608 - a name of ours
                cursor.execute(
                    "UPDATE journal_journalhead SET size = 0, frontier = '', last_time = NULL, catching_up_to = %s"
                    " WHERE tenant = %s",
                    [target or None, tenant],
                )
    except OperationalError as problem:
        raise not_reached(problem) from problem
    finally:
        owner.close()


def require_owner() -> None:
    """Raise InvalidInput when this process does not know the owner's address."""
    if "owner" not in connections.settings:
        raise InvalidInput(OWNER_NEEDED)


def _emptied(cursor: CursorWrapper) -> list[str]:
    """The tables to empty, each before those that it refers to."""
    tables = set(TENANT_TABLES) - set(KEPT)
    cursor.execute(
        "SELECT conrelid::regclass::text, confrelid::regclass::text FROM pg_constraint"
        " WHERE contype = 'f' AND connamespace = 'public'::regnamespace"
    )
    order: TopologicalSorter[str] = TopologicalSorter(dict.fromkeys(tables, ()))
    for referring, target in cursor.fetchall():
        if {referring, target} <= tables and referring != target:
            order.add(target, referring)
    return list(order.static_order())


@contextmanager
def _policies_lifted(cursor: CursorWrapper, tables: Iterable[str]) -> Iterator[None]:
    """The owner of the tables sees every row of them; the lock keeps everybody else out until the transaction ends."""
    # in one order for all, or two of us would wait for each other
    listed = sorted(tables)
    for table in listed:
        cursor.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
    yield
    for table in listed:
        cursor.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")


def _require_nobody(cursor: CursorWrapper, tenant: int) -> None:
    cursor.execute(UNDER_WAY_NOW, [tenant, tenant])
    for (package,) in cursor.fetchall():
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [lock_of(package)])
        if not cursor.fetchone()[0]:
            raise Conflict(UNDER_WAY, package=str(package))
