"""Travaux in the database: asked for with the fact that calls for them, held by one worker, told as they go.

A job names one by its identifier; all that is known of it is here.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import psycopg

from chartrier.catalog.connection import dedicated, not_reached
from chartrier.catalog.transaction import own_transaction, transaction
from chartrier.catalog.works.findings import NO_WORK, WORK_GOES_ON
from chartrier.catalog.works.models import Work
from chartrier.clock import write_instant
from chartrier.errors import Conflict, NotFound
from chartrier.records.finding import Finding

TASK = "travail"
"""The name by which a job is deferred: `worker` holds the task."""

DEPOSITS = (Work.Kind.DEPOSIT, Work.Kind.PACKAGE, Work.Kind.CHECK)
"""The kinds that are about what comes in."""
ENDED = frozenset({Work.State.DONE, Work.State.REFUSED, Work.State.FAILED})

SELDOM = 0.5
"""Seconds between two notes of how far a step has come."""

LOCK = 0x54524156
"""First key of the advisory locks of travaux ("TRAV"); the second is made of the identifier."""


def ask(tenant: int, kind: str, *, title: str, subject: UUID, person: UUID, now: datetime) -> UUID:
    """Enter a piece of work and defer its job, in the caller's transaction: both happen, or neither."""
    work = Work(
        tenant=tenant, id=uuid4(), kind=kind, state=Work.State.WAITING, title=title, subject=subject, person=person,
        asked=now, attempts=0, steps=[], findings=[],
    )  # fmt: skip
    with transaction([tenant]):
        work.save(force_insert=True)
        defer(tenant, work.id)
    return work.id


def ask_again(tenant: int, identifier: UUID, now: datetime) -> None:
    """Have a piece of work that failed tried once more. Raises NotFound, Conflict when it did not fail."""
    with transaction([tenant]):
        work = Work.objects.select_for_update().filter(tenant=tenant, id=identifier).first()
        if work is None:
            raise NotFound(NO_WORK, work=str(identifier))
        if work.state != Work.State.FAILED:
            raise Conflict(WORK_GOES_ON)
        Work.objects.filter(tenant=tenant, id=identifier).update(
            state=Work.State.WAITING, ended=None, steps=[], findings=[], asked=now
        )
        defer(tenant, identifier)


def defer(tenant: int, identifier: UUID) -> None:
    """The job, by name: its arguments are identifiers only."""
    from procrastinate.contrib.django import app

    job = app.configure_task(TASK, queueing_lock=str(identifier))
    job.defer(tenant=tenant, work=str(identifier))


def work(tenant: int, identifier: UUID) -> Work:
    """Raises NotFound."""
    with transaction([tenant]):
        found = Work.objects.filter(tenant=tenant, id=identifier).first()
    if found is None:
        raise NotFound(NO_WORK, work=str(identifier))
    return found


def newest(tenant: int, *, kinds: Iterable[str], person: UUID | None = None, limit: int = 50) -> list[Work]:
    """What was asked for last of these kinds, by that person or by anybody."""
    with transaction([tenant]):
        rows = Work.objects.filter(tenant=tenant, kind__in=list(kinds))
        if person is not None:
            rows = rows.filter(person=person)
        return list(rows.order_by("-asked", "id")[:limit])


class Held:
    """A piece of work in the hands of this process. Made by `hold`."""

    def __init__(self, connection: psycopg.Connection[Any], work: Work, clock: Callable[[], datetime]) -> None:
        self._connection = connection
        self._clock = clock
        self._written = 0.0
        self._since = 0.0
        self.work = work
        self.steps: list[dict[str, Any]] = []

    def begin(self) -> None:
        """Note that it runs, from the beginning."""
        self.work.attempts += 1
        self._update(
            state=Work.State.RUNNING, began=self._clock(), ended=None, attempts=self.work.attempts, steps="[]",
            findings="[]",
        )  # fmt: skip

    def package(self, operation: UUID) -> None:
        """Note the package of this attempt, before anything of it is written."""
        self.work.operation = operation
        self._update(operation=operation)

    def tell(self, step: str, done: int, total: int) -> None:
        """A progress, as `ingest.steps` tells it; written now and then."""
        now = time.monotonic()
        if not self.steps or self.steps[-1]["name"] != step:
            self._close(now)
            self.steps.append(
                {"name": step, "done": done, "total": total, "began": write_instant(self._clock()), "seconds": None}
            )
        else:
            self.steps[-1].update(done=done, total=total)
            if now - self._written < SELDOM:
                return
        self._written = now
        self._update(steps=json.dumps(self.steps))

    def wait(self, findings: Iterable[Finding]) -> None:
        """Something is missing for now: it will be tried again."""
        self._update(state=Work.State.WAITING, findings=_recorded(findings))

    def end(self, state: str, findings: Iterable[Finding]) -> None:
        """Note how it ended."""
        self._close(time.monotonic())
        self._update(state=state, ended=self._clock(), findings=_recorded(findings), steps=json.dumps(self.steps))
        self.work.state = state

    def _close(self, now: float) -> None:
        if self.steps:
            self.steps[-1]["seconds"] = round(now - self._since, 3)
        self._since = now

    def _update(self, **values: Any) -> None:
        columns = ", ".join(f"{name} = %s" for name in values)
        try:
            with own_transaction(self._connection, self.work.tenant) as cursor:
                cursor.execute(
                    f"UPDATE works_work SET {columns} WHERE tenant = %s AND id = %s",  # noqa: S608 - names of ours
                    [*values.values(), self.work.tenant, self.work.id],
                )
        except psycopg.OperationalError as problem:
            raise not_reached(problem) from problem


@contextmanager
def hold(tenant: int, identifier: UUID, clock: Callable[[], datetime]) -> Iterator[Held | None]:
    """The work, for as long as the block lasts, in the hands of this process alone; None when another has it.

    The lock dies with the process: nobody needs to guess whether one is alive. Raises NotFound.
    """
    with dedicated() as connection:
        try:
            connection.autocommit = True
            second = identifier.int & 0x7FFF_FFFF
            row = connection.execute("SELECT pg_try_advisory_lock(%s, %s)", [LOCK, second]).fetchone()
        except psycopg.OperationalError as problem:
            raise not_reached(problem) from problem
        yield Held(connection, work(tenant, identifier), clock) if row and row[0] else None


def _recorded(findings: Iterable[Finding]) -> str:
    return json.dumps([finding.as_recorded() for finding in findings])
