"""The steps of an operation, told as they go and timed."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Progress = Callable[[str, int, int], None]
"""Told the name of the step, how much of it is done and how much there is (0 when unknown)."""


def silent(step: str, done: int, total: int) -> None:
    """A progress that nobody looks at."""


class Steps:
    """Seconds spent in each step, in order of appearance. A step inside another stops the clock of the outer one."""

    def __init__(self, progress: Progress = silent) -> None:
        self.progress = progress
        self.seconds: dict[str, float] = {}
        self._running: list[str] = []
        self._since = 0.0

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        self._charge()
        self._running.append(name)
        self.seconds.setdefault(name, 0.0)
        self.progress(name, 0, 0)
        try:
            yield
        finally:
            self._charge()
            self._running.pop()

    def _charge(self) -> None:
        now = time.perf_counter()
        if self._running:
            self.seconds[self._running[-1]] += now - self._since
        self._since = now

    def as_json(self) -> list[dict[str, str | float]]:
        return [{"name": name, "seconds": round(seconds, 6)} for name, seconds in self.seconds.items()]
