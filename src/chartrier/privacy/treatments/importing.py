"""A register that comes as a file: CSV, as a spreadsheet writes it, or TOML."""

from __future__ import annotations

from pathlib import PurePath
from uuid import UUID

from chartrier.clock import Clock
from chartrier.errors import InvalidInput
from chartrier.privacy.treatments.declaring import Entered, declare
from chartrier.privacy.treatments.findings import WHICH_FILE
from chartrier.records.finding import Findings
from chartrier.records.tenant import Tenant
from chartrier.rules.treatments.findings import NOT_A_REGISTER
from chartrier.rules.treatments.reading import read_csv, read_toml

LARGEST = 16 << 20
"""Bytes of a file."""

READERS = {".csv": read_csv, ".toml": read_toml}


def import_register(
    data: bytes, file: str, tenant: Tenant, findings: Findings, clock: Clock, person: UUID | None
) -> Entered:
    """Enter what a file says: nothing of it with a finding that refuses, nothing twice.

    Treatments that the file does not name stay. Raises InvalidInput (TRT-024), Conflict.
    """
    reader = READERS.get(PurePath(file).suffix.lower())
    if reader is None:
        raise InvalidInput(WHICH_FILE, file=file[:80], choices=", ".join(READERS))
    if len(data) > LARGEST:
        raise InvalidInput(NOT_A_REGISTER, file=file[:80], why=f"> {LARGEST >> 20} Mio")
    treatments = reader(data, findings, file=file)
    return Entered(0, 0) if findings.refused else declare(tenant, treatments, clock, person)
