"""Travaux in the database: asked for with the fact that calls for them, held by one worker, told as they go.

A job names one by its identifier; all that is known of it is here.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import psycopg
from django.db import connections
from django.db.models import Count, Exists, OuterRef, Q

from chartrier.catalog.connection import not_reached
from chartrier.catalog.figures import Figure
from chartrier.catalog.journal.models import JournalEntry
from chartrier.catalog.transaction import own_transaction, transaction
from chartrier.catalog.turns import turn
from chartrier.catalog.works.findings import (
    NO_WORK,
    WORK_ARCHIVED,
    WORK_ASKED,
    WORK_GOES_ON,
    WORK_RUNS,
)
from chartrier.catalog.works.models import Work
from chartrier.catalog.works.queue import enqueue
from chartrier.clock import write_instant
from chartrier.errors import Conflict, NotFound
from chartrier.records.finding import Finding

TASK = "travail"
"""The name by which a job is deferred: `worker` holds the task."""

ENDED = frozenset({Work.State.DONE, Work.State.REFUSED, Work.State.FAILED, Work.State.ABANDONED})
NOT_ENDED = (Work.State.WAITING, Work.State.RUNNING, Work.State.FAILED)
"""Those that somebody still has to do something about, or to wait for."""
UNDER_WAY = (Work.State.WAITING, Work.State.RUNNING)

SELDOM = 0.5
"""Seconds between two notes of how far a step has come."""

LOCK = 0x54524156
"""First key of the advisory locks of travaux ("TRAV"); the second is made of the identifier."""

ASKING = 0x54524144
"""First key of the locks of who asks for work of which one at a time is enough ("TRAD")."""


def ask(tenant: int, kind: str, *, title: str, subject: UUID | None, person: UUID, now: datetime) -> UUID:
    """Enter a piece of work and defer its job, in the caller's transaction: both happen, or neither."""
    work = Work(
        tenant=tenant, id=uuid4(), kind=kind, state=Work.State.WAITING, title=title, subject=subject, person=person,
        asked=now, attempts=0, steps=[], findings=[],
    )  # fmt: skip
    with transaction([tenant]):
        work.save(force_insert=True)
        enqueue(TASK, work.id, tenant=tenant, work=str(work.id))
    return work.id


def enter_refused(
    tenant: int, kind: str, *, subject: UUID, person: UUID, findings: Iterable[Finding], now: datetime
) -> UUID:
    """Enter a piece of work that was done while somebody waited, and that did not go well: it is not forgotten."""
    work = Work(
        tenant=tenant, id=uuid4(), kind=kind, state=Work.State.REFUSED, title="", subject=subject, person=person,
        asked=now, began=now, ended=now, attempts=1, steps=[], findings=[each.as_recorded() for each in findings],
    )  # fmt: skip
    with transaction([tenant]):
        work.save(force_insert=True)
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
        enqueue(TASK, identifier, tenant=tenant, work=str(identifier))


def work(tenant: int, identifier: UUID) -> Work:
    """Raises NotFound."""
    with transaction([tenant]):
        found = Work.objects.filter(tenant=tenant, id=identifier).first()
    if found is None:
        raise NotFound(NO_WORK, work=str(identifier))
    return found


@dataclass(frozen=True, slots=True)
class Sought:
    """Which travaux: of these kinds and states (None: any), asked for by this person, from an instant to before
    another.
    """

    kinds: Collection[str] | None = None
    states: Collection[str] | None = None
    person: UUID | None = None
    first: datetime | None = None
    end: datetime | None = None


def listed(
    tenants: Sequence[int],
    sought: Sought,
    *,
    before: tuple[datetime, UUID] | None = None,
    limit: int,
    journalled: bool = True,
) -> list[Work]:
    """A page of travaux, the last that were asked for first; `before` asks for those that follow this one.

    Without `journalled`, those whose package the journal has are left out: it tells them.
    """
    with transaction(tenants):
        rows = Work.objects.filter(tenant__in=tenants)
        if sought.kinds is not None:
            rows = rows.filter(kind__in=list(sought.kinds))
        if sought.states is not None:
            rows = rows.filter(state__in=list(sought.states))
        if sought.person is not None:
            rows = rows.filter(person=sought.person)
        if sought.first is not None:
            rows = rows.filter(asked__gte=sought.first)
        if sought.end is not None:
            rows = rows.filter(asked__lt=sought.end)
        if before is not None:
            asked, identifier = before
            rows = rows.filter(Q(asked__lt=asked) | Q(asked=asked, id__gt=identifier))
        if not journalled:
            entries = JournalEntry.objects.filter(tenant=OuterRef("tenant"), package=OuterRef("operation"))
            rows = rows.filter(~Exists(entries))
        return list(rows.order_by("-asked", "id")[:limit])


