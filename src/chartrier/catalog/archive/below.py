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
THERE = """
    SELECT (SELECT count(*) FROM archive_unit WHERE tenant = %s AND id = ANY (%s)),
        (SELECT count(*) FROM archive_dataobject WHERE tenant = %s AND id = ANY (%s))
"""


def with_all_below(tenant: int, unit: UUID) -> list[UUID]:
    """The unit and all below it, each once; empty when it is not there."""
    with transaction([tenant]), connections["default"].cursor() as cursor:
        cursor.execute(BELOW, {"tenant": tenant, "unit": unit})
        return [row[0] for row in cursor.fetchall()]


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
