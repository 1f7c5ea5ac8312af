"""Entering an order of destruction, and asking what orders changed."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg

from chartrier.catalog.acts.models import Act
from chartrier.catalog.connection import dedicated, not_reached
from chartrier.catalog.consequences import units_gone
from chartrier.catalog.destruction.forgetting import forget_words
from chartrier.catalog.destruction.models import Change as Row
from chartrier.catalog.destruction.models import Destroyed
from chartrier.catalog.destruction.redaction import redacted_findings, redacted_operation
from chartrier.catalog.findings import PACKAGE_CHANGED
from chartrier.catalog.transaction import transaction
from chartrier.clock import read_instant
from chartrier.errors import Conflict
from chartrier.journal.changes import Change, version_number
from chartrier.records.canonical import canonical
from chartrier.records.digest import Digest

LOADING = "CREATE TEMPORARY TABLE loading_destroyed (record jsonb) ON COMMIT DROP"
INSERT_DESTROYED = """
    INSERT INTO destruction_destroyed (tenant, id, kind, package, act, size)
    SELECT %(tenant)s, id, kind, package, %(act)s, size
    FROM loading_destroyed, jsonb_to_record(record) AS line (id uuid, kind text, package uuid, size bigint)
"""
CORRECTED_MEANWHILE = """
    SELECT act.id FROM destruction_destroyed gone
        JOIN history_unitact named ON named.tenant = %(tenant)s AND named.unit = gone.id
        JOIN acts_act act ON act.tenant = %(tenant)s AND act.id = named.act AND act.operation = 'correction'
        LEFT JOIN destruction_change change
            ON change.tenant = %(tenant)s AND change.act = %(act)s AND change.package = act.id
    WHERE gone.tenant = %(tenant)s AND gone.act = %(act)s AND change.package IS NULL LIMIT 1
