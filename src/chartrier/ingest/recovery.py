"""Finishing what a dead process left: done before every operation, by the very path that an operation takes."""

from __future__ import annotations

import structlog

from chartrier.catalog.archive import acquisition
from chartrier.catalog.journal import publication as journal
from chartrier.copies.publication import publish, refuse_if_out_of_step
from chartrier.ingest.means import Means
from chartrier.ingest.staging import sweep_staging
from chartrier.records.tenant import Tenant

log = structlog.get_logger()


def finish_interrupted(tenant: Tenant, means: Means) -> None:
    """Publish what was committed and not published; forget what was begun by a process that is no more.

    A package in `incoming/` is listed first and judged after: whoever wrote it had reserved it before, so it is either
    committed (published here), leased by a live process (left alone), or nobody's (discarded).
    """
    sweep_staging(means.staging)
    with journal.publishing(tenant.key):
        # Between a look at the database and one at the copies, another process must not publish.
        head = journal.head(tenant.key)
        refuse_if_out_of_step(tenant, head, means.copies)
    if head.published < head.size:
        publish(tenant, means.copies)
    incoming = {copy.name: copy.incoming(tenant.code) for copy in means.copies.stores}
    abandoned = acquisition.abandon_unleased(tenant.key)
    if abandoned:
        log.info("interrupted_versements_forgotten", tenant=tenant.code, versements=[str(each) for each in abandoned])
    kept = acquisition.leased_or_committed(tenant.key, {name for names in incoming.values() for name in names})
    for copy in means.copies.stores:
        for package in incoming[copy.name]:
            if package not in kept:
                copy.discard(tenant.code, package)
