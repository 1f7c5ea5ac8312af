"""How long the files of a deposit stay here: until they are archived, given up, or nobody goes on with them."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from chartrier.catalog.deposits import register
from chartrier.catalog.deposits.findings import DRAFT_CLOSED
from chartrier.catalog.deposits.models import Draft
from chartrier.catalog.works import register as works
from chartrier.catalog.works.models import Work
from chartrier.errors import Conflict, NotFound
from chartrier.reception.deposits import EXPIRED, LEFT, OPEN, RETURNED
from chartrier.reception.means import DepositMeans
from chartrier.reception.uploads import forget_files
from chartrier.records.tenant import Tenant


def abandon(draft: Draft, means: DepositMeans) -> None:
    """Forget a draft and its files. Raises Conflict when it has left."""
    uploads = register.uploads_of(draft.tenant, draft.id)
    register.remove(draft.tenant, draft.id)
    forget_files(draft.tenant, uploads, means.yard)


def clear(draft: Draft, means: DepositMeans) -> None:
    """Its files are archived, or kept long enough: they need not stay here."""
    uploads = register.uploads_of(draft.tenant, draft.id)
    forget_files(draft.tenant, uploads, means.yard)
    for upload in uploads:
        register.remove_upload(draft.tenant, upload.id)


def clear_destroyed(tenant: Tenant, means: DepositMeans) -> None:
    """Erase the files that are kept of refused deposits whose message was accepted otherwise, and destroyed since."""
    for draft in register.destroyed(tenant.key):
        clear(draft, means)


def erases_on(draft: Draft, means: DepositMeans) -> datetime:
    """When the files of a draft that nobody goes on with are erased."""
    return draft.changed + means.yard.patience


def expire_drafts(tenant: Tenant, means: DepositMeans) -> int:
    """Erase the files of deposits that nobody went on with, and of those that were rejected; how many deposits.

    What waits for an archivist, is on its way, or failed for want of a resource, is never touched. A draft whose files
    were erased stays as long again, so that its person is told.
    """
    now = means.clock()
    done = 0
    for draft in register.silent(tenant.key, now - means.yard.patience):
        with suppress(Conflict, NotFound):
            if draft.state == EXPIRED:
                abandon(draft, means)
            elif draft.state in (OPEN, RETURNED):
                with register.changing(tenant.key, draft.id, now, OPEN, RETURNED) as found:
                    if found.changed != draft.changed:
                        raise Conflict(DRAFT_CLOSED)
                    found.state = EXPIRED
                clear(draft, means)
                done += 1
            elif draft.state == LEFT and _was_refused(draft, now - means.yard.patience):
                done += bool(register.uploads_of(draft.tenant, draft.id))
                clear(draft, means)
    return done


def _was_refused(draft: Draft, before: datetime) -> bool:
    work = works.work(draft.tenant, draft.work) if draft.work is not None else None
    return work is not None and work.state == Work.State.REFUSED and work.ended is not None and work.ended < before
