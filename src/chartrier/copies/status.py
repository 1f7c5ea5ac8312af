"""How one copy of one tenant stands, as far as it can be seen now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from chartrier.catalog.journal import publication as journal
from chartrier.catalog.journal.standing import Standing
from chartrier.copies.findings import DATABASE_BEHIND, FORKED, WAITING
from chartrier.copies.standing import has_tenant, signed_head
from chartrier.errors import ChartrierError
from chartrier.journal.tree import root
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


def copy_statuses(
    tenant: Tenant, head: journal.Head, stores: Iterable[Store], known: Mapping[str, Standing]
) -> tuple[CopyStatus, ...]:
    """Each copy of the tenant. `head` is that of the log, `known` what was noted of the copies. Nothing is written."""
    log = _Log(tenant.key, head)
    return tuple(_status(tenant, log, store, known.get(store.name)) for store in stores)


class _Log:
    """The log as copies are compared with it: most stand at the same place, which is looked up once."""

    def __init__(self, tenant: int, head: journal.Head) -> None:
        self.size = head.size
        self._tenant = tenant
        self._roots = {head.size: root(head.frontier)}
        self._packages = {head.size: 0}

    def root_at(self, size: int) -> bytes:
        if size not in self._roots:
            self._roots[size] = journal.root_at(self._tenant, size)
        return self._roots[size]

    def packages_from(self, size: int) -> int:
        if size not in self._packages:
            self._packages[size] = journal.packages_from(self._tenant, size)
        return self._packages[size]


def _status(tenant: Tenant, log: _Log, store: Store, known: Standing | None) -> CopyStatus:
    entries = log.size
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
        elif found is not None and found.root != log.root_at(size):
            finding = Finding(FORKED, values={"copy": store.name, "size": size})
        elif size < entries or found is None:
            finding = Finding(WAITING, values=values)
    since = known.behind_since if known is not None and finding is not None else None
    return CopyStatus(store.name, size, reachable, finding, since, log.packages_from(size))
