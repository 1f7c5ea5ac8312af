"""The sealed package, into `incoming/` of every copy at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import UUID

from chartrier.ingest.means import Means
from chartrier.records.tenant import Tenant
from chartrier.vault.store import Store


def copy_everywhere(sealed: Path, package: UUID, tenant: Tenant, means: Means) -> None:
    """Durable in every copy on return. When one fails, the others are waited for, and the first failure is raised."""

    def copy(store: Store) -> None:
        store.receive(tenant.code, package, sealed)
        means.breakpoint(f"received-{store.name}")

    with ThreadPoolExecutor(max_workers=len(means.copies), thread_name_prefix="copy") as pool:
        for result in [pool.submit(copy, store) for store in means.copies]:
            result.result()
