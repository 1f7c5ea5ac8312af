"""The sealed package, into `incoming/` of every copy at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from uuid import UUID

from chartrier.copies.copies import Copies
from chartrier.errors import ChartrierError
from chartrier.records.tenant import Tenant
from chartrier.vault.store import Store


def copy_everywhere(sealed: Path, opened: int, package: UUID, tenant: Tenant, copies: Copies) -> None:
    """Durable in every copy on return; `sealed` may be gone. The first failure is raised, the others waited for.

    `opened` is a descriptor older than what lies in `sealed`. After a failure no copy keeps the package: a disk that
    was full gets its room back now, not at the next recovery.
    """
    try:
        _copy_everywhere(sealed, opened, package, tenant, copies)
    except ChartrierError:
        for store in copies.stores:
            with suppress(ChartrierError):
                store.discard(tenant.code, package)
        raise


def _copy_everywhere(sealed: Path, opened: int, package: UUID, tenant: Tenant, copies: Copies) -> None:
    """The first copy comes last: if it can, it takes the folder itself, which saves writing and deleting it once."""

    def copy(store: Store) -> None:
        store.receive(tenant.code, package, sealed)
        copies.breakpoint(f"received-{store.name}")

    first, *others = copies.stores
    with ThreadPoolExecutor(max_workers=max(1, len(others)), thread_name_prefix="copy") as pool:
        for result in [pool.submit(copy, store) for store in others]:
            result.result()
    if first.adopt(tenant.code, package, sealed, opened):
        copies.breakpoint(f"received-{first.name}")
    else:
        copy(first)
