"""Many people at once, each on a thread of this process and a connection of their own, until they are told to leave."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from random import Random
from typing import Any

from bench.web.visitor import STATIC, Visit, Visitor
from bench.web.walks import Habits, Walk

THINKS = (3.0, 8.0)
"""Seconds for which somebody looks at a page."""
FLOOR = "plancher : la feuille de style"
HEALTHY = "plancher : /healthz"


class Crowd:
    """People who walk between `arrive` and `leave`. `visits` are all answers, `failures` what ended somebody's walk."""

    def __init__(
        self, port: int, people: Sequence[Mapping[str, Any]], holdings: Mapping[str, Any], hurry: float = 1.0
    ) -> None:
        """`hurry`: by how much less they think than people do."""
        self.visits: list[Visit] = []
        self.failures: list[str] = []
        self._stop = threading.Event()
        self._port = port
        self._thinks = THINKS[0] / hurry, THINKS[1] / hurry
        self._threads = [
            threading.Thread(target=self._walk, args=(person, holdings, number), daemon=True)
            for number, person in enumerate(people)
        ]
        self._threads.append(threading.Thread(target=self._touch_floor, daemon=True))

    def arrive(self) -> None:
        for thread in self._threads:
            thread.start()

    def stay(self, seconds: float, until: Callable[[], bool] = lambda: False) -> None:
        """Let them walk for so long, or until something is so."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline and not until():
            time.sleep(0.5)

    def leave(self) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join(90)

    def _walk(self, person: Mapping[str, Any], holdings: Mapping[str, Any], seed: int) -> None:
        random = Random(seed)
        visitor = Visitor(self._port, person["cookie"], self.visits.append)
        walk = Walk(visitor, habits_of(person, holdings), random, lambda: self._think(random))
        try:
            self._stop.wait(random.uniform(0, self._thinks[1]))
            while not self._stop.is_set():
                try:
                    walk.go_on()
                except _Leaves:
                    return
                except Exception as problem:  # noqa: BLE001 - whatever went wrong is told at the end
                    self.failures.append(f"{person['role']}: {type(problem).__name__}: {str(problem)[:200]}")
        finally:
            visitor.close()

    def _think(self, random: Random) -> None:
        if self._stop.wait(random.uniform(*self._thinks)):
            raise _Leaves

    def _touch_floor(self) -> None:
        """Beside all of them, the least that this server can be asked for, twice a second."""
        visitor = Visitor(self._port, "", self.visits.append)
        style = visitor.get(STATIC, "/accessibilite/").link(r"/static/design/site.css[^\"]*")
        while not self._stop.wait(0.5):
            visitor.ask("GET", FLOOR, style or "")
            visitor.ask("GET", HEALTHY, "/healthz")
        visitor.close()


class _Leaves(Exception):
    """Somebody was told to leave."""


def habits_of(person: Mapping[str, Any], holdings: Mapping[str, Any]) -> Habits:
    """Only the big collectivité is deep and has documents in the copies, which bounded roles may not see."""
    big = person["tenant"] == holdings["big"]
    reads = big and not person["bounded"]
    return Habits(person["tenant"], person["role"], holdings["deep"] if big else (), holdings["read"] if reads else ())
