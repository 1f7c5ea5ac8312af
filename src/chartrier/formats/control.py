"""The control of one object's format: what was declared against what its bytes say."""

from __future__ import annotations

from chartrier.formats.findings import EXTENSION_MISMATCH, FORMAT_MISMATCH, UNKNOWN_FORMAT
from chartrier.formats.identification import Format
from chartrier.records.finding import FindingKind, Findings, Place

_LONGEST = 100


def control_format(
    declared_puid: str | None,
    identified: Format | None,
    place: Place,
    findings: Findings,
    *,
    failure: FindingKind | None = None,
    refuse_unknown: bool = False,
    refuse_mismatch: bool = False,
) -> None:
    """Add what there is to say of one object's format to `findings` (Vitam: OG_OBJECTS_FORMAT_CHECK).

    `declared_puid` is the bordereau's FormatId (None or empty when it declares none); `failure` is what
    `FormatIdentifier.failures` says of the file. `refuse_unknown` (which covers what could not be examined)
    and `refuse_mismatch` are the tenant's settings. A format known by its extension alone is no finding:
    `basis` says so.
    """
    if failure is not None:
        findings.add(failure, place, refused=refuse_unknown)
        return
    if identified is None:
        findings.add(UNKNOWN_FORMAT, place, refused=refuse_unknown)
        return
    puid, name = identified.puid[:_LONGEST], identified.name[:_LONGEST]
    declared = (declared_puid or "").strip()
    if declared and declared != identified.puid:
        findings.add(
            FORMAT_MISMATCH,
            place,
            refused=refuse_mismatch,
            declared=declared[:_LONGEST],
            identified=puid,
            name=name,
        )
    if "extension mismatch" in identified.warning:
        findings.add(EXTENSION_MISMATCH, place, identified=puid, name=name)
