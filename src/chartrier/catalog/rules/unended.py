"""Whether the rules of a category still hold for a unit."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Q

from chartrier.catalog.rules.models import Ending
from chartrier.catalog.transaction import transaction


def not_ended(tenant: int, unit: UUID, category: int, on: date) -> bool:
    """Whether one of its rules of this category has no end, or ends after that day."""
    with transaction([tenant]):
        rows = Ending.objects.filter(tenant=tenant, unit=unit, category=category)
        return rows.filter(Q(ending__isnull=True) | Q(ending__gt=on)).exists()
