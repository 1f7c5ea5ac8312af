"""Who reads a record, under which regime and why: what a request says of it."""

from __future__ import annotations

from uuid import UUID

from chartrier.access.findings import NOT_FOUND
from chartrier.access.reading import Asking, Reader
from chartrier.access.searching import Scope, within
from chartrier.errors import NotFound
from chartrier.records.roles import Role
from chartrier.records.tenant import Tenant
from chartrier.records.voice import Bound
from chartrier.web.frame.asking import Asked
from chartrier.web.search.reader import reader_of
from chartrier.web.search.scope import scope_of, scope_of_documents

MOTIVE = "motive"


def asking(request: Asked, tenant: Tenant, unit: UUID) -> Asking:
    """To read a description: by their rights, unless the address asks for the regime of the public. Raises NotFound."""
    if is_public(request):
        return _asking(request, tenant, unit, public=True)
    return by_rights(request, tenant, unit)


def by_rights(request: Asked, tenant: Tenant, unit: UUID) -> Asking:
    """The same by their rights, whatever the address says.

    What lies out of the bounds of their rights is as what is not there: raises NotFound.
    """
    return _within(request, tenant, unit, scope_of(request.rights, tenant.key, public=False))


def asking_document(request: Asked, tenant: Tenant, unit: UUID) -> Asking:
    """To read a document of a unit, likewise."""
    if is_public(request):
        return _asking(request, tenant, unit, public=True)
    return _within(request, tenant, unit, scope_of_documents(request.rights, tenant.key))


def may_open(request: Asked, tenant: Tenant, unit: UUID) -> bool:
    """Whether their rights open the documents of a unit."""
    scope = scope_of_documents(request.rights, tenant.key)
    return scope is not None and within(tenant.key, unit, scope)


def _within(request: Asked, tenant: Tenant, unit: UUID, scope: Scope | None) -> Asking:
    if scope is None or not within(tenant.key, unit, scope):
        raise NotFound(NOT_FOUND, identifier=str(unit))
    return _asking(request, tenant, unit, public=False)


def _asking(request: Asked, tenant: Tenant, unit: UUID, *, public: bool) -> Asking:
    reader = Reader(request.user.pk, _roles_over(request, tenant, unit))
    motive = request.session.get(f"{MOTIVE}:{unit}")
    return Asking(reader, motive, public=public, reader=reader_of(request, tenant) if public else None)


def _roles_over(request: Asked, tenant: Tenant, unit: UUID) -> frozenset[Role]:
    """Their roles that reach a unit: one that is bounded elsewhere spares nobody from saying why they read here."""
    roles = frozenset[Role]()
    for bound, held in request.rights.roles_by_bound(tenant.key).items():
        if within(tenant.key, unit, Scope(bounds=(bound,) if bound != Bound() else ())):
            roles |= held
    return roles


def is_public(request: Asked) -> bool:
    return request.GET.get("regime") == "public"


def reading_of(request: Asked, document: UUID, reader: str | None) -> str:
    """What one sitting enters once: the reading of a document, under a regime, for a reader."""
    return f"{document} {'public' if is_public(request) else 'rights'} {reader or ''}"
