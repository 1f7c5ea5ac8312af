"""A transfer to another archive: a SIP that tells where its contents come from, in the fields SEDA has for it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from chartrier.catalog.archive.leaving import Selection
from chartrier.catalog.journal.publication import entries_of
from chartrier.clock import day_of, write_instant
from chartrier.copies.copies import Copies
from chartrier.delivery.parcel import Parcel, Tell, silent
from chartrier.delivery.proofs import newest_checkpoint
from chartrier.delivery.seda_package import Provenance, write_seda
from chartrier.journal.checkpoint import Checkpoint
from chartrier.records.canonical import canonical
from chartrier.records.tenant import Tenant
from chartrier.seda.package_writing import Transfer
from chartrier.seda.values import ElementValue
from chartrier.seda.versions import Version


def write_sip(
    out: BinaryIO,
    selection: Selection,
    head: Transfer,
    version: Version | None,
    tenant: Tenant,
    copies: Copies,
    workshop: Path,
    tell: Tell = silent,
    checkpoint: Checkpoint | None = None,
) -> Parcel:
    """Write an `ArchiveTransfer` package to a new file, durable on return.

    Each unit keeps its identifier here as `OriginatingSystemId`, each object as `DataObjectSystemId`. The log book of
    the package names, for each versement it comes from, the entry of the journal and the checkpoint that covers it; the
    uppermost units tell it to people (`CustodialHistory`). Rules say the days that events gave. The same selection,
    head and `checkpoint` (None: the newest) give the same message. Raises as `write_seda`.
    """
    known = checkpoint or newest_checkpoint(tenant, copies)

    def provenance(versements: Sequence[UUID]) -> Provenance:
        return _provenance(tenant, versements, known, head.date)

    return write_seda(out, selection, head, version, tenant, copies, workshop, tell, provenance)


def _provenance(tenant: Tenant, versements: Sequence[UUID], checkpoint: Checkpoint, leaving: datetime) -> Provenance:
    events: list[ElementValue] = []
    custody: dict[UUID, ElementValue] = {}
    for versement in versements:
        for index, entry in entries_of(tenant.key, versement)[:1]:
            reference = {
                "origin": tenant.origin,
                "index": index,
                "package": str(versement),
                "inventory": str(entry.inventory),
                "contents": entry.contents and {"root": str(entry.contents.root), "size": entry.contents.size},
                "checkpoint": {"size": checkpoint.size, "root": f"sha256:{checkpoint.root.hex()}"},
            }
            detail = f"Inscription n° {index} du journal {tenant.origin}"
            events.append(
                {
                    "EventIdentifier": [str(versement)],
                    "EventTypeCode": ["VERSEMENT"],
                    "EventDateTime": [write_instant(entry.time)],
                    "EventDetail": [detail],
                    "Outcome": ["OK"],
                    "EventDetailData": [canonical(reference).decode()],
                }
            )
            custody[versement] = {
                "@when": day_of(leaving).isoformat(),
                "#": f"Versé le {day_of(entry.time):%d/%m/%Y} dans l'archive {tenant.origin} (inscription n° {index} "
                f"de son journal), transféré le {day_of(leaving):%d/%m/%Y}.",
            }
    return Provenance(events, custody)
