"""What a person has selected in a collectivité, kept across pages for the session."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from chartrier.access.requisitions import MOST
from chartrier.records.tenant import Tenant
from chartrier.web.frame.asking import Asked

SELECTION = "selection"


def selected(request: Asked, tenant: Tenant) -> list[UUID]:
    """The units, in the order in which they were selected."""
    return [UUID(each) for each in request.session.get(_key(tenant), ())]


def select(request: Asked, tenant: Tenant, units: Iterable[UUID]) -> bool:
    """Add some; False when that is more than one package may have, and then none is added."""
    held = list(dict.fromkeys([*selected(request, tenant), *units]))
    if len(held) > MOST:
        return False
    request.session[_key(tenant)] = [str(each) for each in held]
    return True


def let_go(request: Asked, tenant: Tenant, units: Iterable[UUID] | None = None) -> None:
    """Take some away; None: all."""
    gone = set(selected(request, tenant) if units is None else units)
    request.session[_key(tenant)] = [str(each) for each in selected(request, tenant) if each not in gone]


def _key(tenant: Tenant) -> str:
    return f"{SELECTION}:{tenant.code}"
