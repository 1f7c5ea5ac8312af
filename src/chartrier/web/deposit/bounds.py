"""What the rights of somebody let them deposit: kinds and services."""

from __future__ import annotations

from chartrier.errors import NotAllowed
from chartrier.reception.findings import NOT_FOR_YOU
from chartrier.reception.kinds import Kind
from chartrier.records.roles import Permission
from chartrier.records.tenant import Tenant
from chartrier.web.frame.asking import Asked


def may(request: Asked, tenant: Tenant, service: str | None, kind: Kind) -> bool:
    """Whether the person deposits this kind; `service` None asks for which, empty or its SIREN is the collectivité."""
    of = "" if service == tenant.siren else service
    decide = request.rights.decide
    return (
        decide(Permission.DEPOSIT, tenant.key, service=service, series=kind.code).allowed
        or decide(Permission.DEPOSIT, tenant.key, service=of, series=kind.code).allowed
    )


def require_may(request: Asked, tenant: Tenant, service: str | None, kind: Kind) -> None:
    """What the rights of the person do not cover (any more) does not leave. Raises NotAllowed."""
    if not may(request, tenant, service, kind):
        raise NotAllowed(NOT_FOR_YOU, series=kind.label(request.language))
