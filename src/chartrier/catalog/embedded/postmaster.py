"""The server: made, found again, started, under an account that PostgreSQL accepts. Standard library only.

PostgreSQL refuses to run as root. Then `setpriv` hands it to a plain account that keeps one capability, so
that the folders above the data stay closed to everybody, that account included.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from chartrier.catalog.embedded.cluster import LONGEST_SOCKET, SOCKET_NAME, Cluster, is_private, socket_folder

PATIENCE = 110.0
"""Seconds that a start may take: after a power cut the server first replays its log."""
LOG_SIZE = 4 << 20
SERVER_SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "work_mem": "16MB",
    "max_parallel_workers_per_gather": "0",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "lc_messages": "C",
    "logging_collector": "off",
    # What a killed process held is free within a second, even in the middle of a long statement.
    "client_connection_check_interval": "1s",
    # The log is for operators: no statement and no value of a row goes there.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
}
CONTAINED = (Path("/sys/fs/cgroup/memory.max"), Path("/sys/fs/cgroup/memory/memory.limit_in_bytes"))
"""Where a container is told how much memory it may take, in bytes or by the word `max`."""
DURABLE = ("fsync", "synchronous_commit", "full_page_writes")
"""Given by name, so that no file of settings in the data turns them off."""
THROWN_AWAY = {"autovacuum": "off", "wal_level": "minimal", "max_wal_senders": "0", "shared_buffers": "128MB"}
"""What is not done besides for a database that nobody keeps."""


class Refused(Exception):
    """The system does not let root hand the server to a plain account."""


class NotStarted(Exception):
    """The server ended before it was ready, or never was; its log says why."""


def memory() -> int:
    """Bytes that this machine has, or that its container may take."""
    found = [os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")]
    for limit in CONTAINED:
        with suppress(OSError, ValueError):
            found.append(int(limit.read_text("ascii")))
    return min(found)


def buffers_of(size: int) -> int:
    """Megabytes of a machine with so many bytes in which the server keeps what it reads: a quarter of what is left to
    it once the site and its worker have theirs. What is not read takes none.
    """
    return max(128, min(2048, ((size >> 20) - 1024) // 4))


def in_disguise(cluster: Cluster, death_signal: str) -> list[str]:
    """What goes before a PostgreSQL command so that it has a plain account and dies with its parent."""
    if os.geteuid() != 0:
        return ["setpriv", "--pdeathsig", death_signal, "--"] if shutil.which("setpriv") else []
    try:
        account = pwd.getpwnam(cluster.system_user)
    except KeyError as missing:
        raise Refused from missing
    return [
        "setpriv", f"--reuid={account.pw_uid}", f"--regid={account.pw_gid}", "--clear-groups",
        "--inh-caps=-all,+dac_override", "--ambient-caps=+dac_override", "--no-new-privs",
        f"--pdeathsig={death_signal}", "--",
    ]  # fmt: skip


def make_data(cluster: Cluster) -> None:
    """Run initdb unless it was done. A folder half made is never taken for a cluster: it is renamed last."""
    if (cluster.data / "PG_VERSION").exists():
        return
    unfinished = cluster.folder / "data.new"
    shutil.rmtree(unfinished, ignore_errors=True)
    command = [
        *in_disguise(cluster, "KILL"), str(cluster.programs / "initdb"), "--pgdata", str(unfinished),
        "--username", "postgres", "--auth", "scram-sha-256", "--pwfile", str(cluster.superuser_password),
        "--encoding", "UTF8", "--locale-provider", "builtin", "--locale", "C.UTF-8",
    ]  # fmt: skip
    if not _run(cluster, command):
        raise Refused if _refused(cluster) else NotStarted
    unfinished.rename(cluster.data)
    _sync_folder(cluster.folder)


@dataclass(frozen=True, slots=True)
class Postmaster:
    """What `postmaster.pid` says of a process that really is this cluster's server."""

    pid: int
    status: str


def find(cluster: Cluster) -> Postmaster | None:
    """The server that runs on this data, if any. A pid file left by a crash is removed.

    PostgreSQL itself would refuse to start when its old number now belongs to another process of the same
    account, which is common in containers. Only the keeper may call this: it holds the lock that nobody
    starts without.
    """
    record = cluster.data / "postmaster.pid"
    try:
        lines = record.read_text("utf-8").splitlines()
        pid = int(lines[0])
    except (OSError, ValueError, IndexError):
        return None
    try:
        process = Path(f"/proc/{pid}")
        # "(deleted)" follows the name when the wheel was replaced meanwhile.
        is_postgres = str((process / "exe").readlink()).partition(" ")[0].endswith("/postgres")
        is_ours = is_postgres and _works_in(process, cluster.data)
    except OSError:
        is_ours = False
    if not is_ours:
        record.unlink(missing_ok=True)
        return None
    return Postmaster(pid, lines[7].strip() if len(lines) > 7 else "starting")


