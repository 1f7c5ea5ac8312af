"""What a service may deposit, and whether an archivist looks first."""

from __future__ import annotations

from dataclasses import dataclass

from chartrier.records.tenant import Tenant


@dataclass(frozen=True, slots=True)
class Accord:
    """`series`: codes, empty for all. `largest`: bytes of one deposit, None for what packages may have.
    `review`: an archivist looks first.
    """

    series: frozenset[str] = frozenset()
    largest: int | None = None
    review: bool = False


def accord_for(tenant: Tenant, service: str | None) -> Accord:
    """Where no accord was recorded, a service deposits all that the table knows, and it is accepted by itself."""
    return Accord()
