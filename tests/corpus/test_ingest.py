"""The packages of the corpus that are taken are acquired, proven and read back; of the others little is kept."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote
from uuid import UUID

import pytest
from lxml import etree

from chartrier.access.fetching import readable_object
from chartrier.catalog.archive import questions
from chartrier.seda.versions import Version
from chartrier.wiring import Wiring
from tests.conftest import Server
from tests.corpus.archive import LARGE, PACKAGES, ROWS, Versed, files_of, is_taken, verse
from tests.ingest.archive import content_folders, entries_of, is_proven, lines, new_archive
from tests.reading import fetch_to_file
from tests.seda.official import needs_corpus, official_schema
from tests.vault.other_ocfl import complaints_about_object, validated_root

pytestmark = needs_corpus

ACQUIRED = [row for row in ROWS if is_taken(row) and row["category"] != "reference" and row["file"] != LARGE]
REJECTED = [row for row in ROWS if not is_taken(row)]
OF_A_REJECTION = {"operation.json", "findings.json", "reply.xml"}
OF_A_VERSEMENT = OF_A_REJECTION | {"bordereau.xml", "units.jsonl", "objects.jsonl", "contents.jsonl"}


def name(row: dict[str, str]) -> str:
    return row["file"]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory, server: Server) -> Iterator[Wiring]:
    """One archive for them all."""
    folder = tmp_path_factory.mktemp("archive")
    with new_archive(folder, server) as wired:
        yield wired
    shutil.rmtree(folder)


def test_the_rows_are_those_meant() -> None:
    assert len(ACQUIRED) == 33
    assert len(REJECTED) == 10
    assert {row["seda_version"] for row in ACQUIRED} == set(Version)
    assert not {row["file"] for row in ACQUIRED} & {row["file"] for row in REJECTED}


@pytest.mark.parametrize("row", ACQUIRED, ids=name)
def test_acquired(archive: Wiring, tmp_path: Path, row: dict[str, str]) -> None:
    versed = verse(archive, row)
    operation = versed.outcome.operation
    assert operation.accepted, [found.message("en") for found in operation.findings]
    assert is_proven(archive, versed.tenant)
    first, *others = content_folders(archive, versed.tenant, versed.outcome)
    assert all(tree(other) == tree(first) for other in others)
    every_object_reads_back(archive, versed, first, tmp_path)
    the_package_is_whole(versed, first)
    the_reply_is_valid_and_names_everything(first, Version(row["seda_version"]))
    other_validators_agree(archive, versed)
    the_journal_counts(archive, versed, "versement")
    nothing_is_under_way(archive, versed)


@pytest.mark.parametrize("row", REJECTED, ids=name)
def test_rejected(archive: Wiring, row: dict[str, str]) -> None:
    versed = verse(archive, row)
    assert not versed.outcome.operation.accepted
    assert is_proven(archive, versed.tenant)
    for content in content_folders(archive, versed.tenant, versed.outcome):
        assert tree(content).keys() == OF_A_REJECTION
        reply = etree.parse(content / "reply.xml").getroot()
        official_schema(Version.V2_1 if row["seda_version"] == "none" else Version(row["seda_version"])).assertValid(
            reply
        )
        assert reply.findtext("{*}ReplyCode") == "KO"
        findings = json.loads((content / "findings.json").read_bytes())
        assert [event.text for event in reply.iterfind("{*}Operation/{*}Event/{*}EventTypeCode")] == [
            finding["code"] for finding in findings
        ]
        assert any(finding["severity"] == "error" for finding in findings)
    nothing_sent_is_kept(archive, versed)
    other_validators_agree(archive, versed)
    the_journal_counts(archive, versed, "rejet")
    nothing_is_under_way(archive, versed)
    assert questions.newest([versed.tenant.key]) == []


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def every_object_reads_back(archive: Wiring, versed: Versed, content: Path, tmp_path: Path) -> None:
    """Byte for byte what another reader finds in the package, and all of it."""
    sent = files_of(PACKAGES / versed.row["file"])
    objects = [each for each in lines(content / "objects.jsonl") if each["kind"] == "binary"]
    assert len(objects) == len(sent) - 1
    for each in objects:
        found = readable_object([versed.tenant.key], UUID(each["id"]), None)
        target = tmp_path / each["id"]
        fetch_to_file(archive.copies.stores, found, target)
        expected = sent.get(each["uri"], sent.get(unquote(each["uri"])))
        assert target.read_bytes() == expected
        target.unlink()


def the_package_is_whole(versed: Versed, content: Path) -> None:
    files = tree(content)
    objects = lines(content / "objects.jsonl")
    paths = {each["location"]["path"] for each in objects if each["kind"] == "binary"}
    assert files.keys() == OF_A_VERSEMENT | paths
    sent = files_of(PACKAGES / versed.row["file"])
    assert files["bordereau.xml"] == next(data for name, data in sent.items() if name.endswith(".xml"))
    operation = json.loads(files["operation.json"])
    brought = len(lines(content / "units.jsonl"))
    assert (operation["counts"]["units"], operation["counts"]["objects"]) == (brought, len(objects))
    assert (str(brought), str(len(objects))) == (versed.row["n_units"], versed.row["n_objects"])
    assert operation["counts"]["bytes"] == sum(each["size"] or 0 for each in objects)
    assert operation["transfer"]["seda_version"] == versed.row["seda_version"]


def the_reply_is_valid_and_names_everything(content: Path, version: Version) -> None:
    reply = etree.parse(content / "reply.xml").getroot()
    official_schema(version).assertValid(reply)
    units = {unit.get("id"): unit.findtext("{*}Content/{*}SystemId") for unit in reply.iter("{*}ArchiveUnit")}
    assert units == {each["xml_id"]: each["id"] for each in lines(content / "units.jsonl")}
    objects = {
        each.get("id"): (each.findtext("{*}DataObjectSystemId"), each.findtext("{*}DataObjectGroupSystemId"))
        for each in reply.iter("{*}BinaryDataObject", "{*}PhysicalDataObject")
    }
    assert objects == {each["xml_id"]: (each["id"], each["group"]) for each in lines(content / "objects.jsonl")}
    assert reply.findtext("{*}ReplyCode") in ("OK", "WARNING")
    assert reply.find("{*}GrantDate") is not None


def other_validators_agree(archive: Wiring, versed: Versed) -> None:
    """ocfl-py has neither error nor warning about the package and about the tenant's storage root."""
    for content in content_folders(archive, versed.tenant, versed.outcome):
        assert complaints_about_object(content.parent.parent) == ""
    for copy in archive.settings.copies.values():
        root = validated_root(copy / versed.tenant.code / "packages")
        assert root.num_objects == root.good_objects == 1


