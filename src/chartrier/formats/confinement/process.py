"""The parent's side: a fresh interpreter, spoken to by pipes, killed when it is late."""

from __future__ import annotations

import json
import os
import selectors
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from chartrier.formats.confinement import frames
from chartrier.formats.confinement.bounds import Bounds, Confinement
from chartrier.precedence import place_as_ours

_PIECE = 1 << 16


class Lost(Exception):
    """The process died, was late, or said what no honest one would: it is gone."""


class Refused(Exception):
    """The process answered that it could not do what was asked; it is still there."""


class ConfinedProcess:
    """One process running `program` (`-m` and a module, or a script), which calls `child.serve`.

    It starts with no environment but the one given, no descriptor but its two pipes and those it inherits, and reads
    nothing but these and what lies below `readable`. It dies with the thread that made it (PR_SET_PDEATHSIG is per
    thread), so make it where it is used. Not for several threads, `kill` apart. Raises Lost when it does not come up in
    `start_seconds`, Refused when it says why.
    """

    def __init__(
        self,
        program: Sequence[str],
        readable: Sequence[Path],
        bounds: Bounds,
        start_seconds: float = 30,
        inherited: Sequence[int] = (),
        environment: Mapping[str, str] | None = None,
    ) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-B", *program],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=dict(environment or {}),
            cwd="/",
            start_new_session=True,
            bufsize=0,
            pass_fds=inherited,
        )
        place_as_ours(self._process.pid)
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._questions = self._process.stdin.fileno()
        self._answers = self._process.stdout.fileno()
        os.set_blocking(self._questions, False)
        os.set_blocking(self._answers, False)
        try:
            folders = [os.fspath(folder.absolute()) for folder in readable]
            order = {"parent": os.getpid(), "bounds": asdict(bounds), "readable": folders}
            self.confinement = Confinement(**self.ask(order, start_seconds))
        except BaseException:
            self.close()
            raise

    @property
    def pid(self) -> int:
        return self._process.pid

    def ask(self, question: Any, seconds: float) -> Any:
        """The answer to a question, within `seconds`. Raises Lost (the process is closed) or Refused."""
        deadline = time.monotonic() + seconds
        try:
            self._send(frames.pack(question), deadline)
            reply = self._receive(deadline)
            if not isinstance(reply, dict) or reply.keys() not in ({"answer"}, {"failure"}):
                raise ValueError("not an answer")
        except (OSError, EOFError, ValueError, RecursionError) as error:
            self.close()
            raise Lost(f"{type(error).__name__}: {error}") from error
        if "failure" in reply:
            raise Refused(str(reply["failure"])[:500])
        return reply["answer"]

    def kill(self) -> None:
        """End it from another thread: the one that asks is told that it is lost."""
        self._process.kill()

    def close(self) -> None:
        """End it at once: it holds nothing to be saved."""
        self._process.kill()
        self._process.wait()
        # These numbers may soon name another file.
        self._questions = self._answers = -1
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                stream.close()

    def _send(self, data: bytes, deadline: float) -> None:
        view = memoryview(data)
        while view:
            _wait(self._questions, selectors.EVENT_WRITE, deadline)
            view = view[os.write(self._questions, view[:_PIECE]) :]

    def _receive(self, deadline: float) -> Any:
        (length,) = frames.LENGTH.unpack(self._read(frames.LENGTH.size, deadline))
        if length > frames.LARGEST:
            raise ValueError("message too large")
        return json.loads(self._read(length, deadline))

    def _read(self, length: int, deadline: float) -> bytes:
        data = bytearray()
        while len(data) < length:
            _wait(self._answers, selectors.EVENT_READ, deadline)
            piece = os.read(self._answers, min(_PIECE, length - len(data)))
            if not piece:
                raise EOFError("it ended")
            data += piece
        return bytes(data)


def _wait(descriptor: int, event: int, deadline: float) -> None:
    with selectors.DefaultSelector() as selector:
        selector.register(descriptor, event)
        if not selector.select(max(0.0, deadline - time.monotonic())):
            raise TimeoutError("it was late")
