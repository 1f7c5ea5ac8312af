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
GROUPS = "CREATE TEMPORARY TABLE doomed_group (id uuid PRIMARY KEY) ON COMMIT DROP"
THEIR_GROUPS = """
    INSERT INTO doomed_group
    SELECT DISTINCT g.object_group FROM doomed d JOIN archive_unitgroup g ON g.tenant = %(tenant)s AND g.unit = d.id
"""
SPARE_HELD = """
    DELETE FROM doomed_group WHERE id IN (
        SELECT g.id FROM doomed_group g
        JOIN archive_unitgroup h ON h.tenant = %(tenant)s AND h.object_group = g.id
        LEFT JOIN doomed x ON x.id = h.unit WHERE x.id IS NULL)
"""
OBJECTS = """
    SELECT o.id, o.versement FROM doomed_group g
    JOIN archive_dataobject o ON o.tenant = %(tenant)s AND o.object_group = g.id
"""
EMPTIED = """
    SELECT versement FROM (SELECT versement, count(*) AS going FROM doomed GROUP BY 1) d
    WHERE going = (SELECT count(*) FROM archive_unit u WHERE u.tenant = %(tenant)s AND u.versement = d.versement)
"""
OF_NO_UNIT = """
    SELECT o.id, o.versement FROM archive_dataobject o
    LEFT JOIN archive_unitgroup h ON h.tenant = %(tenant)s AND h.object_group = o.object_group
    WHERE o.tenant = %(tenant)s AND o.versement = ANY(%(emptied)s) AND h.unit IS NULL
"""
"""Objects that no unit has, in packages of which no unit is left."""

BY_INDEX = "SELECT set_config('enable_seqscan', 'off', true)"
"""Row by row through the indexes: without statistics, as after a bulk load, a plan would be as long as the square."""


CORRECTED = """
    SELECT d.id, h.act FROM doomed d
        JOIN history_unitact h ON h.tenant = %(tenant)s AND h.unit = d.id
        JOIN acts_act a ON a.tenant = %(tenant)s AND a.id = h.act AND (a.operation = 'correction'
            OR a.operation = 'transfert' AND a.record->>'step' = 'reponse')
"""

REFUSED = """
    SELECT DISTINCT r.id FROM doomed d
        JOIN archive_versement v ON v.tenant = %(tenant)s AND v.id = d.versement
        JOIN archive_versement r ON r.tenant = v.tenant AND r.agency = v.agency AND r.message = v.message
            AND r.state = 'rejected'
    WHERE NOT EXISTS (SELECT FROM destruction_change c WHERE c.tenant = r.tenant AND c.package = r.id)
"""
"""The times that the same message was refused: what was said of it then may name what goes."""


@dataclass(slots=True)
class Doomed:
    """`packages` has, for each package that changes, the identifiers of the units and objects that go from it: from the
    package of a correction, the units whose descriptions it holds; from that of a reply to a transfer, those that it
    speaks of; from that of a refusal of the same message nothing, but its words.
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
            cursor.execute(BY_INDEX)
            _enter(cursor, units)
            given = {"tenant": tenant}
            cursor.execute(THEIR_PACKAGES, given)
            cursor.execute("ANALYZE doomed")
            if (row := cursor.execute(UNKNOWN).fetchone()) is not None:
                found.unknown = row[0]
            elif (row := cursor.execute(ORPHAN, given).fetchone()) is not None:
                found.orphan = row[0], row[1]
            else:
                _select(cursor, given, found)
                cursor.execute(CORRECTED, given)
                _gather(cursor, found)
                cursor.execute(REFUSED, given)
                for (package,) in cursor:
                    found.packages.setdefault(package, set())
    except psycopg.OperationalError as problem:
        raise not_reached(problem) from problem
    return found


def _enter(cursor: psycopg.Cursor[Any], units: Collection[UUID]) -> None:
    cursor.execute(DOOMED)
    with cursor.copy("COPY doomed (id) FROM STDIN") as copy:
        for unit in sorted(set(units)):
            copy.write_row((unit,))


def _select(cursor: psycopg.Cursor[Any], given: dict[str, Any], found: Doomed) -> None:
    cursor.execute("SELECT id, versement FROM doomed")
    _gather(cursor, found)
    cursor.execute(GROUPS)
    for statement in (THEIR_GROUPS, SPARE_HELD):
        cursor.execute(statement, given)
    cursor.execute(OBJECTS, given)
    _gather(cursor, found)
    cursor.execute(EMPTIED, given)
    emptied = [package for (package,) in cursor.fetchall()]
    cursor.execute(OF_NO_UNIT, {**given, "emptied": emptied})
    _gather(cursor, found)


def _gather(cursor: psycopg.Cursor[Any], found: Doomed) -> None:
    for identifier, package in cursor:
        found.packages.setdefault(package, set()).add(identifier)
