"""Programs for the confined process: a parser that was taken over, and an examiner that some files kill.

Run as a script, by the same entry as the real one.
"""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from typing import Any

from chartrier.formats import examiner
from chartrier.formats.confinement import child


def _read(path: str) -> str:
    with open(path, errors="replace") as opened:
        return opened.read(50)


def _write(path: str) -> None:
    with open(path, "w") as opened:
        opened.write("x")


def _connect(path: str) -> None:
    with socket.socket(socket.AF_UNIX) as opened:
        opened.connect(path)


def _grow() -> None:
    kept = [bytearray(os.urandom(1 << 20)) for _ in range(2048)]
    raise AssertionError(len(kept))


def _flood() -> None:
    for descriptor in range(1, 20):
        try:
            os.write(descriptor, b"\xff\xff\xff\xff")
        except OSError:
            continue


ATTEMPTS = {
    "echo": lambda value: value,
    "read": _read,
    "list": os.listdir,
    "write": _write,
    "connect": _connect,
    "tcp": lambda port: socket.create_connection(("127.0.0.1", port), 2).close(),
    "run": lambda: subprocess.run(["/bin/true"], check=True).returncode,
    "environment": lambda: dict(os.environ),
    "status": lambda: [os.fstat(number).st_mode for number in range(64) if _open(number)],
    "grow": _grow,
    "die": lambda: os.kill(os.getpid(), signal.SIGKILL),
    "crash": lambda: ctypes.string_at(1),
    "sleep": lambda: time.sleep(60),
    "spin": lambda: sum(1 for _ in iter(int, 1)),
    "flood": _flood,
    "print": lambda: sys.stdout.writelines(["not a frame\n"]) or sys.stdout.flush(),
    "trace": lambda pid: _checked(ctypes.CDLL(None, use_errno=True).ptrace(16, pid, 0, 0)),
    "strange": lambda: [["not", "a", "row"]],
}


def _open(number: int) -> bool:
    try:
        os.fstat(number)
    except OSError:
        return False
    return True


def _checked(result: int) -> None:
    if result < 0:
        raise PermissionError(ctypes.get_errno())


def load_taken_over() -> Any:
    return lambda what: ATTEMPTS[what[0]](*what[1:])


def load_fragile() -> Any:
    """The real examiner, which dies of a file that says so, and hangs on another."""
    answer = examiner.load()

    def fragile(paths: list[str] | None) -> Any:
        for path in paths or []:
            words = _read(path) if os.path.isfile(path) else ""
            if words.startswith("DIE"):
                os.kill(os.getpid(), signal.SIGSEGV)
            if words.startswith("HANG"):
                time.sleep(60)
        return answer(paths)

    return fragile


def load_broken() -> Any:
    raise ImportError("no such library")


if __name__ == "__main__":
    child.serve({"taken-over": load_taken_over, "fragile": load_fragile, "broken": load_broken}[sys.argv[1]])
