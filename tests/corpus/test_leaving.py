"""Every package of the corpus that is taken: archived, sent on as a SIP, archived by another collectivité, the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from chartrier.catalog.archive.leaving import Selection
from chartrier.wiring import Wiring
from tests.conftest import Server
from tests.corpus.archive import LARGE, PACKAGES, ROWS, is_taken
from tests.delivery.leaving import seen
from tests.delivery.test_round_trip import received
from tests.ingest.archive import Bench, new_archive
from tests.seda.official import needs_corpus

TAKEN = [row["file"] for row in ROWS if is_taken(row) and row["file"] != LARGE]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory, server: Server):
    with new_archive(tmp_path_factory.mktemp("archive"), server) as wired:
        yield wired


@needs_corpus
@pytest.mark.faults
@pytest.mark.timeout(900)
@pytest.mark.parametrize("name", TAKEN)
def test_every_package_of_the_corpus_comes_back_the_same(archive: Wiring, tmp_path: Path, name: str) -> None:
    bench = Bench.new(archive)
    outcome = bench.ingest(PACKAGES / name)
    if not outcome.operation.accepted:
        pytest.skip("it is attached to what is not there")
    before = seen(bench.units(outcome), bench.objects(outcome))
    other, again = received(bench, Selection(versements=[outcome.operation.identifier]), tmp_path / "sip.zip")
    assert seen(other.units(again), other.objects(again)) == before
    assert sorted(other.stored(again).values()) == sorted(bench.stored(outcome).values())
