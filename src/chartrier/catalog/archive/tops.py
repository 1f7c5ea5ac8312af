"""The units at the top of a versement."""

from __future__ import annotations

from uuid import UUID

from django.db import connections

from chartrier.catalog.transaction import transaction

TOPS = """
    SELECT id FROM archive_unit unit WHERE tenant = %(tenant)s AND versement = %(versement)s AND NOT EXISTS (
        SELECT FROM archive_unitparent above
        WHERE above.tenant = unit.tenant AND above.unit = unit.id AND NOT above.attached OFFSET 0)
    ORDER BY id LIMIT %(limit)s
"""


def tops_of(tenant: int, versement: UUID, limit: int) -> list[UUID]:
    """Those that nothing of their own versement is above, in the order of its bordereau."""
    with transaction([tenant]), connections["default"].cursor() as cursor:
        cursor.execute(TOPS, {"tenant": tenant, "versement": versement, "limit": limit})
        return [row[0] for row in cursor.fetchall()]
