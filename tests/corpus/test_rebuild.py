"""All the packages of the corpus, taken or not: ingested, the index made again from a copy, read back byte for byte."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from chartrier.preservation.rebuild import rebuild
from chartrier.records.finding import Findings
from chartrier.wiring import Wiring, wire
from tests.conftest import Home, Server
from tests.copies.behind import new_home
from tests.corpus.archive import LARGE, ROWS, Versed, verse
from tests.corpus.test_ingest import every_object_reads_back
from tests.ingest.archive import content_folders, is_proven
from tests.preservation.rebuilding import state
from tests.seda.official import needs_corpus

pytestmark = [needs_corpus, pytest.mark.timeout(900)]

SMALL = [row for row in ROWS if row["file"] != LARGE]


@pytest.fixture(scope="module")
def home(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    home = new_home(tmp_path_factory.mktemp("rebuilt") / "home", server)
    yield home
    home.database.drop()


def made_again(archive: Wiring, home: Home, versed: list[Versed], folder: Path) -> None:
    tenants = [each.tenant for each in versed]
    before = state(archive, home.database, tenants)
    for number, tenant in enumerate(tenants):
        findings = Findings()
        rebuild(tenant, "ab"[number % 2], archive.copies, findings, lambda done, of: None)
        assert list(findings) == []
    assert state(archive, home.database, tenants) == before
    for each in versed:
        assert is_proven(archive, each.tenant)
        if each.outcome.operation.accepted:
            every_object_reads_back(archive, each, content_folders(archive, each.tenant, each.outcome)[0], folder)


def test_all_of_them(home: Home, tmp_path: Path) -> None:
    with wire(home.settings) as archive:
        versed = [verse(archive, row) for row in SMALL]
        assert sum(each.outcome.operation.accepted for each in versed) >= 33
        made_again(archive, home, versed, tmp_path)


@pytest.mark.faults
def test_the_large_one(home: Home, tmp_path: Path) -> None:
    with wire(home.settings) as archive:
        made_again(archive, home, [verse(archive, row) for row in ROWS if row["file"] == LARGE], tmp_path)
