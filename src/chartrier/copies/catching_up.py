"""A database that is behind a copy's signed log: what it lacks is loaded, entry by entry, from proven packages."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import replace
from functools import partial
from typing import Any

import psycopg

from chartrier.catalog.archive import acquisition
from chartrier.catalog.destruction.register import enter_order
from chartrier.catalog.journal import catching_up as journal
from chartrier.catalog.journal.publication import head
from chartrier.copies.copies import Copies
from chartrier.copies.facts import Facts, proven_version
from chartrier.copies.findings import NEWER_FORMAT
from chartrier.copies.loaders import LOADERS, Loader
from chartrier.copies.orders import Amended, amended_in, versions_of
from chartrier.copies.signed_log import SignedLog, prove_log
from chartrier.errors import IntegrityFailure
from chartrier.journal.changes import CHANGES, DESTROYED, read_changes
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
    amended = amended_in((entry for _, _, entry in log.entries()), tenant, copies, store)
    return enter_all(tenant, copies, store, log.entries(), log.checkpoint.size, tell, amended)


def enter_all(
    tenant: Tenant,
    copies: Copies,
    store: Store,
    entries: Iterable[Numbered],
    target: int,
    tell: Tell,
    amended: Amended,
) -> int:
    """Make each entry a fact at its index, with the rows of its operation, one transaction each; how many were not.

    `amended`: what later entries made of earlier packages, which are loaded as they are now.
    """
    loaded = 0
    with journal.entering(tenant.key, target) as enter:
        for index, data, entry in entries:
            with loadable(entry, tenant, copies, store, amended) as facts:
                loaded += enter(index, data, partial(_load, tenant.key, entry, facts, loader_of(entry, store)))
            copies.breakpoint(f"entered-{index}")
            tell(index + 1, target)
    return loaded


def _load(tenant: int, entry: Entry, facts: Facts, loader: Loader, cursor: psycopg.Cursor[Any]) -> None:
    """The rows of an operation; of an order of destruction, those that go with it too."""
    now = replace(entry, version=facts.named.version, inventory=facts.named.inventory)
    loader.load(tenant, now, facts.folder, cursor)
    if entry.changes.count:
        changes = read_changes((facts.folder / CHANGES).read_bytes())
        enter_order(cursor, tenant, entry.package, changes, facts.folder / DESTROYED, attested=True)


def loadable(
    entry: Entry, tenant: Tenant, copies: Copies, store: Store, amended: Amended
) -> AbstractContextManager[Facts]:
    """What the rows of an entry are made from, proven. Raises IntegrityFailure (CPY-022, CPY-023)."""
    order = (CHANGES, DESTROYED) if entry.changes.count else ()
    loader = loader_of(entry, store)
    names = (*loader.facts, *order)
    return proven_version(entry, versions_of(entry, amended), names, tenant, copies, store, loader.sometimes)


def require_loadable(log: SignedLog) -> None:
    """Raise IntegrityFailure (CPY-022) when the log has an operation that this program does not know."""
    for _, _, entry in log.entries():
        loader_of(entry, log.store)


def loader_of(entry: Entry, store: Store) -> Loader:
    """Raises IntegrityFailure (CPY-022)."""
    if (loader := LOADERS.get(entry.operation)) is None:
        raise IntegrityFailure(NEWER_FORMAT, copy=store.name, what=entry.operation)
    return loader
