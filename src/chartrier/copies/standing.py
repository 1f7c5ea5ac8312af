"""Where a copy stands: the head that its own checkpoint tells, believed only when the tenant's key signed it."""

from __future__ import annotations

from chartrier.catalog.tenants import register
from chartrier.copies.findings import EMPTY_COPY, NOT_OURS
from chartrier.errors import IntegrityFailure, Unavailable
from chartrier.journal.checkpoint import Checkpoint, VerifierKey, read_checkpoint
from chartrier.records.tenant import Tenant
from chartrier.vault.findings import COPY_ABSENT
from chartrier.vault.store import Store


def signed_head(tenant: Tenant, store: Store) -> Checkpoint | None:
    """The head of the log in this copy; None when nothing was published there yet.

    Raises Unavailable when the copy is not there, IntegrityFailure (CPY-004) when its checkpoint is malformed or not
    signed by the tenant's key: such a copy is not written to.
    """
    note = store.read_journal(tenant.code, "checkpoint")
    if note is None:
        return None
    try:
        signed = read_checkpoint(note)
    except IntegrityFailure as problem:
        raise _not_ours(tenant, store, str(problem.finding.values.get("why", ""))) from None
    if not VerifierKey(tenant.origin, tenant.public_key).signed(signed):
        raise _not_ours(tenant, store, signed.checkpoint.origin)
    return signed.checkpoint


def entered_head(tenant: Tenant, store: Store) -> Checkpoint | None:
    """The same; a copy that is there, and was away when the tenant was opened, gets the tenant's folder and key."""
    if not has_tenant(tenant, store):
        enter(tenant, store)
    return signed_head(tenant, store)


def has_tenant(tenant: Tenant, store: Store) -> bool:
    """Whether a copy that is there has the tenant's folder. Raises Unavailable when the copy is not there."""
    try:
        store.read_journal(tenant.code, "checkpoint")
    except Unavailable as problem:
        if problem.finding.kind is not COPY_ABSENT:
            raise
        require_there(store)
        return False
    return True


def enter(tenant: Tenant, store: Store) -> None:
    """Make the tenant's folder in a copy, with the key of its log. May be repeated."""
    store.prepare(tenant.code)
    store.write_journal(tenant.code, [("key", f"{VerifierKey(tenant.origin, tenant.public_key)}\n".encode())])


def require_there(store: Store) -> None:
    """Refuse (Unavailable) a copy that has none of the archive's tenants: the empty folder of an absent disk."""
    absent: Unavailable | None = None
    for key in register.tenant_keys():
        try:
            store.read_journal(f"{key:09d}", "checkpoint")
        except Unavailable as problem:
            if problem.finding.kind is not COPY_ABSENT:
                raise
            absent = problem
        else:
            return
    if absent is not None:
        # raises when it is the copy's own folder that is missing
        store.free_bytes()
        raise Unavailable(EMPTY_COPY, copy=store.name) from absent


def _not_ours(tenant: Tenant, store: Store, why: str) -> IntegrityFailure:
    return IntegrityFailure(NOT_OURS, copy=store.name, tenant=tenant.code, why=why[:200])
