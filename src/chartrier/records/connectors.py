"""What other software may be let do for a collectivité, one thing at a time."""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType

from chartrier.records.roles import Permission


class ConnectorOperation(StrEnum):
    """One thing that a connector may do; the value is what the catalog, addresses and commands write."""

    DEPOSIT = "depot"
    """Deposit packages of SEDA, or have them checked."""
    FOLLOW = "suivi"
    """Follow its own operations."""
    REPLY = "reponse"
    """Fetch the replies to its own versements."""
    SEARCH = "recherche"
    READ = "lecture"


NEEDS = MappingProxyType(
    {
        ConnectorOperation.DEPOSIT: frozenset({Permission.DEPOSIT, Permission.CHECK}),
        ConnectorOperation.FOLLOW: frozenset[Permission](),
        ConnectorOperation.REPLY: frozenset[Permission](),
        ConnectorOperation.SEARCH: frozenset({Permission.SEARCH_DESCRIPTIONS}),
        ConnectorOperation.READ: frozenset({Permission.SEARCH_DESCRIPTIONS, Permission.READ_DOCUMENT}),
    }
)
"""The permissions that each stands for; one's own operations take none."""
