"""Copies that were away, brought up to date while the archive works: turn after turn, others publish in between."""

from __future__ import annotations

from collections.abc import Callable

from chartrier.copies.copies import Copies
from chartrier.copies.destruction.finishing import finish_orders
from chartrier.copies.findings import WAITING
from chartrier.copies.following import Allowance
from chartrier.copies.publication import Published, take_turn
from chartrier.records.tenant import Tenant

A_TURN = 64, 256 << 20
"""Packages and bytes of one turn: a few seconds, for which an operation under way waits at most."""

LARGEST = 1 << 62
"""A package that is larger than a whole turn gets one of its own."""

Tell = Callable[[int, int], None]
"""Told the size that the copy which is most behind has, of how many."""


def _silent(done: int, of: int) -> None:
    pass


def heal(tenant: Tenant, copies: Copies, tell: Tell = _silent) -> Published:
    """Bring every copy that is there to the head of the log. What cannot be is in `behind` of the answer.

    What orders of destruction still owe there is destroyed.

    May be interrupted at any instant: running it again goes on. Raises IntegrityFailure (CPY-003) as publishing does.
    """
    published = take_turn(tenant, copies, Allowance(*A_TURN), enough=False)
    while _is_waiting(published):
        before = published.sizes
        tell(min(before.values()), published.checkpoint.size)
        published = take_turn(tenant, copies, Allowance(*A_TURN), enough=False)
        if published.sizes == before:
            published = take_turn(tenant, copies, Allowance(1, LARGEST), enough=False)
        if published.sizes == before:
            break
    return finish_orders(tenant, copies) or published


def _is_waiting(published: Published) -> bool:
    """Whether a copy lacks only what another turn would give it."""
    return any(finding.kind is WAITING for finding in published.behind.values())
