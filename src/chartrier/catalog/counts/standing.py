"""Counts of all that a tenant holds. Each is made once after an entry of the log, and kept.

Nothing changes what is counted but an entry, the day by which rules end, or what says so itself (`register.doubt`).
Where counting takes long, a page shows the last answer and says when it was made, and the worker counts again, a
hundredth of the time at most (docs/decisions/0225). Who asks by the command line, or about another day than today, has
it counted.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from threading import Lock
from typing import Any

from chartrier.catalog.counts.register import Counted, counted, doubts_of, enter, is_counted, oldest
from chartrier.catalog.journal.publication import head
from chartrier.catalog.works.queue import enqueue
from chartrier.clock import day_of

LONG = 0.5
"""Seconds from which a count takes long."""
STANDS = 100
"""How many times the time that it took a long count stands, whatever is entered meanwhile on the same day."""
TASK = "compte"
"""The job that counts again."""
BEHIND = -5
"""Its priority."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A question that can be asked of a tenant on a day; its answer is JSON.

    `edition`: higher when the shape of the answer changes, so that none kept before is read as one of now.
    """

    name: str
    count: Callable[[int, date], Any]
    edition: int = 1

    @property
    def question(self) -> str:
        """As it is kept."""
        return f"{self.name}/{self.edition}"


_counting: dict[tuple[int, str], Lock] = {}
_served: list[bool] = []


def let_stand(yes: bool = True) -> None:
    """Whether this process, which serves pages, may answer by a long count that is no more of now."""
    _served[:] = [yes]


def standing(tenant: int, of: Kind, day: date) -> Any:
    """The answer. Raises NotFound when the tenant has no log."""
    if day != day_of(datetime.now(UTC)):
        return of.count(tenant, day)
    frontier = frontier_of(tenant)
    found = counted(tenant, of.question)
    if found is not None and (found.day, found.frontier) == (day, frontier):
        return found.answer
    if found is not None and found.took >= LONG and _served == [True]:
        if not _stands(found, day):
            _ask(tenant, of)
        return found.answer
    with _counting.setdefault((tenant, of.name), Lock()):
        now = counted(tenant, of.question)
        if now is not None and (now.day, now.frontier) == (day, frontier):
            # somebody else counted meanwhile
            return now.answer
        return _count(tenant, of, day)


def count_again(tenant: int, of: Kind) -> None:
    """Count, unless what is kept is of now, or stands: a job may have been asked for while another did it."""
    day = day_of(datetime.now(UTC))
    found = counted(tenant, of.question)
    if found is None or not (_stands(found, day) or (found.day, found.frontier) == (day, frontier_of(tenant))):
        _count(tenant, of, day)


def ask_ahead(tenant: int, kinds: Iterable[Kind]) -> None:
    """Have counted what nobody has asked for yet, so that the first who does has no long count to wait for."""
    for of in kinds:
        if not is_counted(tenant, of.question):
            _ask(tenant, of)


def counted_at(tenant: int, *of: Kind) -> datetime | None:
    """When the oldest of these was counted that is not of now; None: all are."""
    return oldest(tenant, [each.question for each in of], day_of(datetime.now(UTC)), frontier_of(tenant))


def frontier_of(tenant: int) -> str:
    """Where the log of a tenant stands, in short."""
    return hashlib.sha256(b"".join(head(tenant).frontier)).hexdigest()


def _stands(found: Counted, day: date) -> bool:
    """Whether a long count is too young to be made again, whatever was entered meanwhile."""
    return found.day == day and datetime.now(UTC) - found.at < timedelta(seconds=STANDS * found.took)


def _ask(tenant: int, of: Kind) -> None:
    # one at a time, behind what somebody waits for
    enqueue(TASK, f"{TASK} {tenant} {of.question}", priority=BEHIND, lock=TASK, tenant=tenant, kind=of.name)


def _count(tenant: int, of: Kind, day: date) -> Any:
    # before it is counted: what is entered meanwhile may not be in it
    frontier, doubts, at, began = (
        frontier_of(tenant),
        doubts_of(tenant, of.question),
        datetime.now(UTC),
        time.monotonic(),
    )
    answer = of.count(tenant, day)
    enter(tenant, of.question, Counted(day, frontier, at, time.monotonic() - began, answer), doubts)
    return answer
