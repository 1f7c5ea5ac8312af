"""Finishing what a dead process left: done before every operation, by the very path that an operation takes."""

from __future__ import annotations

from uuid import UUID

import structlog

from chartrier.catalog.archive import acquisition
from chartrier.copies.publication import publish
from chartrier.copies.staging import sweep_staging
from chartrier.errors import IntegrityFailure, Unavailable
from chartrier.ingest.means import Means
from chartrier.records.tenant import Tenant
from chartrier.vault.store import Store

log = structlog.get_logger()


def finish_interrupted(tenant: Tenant, means: Means) -> None:
    """Publish what was committed and not published; forget what was begun by a process that is no more.

    A package in `incoming/` is listed first and judged after: whoever wrote it had reserved it before, so it is either
    committed (published, or kept for that), leased by a live process (left alone), or nobody's (discarded). Raises what
    `publish` raises: nothing new may begin while too few copies are in order.
    """
    sweep_staging(means.staging)
    publish(tenant, means.copies)
    incoming = {store.name: _incoming(tenant, store) for store in means.copies.stores}
    abandoned = acquisition.abandon_unleased(tenant.key)
    if abandoned:
        log.info("interrupted_versements_forgotten", tenant=tenant.code, versements=[str(each) for each in abandoned])
    kept = acquisition.leased_or_committed(tenant.key, {name for names in incoming.values() for name in names})
    for store in means.copies.stores:
        for package in incoming[store.name]:
            if package not in kept:
                _discard(tenant, store, package)


def _incoming(tenant: Tenant, store: Store) -> list[UUID]:
    """Nothing in a copy that is away: its turn comes when it is back."""
    try:
        return store.incoming(tenant.code)
    except Unavailable:
        return []


def _discard(tenant: Tenant, store: Store, package: UUID) -> None:
    try:
        store.discard(tenant.code, package)
    except (Unavailable, IntegrityFailure) as problem:
        log.warning("not_discarded", copy=store.name, package=str(package), why=problem.finding.code)
