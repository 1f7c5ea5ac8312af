"""Two people who change a retention table, or record a step, at once: the second is told, and nothing is recorded."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from uuid import UUID

import pytest

from chartrier.access.communicabilite.answer import Asker
from chartrier.access.communicabilite.derogations import Reader, Recording, answer_request, record_request
from chartrier.administration.series.adopting import adopt, decide, table_in_force
from chartrier.administration.series.change import Made, change_to
from chartrier.administration.series.tableau import Making, make
from chartrier.catalog.communicabilite.derogations import derogations_of
from chartrier.catalog.journal import publication
from chartrier.errors import Conflict
from chartrier.records.actor import Actor
from chartrier.records.roles import Role
from chartrier.rules.communicabilite.derogation import Accord
from chartrier.rules.series.columns import Column
from chartrier.rules.series.shipped import Kind
from chartrier.wiring import Wiring
from tests.actors import entered
from tests.conftest import Server
from tests.ingest.archive import Bench, new_archive
from tests.ruled import accessible, ruled


@pytest.fixture(scope="module")
def archive(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Wiring]:
    with new_archive(tmp_path_factory.mktemp("series"), server) as wired:
        yield wired


@pytest.fixture
def bench(archive: Wiring) -> Bench:
    return Bench.new(archive)


def archiviste(bench: Bench) -> Actor:
    return entered(bench.archive, bench.tenant, Role.ARCHIVISTE)


def test_the_table_changed_meanwhile(bench: Bench) -> None:
    making = Making(bench.tenant, bench.means.copies, archiviste(bench), motive="Avis")
    adopt(Kind.COMMUNE, ["S001", "S002"], making)
    before = table_in_force(bench.tenant.key)
    mine = change_to(before, [before.series["S001"]])
    decide("S002", {Column.DUA: "3 ans"}, making)
    size = publication.head(bench.tenant.key).size
    with pytest.raises(Conflict, match="CAT-070"):
        make(mine, Made.DECISION, making)
    assert publication.head(bench.tenant.key).size == size
    now = table_in_force(bench.tenant.key)
    assert (now.number, list(now.series), str(now.series["S002"].dua)) == (2, ["S001", "S002"], "3 ans")


def test_the_step_was_taken_meanwhile(
    bench: Bench, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    sip = ruled("M-1", "Agent", accessible("AR048"), dates="<EndDate>2011-03-14</EndDate>")
    unit = UUID(bench.units(bench.accept(sip.write(tmp_path_factory.mktemp("sip") / "1.zip")))[0]["id"])
    recording = Recording(bench.tenant, bench.means.copies, archiviste(bench))
    asked = record_request(
        Reader("Anne"), [unit], "Thèse", undertaking=True, reproduction=False, registered=date(2026, 1, 2),
        asker=Asker.PUBLIC, recording=recording,
    )  # fmt: skip
    accord = Accord(date(2026, 1, 3), frozenset({str(unit)}))
    answer_request(asked.id, accord, "L/1", recording)
    # whoever looked before that still takes it for a request that waits
    monkeypatch.setattr("chartrier.access.communicabilite.derogations.recorded", lambda tenant, request: asked)
    with pytest.raises(Conflict, match="CAT-075"):
        answer_request(asked.id, accord, "L/2", recording)
    (found,) = derogations_of(bench.tenant.key)
    assert (found.reader_name, set(found.acts)) == ("Anne", {"request", "accord"})
    assert bench.is_proven()
