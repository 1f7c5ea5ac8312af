"""An operation that is no versement, from its few small files to the published journal: audit, reprise…"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from chartrier.catalog.journal import publication as journal
from chartrier.catalog.journal.reservation import Facts, reserve
from chartrier.copies.copies import Copies
from chartrier.copies.promises import require_kept
from chartrier.copies.publication import publish
from chartrier.copies.staging import open_staging
from chartrier.copies.writing import copy_everywhere
from chartrier.journal.entry import NO_CHANGES, Changes, Counts, Entry, time_of_entry, write_entry
from chartrier.records.digest import Digest
from chartrier.records.tenant import Tenant
from chartrier.vault.ocfl import seal

BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class SmallOperation:
    """What the package holds and what the journal says of it."""

    identifier: UUID
    """Of the operation and of its package (`records.identifiers.new_package_id`)."""
    code: str
    """One of `journal.entry.OPERATIONS`."""
    began: datetime
    by: str
    files: Mapping[str, bytes | Path]
    """By path below `content`: `operation.json`, `findings.json`… A path stands for the bytes of the file there."""
    errors: int = 0
    warnings: int = 0
    changes: Changes = NO_CHANGES
    counts: Counts | None = None
    """What the journal's entry counts; None: nothing but errors and warnings."""

    def entry(self, inventory: Digest, now: datetime, before: datetime | None) -> Entry:
        """The journal's entry, at `now` or at the instant of the entry `before` when the clock was set back."""
        return Entry(
            operation=self.code,
            package=self.identifier,
            version="v1",
            inventory=inventory,
            contents=None,
            changes=self.changes,
            counts=self.counts or Counts(0, 0, 0, 0, self.errors, self.warnings),
            by=self.by,
            time=time_of_entry(now, before, self.identifier),
        )


def carry_out(operation: SmallOperation, tenant: Tenant, copies: Copies, facts: Facts) -> int:
    """Write the package everywhere, commit `facts` and the journal's entry together, publish; the entry's index.

    The commit is the moment it is done; what comes after it is finished by whoever comes next. Raises Unavailable when
    a resource is missing: nothing is recorded then, unless it was lost during the commit itself or after it.
    """
    index = commit(operation, tenant, copies, facts)
    publish(tenant, copies)
    return index


def commit(operation: SmallOperation, tenant: Tenant, copies: Copies, facts: Facts) -> int:
    """The same, but for the publication, which is left to the caller.

    Raises IntegrityFailure (CPY-010, CPY-011) when the database does not keep what the tenant's key has signed.
    """
    require_kept(tenant, journal.head(tenant.key), copies)
    identifier = operation.identifier
    with open_staging(copies.staging, identifier) as place, reserve(tenant.key, identifier) as reservation:
        package = place.folder / "package"
        inventory = seal(
            package,
            package=identifier,
            created=operation.began,
            message=operation.code,
            files=_lay(package / "v1" / "content", operation.files),
        )
        copies.breakpoint("sealed")
        copy_everywhere(package, place.descriptor, identifier, tenant, copies)
        copies.breakpoint("copied")
        index = reservation.settle(
            facts, lambda before: write_entry(operation.entry(inventory, copies.clock(), before))
        )
        copies.breakpoint("committed")
    return index


def _lay(content: Path, files: Mapping[str, bytes | Path]) -> list[tuple[str, str, int]]:
    """Write the files where the package has them: path, SHA-512 and size of each."""
    content.mkdir(mode=0o700, parents=True)
    laid = []
    for path, data in files.items():
        (content / path).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(content / path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400)
        sha512, size = hashlib.sha512(), 0
        with os.fdopen(descriptor, "wb") as file:
            for block in _blocks(data):
                sha512.update(block)
                size += file.write(block)
        laid.append((path, sha512.hexdigest(), size))
    return laid


def _blocks(data: bytes | Path) -> Iterator[bytes]:
    if isinstance(data, bytes):
        yield data
        return
    with data.open("rb") as stream:
        while block := stream.read(BLOCK):
            yield block
