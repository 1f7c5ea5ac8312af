"""`chartrier serve`"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec

import structlog

from chartrier.cli import exit_codes
from chartrier.cli.answering import Answering, answering
from chartrier.cli.web import Host, Port, Workers, serve_pages
from chartrier.settings import Settings

AGAIN_AFTER = 5.0
"""Seconds before a worker that has ended is started again."""

PATIENCE = 60.0
"""Seconds that a worker has to put what it does where the next one finds it."""


@answering
def serve(asked: Answering, host: Host = "127.0.0.1", port: Port = 8000, workers: Workers = 1) -> int:
    """Servir l'archive : sa base, ses pages web et ses travaux, en une commande ; Ctrl-C arrête tout."""
    with _working(asked.settings):
        serve_pages(asked.settings, asked.output, host, port, workers)
    return exit_codes.DONE


@contextmanager
def _working(settings: Settings) -> Iterator[None]:
    """A worker beside, for as long; it is started again when it ends by itself."""
    if find_spec("chartrier.cli.worker") is None:
        yield
        return
    over = threading.Event()
    keeping = threading.Thread(target=_keep_working, args=(settings, over), name="worker")
    keeping.start()
    try:
        yield
    finally:
        over.set()
        keeping.join()


def _keep_working(settings: Settings, over: threading.Event) -> None:
    command = [sys.executable, "-m", "chartrier.cli.main", "worker", "--home", str(settings.home)]
    while not over.is_set():
        # of a session of its own: Ctrl-C is ours, and we ask it to end
        process = subprocess.Popen(command, env=dict(os.environ), start_new_session=True)
        while process.poll() is None and not over.wait(0.2):
            pass
        if process.poll() is not None:
            structlog.get_logger().warning("worker ended", status=process.returncode)
            over.wait(AGAIN_AFTER)
            continue
        process.terminate()
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
