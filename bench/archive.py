"""The archive that the bench fills: a home of its own, its server kept running, a fresh tenant for each versement."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.watching import CHARTRIER, Run, python, run
from chartrier import wiring
from chartrier.catalog.connection import socket_address
from chartrier.catalog.embedded.server import EmbeddedServer
from chartrier.settings import load_settings

FIRST_TENANT = 100_000_001


@dataclass
class Archive:
    home: Path
    environ: dict[str, str]
    socket: Path
    superuser_password: str
    programs: Path
    """The folder of PostgreSQL's programs."""
    _next: int = FIRST_TENANT

    def command(self, *arguments: str | Path, watched: float | None = None) -> Run:
        """A command of Chartrier on this archive, as a process."""
        return run(python(*CHARTRIER, *map(str, arguments)), self.environ, watched=watched)

    def new_tenant(self) -> str:
        """The code of a tenant that has nothing yet."""
        code = f"{self._next:09d}"
        self._next += 1
        self.command("tenant", "add", f"{code}=Banc", "--json")
        return code

    def ingest(self, package: Path, tenant: str, watched: float | None = None) -> tuple[Run, dict[str, Any]]:
        """A versement as one gives it; what it took and what it answered, which is that it was accepted."""
        done = self.command("ingest", package, "--tenant", tenant, "--json", watched=watched)
        answer = json.loads(done.answer)
        if answer["status"] != "accepted":
            raise ValueError(f"{package.name} is not accepted")
        return done, answer

    def floor(self, part: str, **arguments: str | int | Path) -> dict[str, Any]:
        """One part of the floor, in a process of its own."""
        given = json.dumps({name: value if isinstance(value, int) else str(value) for name, value in arguments.items()})
        answer: dict[str, Any] = json.loads(run(python("-m", "bench.floor", part, given), self.environ).answer)
        return answer

    def psql(self, *arguments: str) -> Run:
        """psql as the superuser, for tables of the bench's own."""
        address = socket_address(self.socket, "postgres", self.superuser_password, wiring.DATABASE)
        environ = {**self.environ, "PGPASSWORD": address["password"]}
        place = ["-h", address["host"], "-U", address["user"], "-d", address["dbname"]]
        return run([self.programs / "psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", *place, *arguments], environ)


@contextmanager
def new_archive(folder: Path) -> Iterator[Archive]:
    """An initialised archive in a new folder, its embedded server running until the block ends; then it is removed."""
    try:
        with kept_archive(folder) as archive:
            yield archive
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def kept_archive(folder: Path) -> Iterator[Archive]:
    """The same in a folder that stays, initialised the first time."""
    environ = {name: value for name, value in os.environ.items() if not name.startswith("CHARTRIER_")}
    environ |= {"CHARTRIER_HOME": str(folder), "PYTHONHASHSEED": "0"}
    run(python(*CHARTRIER, "init"), environ)
    settings = load_settings(None, environ)
    cluster = wiring.embedded_cluster(settings)
    server = EmbeddedServer(cluster)
    socket = server.hold()
    try:
        yield Archive(folder, environ, socket, wiring.database_password(settings, "postgres"), cluster.programs)
    finally:
        server.release()
