"""Looking for every kind of contradiction in the facts of a collectivité."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from chartrier.copies.copies import Copies
from chartrier.privacy.contradictions import (
    depositors,
    grounds,
    hosted,
    owed,
    places,
    published,
    responsibilities,
    retention,
    seen_in_documents,
    whole,
)
from chartrier.privacy.contradictions.facts import Contradiction, Facts
from chartrier.privacy.contradictions.gathering import facts_of
from chartrier.records.tenant import Tenant

KINDS: tuple[Callable[[Facts], Iterator[Contradiction]], ...] = (
    *whole.KINDS,
    *seen_in_documents.KINDS,
    *published.KINDS,
    *owed.KINDS,
    *retention.KINDS,
    *grounds.KINDS,
    *responsibilities.KINDS,
    *places.KINDS,
    *hosted.KINDS,
    *depositors.KINDS,
)
"""One function each, in the order in which they are told."""


def contradictions_in(facts: Facts) -> list[Contradiction]:
    """All of them, by kind."""
    return [each for kind in KINDS for each in kind(facts)]


def contradictions_of(tenant: Tenant, copies: Copies) -> list[Contradiction]:
    """Those of a collectivité, as its archive is now. Nothing is written."""
    return contradictions_in(facts_of(tenant, copies))
