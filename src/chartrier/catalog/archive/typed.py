"""Units by what SEDA says they are (`DocumentType`)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connections

from chartrier.catalog.raw_json import json_of
from chartrier.catalog.transaction import transaction

PAGE = 1_000

TYPED = """
    SELECT id, title, content FROM archive_unit
    WHERE tenant = %(tenant)s AND content ? 'DocumentType' AND id > %(after)s
    AND coalesce(end_date, start_date, 'infinity') >= coalesce(%(first)s::date, '-infinity')
    AND coalesce(start_date, end_date, '-infinity') <= coalesce(%(last)s::date, 'infinity')
    ORDER BY id LIMIT %(limit)s
"""
"""What has no dates is not left out: it says so where it is missed."""


def typed_units(tenant: int, first: date | None, last: date | None) -> Iterator[tuple[UUID, str, dict[str, Any]]]:
    """Identifier, title and `Content` of the units that say their type and touch these days, in order; in pages."""
    after = UUID(int=0)
    while True:
        given: dict[str, UUID | date | int | None] = {
            "tenant": tenant,
            "after": after,
            "first": first,
            "last": last,
            "limit": PAGE,
        }
        with transaction([tenant]), connections["default"].cursor() as cursor:
            cursor.execute(TYPED, given)
            rows = cursor.fetchall()
        yield from ((unit, title, json_of(content)) for unit, title, content in rows)
        if len(rows) < PAGE:
            return
        after = rows[-1][0]
