"""What goes when some units go: their objects, where no unit that stays has them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import psycopg

from chartrier.catalog.connection import dedicated, not_reached
from chartrier.catalog.transaction import own_transaction

DOOMED = "CREATE TEMPORARY TABLE doomed (id uuid PRIMARY KEY, versement uuid) ON COMMIT DROP"
THEIR_PACKAGES = """
    UPDATE doomed SET versement = u.versement FROM archive_unit u WHERE u.tenant = %(tenant)s AND u.id = doomed.id
"""
UNKNOWN = "SELECT id FROM doomed WHERE versement IS NULL ORDER BY id LIMIT 1"
ORPHAN = """
    SELECT p.unit, p.parent FROM doomed d JOIN archive_unitparent p ON p.tenant = %(tenant)s AND p.parent = d.id
    WHERE NOT EXISTS (SELECT FROM doomed x WHERE x.id = p.unit) ORDER BY 1, 2 LIMIT 1
"""
HELD = """
    EXISTS (SELECT FROM archive_unitgroup h WHERE h.tenant = %(tenant)s AND h.object_group = o.object_group
        AND NOT EXISTS (SELECT FROM doomed x WHERE x.id = h.unit))
"""
OBJECTS = f"""
    SELECT o.id, o.versement FROM archive_dataobject o
    WHERE o.tenant = %(tenant)s AND NOT {HELD}
        AND o.object_group IN (
            SELECT g.object_group FROM doomed d JOIN archive_unitgroup g ON g.tenant = %(tenant)s AND g.unit = d.id)
    UNION
    SELECT o.id, o.versement FROM archive_dataobject o
    WHERE o.tenant = %(tenant)s AND NOT {HELD}
        AND o.versement IN (SELECT d.versement FROM doomed d GROUP BY 1 HAVING count(*) = (
            SELECT count(*) FROM archive_unit u WHERE u.tenant = %(tenant)s AND u.versement = d.versement))
"""  # noqa: S608 (constants only)


CORRECTED = """
    SELECT d.id, h.act FROM doomed d
        JOIN history_unitact h ON h.tenant = %(tenant)s AND h.unit = d.id
        JOIN acts_act a ON a.tenant = %(tenant)s AND a.id = h.act AND a.operation = 'correction'
"""


@dataclass(slots=True)
class Doomed:
    """`packages` has, for each package that changes, the identifiers of the units and objects that go from it: from the
    package of a correction, the units whose descriptions it holds.
    """

    packages: dict[UUID, set[UUID]] = field(default_factory=dict)
    unknown: UUID | None = None
    """A unit that the archive does not have, if there is one."""
    orphan: tuple[UUID, UUID] | None = None
    """A unit that stays below one that goes, and that one."""


def select_doomed(tenant: int, units: Collection[UUID]) -> Doomed:
    """What goes with these units. Memory: some 200 bytes for each unit and object."""
    found = Doomed()
    try:
        with dedicated() as connection, own_transaction(connection, tenant) as cursor:
            _enter(cursor, units)
            given = {"tenant": tenant}
            cursor.execute(THEIR_PACKAGES, given)
            cursor.execute("ANALYZE doomed")
            if (row := cursor.execute(UNKNOWN).fetchone()) is not None:
                found.unknown = row[0]
            elif (row := cursor.execute(ORPHAN, given).fetchone()) is not None:
                found.orphan = row[0], row[1]
            else:
                cursor.execute("SELECT id, versement FROM doomed")
                _gather(cursor, found)
                cursor.execute(OBJECTS, given)
                _gather(cursor, found)
                cursor.execute(CORRECTED, given)
                _gather(cursor, found)
    except psycopg.OperationalError as problem:
        raise not_reached(problem) from problem
    return found


def _enter(cursor: psycopg.Cursor[Any], units: Collection[UUID]) -> None:
    cursor.execute(DOOMED)
    with cursor.copy("COPY doomed (id) FROM STDIN") as copy:
        for unit in sorted(set(units)):
            copy.write_row((unit,))


def _gather(cursor: psycopg.Cursor[Any], found: Doomed) -> None:
    for identifier, package in cursor:
        found.packages.setdefault(package, set()).add(identifier)
