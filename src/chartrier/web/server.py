"""The site served by granian, from a command to Ctrl-C."""

from __future__ import annotations

import ctypes
import os
import signal
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels
from granian.server import Server

from chartrier.web import site
from chartrier.web.wsgi import make_application

SETTINGS = site.SETTINGS

THREADS = min(8, 2 * (os.cpu_count() or 1) + 1)
"""Requests that a process answers at once: more than its processors can bear only makes all of them wait."""


M_ARENA_MAX = -8
"""The parameter of `mallopt` (malloc.h); another libc has none."""
ARENAS = 2


@dataclass(frozen=True, slots=True)
class Serving:
    """Where the site answers, and with how much: `threads` requests at once in each of `workers` processes."""

    host: str = "127.0.0.1"
    port: int = 8000
    workers: int = 1
    threads: int = THREADS


def application() -> Any:
    """The site, in one of the processes that answer.

    Ctrl-C reaches them too, and is not for them: whoever started them ends them, and asked twice they would not end.
    """
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    _share_memory()
    return make_application()


def _share_memory() -> None:
    """Have the threads share what is allocated: with an arena each, glibc keeps what the largest page of each took."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).mallopt(M_ARENA_MAX, ARENAS)


def serve(home: Path, serving: Serving, started: Callable[[], None] | None = None) -> None:
    """Serve the archive of this folder until a signal ends it; `started` is called when its processes run.

    The processes read their settings from the environment, in which the folder is named here.
    """
    os.environ["CHARTRIER_HOME"] = str(home)
    server = Server(
        "chartrier.web.server:application",
        factory=True,
        address=serving.host,
        port=serving.port,
        interface=Interfaces.WSGI,
        workers=serving.workers,
        blocking_threads=serving.threads,
        http=HTTPModes.http1,
        websockets=False,
        backlog=256,
        log_level=LogLevels.warning,
        log_access=False,
        respawn_failed_workers=True,
        workers_kill_timeout=15,
    )
    if started is not None:
        server.on_startup(started)
    server.serve()
