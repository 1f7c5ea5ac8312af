"""The queue of the workers: jobs are put in it by name; how much waits, what runs, who lives. Its tables are
procrastinate's.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connections
from django.db.transaction import atomic

from chartrier.catalog.transaction import transaction


@dataclass(frozen=True, slots=True)
class Queue:
    """`heartbeats`: the last sign of life of each worker that is known."""

    waiting: int
    running: int
    failed: int
    heartbeats: tuple[datetime, ...]


def look_at_queue() -> Queue:
    """Jobs of all kinds, those by the clock too."""
    with transaction([]), connections["default"].cursor() as cursor:
        cursor.execute("SELECT status::text, count(*) FROM procrastinate_jobs GROUP BY status")
        counts = dict(cursor.fetchall())
        cursor.execute("SELECT last_heartbeat FROM procrastinate_workers ORDER BY last_heartbeat DESC")
        beats = tuple(beat for (beat,) in cursor.fetchall())
    return Queue(counts.get("todo", 0), counts.get("doing", 0), counts.get("failed", 0), beats)


def worker_lives(silent: timedelta) -> bool:
    """Whether a worker gave a sign of life within this time, by the clock of the database, which notes them."""
    with transaction([]), connections["default"].cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM procrastinate_workers"
            " WHERE last_heartbeat > now() - make_interval(secs => %s))",
            [silent.total_seconds()],
        )
        return bool(cursor.fetchone()[0])


def enqueue(
    task: str, identifier: UUID | str, *, priority: int = 0, lock: str | None = None, **arguments: str | int
) -> None:
    """Defer a job by the name of its task, in the caller's transaction; nothing when one that waits does the same.

    The higher the `priority`, the sooner it is taken; of those with the same `lock`, one runs at a time.
    """
    from procrastinate.contrib.django import app
    from procrastinate.exceptions import AlreadyEnqueued

    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT FROM procrastinate_jobs WHERE queueing_lock = %s AND status = 'todo'", [str(identifier)])
        if cursor.rowcount:
            return
    # somebody else may ask for the same at this instant
    with suppress(AlreadyEnqueued), atomic(using="default"):
        app.configure_task(task, queueing_lock=str(identifier), priority=priority, lock=lock).defer(**arguments)


def count_ready() -> int:
    """How many jobs wait that may be taken now."""
    with transaction([]), connections["default"].cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM procrastinate_jobs"
            " WHERE status = 'todo' AND (scheduled_at IS NULL OR scheduled_at <= now())"
        )
        return int(cursor.fetchone()[0])
