"""What the tests of the corpus share: its rows, what its packages hold, its packages in tenants of their own."""

from __future__ import annotations

import tarfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

from chartrier.ingest.steps import Steps
from chartrier.ingest.versement import Outcome, ingest
from chartrier.records.tenant import Tenant
from chartrier.wiring import Wiring
from tests.ingest.archive import new_tenant
from tests.seda.official import CORPUS, packages

PACKAGES = CORPUS / "vitam-open"
LARGE = "1_UNIT_1_GOTS_1GB.zip"
"""2.4 MB that inflate to 1 GB: a test of its own."""

ROWS = packages()


def is_taken(row: dict[str, str]) -> bool:
    return row["expected"] in ("accept", "warning")


@dataclass(frozen=True)
class Versed:
    """A package of the corpus that was ingested, in a tenant of its own."""

    row: dict[str, str]
    tenant: Tenant
    outcome: Outcome


def verse(archive: Wiring, row: dict[str, str]) -> Versed:
    tenant = new_tenant(archive)
    outcome = ingest(PACKAGES / row["file"], tenant, archive.means, by="system", steps=Steps())
    return Versed(row, tenant, outcome)


def files_of(package: Path) -> dict[str, bytes]:
    """What a package holds, read by the standard library."""
    if package.suffix == ".zip":
        with zipfile.ZipFile(package) as archive:
            return {name: archive.read(name) for name in archive.namelist() if not name.endswith("/")}
    with tarfile.open(package) as archive:
        return {
            member.name.removeprefix("./"): archive.extractfile(member).read()
            for member in archive.getmembers()
            if member.isfile()
        }
