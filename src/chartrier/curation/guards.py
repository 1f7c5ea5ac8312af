"""What every decision asks first."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from chartrier.catalog.archive import questions
from chartrier.curation import findings as say
from chartrier.errors import InvalidInput, NotAllowed, NotFound
from chartrier.records.actor import Actor
from chartrier.records.roles import Permission
from chartrier.records.tenant import Tenant

LONGEST_TEXT = 10_000
"""Characters of a motive."""


def require_may(actor: Actor, permission: Permission) -> None:
    """Raises NotAllowed."""
    if not actor.may(permission):
        raise NotAllowed(say.MAY_NOT, permission=str(permission))


def require_units(tenant: Tenant, units: Collection[UUID]) -> None:
    """Raises InvalidInput when there is none, NotFound when one is not the tenant's."""
    if not units:
        raise InvalidInput(say.NO_UNITS)
    there = questions.units_there(tenant.key, units)
    for unit in units:
        if unit not in there:
            raise NotFound(say.UNKNOWN_UNIT, unit=str(unit))


def said(text: str, what_fr: str, what_en: str) -> str:
    """The text as it is kept. Raises InvalidInput when it says nothing."""
    cleaned = text.strip()[:LONGEST_TEXT]
    if not cleaned:
        raise InvalidInput(say.NOTHING_SAID, what_fr=what_fr, what_en=what_en)
    return cleaned
