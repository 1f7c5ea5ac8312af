"""Lists of units that people make."""

from __future__ import annotations

from typing import BinaryIO
from uuid import UUID

from chartrier.curation import findings as say
from chartrier.records.finding import Findings, Place
from chartrier.rules.lists import SHOWN, read_rows

IDENTIFIER = "identifiant"


def read_identifier(text: str, place: Place, findings: Findings) -> UUID | None:
    """None after a finding."""
    try:
        return UUID(text)
    except ValueError:
        findings.add(say.BAD_IDENTIFIER, place, value=text[:SHOWN])
        return None


def read_unit_list(stream: BinaryIO, findings: Findings, *, file: str) -> list[UUID]:
    """The units of a list with a column `identifiant`, in order."""
    rows = read_rows(stream, [IDENTIFIER], findings, file=file)
    units = [read_identifier(row[IDENTIFIER], place, findings) for place, row in rows]
    return [unit for unit in units if unit is not None]
