"""What the tests of the corpus share: its rows, what its packages hold, an archive with a tenant for each."""

from __future__ import annotations

import json
import secrets
import tarfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from chartrier import wiring
from chartrier.administration.tenants import open_tenant
from chartrier.ingest.steps import Steps
from chartrier.ingest.versement import Outcome, ingest
from chartrier.records.finding import Findings
from chartrier.records.tenant import Tenant
from chartrier.settings import load_settings
from chartrier.vault.ocfl import package_path
from chartrier.verify.everything import verify_all
from chartrier.verify.reader import FolderCopy
from tests.conftest import Server
from tests.seda.official import CORPUS, packages

PACKAGES = CORPUS / "vitam-open"
LARGE = "1_UNIT_1_GOTS_1GB.zip"
"""2.4 MB that inflate to 1 GB: a test of its own."""

ROWS = packages()
NAMES = [row["file"] for row in ROWS]


def is_taken(row: dict[str, str]) -> bool:
    return row["expected"] in ("accept", "warning")


@contextmanager
def new_archive(folder: Path, server: Server) -> Iterator[wiring.Wiring]:
    """An initialised archive, on a database of its own."""
    database = server.new_database()
    for part in (".", "keys", "staging", "copies/a", "copies/b"):
        (folder / part).mkdir(mode=0o700, parents=True, exist_ok=True)
    environ = {
        "CHARTRIER_HOME": str(folder),
        "CHARTRIER_DATABASE_URL": database.url,
        "CHARTRIER_DATABASE_OWNER_URL": database.owner_url,
    }
    try:
        with wiring.wire(load_settings(None, environ)) as archive:
            yield archive
    finally:
        database.drop()


def new_tenant(archive: wiring.Wiring) -> Tenant:
    means = archive.means
    return open_tenant(
        f"{secrets.randbelow(900_000_000) + 100_000_000}",
        "Commune",
        instance="essai.localhost",
        copies=means.copies,
        keyring=means.keyring,
        clock=means.clock,
        findings=Findings(),
    )


@dataclass(frozen=True)
class Versed:
    """A package of the corpus that was ingested, in a tenant of its own."""

    row: dict[str, str]
    tenant: Tenant
    outcome: Outcome


def verse(archive: wiring.Wiring, row: dict[str, str]) -> Versed:
    tenant = new_tenant(archive)
    outcome = ingest(PACKAGES / row["file"], tenant, archive.means, by="system", steps=Steps())
    return Versed(row, tenant, outcome)


def content_folders(archive: wiring.Wiring, versed: Versed) -> list[Path]:
    """The content of the package in each copy."""
    path = package_path(versed.outcome.operation.identifier)
    copies = archive.settings.copies.values()
    return [copy / versed.tenant.code / "packages" / path / "v1" / "content" for copy in copies]


def lines(file: Path) -> list[dict[str, Any]]:
    with file.open("rb") as stream:
        return [json.loads(line) for line in stream]


def entries_of(journal: Path) -> list[dict[str, Any]]:
    """The entries of a log of fewer than 256, from its only bundle (C2SP tlog-tiles)."""
    size = int((journal / "checkpoint").read_text().splitlines()[1])
    data = (journal / f"tile/entries/000.p/{size}").read_bytes()
    found = []
    while data:
        end = 2 + int.from_bytes(data[:2], "big")
        found.append(json.loads(data[2:end]))
        data = data[end:]
    assert len(found) == size
    return found


def is_proven(archive: wiring.Wiring, tenant: Tenant) -> bool:
    copies = [FolderCopy(name, folder / tenant.code) for name, folder in archive.settings.copies.items()]
    report = verify_all(copies)
    assert report.findings.verdict == "accept", [found.message("en") for found in report.findings]
    return report.proven


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

