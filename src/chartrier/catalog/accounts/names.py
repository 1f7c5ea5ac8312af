"""How those are called whom entries of the journal name: persons, and the connectors of a collectivité."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from chartrier.catalog.connectors import register as connectors
from chartrier.catalog.people import directory


def names_of(tenant: int, by: Iterable[str]) -> dict[str, str]:
    """The names of the persons and of the tenant's connectors that entries call by identifiers; of others, none."""
    accounts = set()
    for each in by:
        try:
            accounts.add(UUID(each))
        except ValueError:
            continue
    names = directory.names_of(accounts)
    if unnamed := accounts - set(names):
        names |= connectors.names_of(tenant, unnamed)
    return {str(account): name for account, name in names.items()}
