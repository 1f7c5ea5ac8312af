"""Who, of those that keep the requests of a collectivité, looks for persons too; how a register is handed to them."""

from __future__ import annotations

from django.http import Http404, HttpResponse

from chartrier.records.roles import Permission
from chartrier.records.tenant import Tenant
from chartrier.web.frame.asking import Asked


def handles(request: Asked, tenant: Tenant) -> bool:
    """Whether they look for a person and propose decisions, and not only sign."""
    return request.rights.everywhere(Permission.SEE_PERSONAL_DATA, tenant.key)


def require_handles(request: Asked, tenant: Tenant) -> None:
    """Raises Http404."""
    if not handles(request, tenant):
        raise Http404


def sheet_of(data: bytes, name: str) -> HttpResponse:
    """A CSV to be downloaded."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(data, content_type="text/csv; charset=utf-8", headers=headers)