def find_settled(cluster: Cluster) -> Postmaster | None:
    """The server left over by a killed keeper, once it is ready; None when there is none (any more)."""
    deadline = time.monotonic() + PATIENCE
    while (found := find(cluster)) is not None and found.status != "ready":
        if time.monotonic() > deadline:
            raise NotStarted
        time.sleep(0.02)
    return found


def start(cluster: Cluster) -> int:
    """Start the server and wait until it is ready. The pid of the postmaster, a child of this process."""
    folder = _make_socket_folder(cluster)
    _shorten_log(cluster)
    quoted = str(folder).replace('"', '""')
    kept = dict.fromkeys(DURABLE, "on") if cluster.durable else {**dict.fromkeys(DURABLE, "off"), **THROWN_AWAY}
    options = {
        **SERVER_SETTINGS,
        "shared_buffers": f"{buffers_of(memory())}MB",
        **kept,
        "unix_socket_directories": f'"{quoted}"',
    }
    command = [*in_disguise(cluster, "INT"), str(cluster.programs / "postgres"), "-D", str(cluster.data)]
    command += [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
    _wait_for_orphans(cluster)
    # Those of a killed server: PostgreSQL would respect their lock while its number is in use, if only by a zombie.
    for left in (SOCKET_NAME, f"{SOCKET_NAME}.lock"):
        (folder / left).unlink(missing_ok=True)
    if (pid := _launch(cluster, command)) is not None:
        return pid
    raise Refused if _refused(cluster) else NotStarted


def _wait_for_orphans(cluster: Cluster) -> None:
    """Backends whose postmaster was killed still hold its memory for a moment; they end by themselves."""
    deadline = time.monotonic() + PATIENCE / 2
    while any(_works_in(process, cluster.data) for process in Path("/proc").glob("[0-9]*")):
        if time.monotonic() > deadline:
            raise NotStarted
        time.sleep(0.05)


def _works_in(process: Path, folder: Path) -> bool:
    try:
        return (process / "cwd").samefile(folder)
    except OSError:
        return False


def _launch(cluster: Cluster, command: list[str]) -> int | None:
    with cluster.log.open("ab") as log:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd="/")
    deadline = time.monotonic() + PATIENCE
    while process.poll() is None:
        found = find(cluster)
        if found is not None and found.pid == process.pid and found.status == "ready":
            return process.pid
        if time.monotonic() > deadline:
            process.send_signal(signal.SIGQUIT)
            process.wait()
        time.sleep(0.01)
    return None


def _run(cluster: Cluster, command: list[str]) -> bool:
    """Run to the end; what it complains of goes to the log."""
    quiet = subprocess.DEVNULL
    with cluster.log.open("ab") as log:
        ended = subprocess.run(command, stdin=quiet, stdout=quiet, stderr=log, cwd="/", check=False)
    return ended.returncode == 0


def _refused(cluster: Cluster) -> bool:
    """Whether not even `postgres --version` runs under that account."""
    command = [*in_disguise(cluster, "KILL"), str(cluster.programs / "postgres"), "--version"]
    return os.geteuid() == 0 and not _run(cluster, command)


def _make_socket_folder(cluster: Cluster) -> Path:
    if (known := socket_folder(cluster)) is not None:
        return known
    beside = cluster.folder / "socket"
    if len(os.fsencode(beside / SOCKET_NAME)) <= LONGEST_SOCKET:
        beside.mkdir(mode=0o700, exist_ok=True)
        if not is_private(beside):
            raise NotStarted
        return beside
    runtime = Path(os.environ.get("XDG_RUNTIME_DIR", ""))
    # mkdtemp makes a new folder of ours, closed to others, under a name that nobody can foresee.
    parent = runtime if is_private(runtime) else Path("/tmp")  # noqa: S108
    made = Path(tempfile.mkdtemp(prefix="chartrier-", dir=parent))
    cluster.socket_record.write_text(str(made), "utf-8")
    return made


def _shorten_log(cluster: Cluster) -> None:
    if cluster.log.exists() and cluster.log.stat().st_size > LOG_SIZE:
        cluster.log.replace(cluster.log.with_suffix(".log.1"))


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
