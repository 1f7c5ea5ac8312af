"""How fast a campaign reads: bytes counted as they come, and a pause when they come too fast."""

from __future__ import annotations

import time
from collections.abc import Callable
from types import TracebackType
from typing import BinaryIO, Self


class Pace:
    """At most `rate` bytes a second on average (None: as fast as the disk). Time spent elsewhere is not caught up."""

    LONGEST_CREDIT = 1.0
    """Seconds of reading that a pause elsewhere may save up."""

    def __init__(
        self,
        rate: int | None = None,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._rate = rate
        self._clock = clock
        self._sleep = sleep
        self._due = clock()

    def spend(self, size: int) -> None:
        """So many bytes were read."""
        if self._rate is None:
            return
        now = self._clock()
        self._due = max(self._due, now - self.LONGEST_CREDIT) + size / self._rate
        if self._due > now:
            self._sleep(self._due - now)


class PacedStream:
    """A stream that is read at a pace, and counts what was read of it."""

    LARGEST_READ = 1 << 20

    def __init__(self, stream: BinaryIO, pace: Pace) -> None:
        self._stream = stream
        self._pace = pace
        self.size = 0

    def read(self, size: int) -> bytes:
        """At most `size` bytes. Raises OSError."""
        data = self._stream.read(min(size, self.LARGEST_READ))
        self._pace.spend(len(data))
        self.size += len(data)
        return data

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stream.close()
