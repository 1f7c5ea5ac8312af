"""How the archive stands: how far each log goes in each copy, what is away and since when, what was audited last."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from chartrier.catalog.archive.paper import Paper, paper
from chartrier.catalog.journal import publication as journal
from chartrier.catalog.journal import standing as notes
from chartrier.catalog.journal.standing import Standing
from chartrier.catalog.preservation import campaigns
from chartrier.catalog.preservation.models import AuditCampaign
from chartrier.catalog.tenants import register
from chartrier.copies.copies import Copies
from chartrier.copies.findings import DATABASE_BEHIND, FORKED, WAITING
from chartrier.copies.standing import has_tenant, signed_head
from chartrier.errors import ChartrierError
from chartrier.records.finding import Finding
from chartrier.records.tenant import Tenant
from chartrier.vault.store import Store


@dataclass(frozen=True, slots=True)
class CopyStatus:
    """One copy of one tenant. `size` was read just now, or is what was known last when it cannot be."""

    name: str
    size: int
    reachable: bool
    finding: Finding | None
    """Why it is not in step; None when it is."""
    behind_since: datetime | None
    packages_waiting: int


@dataclass(frozen=True, slots=True)
class TenantStatus:
    tenant: Tenant
    entries: int
    copies: tuple[CopyStatus, ...]
    audit: AuditCampaign | None
    """The last one that was done."""
    paper: Paper

    @property
    def in_step(self) -> bool:
        return all(copy.finding is None for copy in self.copies)


def statuses(copies: Copies) -> Iterator[TenantStatus]:
    """How each tenant stands, by code. Nothing is written."""
    for tenant in register.tenants():
        head, known = journal.head(tenant.key), notes.standings(tenant.key)
        yield TenantStatus(
            tenant,
            head.size,
            tuple(_copy_status(tenant, head.size, store, known.get(store.name)) for store in copies.stores),
            campaigns.last(tenant.key),
            paper(tenant.key),
        )


def free_bytes(store: Store) -> int | None:
    """How much room is left in a copy; None when it is not there."""
    try:
        return store.free_bytes()
    except ChartrierError:
        return None


def _copy_status(tenant: Tenant, entries: int, store: Store, known: Standing | None) -> CopyStatus:
    size = known.size if known is not None else 0
    reachable, finding = True, None
    try:
        found = signed_head(tenant, store) if has_tenant(tenant, store) else None
    except ChartrierError as problem:
        reachable, finding = False, problem.finding
    else:
        size = found.size if found is not None else 0
        values: dict[str, str | int] = {"copy": store.name, "theirs": size, "ours": entries}
        if size > entries:
            finding = Finding(DATABASE_BEHIND, values=values)
        elif found is not None and found.root != journal.root_at(tenant.key, size):
            finding = Finding(FORKED, values={"copy": store.name, "size": size})
        elif size < entries or found is None:
            finding = Finding(WAITING, values=values)
    since = known.behind_since if known is not None and finding is not None else None
    return CopyStatus(store.name, size, reachable, finding, since, journal.packages_from(tenant.key, size))
