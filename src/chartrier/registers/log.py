"""The journal of a collectivité as its administrators look at it: how far it goes, who signs, what each copy has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from chartrier.catalog.journal import operations
from chartrier.catalog.journal import publication as journal
from chartrier.catalog.journal import standing as notes
from chartrier.copies.copies import Copies
from chartrier.copies.status import CopyStatus, copy_statuses
from chartrier.errors import IntegrityFailure
from chartrier.journal.checkpoint import Checkpoint, VerifierKey, read_checkpoint
from chartrier.records.finding import Finding
from chartrier.records.tenant import Tenant
from chartrier.registers.findings import CHECKPOINT_DIFFERS, CHECKPOINT_NOT_OURS
from chartrier.registers.operation import newest_checkpoint


@dataclass(frozen=True, slots=True)
class LogStanding:
    """`checkpoint`: the largest that a copy has, signed; `pending`: entries that no checkpoint covers yet."""

    size: int
    last: datetime | None
    key: VerifierKey
    checkpoint: Checkpoint | None
    copies: Sequence[CopyStatus]

    @property
    def pending(self) -> int:
        return self.size - (self.checkpoint.size if self.checkpoint else 0)

    @property
    def fingerprint(self) -> str:
        return self.key.fingerprint

    @property
    def root(self) -> str:
        return self.checkpoint.root.hex() if self.checkpoint else ""


def log_standing(tenant: Tenant, copies: Copies) -> LogStanding:
    """How the journal stands. Nothing is written."""
    head, known, last = journal.head(tenant.key), notes.standings(tenant.key), operations.last_of(tenant.key)
    newest = newest_checkpoint(tenant, copies)
    return LogStanding(
        head.size,
        last[1].time if last else None,
        VerifierKey(tenant.origin, tenant.public_key),
        newest[1] if newest else None,
        copy_statuses(tenant, head, copies.stores, known),
    )


def continues(tenant: Tenant, note: bytes) -> Finding | Checkpoint:
    """Whether the journal goes on from a checkpoint that somebody kept: the checkpoint, or why not."""
    try:
        signed = read_checkpoint(note)
    except IntegrityFailure as problem:
        return problem.finding
    old = signed.checkpoint
    if old.origin != tenant.origin or not VerifierKey(tenant.origin, tenant.public_key).signed(signed):
        return Finding(CHECKPOINT_NOT_OURS, values={"origin": old.origin[:120]})
    if old.size > journal.head(tenant.key).size or (old.size and journal.root_at(tenant.key, old.size) != old.root):
        return Finding(CHECKPOINT_DIFFERS, values={"size": old.size})
    return old
