"""The keeper: the one process that starts an embedded server, and stops it when its last user is gone.

Every command that uses the server holds `users.lock` shared. The keeper waits for that lock exclusively and
obtains it when the last holder has ended, whatever way it ended. The server gets SIGINT (fast shutdown) from
the kernel should the keeper be killed. Standard library only: this process stays for as long as the server
does.

    python -I -m chartrier.catalog.embedded.keeper CLUSTER [create]
"""

from __future__ import annotations

import contextlib
import os
import select
import signal
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

from chartrier.catalog.embedded.cluster import Cluster
from chartrier.catalog.embedded.locks import lock, open_lock, try_lock, unlock
from chartrier.catalog.embedded.postmaster import NotStarted, Refused, find_settled, make_data, start

READY, NO_CLUSTER, FAILED, ANOTHER, REFUSED = 0, 66, 70, 75, 77
FAST_SHUTDOWN = 60.0
"""Seconds before a fast shutdown becomes an immediate one, which only costs a recovery at the next start."""


def main() -> int:
    """Start in the background. The status tells the outcome as soon as it is known."""
    cluster = Cluster.read(sys.argv[1])
    os.umask(0o077)
    reading, writing = os.pipe()
    if os.fork():
        os.close(writing)
        answer = os.read(reading, 1)
        return answer[0] if answer else FAILED
    os.close(reading)

    def tell(outcome: int) -> None:
        os.write(writing, bytes([outcome]))
        os.close(writing)

    with contextlib.suppress(BrokenPipeError):
        _keep(cluster, "create" in sys.argv[2:], tell)
    return 0


def _keep(cluster: Cluster, create: bool, tell: Callable[[int], None]) -> None:
    if not try_lock(open_lock(cluster.keeper_lock)):
        tell(ANOTHER)
        return
    try:
        if create:
            make_data(cluster)
        if not (cluster.data / "PG_VERSION").exists():
            tell(NO_CLUSTER)
            return
        left_over = find_settled(cluster)
        pid = left_over.pid if left_over else start(cluster)
        server = os.pidfd_open(pid)
    except Refused:
        tell(REFUSED)
    except (NotStarted, OSError):
        tell(FAILED)
    else:
        tell(READY)
        _watch(cluster, server)


def _watch(cluster: Cluster, server: int) -> None:
    """Stay until the server has ended, asked to by the last user or for a reason of its own."""
    for asked in (signal.SIGTERM, signal.SIGINT):
        signal.signal(asked, lambda *_: _send(server, signal.SIGINT))
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    threading.Thread(target=_stop_after_last_user, args=(cluster, server), daemon=True).start()
    select.select([server], [], [])
    with contextlib.suppress(ChildProcessError):
        os.waitpid(-1, 0)
    _forget_socket_folder(cluster)
    # The locks go with the process, all at once: whoever waits finds neither server nor keeper.
    os._exit(0)


def _stop_after_last_user(cluster: Cluster, server: int) -> None:
    users = open_lock(cluster.users_lock)
    lock(users)
    while cluster.linger:
        unlock(users)
        time.sleep(cluster.linger)
        if try_lock(users):
            break
        lock(users)
    _send(server, signal.SIGINT)
    time.sleep(FAST_SHUTDOWN)
    _send(server, signal.SIGQUIT)


def _send(server: int, number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError):
        signal.pidfd_send_signal(server, number)


def _forget_socket_folder(cluster: Cluster) -> None:
    """Remove the folder made elsewhere for the socket: none lies about while nothing runs."""
    with contextlib.suppress(OSError, ValueError):
        folder = Path(cluster.socket_record.read_text("utf-8"))
        folder.rmdir()
        cluster.socket_record.unlink()


if __name__ == "__main__":
    sys.exit(main())
