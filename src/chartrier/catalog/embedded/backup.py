"""A backup of the embedded database, by the PostgreSQL programs that it runs on."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from chartrier.catalog.embedded.cluster import Cluster
from chartrier.catalog.findings import BACKUP_FAILED, FOLDER_NOT_MADE
from chartrier.errors import Unavailable


def back_up(cluster: Cluster, socket: Path, password: str, database: str, target: Path) -> None:
    """Write the whole database to the new file `target` (`pg_restore` reads it), ours alone and durable on return.

    Raises Unavailable when it cannot be: no file is left then.
    """
    part = target.with_name(f".{target.name}.part")
    try:
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if target.exists():
            raise FileExistsError("it exists already")
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    except OSError as problem:
        raise Unavailable(FOLDER_NOT_MADE, folder=str(target)) from problem
    try:
        with os.fdopen(descriptor, "wb") as file:
            _dump(cluster, socket, password, database, file.fileno())
            os.fsync(file.fileno())
        part.rename(target)
        _sync(target.parent)
    except OSError as problem:
        raise Unavailable(BACKUP_FAILED, reason=problem.strerror or str(problem)) from problem
    finally:
        part.unlink(missing_ok=True)


def _dump(cluster: Cluster, socket: Path, password: str, database: str, target: int) -> None:
    command = [str(cluster.programs / "pg_dump"), "-h", str(socket), "-U", "postgres", "-w", "-Fc", database]
    environment = {"PATH": "/usr/local/bin:/usr/bin:/bin", "LANG": "C.UTF-8", "PGPASSWORD": password}
    done = subprocess.run(command, env=environment, stdout=target, stderr=subprocess.PIPE, check=False)
    if done.returncode:
        reason = " ".join(done.stderr.decode("utf-8", "replace").split())[:300]
        raise Unavailable(BACKUP_FAILED, reason=reason)


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
