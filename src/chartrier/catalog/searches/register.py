"""Keeping a search, finding it again, letting it go: each person sees their own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from chartrier.catalog.searches.models import SavedSearch
from chartrier.catalog.transaction import transaction

OPERATOR = UUID(int=0)
"""In the place of a person: whoever operates the machine."""
MOST = 50
"""Searches that a person keeps in a tenant."""


def keep_search(tenant: int, person: UUID, name: str, question: Mapping[str, Any]) -> bool:
    """Keep it under this name, in the place of one that has it; False when there are `MOST` already."""
    with transaction([tenant]):
        own = SavedSearch.objects.filter(tenant=tenant, person=person)
        if own.filter(name=name).update(question=dict(question)):
            return True
        if own.count() >= MOST:
            return False
        SavedSearch.objects.create(tenant=tenant, person=person, name=name, question=dict(question))
        return True


def searches_of(tenant: int, person: UUID) -> dict[str, dict[str, Any]]:
    """Their searches in this tenant, by name."""
    with transaction([tenant]):
        rows = SavedSearch.objects.filter(tenant=tenant, person=person).order_by("name")
        return {row.name: row.question for row in rows}


def forget_search(tenant: int, person: UUID, name: str) -> bool:
    """Whether there was one of this name."""
    with transaction([tenant]):
        return bool(SavedSearch.objects.filter(tenant=tenant, person=person, name=name).delete()[0])
