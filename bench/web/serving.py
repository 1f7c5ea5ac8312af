"""The site and its worker as an operator starts them, and the processor time that they and the database take."""

from __future__ import annotations

import os
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

from bench.archive import Archive
from bench.watching import CHARTRIER, ROOT, below, python

PATIENCE = 60.0
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Served:
    """The processes that serve an archive."""

    port: int
    web: int
    worker: int
    postmaster: int

    def processor(self) -> dict[str, float]:
        """Seconds of processor that each has taken up to now, with all below it that lives or was waited for."""
        return {"web": spent(self.web), "worker": spent(self.worker), "PostgreSQL": spent(self.postmaster)}


@contextmanager
def served(archive: Archive, workers: int) -> Iterator[Served]:
    """`chartrier web` and `chartrier worker` on this archive until the block ends."""
    port = _free_port()
    with (
        _started(archive, "web", "--port", str(port), "--workers", str(workers)) as web,
        _started(archive, "worker") as worker,
    ):
        _await(port, web)
        record = archive.home / "database" / "data" / "postmaster.pid"
        yield Served(port, web.pid, worker.pid, int(record.read_text().split()[0]))


def spent(pid: int) -> float:
    """Seconds of processor of a process and of those below it."""
    return sum(_own(each) for each in (pid, *below(pid)))


def _own(pid: int) -> float:
    with suppress(OSError):
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return sum(map(int, fields[11:15])) / TICKS
    return 0.0


@contextmanager
def _started(archive: Archive, *command: str) -> Iterator[subprocess.Popen[bytes]]:
    log = (archive.home / f"{command[0]}.log").open("wb")
    process = subprocess.Popen(
        python(*CHARTRIER, *command), env=_plain(archive.environ), cwd=ROOT, stdout=log, stderr=log
    )
    try:
        yield process
    finally:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(PATIENCE)
        process.kill()
        process.wait()
        log.close()


def _plain(environ: Mapping[str, str]) -> dict[str, str]:
    return {**environ, "PYTHONUNBUFFERED": "1"}


def _await(port: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < deadline:
        try:
            with urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the site did not start")


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
