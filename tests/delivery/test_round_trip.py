"""What is archived leaves as a SIP, is ingested by another collectivité, and says and holds the same."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from chartrier.catalog.archive.leaving import Selection
from chartrier.ingest.versement import Outcome
from tests.delivery.leaving import seen, sip
from tests.ingest.archive import Bench, new_tenant
from tests.ingest.test_attachment import attaching, by_system_id
from tests.packages_of_ours import Document, Sip


def received(bench: Bench, selection: Selection, target: Path) -> tuple[Bench, Outcome]:
    """The selection, ingested in a tenant of its own."""
    sip(bench.archive, bench.tenant, selection, target)
    other = Bench(bench.archive, new_tenant(bench.archive), bench.means)
    return other, other.accept(target)


def test_several_versements_become_one(bench: Bench, tmp_path: Path) -> None:
    first = bench.accept(Sip(message="R-1", title="Registre").write(tmp_path / "1.zip"))
    parent = UUID(bench.units(first)[0]["id"])
    below = Sip(message="R-2", title="Voirie", documents=[Document("é è.txt", b"1\n", "Élargissement <de> la rue")])
    second = bench.accept(attaching(tmp_path / "2.zip", below, by_system_id(str(parent))))
    units = bench.units(first) + bench.units(second)
    objects = bench.objects(first) + bench.objects(second)
    other, again = received(bench, Selection(units=[parent]), tmp_path / "sip.zip")
    assert seen(other.units(again), other.objects(again)) == seen(units, objects)
