"""How the archive stands: how far each log goes in each copy, what is away and since when, what was audited last."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from chartrier.catalog.archive.paper import Paper, paper
from chartrier.catalog.destruction.register import owed_by
from chartrier.catalog.journal import publication as journal
from chartrier.catalog.journal import standing as notes
from chartrier.catalog.preservation import campaigns
from chartrier.catalog.preservation.models import AuditCampaign
from chartrier.catalog.tenants import register
from chartrier.copies.copies import Copies
from chartrier.copies.status import CopyStatus, copy_status
from chartrier.errors import ChartrierError
from chartrier.records.tenant import Tenant
from chartrier.vault.store import Store


@dataclass(frozen=True, slots=True)
class TenantStatus:
    tenant: Tenant
    entries: int
    copies: tuple[CopyStatus, ...]
    audit: AuditCampaign | None
    """The last one that was done."""
    paper: Paper
    owing: dict[str, tuple[UUID, ...]]
    """The orders of destruction that each copy still owes; a copy that owes none is left out."""

    @property
    def in_step(self) -> bool:
        return all(copy.finding is None for copy in self.copies)


def statuses(copies: Copies) -> Iterator[TenantStatus]:
    """How each tenant stands, by code. Nothing is written."""
    for tenant in register.tenants():
        yield status_of(tenant, copies)


def status_of(tenant: Tenant, copies: Copies) -> TenantStatus:
    """How one tenant stands. Nothing is written."""
    head, known = journal.head(tenant.key), notes.standings(tenant.key)
    return TenantStatus(
        tenant,
        head.size,
        tuple(copy_status(tenant, head.size, store, known.get(store.name)) for store in copies.stores),
        campaigns.last(tenant.key),
        paper(tenant.key),
        {store.name: tuple(owed) for store in copies.stores if (owed := owed_by(tenant.key, store.name))},
    )


def free_bytes(store: Store) -> int | None:
    """How much room is left in a copy; None when it is not there."""
    try:
        return store.free_bytes()
    except ChartrierError:
        return None
