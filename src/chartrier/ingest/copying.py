"""The sealed package, into `incoming/` of every copy at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import UUID

from chartrier.ingest.means import Means
from chartrier.records.tenant import Tenant
from chartrier.vault.store import Store


def copy_everywhere(sealed: Path, package: UUID, tenant: Tenant, means: Means) -> None:
    """Durable in every copy on return; `sealed` may be gone. The first failure is raised, the others waited for.

    The first copy comes last: if it can, it takes the folder itself, which saves writing and deleting it once.
    """

    def copy(store: Store) -> None:
        store.receive(tenant.code, package, sealed)
        means.breakpoint(f"received-{store.name}")

    first, *others = means.copies
    with ThreadPoolExecutor(max_workers=max(1, len(others)), thread_name_prefix="copy") as pool:
        for result in [pool.submit(copy, store) for store in others]:
            result.result()
    if first.adopt(tenant.code, package, sealed):
        means.breakpoint(f"received-{first.name}")
    else:
        copy(first)
