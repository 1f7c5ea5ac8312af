"""The process that does jobs: it waits for them on a connection of its own, and takes over what dead ones left."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import structlog
from procrastinate.contrib.django import DjangoApp, app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.exceptions import ConnectorException, UniqueViolation
from procrastinate.jobs import Status
from procrastinate.utils import utcnow

from chartrier.administration.health import DEAD_AFTER
from chartrier.catalog.connection import yield_too
from chartrier.catalog.deposits.register import READING
from chartrier.catalog.works.queue import count_ready
from chartrier.precedence import stand_behind
from chartrier.wiring import Wiring
from chartrier.worker.archive import hold
from chartrier.worker.tasks import tasks

log = structlog.get_logger()

LOOKED_FOR = 1.0
"""Seconds after which jobs are looked for that nothing tells of: those that waited for the end of another."""

BEHIND = 5
"""How much later than others its processes get the processor (`precedence`)."""


def run(archive: Wiring, *, concurrency: int, wait: bool, started: Callable[[], None]) -> None:
    """Do jobs until a signal asks to stop: those under way are done first. Without `wait`, until none is left."""
    hold(archive)
    if wait:
        # whoever looks at a page waits for it; nobody waits for this in the same way
        stand_behind(BEHIND)
        if archive.settings.embedded:
            yield_too()
        asyncio.run(_run(archive, concurrency, wait, started))
        return
    started()
    left = -1
    while left != 0:
        asyncio.run(_run(archive, concurrency, wait, lambda: None))
        # what was done may have asked for more; what nobody could take is somebody else's to end
        before, left = left, count_ready()
        if left == before:
            return


async def _run(archive: Wiring, concurrency: int, wait: bool, started: Callable[[], None]) -> None:
    beat = archive.settings.worker_heartbeat
    assert isinstance(app.connector, DjangoConnector)
    ours = DjangoApp(connector=app.connector.get_worker_connector())
    ours.add_tasks_from(tasks, namespace="")
    for task in list(ours.tasks):
        # a blueprint gives its names a namespace that jobs deferred by name do not have
        ours.tasks[task.removeprefix(":")] = ours.tasks[task]
    working: dict[str, Any] = {
        "wait": wait,
        "fetch_job_polling_interval": min(LOOKED_FOR, beat),
        "update_heartbeat_interval": beat,
        "stalled_worker_timeout": beat * DEAD_AFTER,
        "delete_jobs": "successful",
    }
    async with ours.open_async():
        await _take_over(ours, beat * DEAD_AFTER)
        beside = [asyncio.create_task(_keep_taking_over(ours, beat * DEAD_AFTER))]
        if wait:
            # somebody looks at a page that waits for the reading of a file: it has a place that nothing else takes
            reading = ours.run_worker_async(queues=[READING], concurrency=1, install_signal_handlers=False, **working)
            beside.append(asyncio.create_task(reading))
        started()
        try:
            await ours.run_worker_async(concurrency=concurrency, **working)
        finally:
            for each in beside:
                each.cancel()
            await asyncio.gather(*beside, return_exceptions=True)


async def _keep_taking_over(ours: DjangoApp, silent_for: float) -> None:
    while True:
        await asyncio.sleep(silent_for)
        try:
            await _take_over(ours, silent_for)
        except ConnectorException as problem:
            # the worker itself says that the database is gone
            log.warning("not_taken_over", why=str(problem)[:200])


async def _take_over(ours: DjangoApp, silent_for: float) -> None:
    """Give back to the queue what processes had that do not live any more, but what waits there again already."""
    for job in await ours.job_manager.get_stalled_jobs(seconds_since_heartbeat=silent_for):
        try:
            await ours.job_manager.retry_job(job, retry_at=utcnow())
            log.info("job_taken_over", job=job.id, task=job.task_name)
        except UniqueViolation:
            await ours.job_manager.finish_job(job, Status.FAILED, delete_job=True)
            log.info("job_waits_already", job=job.id, task=job.task_name)
