"""The tasks that jobs name. Their arguments are identifiers; what they are about is read from the database."""

from __future__ import annotations

from uuid import UUID

import procrastinate
from procrastinate.job_context import JobContext

from chartrier.access.requisitions import erase_what_waited
from chartrier.administration.collectivites.openings import forget_mandates
from chartrier.administration.conventions.delegating import follow_days
from chartrier.administration.idle import close_idle
from chartrier.catalog.accounts import invitations
from chartrier.catalog.accounts.sessions import forget_sessions
from chartrier.catalog.consultations.register import forget_consultations
from chartrier.catalog.counts.standing import TASK as COUNT
from chartrier.catalog.deposits.register import READING
from chartrier.catalog.openings.register import TASK as OPENING
from chartrier.catalog.redactions.register import TASK as REDACTION
from chartrier.catalog.tenants.register import tenant_keys, tenants, tenants_of
from chartrier.catalog.texts.register import CATCH_UP
from chartrier.catalog.texts.register import TASK as READ_TEXTS
from chartrier.catalog.throttles.register import forget_ended
from chartrier.catalog.works.register import TASK
from chartrier.privacy.redacting import expire_copies
from chartrier.reception.expiring import expire_drafts
from chartrier.reception.uploads import expire
from chartrier.worker.again import TryAgain
from chartrier.worker.archive import held
from chartrier.worker.counting import count_ahead, count_kind
from chartrier.worker.opening import open_collectivites
from chartrier.worker.reading import is_left_to_read, read_later, read_texts
from chartrier.worker.redacting import make_or_deposit
from chartrier.worker.working import do, read_deposit

ATTEMPTS = 8
FIRST_WAIT = 4
"""Seconds before the second attempt of what lacked a resource; each wait after it is twice as long."""

READ_ATTEMPTS = 4
"""Of the reading of the files of a deposit; then their names have to do."""

COUNT_ATTEMPTS = 2

SLICE = 10.0
"""Seconds for which documents are read, before what came meanwhile has its turn."""

EXPIRY = "expiration"
DAY = "jour"

tasks = procrastinate.Blueprint()


@tasks.task(
    name=TASK,
    pass_context=True,
    retry=procrastinate.RetryStrategy(
        max_attempts=ATTEMPTS, exponential_wait=2, wait=FIRST_WAIT, retry_exceptions={TryAgain}
    ),
)
def work(context: JobContext, tenant: int, work: str) -> None:
    """Do a piece of work."""
    do(held(), tenant, UUID(work), last=context.job.attempts >= ATTEMPTS)


@tasks.task(
    name=OPENING,
    pass_context=True,
    retry=procrastinate.RetryStrategy(
        max_attempts=ATTEMPTS, exponential_wait=2, wait=FIRST_WAIT, retry_exceptions={TryAgain}
    ),
)
def open_list(context: JobContext, opening: str) -> None:
    """Open what is left of a list of collectivités."""
    open_collectivites(held(), UUID(opening), last=context.job.attempts >= ATTEMPTS)


@tasks.task(
    name=REDACTION,
    pass_context=True,
    retry=procrastinate.RetryStrategy(
        max_attempts=ATTEMPTS, exponential_wait=2, wait=FIRST_WAIT, retry_exceptions={TryAgain}
    ),
)
def redact(context: JobContext, tenant: int, redaction: str) -> None:
    """Make a redacted copy, or deposit one that was looked at."""
    make_or_deposit(held(), tenant, UUID(redaction), last=context.job.attempts >= ATTEMPTS)


@tasks.task(
    name=READING,
    pass_context=True,
    retry=procrastinate.RetryStrategy(max_attempts=READ_ATTEMPTS, wait=FIRST_WAIT, retry_exceptions={TryAgain}),
)
def read_draft(context: JobContext, tenant: int, draft: str) -> None:
    """Read the files of a deposit under preparation, so that what they say can be proposed."""
    read_deposit(held(), tenant, UUID(draft), last=context.job.attempts >= READ_ATTEMPTS)


@tasks.task(name=COUNT, retry=procrastinate.RetryStrategy(max_attempts=COUNT_ATTEMPTS, wait=FIRST_WAIT))
def count(tenant: int, kind: str) -> None:
    """Count again what a page has shown as it was, or ahead of who asks."""
    held()
    count_kind(tenant, kind)


@tasks.periodic(cron="17 * * * *")
@tasks.task(name=EXPIRY, lock=EXPIRY, queueing_lock=EXPIRY)
def erase_abandoned(timestamp: int) -> None:
    """Erase what was abandoned or waited long enough: files, drafts, packages, mandates, what was counted long ago,
    sessions, invitations.
    """
    archive = held()
    forget_sessions()
    invitations.forget_ended(archive.copies.clock())
    forget_mandates(archive.copies)
    means = archive.deposits
    for tenant in tenants():
        expire(tenant, means.yard, means.clock())
        expire_drafts(tenant, means)
        erase_what_waited(tenant, archive.shelf, means.clock())
        expire_copies(tenant, archive.desk, means.clock())
    forget_ended()


@tasks.task(name=READ_TEXTS)
def read_documents(tenant: int, versement: str) -> None:
    """Read some documents; the rest after what somebody waits for meanwhile."""
    (found,) = tenants_of([tenant])
    some = UUID(versement) if versement else None
    if read_texts(held(), found, some, SLICE):
        read_later(tenant, some)


@tasks.periodic(cron="*/10 * * * *")
@tasks.task(name=CATCH_UP, lock=CATCH_UP, queueing_lock=CATCH_UP)
def look_at_what_came_otherwise(timestamp: int) -> None:
    """Have those documents read and counted that came by another door than the pages, or to an index made again."""
    for tenant in tenant_keys():
        count_ahead(tenant)
        # somebody who asks for it gives no time
        if is_left_to_read(tenant, whole=timestamp == 0):
            read_later(tenant)


@tasks.periodic(cron="5 1 * * *")
@tasks.task(name=DAY, lock=DAY, queueing_lock=DAY)
def begin_the_day(timestamp: int) -> None:
    """What days change: roles by conventions that begin or end, readings that are kept no longer, accounts of those who
    have had no role for long.
    """
    archive = held()
    forget_consultations(tenant_keys(), archive.settings.consultations_years, archive.copies.clock())
    follow_days(archive.copies)
    close_idle(archive.copies)
