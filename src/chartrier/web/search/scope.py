"""By what right the person of a request searches."""

from __future__ import annotations

from chartrier.access.searching import PUBLIC, Scope
from chartrier.administration.bounds import bounds_of
from chartrier.administration.rights import Rights
from chartrier.records.roles import Permission
from chartrier.rules.communicabilite.regime import Regime


def scope_of(rights: Rights, tenant: int, *, public: bool) -> Scope:
    """What they may find by their roles; `public`: what anybody may.

    Documents are looked into only where all that may be found may be opened too: a word inside one would tell of it.
    """
    if public:
        return PUBLIC
    found = bounds_of(rights, tenant, Permission.SEARCH_DESCRIPTIONS) or ()
    opened = bounds_of(rights, tenant, Permission.READ_DOCUMENT)
    reads_all = opened is not None and (not opened or set(opened) == set(found))
    return Scope(Regime.ADMINISTRATIVE, found, texts=reads_all)


def scope_of_documents(rights: Rights, tenant: int) -> Scope | None:
    """What they may open, after saying why or not; None: nothing."""
    bounds = bounds_of(rights, tenant, Permission.READ_DOCUMENT, Permission.READ_WITH_MOTIVE)
    return None if bounds is None else Scope(Regime.ADMINISTRATIVE, bounds)
