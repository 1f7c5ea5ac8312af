"""What `/readyz` tells: whether this process can serve pages and take deposits now, however badly what it needs hangs.

Each thing is looked at in a thread of its own, with a time limit: a frozen database or a share that does not answer is
missing, and keeps nobody waiting. What was seen is told again for a moment, whoever asks and however often.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path
from threading import Lock, Thread
from time import monotonic

from django.db import connections

from chartrier.administration.health import DEAD_AFTER, written
from chartrier.catalog.database.migration import missing_migrations
from chartrier.catalog.embedded.cluster import is_private
from chartrier.catalog.works.queue import worker_lives
from chartrier.copies.copies import Copies
from chartrier.errors import ChartrierError
from chartrier.ingest.room import MARGIN
from chartrier.settings import Settings
from chartrier.vault.store import Store

LASTS = 3.0
"""Seconds for which what was seen is told again."""

OLD = 30.0
"""Seconds after which what was seen is told to nobody any more."""

PATIENCE = 3.0
"""Seconds that anything has to answer."""

WRITTEN_EVERY = 30.0
"""Seconds for which a copy that was written to is taken to be writable."""

BEATS_OF_GRACE = 6
LONGEST_GRACE = 30.0
"""Heartbeats, and at most seconds, without any worker before that is told: one starts beside us, or after another."""

DATABASE, MIGRATIONS, WORKER, COPIES = "database", "migrations", "worker", "copies"
STAGING, KEYS, ROOM = "staging", "keys", "room"
ALL = (DATABASE, MIGRATIONS, WORKER, COPIES, STAGING, KEYS, ROOM)


class Readiness:
    """Of one archive, in one process."""

    def __init__(self, settings: Settings, copies: Copies) -> None:
        self._settings, self._copies = settings, copies
        self._heard = monotonic()
        self._turn = Lock()
        self._told: tuple[float, list[str]] | None = None
        self._looks = {
            DATABASE: _Look(self._database),
            "folders": _Look(self._folders),
            **{f"copy {store.name}": _Look(_Writing(store, folder)) for store, folder in self._pairs()},
        }

    def missing(self) -> list[str]:
        """What is not there, by the names of `ALL`; nothing of where it is."""
        told = self._told
        if told is not None and monotonic() - told[0] < LASTS:
            return told[1]
        # one looks; who comes meanwhile is told what was seen last
        if not self._turn.acquire(blocking=told is None or monotonic() - told[0] > OLD):
            assert told is not None
            return told[1]
        try:
            if self._told is told:
                missing = self._look()
                self._told = (monotonic(), missing)
            assert self._told is not None
            return self._told[1]
        finally:
            self._turn.release()

    def _look(self) -> list[str]:
        until = monotonic() + PATIENCE
        for look in self._looks.values():
            look.begin()
        seen = {name: look.answer(until) for name, look in self._looks.items()}
        found = {DATABASE} if (of_database := seen[DATABASE]) is None else set(of_database)
        found |= {STAGING, KEYS} if (of_folders := seen["folders"]) is None else set(of_folders)
        there = sum(seen[f"copy {store.name}"] == () for store in self._copies.stores)
        if there < self._copies.minimum:
            found.add(COPIES)
        return [name for name in ALL if name in found]

    def _database(self) -> Sequence[str]:
        try:
            # this thread's own connection, made now
            with connections["default"].cursor() as cursor:
                cursor.execute(f"SET statement_timeout = {int(PATIENCE * 1000)}")
            missing = [MIGRATIONS] if missing_migrations() else []
            beat = self._settings.worker_heartbeat
            if worker_lives(timedelta(seconds=DEAD_AFTER * beat)):
                self._heard = monotonic()
            elif monotonic() - self._heard > min(LONGEST_GRACE, BEATS_OF_GRACE * beat):
                missing.append(WORKER)
            return missing
        except Exception:  # noqa: BLE001 - whatever the driver raises, the database does not answer
            return [DATABASE]
        finally:
            connections.close_all()

    def _folders(self) -> Sequence[str]:
        settings = self._settings
        missing = [name for name, at in ((STAGING, settings.staging), (KEYS, settings.keys)) if not is_private(at)]
        # the folder of what is received is made when something comes
        if any(at.is_dir() and shutil.disk_usage(at).free < MARGIN for at in (settings.staging, settings.reception)):
            missing.append(ROOM)
        return missing

    def _pairs(self) -> Sequence[tuple[Store, Path]]:
        return list(zip(self._copies.stores, self._copies.folders, strict=True))


class _Writing:
    """Whether a copy takes deposits: found out by writing there, seldom."""

    def __init__(self, store: Store, folder: Path) -> None:
        self._store, self._folder = store, folder
        self._written: float | None = None

    def __call__(self) -> Sequence[str]:
        try:
            if self._store.free_bytes() < MARGIN:
                return [COPIES]
        except (ChartrierError, OSError):
            self._written = None
            return [COPIES]
        if self._written is None or monotonic() - self._written >= WRITTEN_EVERY:
            self._written = monotonic() if written(self._folder) else None
        return () if self._written is not None else [COPIES]


class _Look:
    """One thing that is looked at, by one thread at a time: what hangs is not asked again until it answers."""

    def __init__(self, seeing: Callable[[], Sequence[str]]) -> None:
        self._seeing = seeing
        self._thread: Thread | None = None
        self._seen: Sequence[str] | None = None
        self._hangs = False

    def begin(self) -> None:
        self._hangs = self._thread is not None and self._thread.is_alive()
        if not self._hangs:
            self._seen = None
            self._thread = Thread(target=self._run, name="readyz", daemon=True)
            self._thread.start()

    def answer(self, until: float) -> Sequence[str] | None:
        """What is missing there; None when that is not known in time."""
        assert self._thread is not None
        self._thread.join(0.0 if self._hangs else max(0.0, until - monotonic()))
        return None if self._thread.is_alive() else self._seen

    def _run(self) -> None:
        self._seen = self._seeing()
