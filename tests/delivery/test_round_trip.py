"""What is archived leaves as a SIP, is ingested by another collectivité, and says and holds the same."""

from __future__ import annotations

import zipfile
from pathlib import Path
from uuid import UUID

import pytest
from lxml import etree

from chartrier.catalog.archive.leaving import Selection
from chartrier.copies.staging import open_staging
from chartrier.delivery.proofs import write_proofs
from chartrier.ingest.versement import Outcome
from chartrier.journal.checkpoint import VerifierKey
from chartrier.records.identifiers import new_package_id
from chartrier.seda.receipt import Answer, read_receipt
from chartrier.seda.versions import Version
from chartrier.verify.bundle import verify_bundle
from tests.delivery.leaving import seen, sip
from tests.ingest.archive import Bench, new_tenant
from tests.ingest.test_attachment import attaching, by_system_id
from tests.packages_of_ours import Document, Sip
from tests.seda.official import needs_corpus, official_schema


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


def test_the_receipt_names_what_was_taken(bench: Bench, tmp_path: Path) -> None:
    first = bench.accept(Sip().write(tmp_path / "1.zip"))
    selection = Selection(versements=[first.operation.identifier])
    other, again = received(bench, selection, tmp_path / "sip.zip")
    said = read_receipt(other.contents(again)[0] / "reply.xml")
    assert said.answer is Answer.ACCEPTED
    assert said.units == {unit["xml_id"]: unit["id"] for unit in other.units(again)}
    assert said.objects == {each["xml_id"]: each["id"] for each in other.objects(again)}
    assert set(said.units) == {unit["xml_id"] for unit in bench.units(first)}


@needs_corpus
@pytest.mark.parametrize("version", Version)
def test_a_transfer_is_valid_for_the_official_schema(bench: Bench, tmp_path: Path, version: Version) -> None:
    outcome = bench.accept(Sip().write(tmp_path / "1.zip"))
    sip(bench.archive, bench.tenant, Selection(versements=[outcome.operation.identifier]), tmp_path / "s.zip", version)
    with zipfile.ZipFile(tmp_path / "s.zip") as package:
        official_schema(version).assertValid(etree.fromstring(package.read("manifest.xml")))


def test_two_archives_verify_what_the_first_one_proved(bench: Bench, tmp_path: Path) -> None:
    outcome = bench.accept(Sip().write(tmp_path / "1.zip"))
    parcel = sip(bench.archive, bench.tenant, Selection(versements=[outcome.operation.identifier]), tmp_path / "s.zip")
    copies = bench.means.copies
    with open_staging(copies.staging, new_package_id(copies.clock())) as place, (tmp_path / "p.zip").open("x+b") as out:
        write_proofs(out, parcel, bench.tenant, copies, place.folder)
    key = VerifierKey(bench.tenant.origin, bench.tenant.public_key)
    report = verify_bundle(tmp_path / "p.zip", keys=[key], package=tmp_path / "s.zip")
    assert report.proven and not report.self_asserted
    other = Bench(bench.archive, new_tenant(bench.archive), bench.means)
    other.accept(tmp_path / "s.zip")
    assert other.is_proven()
