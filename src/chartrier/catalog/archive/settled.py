"""The rows of a versement that is settled: from the files of its package, when it was acquired and ever after."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg

from chartrier.catalog.archive.loading import load_objects
from chartrier.catalog.archive.models import Versement
from chartrier.catalog.consequences import load_ruled_units
from chartrier.catalog.rules.declaring import TransferRules
from chartrier.clock import read_instant
from chartrier.records.canonical import canonical
from chartrier.records.digest import Digest

ACCEPTED, REJECTED = Versement.State.ACCEPTED, Versement.State.REJECTED


@dataclass(frozen=True, slots=True)
class Settled:
    """What a row says of a settled versement. `operation` and `findings` are the texts of those files (§2.1, §2.2)."""

    state: str
    agency: str | None
    message: str | None
    operation: str
    findings: str
    inventory: str

    @property
    def message_key(self) -> bytes | None:
        return message_key(self.agency, self.message) if self.agency and self.message else None

    @property
    def received(self) -> datetime:
        """When reception began."""
        return read_instant(json.loads(self.operation)["received"])

    @property
    def transfer(self) -> TransferRules:
        """What its transfer says for all its units."""
        return TransferRules.of(json.loads(self.operation))

    @classmethod
    def read(cls, content: Path, *, accepted: bool, inventory: Digest) -> Settled:
        """From the files in `content`, the folder of a package or of its facts alone."""
        operation = (content / "operation.json").read_text("utf-8")
        transfer = json.loads(operation)["transfer"] or {}
        return cls(
            state=ACCEPTED if accepted else REJECTED,
            agency=transfer.get("transferring_agency"),
            message=transfer.get("message_identifier"),
            operation=operation,
            findings=(content / "findings.json").read_text("utf-8"),
            inventory=str(inventory),
        )


def load_settled(
    cursor: psycopg.Cursor[Any], tenant: int, package: UUID, content: Path, *, accepted: bool, inventory: Digest
) -> None:
    """Enter a versement that a journal attests, with its units and objects, in the caller's transaction."""
    row = Settled.read(content, accepted=accepted, inventory=inventory)
    cursor.execute(
        "INSERT INTO archive_versement (tenant, id, state, agency, message, message_key, received,"
        " operation, findings, inventory) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
        [
            tenant, package, row.state, row.agency, row.message, row.message_key, row.received,
            row.operation, row.findings, row.inventory,
        ],
    )  # fmt: skip
    if accepted:
        load_ruled_units(cursor, tenant, package, content / "units.jsonl", row.transfer, attested=True)
        load_objects(cursor, tenant, package, content / "objects.jsonl")


def message_key(agency: str, message: str) -> bytes:
    """What identifies a message within a tenant: exactly these two texts."""
    return hashlib.sha256(canonical([agency, message])).digest()
