"""A tiny run of the whole bench: every part and every tool works, the rows are there, the page says it all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bench import measuring
from bench.archive import Archive, new_archive
from bench.floor.loading import TABLES
from bench.large import MEMORY, try_large
from bench.machine import machine, versions
from bench.measuring import PARTS, measure, measure_tools, prepare
from bench.page import Circumstances, times, write_page
from bench.payload import write_package
from bench.rivals.standard import PlainCopy, unzip_and_sha512sum
from bench.rivals.tools import TOOLS, Tool
from bench.watching import OWN, PRONOM, Failed, python, run
from tests.seda.official import CORPUS

OBJECTS = 50


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    with new_archive(tmp_path_factory.mktemp("bench") / "home") as made:
        yield made


@pytest.fixture
def package(tmp_path: Path) -> Path:
    write_package(tmp_path / "documents.zip", OBJECTS)
    return tmp_path / "documents.zip"


def test_the_page_of_a_small_run(archive: Archive, package: Path, tmp_path: Path) -> None:
    measured = measure(archive, package, tmp_path / "work", CORPUS / "schemas", 1, lambda told: None)
    assert not (tmp_path / "work").exists()
    assert (measured.objects, measured.units) == (OBJECTS, OBJECTS + 1)
    assert {len(measured.seconds[name]) for name in (*PARTS, "ingest", "psql", "copy")} == {1}
    assert all(seconds > 0 for each in measured.seconds.values() for seconds in each)
    assert measured.details["identifying"]["identified"] == OBJECTS
    assert measured.peaks[OWN] > 20 << 20 < measured.peaks[PRONOM]
    measured.tools |= {"bagit": [0.5], "ocfl-py": "n'a pas pu travailler : bruit", "opf-fido": "n'est pas installé"}
    found = Circumstances(
        datetime(2026, 1, 2, tzinfo=UTC), 2, (0.1, 0.2), machine(tmp_path), versions(archive), ["ceci, absent."]
    )
    page = write_page([measured], found)
    for said in (
        "documents.zip",
        "2026-01-02",
        "**Non mesuré :** ceci",
        "PostgreSQL 18",
        "n'a pas pu travailler",
        "n'est pas installé",
    ):
        assert said in page
    assert all(f"| {step} |" in page for step in ("formats", "copies", "transaction"))
    assert f"**{measured.ratio:.2f}**".replace(".", ",") in page
    assert str(tmp_path) not in page
    assert all(len({row.count("|") for row in table.splitlines()}) == 1 for table in tables(page))


def test_the_middle_and_how_far_the_rounds_lie_apart() -> None:
    assert times([3.0, 1.0, 2.5]) == "2,50 (1,00 à 3,00)"
    assert times([1.234]) == "1,23"


@pytest.mark.faults
def test_without_the_corpus(tmp_path: Path) -> None:
    """The command itself: what is not there is told loudly, the rest is measured."""
    page = tmp_path / "performance.md"
    page.write_text("the page of another day")
    asked = [
        "--corpus",
        str(tmp_path / "absent"),
        "--objects",
        str(OBJECTS),
        "--rounds",
        "1",
        "--no-tools",
        "--no-endings",
    ]
    done = run(python("-m", "bench", *asked, "--work", str(tmp_path), "--output", str(page)))
    assert done.words.count("NON MESURÉ : SIP") == 2
    written = page.read_text()
    assert written.startswith("# Performance")
    assert "another day" not in written
    assert written.count("**Non mesuré :** SIP") == 2
    assert f"documents-{OBJECTS}.zip" in written
    assert "notre lecteur : le schéma officiel n'est pas là" in written
    assert list(tmp_path.iterdir()) == [page]


@pytest.mark.faults
def test_rows_are_loaded(archive: Archive, package: Path, tmp_path: Path) -> None:
    tenant = archive.new_tenant()
    _, answer = archive.ingest(package, tenant)
    prepared = prepare(package, answer, tenant, tmp_path)
    fresh = int(archive.new_tenant())
    found = archive.floor("loading", content=prepared.content, tenant=fresh, package=prepared.identifier)
    assert found["rows"] == {
        "archive_unit": OBJECTS + 1,
        "archive_unitparent": OBJECTS,
        "archive_unitgroup": OBJECTS,
        "archive_dataobject": OBJECTS,
    }
    plain = PlainCopy(archive, fresh, tmp_path)
    for copy in (plain.by_psql, plain.by_ours):
        assert copy() > 0
        assert plain.rows() == found["rows"]
    indexes = archive.psql(
        "-At", "-c", "SELECT tablename, count(*) FROM pg_indexes WHERE schemaname = 'bench' GROUP BY 1"
    )
    equal = archive.psql(
        "-At", "-c",
        "SELECT tablename, count(*) FROM pg_indexes WHERE schemaname = 'public'"
        f" AND tablename IN {TABLES} GROUP BY 1",
    )  # fmt: skip
    assert sorted(indexes.answer.split()) == sorted(equal.answer.split())
    plain.drop()


def test_papers_are_all_but_the_objects(archive: Archive, package: Path, tmp_path: Path) -> None:
    tenant = archive.new_tenant()
    _, answer = archive.ingest(package, tenant)
    prepared = prepare(package, answer, tenant, tmp_path)
    sealed = Path(answer["copies"]["a"])
    papers = {str(path.relative_to(prepared.papers)) for path in prepared.papers.rglob("*") if path.is_file()}
    everything = {str(path.relative_to(sealed)) for path in sealed.rglob("*") if path.is_file()}
    assert papers == {path for path in everything if not path.startswith("v1/content/objets")}
    assert {"v1/content/units.jsonl", "v1/inventory.json", "v1/content/bordereau.xml"} <= papers < everything
    assert len(list(prepared.objects.iterdir())) == OBJECTS
    assert prepared.bordereau.read_bytes() == (sealed / "v1" / "content" / "bordereau.xml").read_bytes()


@pytest.mark.faults
def test_tools(archive: Archive, package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(measuring, "TOOL_TIMES", 1)
    measured = measuring.Measured("x", 1, 1, 1)
    measure_tools(measured, package, tmp_path / "work", lambda told: None)
    assert set(measured.tools) == {tool.distribution for tool in TOOLS}
    # Those of the test environment; fido comes with the bench's.
    assert all(isinstance(measured.tools[name], list) for name in ("ocfl-py",))


def test_a_tool_that_fails_is_said(package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(objects: Path, scratch: Path) -> float:
        return run(python("-c", "import sys; sys.exit('no room')")).seconds

    monkeypatch.setattr(measuring, "TOOLS", (Tool("pytest", "rien", "versement", fail), Tool("absent-x", "", "", fail)))
    measured = measuring.Measured("x", 1, 1, 1)
    measure_tools(measured, package, tmp_path / "work", lambda told: None)
    assert "no room" in str(measured.tools["pytest"])
    assert measured.tools["absent-x"] == "n'est pas installé"


def test_a_refused_package_is_not_measured(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_bytes(b"no zip")
    with pytest.raises(Failed):
        archive.ingest(tmp_path / "x.zip", archive.new_tenant())


def test_unzip_beside(package: Path) -> None:
    found = unzip_and_sha512sum(package)
    assert found is None or found > 0


@pytest.mark.faults
def test_memory_of_a_large_object(tmp_path: Path) -> None:
    told: list[str] = []
    found = try_large(tmp_path, 300_000_000, told.append)
    assert found.proven
    assert 0 < found.peak < MEMORY, told
    assert {OWN, PRONOM} <= found.ingested.peaks.keys()
    assert list(tmp_path.iterdir()) == []


def tables(page: str) -> list[str]:
    return re.findall(r"(?:^\|.*\n)+", page, re.MULTILINE)
