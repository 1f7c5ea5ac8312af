"""What a bordereau refers to and the tenant may know: accord, profiles, types of persistent identifiers."""

from __future__ import annotations

from collections.abc import Iterator

from chartrier.ingest.spool import Spool
from chartrier.records.finding import Place
from chartrier.seda.bordereau import Bordereau, ExistingUnit


def references(bordereau: Bordereau, file: str, spool: Spool | None) -> Iterator[tuple[str, str, Place]]:
    """Each different reference once: its kind (`records.policy.KINDS`), its value, where it stands first."""
    header = bordereau.header
    if header.archival_agreement:
        yield "accord", header.archival_agreement, Place(file, header.line)
    if header.archival_profile:
        yield "archival-profile", header.archival_profile, Place(file, header.line)
    met: set[str] = set()
    for unit in bordereau.units:
        if unit.profile and unit.profile not in met:
            met.add(unit.profile)
            yield "unit-profile", unit.profile, Place(file, unit.line, unit=unit.xml_id)
    for kind in spool.identifier_types if spool else ():
        yield "identifier-strategy", kind, Place(file)


def sought(existing: ExistingUnit) -> tuple[str, str]:
    """The metadata (or `SystemId`) and the value that an `UpdateOperation` names its existing unit by."""
    if existing.system_id is not None:
        return "SystemId", existing.system_id
    return existing.metadata_name or "", existing.metadata_value or ""
