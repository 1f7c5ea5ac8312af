"""By what right the person of a request searches."""

from __future__ import annotations

from collections.abc import Sequence

from chartrier.access.searching import PUBLIC, Scope
from chartrier.administration.rights import Grant, Rights
from chartrier.catalog.archive.searching import Bound
from chartrier.records.roles import Permission
from chartrier.rules.communicabilite.regime import Regime


def scope_of(rights: Rights, tenant: int, *, public: bool) -> Scope:
    """What they may find by their roles; `public`: what anybody may.

    Documents are looked into only where all that may be found may be opened too: a word inside one would tell of it.
    """
    if public:
        return PUBLIC
    found = _bounds(rights.reaching(Permission.SEARCH_DESCRIPTIONS, tenant))
    opened = _bounds(rights.reaching(Permission.READ_DOCUMENT, tenant))
    reads_all = bool(rights.reaching(Permission.READ_DOCUMENT, tenant)) and (not opened or opened == found)
    return Scope(Regime.ADMINISTRATIVE, found, texts=reads_all)


def scope_of_documents(rights: Rights, tenant: int) -> Scope | None:
    """What they may open, after saying why or not; None: nothing."""
    grants = [
        grant
        for permission in (Permission.READ_DOCUMENT, Permission.READ_WITH_MOTIVE)
        for grant in rights.reaching(permission, tenant)
    ]
    return Scope(Regime.ADMINISTRATIVE, _bounds(grants)) if grants else None


def _bounds(grants: Sequence[Grant]) -> tuple[Bound, ...]:
    """One grant without bounds is none at all."""
    bounds = [Bound(grant.services, grant.series) for grant in grants]
    return () if any(not bound.services and not bound.series for bound in bounds) else tuple(bounds)
