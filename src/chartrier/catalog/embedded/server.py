"""The embedded server as a command sees it: held while needed, shared with whoever runs meanwhile."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

from psycopg import pq

from chartrier.catalog.embedded import keeper
from chartrier.catalog.embedded.cluster import Cluster, socket_folder
from chartrier.catalog.embedded.locks import is_locked, lock, open_lock
from chartrier.catalog.findings import NOT_INITIALISED, NOT_STARTED, ROOT_REFUSED
from chartrier.errors import ChartrierError, NotFound, Unavailable

PATIENCE = 120.0
"""Seconds that a command waits for the server."""


class EmbeddedServer:
    """The server of one home. It runs at least from `hold` to `release`, or to the end of the process."""

    def __init__(self, cluster: Cluster) -> None:
        self._cluster = cluster
        self._lock: int | None = None

    def hold(self, *, create: bool = False) -> Path:
        """Wait until the server answers, starting it if nobody did. The folder of its socket.

        Raises NotFound when there is no cluster (and `create` does not ask for one), Unavailable when it
        cannot start.
        """
        if self._lock is None:
            self._lock = open_lock(self._cluster.users_lock)
        deadline = time.monotonic() + PATIENCE
        # Waits out a keeper that is just stopping the server: it holds this lock until everything has ended.
        if not lock(self._lock, shared=True, deadline=deadline):
            raise self._failure("the last server does not stop")
        while True:
            # A server that answers without a keeper would never be stopped.
            if not is_locked(self._cluster.keeper_lock):
                self._start(create)
            elif (folder := self._answering()) is not None:
                return folder
            elif time.monotonic() > deadline:
                raise self._failure("no answer")
            else:
                time.sleep(0.02)

    def release(self) -> None:
        """Give the server back; the last one to do so lets it stop."""
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def _answering(self) -> Path | None:
        folder = socket_folder(self._cluster)
        if folder is None:
            return None
        answer = pq.PGconn.ping(b"host='%s' dbname=postgres" % _quoted(folder))
        return folder if answer == pq.Ping.OK else None

    def _start(self, create: bool) -> None:
        """Ask for a keeper. It shares nothing with us: no descriptor, no terminal, no environment."""
        command = [sys.executable, "-I", "-m", keeper.__name__, self._cluster.write()]
        environment = {"PATH": "/usr/local/bin:/usr/bin:/bin", "LANG": "C.UTF-8"}
        if runtime := os.environ.get("XDG_RUNTIME_DIR"):
            environment["XDG_RUNTIME_DIR"] = runtime
        outcome = subprocess.run(
            [*command, "create"] if create else command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd="/",
            env=environment,
            start_new_session=True,
            check=False,
        ).returncode
        if outcome not in (keeper.READY, keeper.ANOTHER):
            self.release()
            raise self._failure(outcome)

    def _failure(self, outcome: int | str) -> ChartrierError:
        log = str(self._cluster.log)
        if outcome == keeper.NO_CLUSTER:
            return NotFound(NOT_INITIALISED, home=str(self._cluster.folder.parent))
        if outcome == keeper.REFUSED:
            return Unavailable(ROOT_REFUSED, user=self._cluster.system_user, log=log)
        reason = outcome if isinstance(outcome, str) else _last_complaint(self._cluster.log)
        return Unavailable(NOT_STARTED, reason=reason, log=log)


def _quoted(folder: Path) -> bytes:
    return os.fsencode(folder).replace(b"\\", b"\\\\").replace(b"'", b"\\'")


def _last_complaint(log: Path) -> str:
    try:
        lines = log.read_bytes()[-4000:].decode("utf-8", "replace").splitlines()
    except OSError:
        lines = []
    graves = [line for line in lines if "FATAL:" in line or "PANIC:" in line]
    return (graves or lines or ["?"])[-1][-200:]
