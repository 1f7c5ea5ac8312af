"""What the tenant's key has signed is promised: nothing is written or signed by a database that does not keep it."""

from __future__ import annotations

from chartrier.catalog.journal import publication as journal
from chartrier.copies.copies import Copies
from chartrier.copies.findings import BEHIND_SIGNED, SIGNED_OTHERWISE
from chartrier.errors import IntegrityFailure
from chartrier.journal.checkpoint import Checkpoint
from chartrier.journal.tree import root
from chartrier.keyring.keyring import fingerprint
from chartrier.keyring.signed_heads import SignedHead, SignedHeads
from chartrier.records.tenant import Tenant


def require_kept(tenant: Tenant, head: journal.Head, copies: Copies) -> None:
    """Refuse (IntegrityFailure) a database that lacks entries under the largest head ever signed, or has other ones."""
    signed = copies.keyring.heads.largest(tenant.code, fingerprint(tenant.public_key))
    if signed is None:
        return
    if signed.size > head.size:
        raise IntegrityFailure(BEHIND_SIGNED, tenant=tenant.code, signed=signed.size, ours=head.size)
    ours = root(head.frontier) if signed.size == head.size else journal.root_at(tenant.key, signed.size)
    if ours != signed.root:
        raise IntegrityFailure(SIGNED_OTHERWISE, tenant=tenant.code, signed=signed.size)


def promise(tenant: Tenant, checkpoint: Checkpoint, heads: SignedHeads) -> None:
    """Note that this checkpoint is about to be signed. Durable on return."""
    heads.remember(tenant.code, fingerprint(tenant.public_key), SignedHead(checkpoint.size, checkpoint.root))


def promised_size(tenant: Tenant, copies: Copies) -> int:
    """The size of the largest head that the tenant's key signed, as far as the keyring knows; 0 for none."""
    signed = copies.keyring.heads.largest(tenant.code, fingerprint(tenant.public_key))
    return signed.size if signed is not None else 0
