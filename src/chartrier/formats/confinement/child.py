"""The confined process's side: give everything up, then answer.

Order matters: namespaces, Landlock and seccomp bind the calling thread and the threads it starts later, so
all of it comes before a library that starts threads of its own (a Go runtime) is loaded.
"""

from __future__ import annotations

import os
import resource
import signal
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any, NoReturn

from chartrier.formats.confinement import frames, kernel, landlock, seccomp
from chartrier.formats.confinement.bounds import Bounds, Confinement


def serve(load: Callable[[], Callable[[Any], Any]]) -> NoReturn:
    """Confine this process as its parent asks, `load` the parser, answer each message until the parent goes.

    An exception of the parser is an answer; only death ends the process.
    """
    questions = sys.stdin.buffer
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    # Whatever a library prints must not enter the conversation.
    os.dup2(2, 1)
    order = frames.read(questions)
    try:
        held = confine(Bounds(**order["bounds"]), [Path(folder) for folder in order["readable"]], order["parent"])
        answer = load()
    except Exception as error:  # noqa: BLE001 - told to the parent, which raises it
        frames.write(answers, {"failure": _tell(error)})
        sys.exit(1)
    frames.write(answers, {"answer": asdict(held)})
    while True:
        try:
            question = frames.read(questions)
        except EOFError:
            os._exit(0)
        try:
            reply = {"answer": answer(question)}
        except Exception as error:  # noqa: BLE001 - told to the parent
            reply = {"failure": _tell(error)}
        frames.write(answers, reply)


def confine(bounds: Bounds, readable: list[Path], parent: int) -> Confinement:
    """Take from this process all it does not need; say what the system could not take away.

    `parent` is the process that must be alive: when it dies, however it dies, this one is killed.
    """
    kernel.prctl(kernel.PR_SET_PDEATHSIG, int(signal.SIGKILL))
    if os.getppid() != parent:
        # It died before the line above; nobody is left to answer to.
        os._exit(1)
    kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)
    kernel.prctl(kernel.PR_SET_DUMPABLE, 0)
    os.umask(0o077)
    _limit(bounds)
    return Confinement(
        namespaces=_leave_the_network(),
        files=landlock.read_only([*_program_folders(), *readable]),
        calls=seccomp.refuse_calls(),
    )


def _limit(bounds: Bounds) -> None:
    ceilings = {
        resource.RLIMIT_DATA: bounds.memory,
        resource.RLIMIT_CPU: bounds.cpu_seconds,
        resource.RLIMIT_NOFILE: bounds.open_files,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
    }
    for kind, ceiling in ceilings.items():
        _, hard = resource.getrlimit(kind)
        lowest = ceiling if hard == resource.RLIM_INFINITY else min(ceiling, hard)
        resource.setrlimit(kind, (lowest, lowest))


def _leave_the_network() -> bool:
    """An empty network; with it a user namespace, so that root too loses its powers over the machine."""
    for flags in (
        kernel.CLONE_NEWUSER | kernel.CLONE_NEWNET | kernel.CLONE_NEWIPC,
        kernel.CLONE_NEWNET | kernel.CLONE_NEWIPC,
    ):
        try:
            kernel.unshare(flags)
        except OSError:
            continue
        return True
    return False


def _program_folders() -> list[Path]:
    """Where the parser's library and the system's shared ones are loaded from."""
    own = Path(__file__).parents[2]
    return [*map(Path, filter(None, sys.path)), own, *map(Path, ("/usr/lib", "/usr/lib64", "/lib", "/lib64"))]


def _tell(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:500]
