"""The latest document of a file, from the dates of all that is below it."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.db import connections

from chartrier.catalog.transaction import transaction

_FILES = """
    SELECT p.parent FROM archive_unit u
    JOIN archive_unitparent p ON p.tenant = u.tenant AND p.unit = u.id
    JOIN archive_unit f ON f.tenant = p.tenant AND f.id = p.parent
    WHERE u.tenant = %(tenant)s AND u.id = %(unit)s AND u.content->'DescriptionLevel'->>0 = 'Item'
        AND f.content->'DescriptionLevel'->>0 = 'File'
"""
_LATEST = """
    WITH RECURSIVE below(unit) AS (
        SELECT unnest(%(units)s::uuid[])
        UNION
        SELECT p.unit FROM below JOIN archive_unitparent p ON p.tenant = %(tenant)s AND p.parent = below.unit
    )
    SELECT max(greatest(u.start_date, u.end_date)) FROM below
    JOIN archive_unit u ON u.tenant = %(tenant)s AND u.id = below.unit
"""
_UNDATED = """
    WITH RECURSIVE undated(unit) AS (
        SELECT id FROM archive_unit WHERE tenant = %(tenant)s AND id = ANY(%(units)s::uuid[]) AND end_date IS NULL
        UNION
        SELECT u.id FROM undated
        JOIN archive_unitparent p ON p.tenant = %(tenant)s AND p.parent = undated.unit
        JOIN archive_unit u ON u.tenant = p.tenant AND u.id = p.unit AND u.end_date IS NULL
    )
    SELECT EXISTS (
        SELECT FROM undated JOIN archive_unit u ON u.tenant = %(tenant)s AND u.id = undated.unit
        WHERE u.start_date IS NULL
            AND NOT EXISTS (SELECT FROM archive_unitparent p WHERE p.tenant = u.tenant AND p.parent = u.id)
    )
"""
_OTHER_JOINS = "SELECT set_config('enable_hashjoin', %(set)s, true), set_config('enable_mergejoin', %(set)s, true)"


def latest_document(tenant: int, unit: UUID) -> date | None:
    """The day of the latest document of the file that a unit is; None when it is not known.

    The file of an `Item` is what it lies in straight below (`File`), if anything; any other unit is a file of its own.
    What has an `EndDate` ends then at the earliest, and nothing below it needs a date; anywhere else, one document
    without any date leaves the latest unknown.
    """
    with transaction([tenant]), connections["default"].cursor() as cursor:
        cursor.execute(_FILES, {"tenant": tenant, "unit": unit})
        files = [parent for (parent,) in cursor.fetchall()] or [unit]
        given: dict[str, Any] = {"tenant": tenant, "units": files}
        # A recursion goes through the index, link by link: one that reads the whole table at each step is quadratic.
        cursor.execute(_OTHER_JOINS, {"set": "off"})
        cursor.execute(_UNDATED, given)
        undated = cursor.fetchone()[0]
        latest: date | None = None
        if not undated:
            cursor.execute(_LATEST, given)
            latest = cursor.fetchone()[0]
        cursor.execute(_OTHER_JOINS, {"set": "on"})
    return latest
