"""By what right the person of a request searches."""

from __future__ import annotations

from dataclasses import replace

from chartrier.access.findings import NOT_FOUND
from chartrier.access.searching import PUBLIC, Scope
from chartrier.administration.rights import Rights
from chartrier.errors import NotFound
from chartrier.records.roles import Permission
from chartrier.rules.communicabilite.regime import Regime


def scope_of(rights: Rights, tenant: int, *, public: bool, reader: str | None = None) -> Scope:
    """What they may find by their roles; `public`: what anybody may, and `reader` by a dérogation.

    Raises NotFound when they may find nothing.
    """
    if public:
        return replace(PUBLIC, reader=reader)
    found = rights.bounds(tenant, Permission.SEARCH_DESCRIPTIONS)
    if found is None:
        raise NotFound(NOT_FOUND, identifier="")
    return Scope.by_rights(found, rights.bounds(tenant, Permission.READ_DOCUMENT))


def scope_of_documents(rights: Rights, tenant: int) -> Scope | None:
    """What they may open, after saying why or not; None: nothing."""
    bounds = rights.bounds(tenant, Permission.READ_DOCUMENT, Permission.READ_WITH_MOTIVE)
    return Scope(Regime.ADMINISTRATIVE, bounds) if bounds is not None else None
