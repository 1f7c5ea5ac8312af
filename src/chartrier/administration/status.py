"""How the archive stands: how far each log goes in each copy, what is away and since when, what was audited last."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from chartrier.catalog.archive.paper import Paper
from chartrier.catalog.archive.paper import paper as counted_on_paper
from chartrier.catalog.destruction.register import unfinished_orders
from chartrier.catalog.journal import publication as journal
from chartrier.catalog.journal import standing as notes
from chartrier.catalog.preservation import campaigns
from chartrier.catalog.preservation.damage import Damage, damages
from chartrier.catalog.preservation.models import AuditCampaign
from chartrier.catalog.tenants import register
from chartrier.catalog.transaction import transaction
from chartrier.copies.copies import Copies
from chartrier.copies.status import CopyStatus, copy_statuses
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
    owing: dict[str, tuple[UUID, ...]]
    """The orders of destruction that each copy still owes; a copy that owes none is left out."""
    damage: tuple[Damage, ...]
    """What was found in the copies and is not proven again."""

    @property
    def paper(self) -> Paper:
        """What is on paper, counted when it is asked for."""
        return counted_on_paper(self.tenant.key)

    @property
    def in_step(self) -> bool:
        return all(copy.finding is None for copy in self.copies)

    @property
    def sound(self) -> bool:
        """Whether nothing is to be mended: what every page and command asks before it says that all is well."""
        return self.in_step and not self.owing and not self.damage

    @property
    def standing(self) -> list[tuple[CopyStatus, Damage | None]]:
        """Each copy with its damage, if it has any."""
        known = {each.copy: each for each in self.damage}
        return [(copy, known.get(copy.name) or known.get("")) for copy in self.copies]


def statuses(copies: Copies) -> Iterator[TenantStatus]:
    """How each tenant stands, by code. Nothing is written."""
    for tenant in register.tenants():
        yield status_of(tenant, copies)


def status_of(tenant: Tenant, copies: Copies) -> TenantStatus:
    """How one tenant stands. Nothing is written."""
    with transaction([tenant.key]):
        head, known, audit = journal.head(tenant.key), notes.standings(tenant.key), campaigns.last(tenant.key)
        orders = unfinished_orders(tenant.key)
        damage = damages([tenant.key], [store.name for store in copies.stores]).get(tenant.key, [])
    owing = {store.name: tuple(each.act for each in orders if each.is_owed_by(store.name)) for store in copies.stores}
    return TenantStatus(
        tenant,
        head.size,
        copy_statuses(tenant, head, copies.stores, known),
        audit,
        {copy: owed for copy, owed in owing.items() if owed},
        tuple(damage),
    )


def free_bytes(store: Store) -> int | None:
    """How much room is left in a copy; None when it is not there."""
    try:
        return store.free_bytes()
    except ChartrierError:
        return None