def last_about(tenant: int, kind: str, subject: UUID) -> Work | None:
    """The travail of a kind that was asked for last about something."""
    with transaction([tenant]):
        return Work.objects.filter(tenant=tenant, kind=kind, subject=subject).order_by("-asked", "id").first()


def of_packages(tenant: int, packages: Collection[UUID]) -> dict[UUID, Work]:
    """The travaux that wrote these packages, by package."""
    with transaction([tenant]):
        rows = Work.objects.filter(tenant=tenant, operation__in=list(packages)).order_by("asked")
        return {row.operation: row for row in rows}


def counts(tenants: Sequence[int], *, person: UUID | None = None) -> dict[str, int]:
    """How many wait, run and failed, by state."""
    with transaction(tenants):
        rows = Work.objects.filter(tenant__in=tenants, state__in=NOT_ENDED)
        if person is not None:
            rows = rows.filter(person=person)
        return {row["state"]: row["many"] for row in rows.values("state").annotate(many=Count("*"))}


def number_failed(tenant: int, person: UUID | None = None) -> Figure:
    """How many failed, of a person or of all."""
    rows = Work.objects.filter(tenant=tenant, state=Work.State.FAILED)
    return Figure.count(rows if person is None else rows.filter(person=person))


def ask_alone(tenant: int, kind: str, *, person: UUID, now: datetime) -> UUID:
    """Ask for work about the whole archive, of which one at a time is enough. Raises Conflict when one is under way."""
    with transaction([tenant]), connections["default"].cursor() as cursor:
        # whoever asks at the same moment waits, then sees this one
        cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [ASKING, f"{tenant} {kind}"])
        if Work.objects.filter(tenant=tenant, kind=kind, state__in=UNDER_WAY).exists():
            raise Conflict(WORK_ASKED)
        return ask(tenant, kind, title="", subject=None, person=person, now=now)


def abandon(tenant: int, identifier: UUID, reason: str, now: datetime) -> Work:
    """Say that a piece of work that waits or failed will not be tried again, in the caller's transaction.

    Raises NotFound, Conflict when it runs, has ended otherwise, or wrote a package that the journal has.
    """
    with transaction([tenant]):
        found = Work.objects.select_for_update().filter(tenant=tenant, id=identifier).first()
        if found is None:
            raise NotFound(NO_WORK, work=str(identifier))
        if found.state not in (Work.State.WAITING, Work.State.FAILED):
            raise Conflict(WORK_RUNS)
        if JournalEntry.objects.filter(tenant=tenant, package=found.operation).exists():
            raise Conflict(WORK_ARCHIVED)
        Work.objects.filter(tenant=tenant, id=identifier).update(
            state=Work.State.ABANDONED, ended=now, reason=reason.strip()[:2_000]
        )
        found.state = Work.State.ABANDONED
    return found


def newest(tenant: int, person: UUID, limit: int = 50) -> list[Work]:
    """What a person, or a connector, asked for last."""
    with transaction([tenant]):
        return list(Work.objects.filter(tenant=tenant, person=person).order_by("-asked", "id")[:limit])


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

    def end(self, state: str, findings: Iterable[Finding | dict[str, Any]]) -> None:
        """Note how it ended; findings may be as they are recorded already."""
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
    with turn(LOCK, identifier.int & 0x7FFF_FFFF) as ours:
        yield None if ours is None else Held(ours, work(tenant, identifier), clock)


def _recorded(findings: Iterable[Finding | dict[str, Any]]) -> str:
    return json.dumps([each.as_recorded() if isinstance(each, Finding) else each for each in findings])
