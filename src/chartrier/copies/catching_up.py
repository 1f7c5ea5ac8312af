"""A database that is behind a copy's signed log: what it lacks is loaded, entry by entry, from proven packages."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from chartrier.catalog.archive import acquisition
from chartrier.catalog.journal import catching_up as journal
from chartrier.catalog.journal.publication import head
from chartrier.copies.copies import Copies
from chartrier.copies.facts import proven_facts
from chartrier.copies.findings import NEWER_FORMAT
from chartrier.copies.loaders import LOADERS, Loader
from chartrier.copies.signed_log import SignedLog, prove_log
from chartrier.errors import IntegrityFailure
from chartrier.journal.entry import Entry
from chartrier.records.tenant import Tenant
from chartrier.vault.store import Store

Numbered = tuple[int, bytes, Entry]
"""The index of an entry in the log, its bytes, and what they say."""

Tell = Callable[[int, int], None]
"""Told how many entries are done, of how many."""


def _silent(done: int, of: int) -> None:
    pass


def catch_up(tenant: Tenant, copies: Copies, store: Store, tell: Tell = _silent) -> int:
    """Load into the catalog what the store's signed log has beyond the database; how many entries.

    Nothing is written unless the whole log is signed, whole, and begins with the database's. Each entry is one
    transaction: interrupted, all before it stays, and until the end no new entry can be appended. Several processes may
    do it at once.

    Raises IntegrityFailure: CPY-003 for a fork, CPY-021 for a log that does not give its signed root, CPY-022 for what
    a newer program wrote, CPY-023 for a package that no copy is proven for.
    """
    here = head(tenant.key)
    log = prove_log(tenant, store, here.size, here.frontier)
    require_loadable(log)
    if log.checkpoint.size == here.size:
        return 0
    acquisition.abandon_unleased(tenant.key)
    journal.begin(tenant.key, log.checkpoint.size)
    return enter_all(tenant, copies, store, log.entries(), log.checkpoint.size, tell)


def enter_all(
    tenant: Tenant, copies: Copies, store: Store, entries: Iterable[Numbered], target: int, tell: Tell
) -> int:
    """Make each entry a fact at its index, with the rows of its operation, one transaction each; how many were not."""
    loaded = 0
    with journal.entering(tenant.key, target) as enter:
        for index, data, entry in entries:
            loader = loader_of(entry, store)
            with proven_facts(entry, loader.facts, tenant, copies, store) as content:
                loaded += enter(index, data, partial(loader.load, tenant.key, entry, content))
            copies.breakpoint(f"entered-{index}")
            tell(index + 1, target)
    return loaded


def require_loadable(log: SignedLog) -> None:
    """Raise IntegrityFailure (CPY-022) when the log has an operation that this program does not know."""
    for _, _, entry in log.entries():
        loader_of(entry, log.store)


def loader_of(entry: Entry, store: Store) -> Loader:
    """Raises IntegrityFailure (CPY-022)."""
    if (loader := LOADERS.get(entry.operation)) is None:
        raise IntegrityFailure(NEWER_FORMAT, copy=store.name, what=entry.operation)
    return loader
