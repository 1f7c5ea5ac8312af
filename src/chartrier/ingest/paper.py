"""A versement of what is on paper: a real bordereau, written from a list of boxes, ingested like any other."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from chartrier.clock import day_of, write_instant
from chartrier.copies.staging import open_staging
from chartrier.ingest.boxes import Box
from chartrier.ingest.means import Means
from chartrier.ingest.steps import Steps
from chartrier.ingest.versement import Outcome, ingest
from chartrier.records.tenant import Tenant
from chartrier.seda.bordereau import Agency, Header
from chartrier.seda.writer import WrittenGroup, WrittenObject, WrittenUnit, write_bordereau

STORED = "Rangement"
"""The `EventType` by which a unit says where it stands (docs/decisions/0066-paper.md)."""


@dataclass(frozen=True, slots=True)
class PaperTransfer:
    """What is said of the whole: the title above the boxes, the service that hands them over, the agreement."""

    title: str
    service: str
    agreement: str | None = None


def ingest_paper(
    boxes: Sequence[Box], transfer: PaperTransfer, tenant: Tenant, means: Means, *, by: str, steps: Steps
) -> Outcome:
    """Take the boxes in. The same list a second time is refused, as any message is.

    Raises what `ingest` raises; what is wrong is in the findings of the outcome.
    """
    with open_staging(means.staging, uuid4()) as place:
        package = place.folder / "papier"
        package.mkdir(mode=0o700)
        write_paper(package / "manifest.xml", boxes, transfer, tenant, means.copies.clock())
        return ingest(package, tenant, means, by=by, steps=steps)


def write_paper(path: Path, boxes: Sequence[Box], transfer: PaperTransfer, tenant: Tenant, moment: datetime) -> None:
    """The bordereau of these boxes."""
    service = Agency(transfer.service)
    header = Header(
        message_identifier=f"PAPIER-{_digest(boxes, transfer)}",
        date=write_instant(moment),
        comment="Archives sur papier, d'après une liste de boîtes",
        archival_agreement=transfer.agreement,
        archival_agency=Agency(tenant.siren, tenant.name),
        transferring_agency=service,
        originating_agency=transfer.service,
        submission_agency=transfer.service,
        code_list_versions={"MessageDigestAlgorithmCodeListVersion": "SHA-512"},
    )
    root = WrittenUnit(
        "U0",
        {"DescriptionLevel": ["RecordGrp"], "Title": [transfer.title]},
        units=[_unit(number, box, moment) for number, box in enumerate(boxes, 1)],
    )
    groups = [WrittenGroup(f"G{number}", (_object(number, box),)) for number, box in enumerate(boxes, 1)]
    with path.open("xb") as stream:
        write_bordereau(stream, header, groups=groups, units=[root])


def _unit(number: int, box: Box, moment: datetime) -> WrittenUnit:
    content: dict[str, Any] = {
        "DescriptionLevel": ["File"],
        "Title": [box.title],
        "ArchivalAgencyArchiveUnitIdentifier": [box.cote],
    }
    if box.start:
        content["StartDate"] = [box.start]
    if box.end:
        content["EndDate"] = [box.end]
    if box.stored:
        stored = {"EventType": [STORED], "EventDateTime": [day_of(moment).isoformat()], "EventDetail": [box.stored]}
        content["Event"] = [stored]
    return WrittenUnit(f"U{number}", content, _management(box), group=f"G{number}")


def _management(box: Box) -> dict[str, Any] | None:
    if box.rule is None or box.fate is None:
        return None
    rule: dict[str, Any] = {"Rule": [box.rule], "FinalAction": [box.fate.final_action]}
    if box.rule_start:
        rule["StartDate"] = [box.rule_start]
    return {"AppraisalRule": [rule]}


def _object(number: int, box: Box) -> WrittenObject:
    dimensions: dict[str, Any] | None = None
    if box.metres is not None:
        dimensions = {"Thickness": [{"@unit": "metre", "#": f"{box.metres:f}"}]}
    return WrittenObject(
        f"O{number}",
        "PhysicalMaster_1",
        kind="physical",
        physical_id=box.cote,
        dimensions=dimensions,
    )


def _digest(boxes: Sequence[Box], transfer: PaperTransfer) -> str:
    return hashlib.sha256(repr((transfer, tuple(boxes))).encode()).hexdigest()[:32]
