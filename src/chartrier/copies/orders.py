"""What the orders of destruction of a log made of earlier packages: the truth about a package is its latest version."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from chartrier.catalog.destruction.register import changes_by
from chartrier.copies.copies import Copies
from chartrier.copies.facts import proven_facts
from chartrier.journal.changes import CHANGES, Change, Named, read_changes, write_changes
from chartrier.journal.entry import Entry
from chartrier.records.digest import Digest
from chartrier.records.tenant import Tenant
from chartrier.vault.store import Store

Amended = Mapping[UUID, Sequence[Change]]
"""The changes of each package that orders changed, the oldest first."""


def amended_in(entries: Iterable[Entry], tenant: Tenant, copies: Copies, first: Store) -> dict[UUID, list[Change]]:
    """What these entries changed, in their order. Raises IntegrityFailure (CPY-023) when no copy proves an order."""
    amended: dict[UUID, list[Change]] = {}
    for entry in entries:
        for change in ordered_changes(entry, tenant, copies, first):
            amended.setdefault(change.package, []).append(change)
    return amended


def ordered_changes(entry: Entry, tenant: Tenant, copies: Copies, first: Store) -> list[Change]:
    """What an entry changed: from the database where that gives the digest that the entry has, else from a copy."""
    if not entry.changes.count:
        return []
    known = changes_by(tenant.key, entry.package)
    if Digest.of("sha512", write_changes(known)) == entry.changes.digest:
        return known
    with proven_facts(entry, (CHANGES,), tenant, copies, first) as folder:
        return read_changes((folder / CHANGES).read_bytes())


def versions_of(entry: Entry, amended: Amended) -> list[Named]:
    """The versions of the package of an entry, the oldest first."""
    changes = amended.get(entry.package, ())
    return [
        Named(entry.version, entry.inventory),
        *(Named(change.version_after, change.after) for change in changes),
    ]