"""
DELETE = (
    "DELETE FROM archive_unitgroup WHERE tenant = %s AND unit = ANY(%s)",
    "DELETE FROM archive_unitparent WHERE tenant = %s AND unit = ANY(%s)",
    "DELETE FROM archive_unit WHERE tenant = %s AND id = ANY(%s)",
    "DELETE FROM archive_dataobject WHERE tenant = %s AND id = ANY(%s)",
)
"""Each before those that it refers to."""

TOGETHER = 1_000
"""Rows that are named at once: by their identifiers, so that no plan can be as long as the square of their number."""


def enter_order(
    cursor: psycopg.Cursor[Any],
    tenant: int,
    act: UUID,
    changes: Iterable[Change],
    destroyed: Path,
    *,
    attested: bool = False,
) -> None:
    """Enter what an act changes and destroys, and let go of the rows, in the caller's transaction.

    The act is entered before. `destroyed` is the order's `destroyed.jsonl`. What the journal `attests` may find
    packages loaded as they are now, or gone. Raises Conflict (CAT-040) when a package is no more as the order found it.
    """
    given = {"tenant": tenant, "act": act}
    listed = sorted(changes, key=lambda change: change.package)
    cursor.executemany(
        "INSERT INTO destruction_change (tenant, package, number, before, after, act) VALUES (%s, %s, %s, %s, %s, %s)",
        [
            (tenant, each.package, version_number(each.version_after), str(each.before), str(each.after), act)
            for each in listed
        ],
    )
    cursor.execute(LOADING)
    with destroyed.open("rb") as lines, cursor.copy("COPY loading_destroyed FROM STDIN") as copy:
        for line in lines:
            copy.write_row((line.decode(),))
    cursor.execute(INSERT_DESTROYED, given)
    for change in listed:
        _redact(cursor, tenant, change, attested=attested)
    forget_words(cursor, tenant, act, [change.package for change in listed])
    _delete(cursor, tenant, destroyed)
    if not attested:
        _require_none_corrected(cursor, given)


def _require_none_corrected(cursor: psycopg.Cursor[Any], given: Mapping[str, Any]) -> None:
    """Refuse when a correction of what goes came since the order was computed: its package would keep the words."""
    cursor.execute(CORRECTED_MEANWHILE, given)
    if (row := cursor.fetchone()) is not None:
        raise Conflict(PACKAGE_CHANGED, package=str(row[0]))


def _delete(cursor: psycopg.Cursor[Any], tenant: int, destroyed: Path) -> None:
    """The rows that go. A unit goes before its parent may, wherever they stand in the list."""
    for some in _together(destroyed):
        units_gone(cursor, tenant, some)
    for statement in DELETE:
        for some in _together(destroyed):
            cursor.execute(statement, [tenant, some])


def _together(destroyed: Path) -> Iterator[list[UUID]]:
    with destroyed.open("rb") as lines:
        while some := [UUID(json.loads(line)["id"]) for line in islice(lines, TOGETHER)]:
            yield some


def _redact(cursor: psycopg.Cursor[Any], tenant: int, change: Change, *, attested: bool) -> None:
    """The row of a versement as its package will be; that of an act says nothing of what goes."""
    cursor.execute("SELECT FROM acts_act WHERE tenant = %s AND id = %s", [tenant, change.package])
    if cursor.fetchone() is not None:
        return
    cursor.execute(
        "SELECT operation, findings FROM archive_versement WHERE tenant = %s AND id = %s AND inventory = %s FOR UPDATE",
        [tenant, change.package, str(change.before)],
    )
    row = cursor.fetchone()
    if row is None:
        if attested:
            return
        raise Conflict(PACKAGE_CHANGED, package=str(change.package))
    cursor.execute(
        "UPDATE archive_versement SET operation = %s, findings = %s, inventory = %s WHERE tenant = %s AND id = %s",
        [
            canonical(redacted_operation(row[0])).decode(),
            canonical(redacted_findings(row[1])).decode(),
            str(change.after),
            tenant,
            change.package,
        ],
    )


@dataclass(frozen=True, slots=True)
class Gone:
    """A unit or an object that is no more: `act` is the order, `package` where it was."""

    tenant: int
    kind: str
    package: UUID
    act: UUID


def gone(tenants: Sequence[int], identifier: UUID) -> Gone | None:
    """What an order destroyed under this identifier."""
    with transaction(tenants):
        row = Destroyed.objects.filter(tenant__in=tenants, id=identifier).first()
    return None if row is None else Gone(row.tenant, row.kind, row.package, row.act)


def changes_of(tenant: int, packages: Collection[UUID]) -> dict[UUID, list[Change]]:
    """The changes of these packages, for each the oldest first."""
    with transaction([tenant]):
        rows = list(Row.objects.filter(tenant=tenant, package__in=packages).order_by("package", "number"))
    found: dict[UUID, list[Change]] = {}
    for row in rows:
        found.setdefault(row.package, []).append(_read(row))
    return found


def changes_by(tenant: int, act: UUID) -> list[Change]:
    """The changes that an order made, by package."""
    with transaction([tenant]):
        return [_read(row) for row in Row.objects.filter(tenant=tenant, act=act).order_by("package")]


def versions_of(tenant: int, package: UUID) -> list[str]:
    """The versions that a package has had, the newest first."""
    changes = changes_of(tenant, [package]).get(package, [])
    return [*(change.version_after for change in reversed(changes)), "v1"]


def _read(row: Row) -> Change:
    before, after = Digest.read(row.before), Digest.read(row.after)
    return Change(row.package, f"v{row.number - 1}", before, f"v{row.number}", after)


@dataclass(frozen=True, slots=True)
class Order:
    """An order that is not done with: `owing` are the copies that its last attestation names, None without one."""

    act: UUID
    owing: tuple[str, ...] | None
    purged: frozenset[str] = frozenset()
    """The copies where attestations say that it is done."""

    def is_owed_by(self, copy: str) -> bool:
        """Whether it is still to be carried out in a copy."""
        return copy in self.owing if self.owing is not None else copy not in self.purged


def unfinished_orders(tenant: int) -> list[Order]:
    """The orders of destruction that no attestation says are done in every copy, the oldest first."""
    with transaction([tenant]):
        ordered = list(Row.objects.filter(tenant=tenant).order_by("act").values_list("act", flat=True).distinct())
        if not ordered:
            return []
        last: dict[UUID, tuple[str, ...]] = {}
        purged: dict[UUID, set[str]] = {}
        attestations = Act.objects.filter(tenant=tenant, operation="attestation", subject__in=ordered).order_by("id")
        for subject, record in attestations.values_list("subject", "record"):
            last[subject] = tuple(record["owing"])
            purged.setdefault(subject, set()).update(each["copy"] for each in record["purged"])
    unfinished = [act for act in ordered if last.get(act) != ()]
    return [Order(act, last.get(act), frozenset(purged.get(act, ()))) for act in unfinished]


@dataclass(frozen=True, slots=True)
class Undocumented:
    """An élimination whose last attestation has no document: where all of them say that it is done, and is not."""

    act: UUID
    purged: Mapping[str, datetime]
    owing: tuple[str, ...]


def undocumented_eliminations(tenant: int) -> list[Undocumented]:
    """Those of the tenant, the oldest first."""
    with transaction([tenant]):
        # from attestations without files only: nearly always none
        bare = Act.objects.filter(tenant=tenant, operation="attestation", record__files={}).values("subject")
        orders = Act.objects.filter(tenant=tenant, operation="elimination", id__in=bare).order_by("id")
        ordered = list(orders.values_list("id", flat=True))
        if not ordered:
            return []
        attested: dict[UUID, list[Any]] = {}
        attestations = Act.objects.filter(tenant=tenant, operation="attestation", subject__in=ordered).order_by("id")
        for subject, record in attestations.values_list("subject", "record"):
            attested.setdefault(subject, []).append(record)
    found = []
    for order in ordered:
        records = attested[order]
        if not records[-1]["files"]:
            purged = {each["copy"]: read_instant(each["at"]) for record in records for each in record["purged"]}
            found.append(Undocumented(order, purged, tuple(records[-1]["owing"])))
    return found


def owed_by(tenant: int, copy: str) -> list[UUID]:
    """The orders that are still to be carried out in a copy, the oldest first."""
    return [order.act for order in unfinished_orders(tenant) if order.is_owed_by(copy)]


def attested_among(tenant: int, packages: Collection[UUID]) -> set[UUID]:
    """Those of the packages that are orders of destruction which an attestation says are done in one copy at least."""
    with transaction([tenant]):
        ordered = Row.objects.filter(tenant=tenant, act__in=packages).values_list("act", flat=True).distinct()
        if not (orders := list(ordered)):
            return set()
        attestations = Act.objects.filter(tenant=tenant, operation="attestation", subject__in=orders)
        return set(attestations.values_list("subject", flat=True))


def attested_without(tenant: int, packages: Collection[UUID], copy: str) -> dict[UUID, UUID]:
    """Those of the packages that are attestations of an order of which none names this copy, each with its order: who
    carried the order out did not know of the copy."""
    with transaction([tenant]):
        attestations = Act.objects.filter(tenant=tenant, operation="attestation")
        here = dict(attestations.filter(id__in=packages).values_list("id", "subject"))
        if not here:
            return {}
        named: dict[UUID, set[str]] = {}
        for order, record in attestations.filter(subject__in=here.values()).values_list("subject", "record"):
            named.setdefault(order, set()).update(record["owing"], (each["copy"] for each in record["purged"]))
    return {attestation: order for attestation, order in here.items() if copy not in named[order]}


def attested_versions(tenant: int, packages: Collection[UUID]) -> dict[UUID, str]:
    """For each package that orders changed, the newest version whose order is attested for one copy at least."""
    if not packages:
        return {}
    with transaction([tenant]):
        rows = list(Row.objects.filter(tenant=tenant, package__in=packages).order_by("number"))
        attested = attested_among(tenant, {row.act for row in rows})
    return {row.package: f"v{row.number}" for row in rows if row.act in attested}


def owing_of(tenant: int, act: UUID) -> tuple[str, ...] | None:
    """The copies where an order is still to be carried out; None when it is not attested for any."""
    return next((order.owing for order in unfinished_orders(tenant) if order.act == act), ())


def acts_that_changed(tenant: int, package: UUID) -> list[tuple[int, UUID, str]]:
    """The orders that changed a package, the oldest first: number of the version, order, code of its operation."""
    with transaction([tenant]):
        rows = Row.objects.filter(tenant=tenant, package=package).order_by("number").values_list("number", "act")
        changes = list(rows)
        acts = Act.objects.filter(tenant=tenant, id__in=[act for _, act in changes])
        operations = dict(acts.values_list("id", "operation"))
    return [(number, act, operations[act]) for number, act in changes]


DESTROYING = 0x44535452
"""First key of the advisory locks of those who carry out orders ("DSTR"); the second is the tenant."""


@contextmanager
def destroying(tenant: int) -> Iterator[None]:
    """Be the only one who carries out orders of this tenant, in any process, waiting for one's turn."""
    with dedicated() as connection:
        try:
            connection.autocommit = True
            connection.execute("SELECT pg_advisory_lock(%s, %s)", [DESTROYING, tenant])
        except psycopg.OperationalError as problem:
            raise not_reached(problem) from problem
        yield
