"""What a tenant takes with a warning, refuses, or knows."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from chartrier.formats.findings import UNKNOWN_FORMAT
from chartrier.ingest.findings import UNKNOWN_REFERENCES
from tests.ingest.archive import Bench, codes, errors, zip_of
from tests.packages_of_ours import Document, Sip

KINDS = {
    "accord": "ACCORD-9",
    "archival-profile": "PROFIL-9",
    "unit-profile": "PROFIL-UA-9",
    "identifier-strategy": "ark",
}
CODES = {kind: UNKNOWN_REFERENCES[kind].code for kind in KINDS}


def referring(path: Path, message: str) -> Path:
    """A package that makes a reference of each kind."""
    files = Sip(message=message, agreement=KINDS["accord"]).files()
    manifest = files["manifest.xml"]
    for before, after in (
        ("<ManagementMetadata>", f"<ArchivalProfile>{KINDS['archival-profile']}</ArchivalProfile>"),
        ('<ArchiveUnit id="U-0">', f"<ArchiveUnitProfile>{KINDS['unit-profile']}</ArchiveUnitProfile>"),
        (
            "<Title>Bonjour</Title>",
            "<PersistentIdentifier><PersistentIdentifierType>ark</PersistentIdentifierType>"
            "<PersistentIdentifierContent>ark:/12345/x</PersistentIdentifierContent></PersistentIdentifier>",
        ),
    ):
        assert manifest.count(before.encode()) == 1
        manifest = manifest.replace(before.encode(), (before + after).encode())
    files["manifest.xml"] = manifest
    return zip_of(path, files)


def of_references(found: list[str]) -> list[str]:
    return sorted(code for code in found if code in CODES.values())


def test_unknown_references_are_warnings(bench: Bench, tmp_path: Path) -> None:
    outcome = bench.accept(referring(tmp_path / "1.zip", "M-1"))
    assert of_references(codes(outcome)) == sorted(CODES.values())
    assert errors(outcome) == []


@pytest.mark.parametrize("kind", KINDS)
def test_refused_by_the_tenants_setting(bench: Bench, tmp_path: Path, kind: str) -> None:
    bench.policy(refuse=[f"unknown-{kind}"])
    outcome = bench.reject(referring(tmp_path / "1.zip", "M-1"))
    assert errors(outcome) == [CODES[kind]]
    settings = json.loads((bench.contents(outcome)[0] / "operation.json").read_bytes())["settings"]
    assert settings["refuse"] == [f"unknown-{kind}"]
    bench.policy(know=[f"{kind}={KINDS[kind]}"])
    outcome = bench.accept(referring(tmp_path / "2.zip", "M-1"))
    assert CODES[kind] not in codes(outcome)


def test_what_is_known_is_silent(bench: Bench, tmp_path: Path) -> None:
    bench.policy(know=[f"{kind}={value}" for kind, value in KINDS.items()])
    assert of_references(codes(bench.accept(referring(tmp_path / "1.zip", "M-1")))) == []
    bench.policy(forget=["accord=ACCORD-9"])
    assert of_references(codes(bench.accept(referring(tmp_path / "2.zip", "M-2")))) == [CODES["accord"]]


def test_known_of_one_kind_is_not_known_of_another(bench: Bench, tmp_path: Path) -> None:
    bench.policy(know=[f"archival-profile={KINDS['accord']}"])
    assert CODES["accord"] in codes(bench.accept(referring(tmp_path / "1.zip", "M-1")))


def unknown_format(path: Path) -> Path:
    return Sip(documents=[Document("donnees.qqq", bytes(range(1, 200)) * 3)]).write(path)


def extended(path: Path) -> Path:
    """An element of Vitam's variant in a unit."""
    return Sip(root_extra="<DataString1>libre</DataString1>").write(path)


@pytest.mark.parametrize(
    ("name", "make", "code"),
    [("unknown-format", unknown_format, UNKNOWN_FORMAT.code), ("extensions", extended, None)],
)
def test_formats_and_extensions(
    bench: Bench, tmp_path: Path, name: str, make: Callable[[Path], Path], code: str | None
) -> None:
    package = make(tmp_path / "sip.zip")
    bench.policy(refuse=[name])
    refused = bench.reject(package)
    bench.policy(accept=[name])
    taken = bench.accept(package)
    assert taken.operation.findings.verdict == "warning"
    if code is not None:
        assert errors(refused) == [code]
        assert code in codes(taken)
