"""An audit finds what is wrong, names it, and touches nothing unless asked."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from chartrier.preservation.audit import AuditReport, Means, audit
from chartrier.wiring import Wiring
from tests.conftest import Server
from tests.ingest.archive import Bench, is_proven, new_archive
from tests.preservation.ruin import HOW, Ruin, fill, tenant_folders, tree


@pytest.fixture(scope="module")
def archive(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Wiring]:
    with new_archive(tmp_path_factory.mktemp("audit"), server) as archive:
        yield archive


@pytest.fixture(scope="module")
def bench(archive: Wiring, tmp_path_factory: pytest.TempPathFactory) -> Bench:
    """One archive for all: each test leaves it mended."""
    bench = Bench.new(archive)
    fill(bench, tmp_path_factory.mktemp("sips"), packages=2)
    return bench


def run(bench: Bench, *, repair: bool = False, **options: object) -> AuditReport:
    means = Means(bench.archive.copies)
    return audit(bench.tenant, means, by="system", repair=repair, **options)  # type: ignore[arg-type]


def codes(report: AuditReport) -> list[str]:
    return [finding["code"] for finding in report.findings]


def named(report: AuditReport) -> set[str]:
    """What findings point at: `copy/path`."""
    return {finding["place"]["file"] or "" for finding in report.findings}


def test_a_sound_archive(bench: Bench) -> None:
    report = run(bench)
    assert report.proven, report.findings
    assert (report.findings, report.index, report.size, report.resumed) == ([], 3, 3, False)
    for counts in report.copies:
        assert (counts.packages, counts.wrong, counts.unrepaired) == (3, 0, 0)
        assert counts.bytes > 5_000
    assert is_proven(bench.archive, bench.tenant)
    again = run(bench)
    assert again.proven, again.findings
    assert again.size == 4
    assert bench.is_quiet()


@pytest.mark.parametrize("kind", HOW)
def test_damage_is_found_and_left_alone_then_mended(bench: Bench, kind: str) -> None:
    folders = tenant_folders(bench)
    before = tree(folders["a"])
    ruin = Ruin(folders, random.Random(kind))
    path = next(path for path in ruin.files("a") if "/content/objets/" in path)
    ruin.one("a", kind, path)
    damaged = tree(folders["a"])
    report = run(bench)
    assert not report.proven
    for _, copy, where in ruin.done:
        assert f"{copy}/{where}" in named(report), (where, report.findings)
    assert {
        path: data for path, data in tree(folders["a"]).items() if path in damaged and path != "journal/checkpoint"
    } == {path: data for path, data in damaged.items() if path != "journal/checkpoint"}
    mended = run(bench, repair=True)
    assert mended.proven, mended.findings
    assert codes(mended)
    assert all(code in ("PRS-060", "PRS-061", "PRS-062") for code in codes(mended))
    assert is_proven(bench.archive, bench.tenant)
    assert {
        path: data for path, data in tree(folders["a"]).items() if path in before and path != "journal/checkpoint"
    } == {path: data for path, data in before.items() if path != "journal/checkpoint"}
    assert tree(folders["a"]) == tree(folders["b"])
    assert run(bench).findings == []
