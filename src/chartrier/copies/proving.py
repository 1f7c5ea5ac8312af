"""Whether a copy has every package of a log, by their inventories: quick, where an audit reads every byte."""

from __future__ import annotations

from uuid import UUID

from chartrier.catalog.journal import publication as journal
from chartrier.copies.replication import has_inventory
from chartrier.errors import IntegrityFailure
from chartrier.journal.tiles import WIDTH
from chartrier.records.tenant import Tenant
from chartrier.vault.store import Store
from chartrier.verify.package import package_folder


def first_lacking(tenant: Tenant, store: Store) -> UUID | None:
    """The first package of the log that the copy has not, or not with the inventory that the journal names."""
    reader, size = store.reader(tenant.code), journal.head(tenant.key).size
    for start in range(0, size, WIDTH):
        for _, named in journal.packages(tenant.key, start, min(start + WIDTH, size)):
            try:
                there = has_inventory(reader, package_folder(named.package), named)
            except IntegrityFailure:
                there = False
            if not there:
                return named.package
    return None
