"""What lies below a unit, and which other units have its documents."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db import connections

from chartrier.catalog.transaction import transaction

BELOW = """
    WITH RECURSIVE below(id) AS (
        SELECT u.id FROM archive_unit u WHERE u.tenant = %(tenant)s AND u.id = %(unit)s
        UNION SELECT p.unit FROM below b JOIN archive_unitparent p ON p.tenant = %(tenant)s AND p.parent = b.id
    ) SELECT id FROM below
"""
HOLDING = """
    SELECT DISTINCT other.unit FROM archive_unitgroup held
    JOIN archive_unitgroup other ON other.tenant = held.tenant AND other.object_group = held.object_group
    WHERE held.tenant = %s AND held.unit = ANY (%s) AND NOT other.unit = ANY (%s)
"""
COUNTED = """
    SELECT count(*) FROM (WITH RECURSIVE below(id) AS (
        SELECT u.id FROM archive_unit u WHERE u.tenant = %(tenant)s AND u.id = ANY (%(units)s)
        UNION SELECT p.unit FROM below b JOIN archive_unitparent p ON p.tenant = %(tenant)s AND p.parent = b.id
    ) SELECT id FROM below LIMIT %(most)s + 1) found
"""
HELD = """
    SELECT count(*), coalesce(sum(size), 0) FROM (
        SELECT DISTINCT held.id, held.size FROM archive_unitgroup of_unit
        JOIN archive_dataobject held ON held.tenant = of_unit.tenant AND held.object_group = of_unit.object_group
        WHERE of_unit.tenant = %s AND of_unit.unit = ANY (%s) AND held.path IS NOT NULL
    ) files
"""
ALL_BELOW = f"""
    WITH every(id) AS ({BELOW}) SELECT (SELECT count(*) FROM every), (SELECT count(DISTINCT held.id) FROM every
        JOIN archive_unitgroup of_unit ON of_unit.tenant = %(tenant)s AND of_unit.unit = every.id
        JOIN archive_dataobject held ON held.tenant = %(tenant)s AND held.object_group = of_unit.object_group
        WHERE held.path IS NOT NULL)
"""  # noqa: S608 - a statement of ours
THERE = """
    SELECT (SELECT count(*) FROM archive_unit WHERE tenant = %s AND id = ANY (%s)),
        (SELECT count(*) FROM archive_dataobject WHERE tenant = %s AND id = ANY (%s))
"""


def with_all_below(tenant: int, unit: UUID) -> list[UUID]:
    """The unit and all below it, each once; empty when it is not there."""
    with transaction([tenant]), connections["default"].cursor() as cursor:
        cursor.execute(BELOW, {"tenant": tenant, "unit": unit})
        return [row[0] for row in cursor.fetchall()]


def first_below(tenant: int, unit: UUID, most: int) -> list[UUID]:
    """The unit and those below it, level by level, no more of them than that."""
    with transaction([tenant]), connections["default"].cursor() as cursor:
        cursor.execute(f"{BELOW} LIMIT %(most)s", {"tenant": tenant, "unit": unit, "most": most})
        return [row[0] for row in cursor.fetchall()]


def held_by(tenant: int, units: Sequence[UUID]) -> tuple[int, int]:
    """How many files these units hold, each once, and their bytes."""
    with transaction([tenant]), connections["default"].cursor() as cursor:
        cursor.execute(HELD, [tenant, list(units)])
        count, size = cursor.fetchone()
        return count, int(size)


def count_all_below(tenant: int, unit: UUID) -> tuple[int, int]:
    """How many units these are, the unit and all below it, and how many files they hold: it may take long."""
    with transaction([tenant]), connections["default"].cursor() as cursor:
        cursor.execute(ALL_BELOW, {"tenant": tenant, "unit": unit})
        units, files = cursor.fetchone()
        return units, files


def of_same_documents(tenant: int, units: Sequence[UUID]) -> list[UUID]:
    """Other units that have a document of one of these."""
    with transaction([tenant]), connections["default"].cursor() as cursor:
        cursor.execute(HOLDING, [tenant, list(units), list(units)])
        return [row[0] for row in cursor.fetchall()]


def count_below(tenant: int, units: Sequence[UUID], most: int) -> int:
    """How many units these are with all below them; one more than `most` stands for more."""
    with transaction([tenant]), connections["default"].cursor() as cursor:
        cursor.execute(COUNTED, {"tenant": tenant, "units": list(units), "most": most})
        return int(cursor.fetchone()[0])


def all_there(tenant: int, units: Sequence[UUID], objects: Sequence[UUID]) -> bool:
    """Whether each of these is archived."""
    with transaction([tenant]), connections["default"].cursor() as cursor:
        cursor.execute(THERE, [tenant, list(units), tenant, list(objects)])
        return cursor.fetchone() == (len(units), len(objects))