def the_journal_counts(archive: Wiring, versed: Versed, operation: str) -> None:
    """One entry, which counts what the package says."""
    first = content_folders(archive, versed.tenant, versed.outcome)[0]
    counts = json.loads((first / "operation.json").read_bytes())["counts"]
    severities = [each["severity"] for each in json.loads((first / "findings.json").read_bytes())]
    for copy in archive.settings.copies.values():
        (entry,) = entries_of(copy / versed.tenant.code / "journal")
        assert entry["operation"] == operation
        assert entry["package"] == str(versed.outcome.operation.identifier)
        assert entry["counts"] == {
            **counts,
            "errors": severities.count("error"),
            "warnings": severities.count("warning"),
        }
        assert (entry["contents"] is None) == (operation == "rejet")
        if operation == "rejet":
            assert not any(counts.values())


def nothing_sent_is_kept(archive: Wiring, versed: Versed) -> None:
    """No file of the copies holds the bytes of a file that was sent, nor is one."""
    package = PACKAGES / versed.row["file"]
    sent = [package.read_bytes()]
    if package.suffix == ".zip":
        sent += [data for data in files_of(package).values() if len(data) >= 16]
    for copy in archive.settings.copies.values():
        kept = tree(copy / versed.tenant.code).values()
        assert sum(map(len, kept)) < 40_000
        assert not any(data in held for data in sent for held in kept)


def nothing_is_under_way(archive: Wiring, versed: Versed) -> None:
    assert [path for path in archive.means.staging.iterdir() if path.is_dir()] == []
    assert all(copy.incoming(versed.tenant.code) == [] for copy in archive.means.copies.stores)
