"""How much is kept, by its age: counted once after each entry of the journal, and seldom where counting takes long."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock

from chartrier.catalog.ages import extents_by_age
from chartrier.catalog.extents import Extent
from chartrier.clock import day_of
from chartrier.rules.age import Age

KNOWN = 1_024
"""Counts that are remembered, one a tenant."""
LONG = 1.0
"""Seconds from which a count takes long."""
STANDS = 100
"""How many times the time that it took a long count stands, whatever is entered meanwhile."""


@dataclass(frozen=True, slots=True)
class Count:
    """What was there, by its age, when the log had this frontier. `at`: when it was counted; `took`: seconds."""

    frontier: tuple[bytes, ...]
    at: datetime
    took: float
    ages: Mapping[Age, Extent]

    def stands(self, frontier: tuple[bytes, ...], now: datetime) -> bool:
        """Nothing changes but by an entry of the log, or with the day, by which rules end."""
        if day_of(self.at) != day_of(now):
            return False
        fresh = self.took >= LONG and timedelta() <= now - self.at < timedelta(seconds=STANDS * self.took)
        return self.frontier == frontier or fresh


_counts: OrderedDict[int, Count] = OrderedDict()
_counting: dict[int, Lock] = {}


def counted(tenant: int, frontier: tuple[bytes, ...], now: datetime) -> Count:
    """What is there by its age. Whoever comes while another counts is given the last count, or waits for the first."""
    known = _counts.get(tenant)
    if known is not None and known.stands(frontier, now):
        return known
    lock = _counting.setdefault(tenant, Lock())
    aged = known is not None and day_of(known.at) == day_of(now) and known.took >= LONG
    if not lock.acquire(blocking=not aged):
        assert known is not None
        return known
    try:
        known = _counts.get(tenant)
        if known is None or not known.stands(frontier, now):
            began = time.monotonic()
            ages = extents_by_age(tenant, day_of(now))
            known = Count(frontier, now, time.monotonic() - began, ages)
            _counts[tenant] = known
            _counts.move_to_end(tenant)
            while len(_counts) > KNOWN:
                _counts.popitem(last=False)
        return known
    finally:
        lock.release()


def forget() -> None:
    """Remember no count."""
    _counts.clear()
