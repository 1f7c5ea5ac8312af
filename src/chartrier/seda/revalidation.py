"""Whether descriptions that were corrected are valid SEDA still: written as a bordereau, and read as one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from chartrier.records.finding import Finding, Findings, Place
from chartrier.seda import correction_findings as say
from chartrier.seda.bordereau import Agency, Header
from chartrier.seda.findings import EXTENSIONS
from chartrier.seda.reader import read_bordereau
from chartrier.seda.values import ElementValue
from chartrier.seda.versions import Version
from chartrier.seda.writer import WrittenUnit, write_bordereau

_HEADER = Header(
    date="2026-01-01T00:00:00Z",
    message_identifier="correction",
    archival_agency=Agency("archives"),
    transferring_agency=Agency("archives"),
    code_list_versions={"MessageDigestAlgorithmCodeListVersion": "correction"},
)


@dataclass(frozen=True, slots=True)
class Corrected:
    """A description to judge; `place` is where whoever corrects it said so."""

    unit: str
    content: ElementValue
    management: ElementValue | None
    place: Place


def control_corrected(units: Iterable[Corrected], version: Version, findings: Findings, folder: Path) -> None:
    """Add the findings of schema and controls, each at the place of its unit. `folder`: for a file that goes again.

    Elements of Vitam's variant are taken, as they are at the versement, and nothing is said of them.
    """
    places: dict[str, Corrected] = {}
    for number, unit in enumerate(units):
        places[f"U{number}"] = unit
    path = folder / "corrected.xml"
    said = Findings()
    try:
        with path.open("xb") as stream:
            written = [WrittenUnit(name, unit.content, unit.management) for name, unit in places.items()]
            write_bordereau(stream, _HEADER, groups=(), units=written, version=version, vitam=True)
        read_bordereau(path, strict=False, findings=said)
    except ValueError as problem:
        findings.add(say.NOT_WRITTEN, why=str(problem)[:200])
    finally:
        path.unlink(missing_ok=True)
    for finding in said:
        if finding.code != EXTENSIONS.code:
            findings.append(_placed(finding, places))


def _placed(finding: Finding, places: Mapping[str, Corrected]) -> Finding:
    unit = places.get(finding.place.unit or "")
    if unit is None:
        return replace(finding, place=Place())
    values = {name: unit.unit if value == finding.place.unit else value for name, value in finding.values.items()}
    return replace(finding, place=replace(unit.place, unit=unit.unit), values=values)
