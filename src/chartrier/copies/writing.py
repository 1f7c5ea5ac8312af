"""The sealed package, into `incoming/` of every copy at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from uuid import UUID

import structlog

from chartrier.copies.copies import Copies
from chartrier.copies.enough import require_enough
from chartrier.copies.standing import signed_head
from chartrier.errors import ChartrierError, IntegrityFailure, Unavailable
from chartrier.records.tenant import Tenant
from chartrier.vault.findings import STAGING_DIFFERS
from chartrier.vault.store import Store

log = structlog.get_logger()


def copy_everywhere(sealed: Path, opened: int, package: UUID, tenant: Tenant, copies: Copies) -> tuple[str, ...]:
    """Durable on return in the copies that are named, as many as the minimum at least; `sealed` may be gone.

    `opened` is a descriptor older than what lies in `sealed`. A copy that fails is left out of this operation, and gets
    the package when it is brought up to date. When too few are left, the only problem is raised, or CPY-005: then no
    copy keeps the package, so that a disk that was full gets its room back now, not at the next recovery.
    """
    problems: dict[str, ChartrierError] = {}
    try:
        _copy_everywhere(sealed, opened, package, tenant, copies, problems)
        written = tuple(store.name for store in copies.stores if store.name not in problems)
        require_enough(copies, written, problems)
    except ChartrierError:
        _discard(package, tenant, copies.stores)
        raise
    _discard(package, tenant, [store for store in copies.stores if store.name in problems])
    for name, problem in problems.items():
        log.warning("copy_left_out", copy=name, tenant=tenant.code, package=str(package), why=problem.finding.code)
    return written


def _copy_everywhere(
    sealed: Path, opened: int, package: UUID, tenant: Tenant, copies: Copies, problems: dict[str, ChartrierError]
) -> None:
    """The first copy comes last: if it can, it takes the folder itself, which saves writing and deleting it once."""

    def receive(store: Store) -> None:
        store.receive(tenant.code, package, sealed)

    def take(store: Store) -> None:
        if not store.adopt(tenant.code, package, sealed, opened):
            receive(store)

    def copy(store: Store, how: Callable[[Store], None]) -> None:
        try:
            # a copy that is not ours to write to does not get a package either
            signed_head(tenant, store)
            how(store)
        except (Unavailable, IntegrityFailure) as problem:
            if problem.finding.kind is STAGING_DIFFERS:
                raise
            problems[store.name] = problem
        else:
            copies.breakpoint(f"received-{store.name}")

    first, *others = copies.stores
    with ThreadPoolExecutor(max_workers=max(1, len(others)), thread_name_prefix="copy") as pool:
        for result in [pool.submit(copy, store, receive) for store in others]:
            result.result()
    copy(first, take)


def _discard(package: UUID, tenant: Tenant, stores: Iterable[Store]) -> None:
    for store in stores:
        with suppress(ChartrierError):
            store.discard(tenant.code, package)
