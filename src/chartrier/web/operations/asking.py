"""What somebody asks of the operations: whose they may see, and the filters of the list."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, QueryDict

from chartrier.records.roles import Permission
from chartrier.records.tenant import Tenant
from chartrier.registers.operations import KINDS, STATES, SYSTEM, Sought
from chartrier.web.frame.asking import Asked

SEES_ALL = (Permission.REVIEW_DEPOSITS, Permission.READ_AUDIT)
"""Who has one of these, without bounds, sees the operations of all; others see their own."""

FILTERS = ("kind", "state", "by", "first", "last")


def sees_all(request: Asked, tenant: Tenant) -> bool:
    """Whether they may see what others did."""
    return any(request.rights.everywhere(each, tenant.key) for each in SEES_ALL)


def sees(request: Asked, tenant: Tenant, by: str) -> bool:
    """Whether they may see what this person did."""
    return by == str(request.user.pk) or sees_all(request, tenant)


def require_seen(request: Asked, tenant: Tenant, by: str) -> None:
    """What somebody may not see is as absent as what is not there. Raises Http404."""
    if not sees(request, tenant, by):
        raise Http404


def may_drive(request: Asked, tenant: Tenant, by: UUID) -> bool:
    """Whether they may start a travail again, or abandon it: their own, or any for who administers or examines."""
    driving = (Permission.REVIEW_DEPOSITS, Permission.ADMINISTER_TENANT)
    return by == request.user.pk or any(request.rights.everywhere(each, tenant.key) for each in driving)


def sought(request: Asked, tenant: Tenant) -> Sought:
    """The filters of an address; what none could mean is left out."""
    given = request.GET
    kind, state = given.get("kind", ""), given.get("state", "")
    return Sought(
        kind=kind if kind in KINDS else None,
        state=state if state in STATES else None,
        by=_by(given) if sees_all(request, tenant) else str(request.user.pk),
        first=_day(given.get("first", "")),
        last=_day(given.get("last", "")),
    )


def address_of(request: Asked, **added: str) -> str:
    """The query of the present filters, with this added."""
    kept = {name: value for name in FILTERS if (value := request.GET.get(name, "")[:80])}
    return urlencode({**kept, **added})


def _by(given: QueryDict) -> str | None:
    text = given.get("by", "")
    if text == SYSTEM:
        return SYSTEM
    try:
        return str(UUID(text)) if text else None
    except ValueError:
        return None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
