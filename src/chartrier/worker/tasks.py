"""The tasks that jobs name. Their arguments are identifiers; what they are about is read from the database."""

from __future__ import annotations

from uuid import UUID

import procrastinate
from procrastinate.job_context import JobContext

from chartrier.catalog.tenants.register import tenants
from chartrier.catalog.works.register import TASK
from chartrier.reception.uploads import expire
from chartrier.worker.archive import held
from chartrier.worker.working import TryAgain, do

ATTEMPTS = 8
FIRST_WAIT = 4
"""Seconds before the second attempt of what lacked a resource; each wait after it is twice as long."""

EXPIRY = "expiration"

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


@tasks.periodic(cron="17 * * * *")
@tasks.task(name=EXPIRY, queueing_lock=EXPIRY)
def erase_abandoned(timestamp: int) -> None:
    """Erase the files whose sending was abandoned."""
    means = held().deposits
    for tenant in tenants():
        expire(tenant, means.yard, means.clock())
