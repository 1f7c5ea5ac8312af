"""How far a log went on a day."""

from __future__ import annotations

from datetime import date

from django.db import connections

from chartrier.catalog.legal_days import DAY
from chartrier.catalog.transaction import transaction

SIZE_AT = f"""
    SELECT coalesce(max(index) + 1, 0) FROM journal_journalentry
    WHERE tenant = %s AND {DAY.format("convert_from(body, 'UTF8')::jsonb->>'time'")} <= %s
"""  # noqa: S608 - a constant of ours


def size_at(tenant: int, day: date) -> int:
    """The number of entries at the end of a day: times in a log never go back."""
    with transaction([tenant]), connections["default"].cursor() as cursor:
        cursor.execute(SIZE_AT, [tenant, day])
        return int(cursor.fetchone()[0])
