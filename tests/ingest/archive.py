"""An archive for the tests of versements: tenants as many as needed, and what to look at afterwards."""

from __future__ import annotations

import json
import secrets
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from chartrier import wiring
from chartrier.administration.tenants import change_policy, open_tenant, tenant_of
from chartrier.catalog.archive import questions
from chartrier.catalog.journal import publication, standing
from chartrier.ingest.means import Means
from chartrier.ingest.steps import Steps
from chartrier.ingest.versement import Outcome, ingest
from chartrier.records.finding import Findings, Severity
from chartrier.records.tenant import Tenant
from chartrier.settings import load_settings
from chartrier.vault.ocfl import package_path
from chartrier.verify.everything import verify_all
from chartrier.verify.reader import FolderCopy
from chartrier.wiring import Wiring
from tests.conftest import Server


@contextmanager
def new_archive(folder: Path, server: Server) -> Iterator[Wiring]:
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


def new_tenant(archive: Wiring) -> Tenant:
    """As the register knows it."""
    means, code = archive.means, f"{secrets.randbelow(900_000_000) + 100_000_000}"
    open_tenant(
        code,
        "Commune",
        instance="essai.localhost",
        copies=means.copies,
        findings=Findings(),
    )
    return tenant_of(code)


@dataclass
class Bench:
    """A tenant of an archive. `means` may be replaced."""

    archive: Wiring
    tenant: Tenant
    means: Means

    @classmethod
    def new(cls, archive: Wiring) -> Bench:
        return cls(archive, new_tenant(archive), archive.means)

    def policy(self, **changes: list[str]) -> None:
        self.tenant = change_policy(self.tenant.code, **changes)

    def ingest(self, package: Path, steps: Steps | None = None) -> Outcome:
        return ingest(package, self.tenant, self.means, by="system", steps=steps or Steps())

    def accept(self, package: Path) -> Outcome:
        outcome = self.ingest(package)
        assert outcome.operation.accepted, said(outcome)
        return outcome

    def reject(self, package: Path) -> Outcome:
        outcome = self.ingest(package)
        assert not outcome.operation.accepted, said(outcome)
        assert errors(outcome)
        return outcome

    def contents(self, outcome: Outcome) -> list[Path]:
        """The content of the package in each copy."""
        return content_folders(self.archive, self.tenant, outcome)

    def units(self, outcome: Outcome) -> list[dict[str, Any]]:
        return lines(self.contents(outcome)[0] / "units.jsonl")

    def objects(self, outcome: Outcome) -> list[dict[str, Any]]:
        return lines(self.contents(outcome)[0] / "objects.jsonl")

    def stored(self, outcome: Outcome) -> dict[str, bytes]:
        """The bytes kept of each binary object, by its xml id; the same in every copy."""
        kept = [
            {
                each["xml_id"]: (content / each["location"]["path"]).read_bytes()
                for each in lines(content / "objects.jsonl")
                if each["kind"] == "binary"
            }
            for content in self.contents(outcome)
        ]
        assert all(other == kept[0] for other in kept)
        return kept[0]

    def packages(self) -> list[Path]:
        """Every package of the tenant in the first copy."""
        root = self.archive.settings.copies["a"] / self.tenant.code / "packages"
        return sorted(path.parent for path in root.rglob("inventory.json") if path.parent.name != "v1")

    def is_proven(self) -> bool:
        return is_proven(self.archive, self.tenant)

    def has_nothing(self) -> bool:
        """No trace of any versement: staging, incoming, packages, journal, catalog."""
        return (
            self.is_quiet()
            and self.packages() == []
            and publication.head(self.tenant.key).size == 0
            and questions.versements([self.tenant.key]) == []
            and questions.newest([self.tenant.key]) == []
        )

    def is_quiet(self) -> bool:
        """Nothing half done."""
        head = publication.head(self.tenant.key)
        names = [copy.name for copy in self.means.copies.stores]
        return (
            [path for path in self.means.staging.iterdir() if path.is_dir()] == []
            and all(copy.incoming(self.tenant.code) == [] for copy in self.means.copies.stores)
            and standing.published(self.tenant.key, names) == head.size
        )


def content_folders(archive: Wiring, tenant: Tenant, outcome: Outcome) -> list[Path]:
    path = package_path(outcome.operation.identifier)
    return [copy / tenant.code / "packages" / path / "v1" / "content" for copy in archive.settings.copies.values()]


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


def is_proven(archive: Wiring, tenant: Tenant) -> bool:
    copies = [FolderCopy(name, folder / tenant.code) for name, folder in archive.settings.copies.items()]
    report = verify_all(copies)
    assert report.findings.verdict == "accept", [found.message("en") for found in report.findings]
    return report.proven


def codes(outcome: Outcome) -> list[str]:
    return [found.code for found in outcome.operation.findings]


def errors(outcome: Outcome) -> list[str]:
    return [found.code for found in outcome.operation.findings if found.severity is Severity.ERROR]


def said(outcome: Outcome) -> list[str]:
    return [f"{found.code} {found.message('en')}" for found in outcome.operation.findings]


def zip_of(path: Path, files: Mapping[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path
