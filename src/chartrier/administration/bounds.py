"""Where somebody may do something: their grants, as bounds of what a search or a package may hold."""

from __future__ import annotations

from chartrier.administration.rights import Rights
from chartrier.catalog.archive.searching import Bound
from chartrier.records.roles import Permission


def bounds_of(rights: Rights, tenant: int, *permissions: Permission) -> tuple[Bound, ...] | None:
    """The services and séries for which they have one of these permissions; empty: everywhere; None: nowhere."""
    grants = [grant for permission in permissions for grant in rights.reaching(permission, tenant)]
    if not grants:
        return None
    bounds = [Bound(grant.services, grant.series) for grant in grants]
    # one grant without bounds is none at all
    return () if any(not bound.services and not bound.series for bound in bounds) else tuple(dict.fromkeys(bounds))
