"""A bundle of proofs beside a package: what another archive, or anybody, can check of what the sender proved."""

from __future__ import annotations

from chartrier.copies.copies import Copies
from chartrier.copies.signed_log import checkpoint_of
from chartrier.delivery.findings import NO_PROOF
from chartrier.errors import ChartrierError, IntegrityFailure
from chartrier.journal.checkpoint import Checkpoint
from chartrier.records.tenant import Tenant


def newest_checkpoint(tenant: Tenant, copies: Copies) -> Checkpoint:
    """The largest head that the tenant's key signed in one of the copies. Raises IntegrityFailure (DLV-010)."""
    found: list[Checkpoint] = []
    for store in copies.stores:
        try:
            found.append(checkpoint_of(tenant, store))
        except ChartrierError:
            continue
    if not found:
        raise IntegrityFailure(NO_PROOF, what=tenant.origin)
    return max(found, key=lambda checkpoint: checkpoint.size)
