"""The index made again from one copy: nothing goes that is not proven to come back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from chartrier.catalog.database.emptying import empty_index, require_owner
from chartrier.catalog.journal import publication as journal
from chartrier.catalog.journal.catching_up import known_size
from chartrier.copies.catching_up import catch_up, loadable, require_loadable
from chartrier.copies.copies import Copies
from chartrier.copies.orders import amended_in
from chartrier.copies.promises import promised_size
from chartrier.copies.publication import publish
from chartrier.copies.signed_log import SignedLog, checkpoint_of, prove_log
from chartrier.errors import ChartrierError, Conflict, IntegrityFailure, NotFound, Unavailable
from chartrier.journal.checkpoint import Checkpoint
from chartrier.journal.tree import root
from chartrier.preservation import findings as say
from chartrier.preservation.strangers import set_strangers_aside
from chartrier.records.finding import Findings
from chartrier.records.tenant import Tenant
from chartrier.vault.store import Store

Tell = Callable[[int, int], None]
"""Told how many entries are loaded, of how many."""


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """The log that the index was made from, and how many entries were loaded."""

    tenant: Tenant
    copy: str
    checkpoint: Checkpoint
    entries: int


def rebuild(tenant: Tenant, source: str, copies: Copies, findings: Findings, tell: Tell) -> Rebuilt:
    """Drop what operations wrote for this tenant and load it from the copy `source`.

    Cut off at any moment, the database is as it was or merely behind: running again finishes. Raises Conflict when the
    copy is shorter than another one or than the database, or an operation is under way; IntegrityFailure when the copy
    is not proven or contradicts another one; Unavailable when a copy that may be longer does not answer.
    """
    store = copy_named(source, copies)
    require_owner()
    heads = signed_heads(tenant, copies, findings)
    if known_size(tenant.key) > max((each.size for each in heads.values()), default=-1):
        _publish_first(tenant, copies)
        heads = signed_heads(tenant, copies, Findings())
    log = _proven(tenant, store, heads)
    _require_longest(tenant, log, heads, copies)
    _compare_with_database(tenant, log, findings)
    require_loadable(log)
    _require_packages(tenant, log, copies)
    copies.breakpoint("proven")
    empty_index(tenant.key, log.checkpoint.size)
    copies.breakpoint("emptied")
    loaded = catch_up(tenant, copies, store, tell)
    set_strangers_aside(tenant, copies, findings)
    _publish_after(tenant, copies, findings)
    return Rebuilt(tenant, source, log.checkpoint, loaded)


def copy_named(name: str, copies: Copies) -> Store:
    """Raises NotFound."""
    for store in copies.stores:
        if store.name == name:
            return store
    raise NotFound(say.NO_SUCH_COPY, copy=name[:40], choices=", ".join(store.name for store in copies.stores))


def signed_heads(tenant: Tenant, copies: Copies, findings: Findings) -> dict[str, Checkpoint]:
    """The signed head of each copy that has one; a finding for each that has none or does not answer."""
    heads = {}
    for store in copies.stores:
        try:
            heads[store.name] = checkpoint_of(tenant, store)
        except ChartrierError as error:
            why = error.finding
            findings.add(say.HEAD_NOT_READ, copy=store.name, why_fr=why.message("fr"), why_en=why.message("en"))
    return heads


def _publish_first(tenant: Tenant, copies: Copies) -> None:
    """What was committed and is in no copy's journal would be lost with the database."""
    try:
        publish(tenant, copies)
    except ValueError as problem:
        raise IntegrityFailure(say.NOT_PUBLISHED, tenant=tenant.code, why=str(problem)[:200]) from problem


def _proven(tenant: Tenant, store: Store, heads: dict[str, Checkpoint]) -> SignedLog:
    """The log of this copy, wholly hashed again; every other copy must have the beginning of it."""
    sizes = {journal.head(tenant.key).size, *(head.size for head in heads.values())}
    log = prove_log(tenant, store, sizes=sizes)
    for name, head in heads.items():
        if head.size in log.roots and log.roots[head.size] != head.root:
            raise IntegrityFailure(say.INCONSISTENT, one=store.name, other=name, size=head.size)
    return log


def _require_longest(tenant: Tenant, log: SignedLog, heads: dict[str, Checkpoint], copies: Copies) -> None:
    ours, size = log.store.name, log.checkpoint.size
    for name, head in heads.items():
        if head.size > size:
            raise Conflict(say.SHORTER, copy=ours, ours=size, other=name, theirs=head.size)
    known = max(known_size(tenant.key), promised_size(tenant, copies))
    if known > size:
        raise Conflict(say.SHORTER_THAN_KNOWN, copy=ours, ours=size, theirs=known)
    for store in copies.stores:
        # only a database that has as much as this copy vouches for a copy that cannot be asked
        if store.name not in heads and not 0 < size <= known:
            raise Unavailable(say.MAY_BE_LONGER, copy=store.name)


def _require_packages(tenant: Tenant, log: SignedLog, copies: Copies) -> None:
    """Each package is proven in some copy: that is read twice, but what cannot come back is not dropped."""
    amended = amended_in((entry for _, _, entry in log.entries()), tenant, copies, log.store)
    for _, _, entry in log.entries():
        with loadable(entry, tenant, copies, log.store, amended):
            pass


def _compare_with_database(tenant: Tenant, log: SignedLog, findings: Findings) -> None:
    head = journal.head(tenant.key)
    if log.roots.get(head.size) != root(head.frontier):
        findings.add(say.DATABASE_DIFFERED, copy=log.store.name, size=head.size)


def _publish_after(tenant: Tenant, copies: Copies, findings: Findings) -> None:
    """The index is whole whatever the copies do now."""
    try:
        for finding in publish(tenant, copies).behind.values():
            findings.append(finding)
    except ChartrierError as error:
        findings.append(error.finding)
