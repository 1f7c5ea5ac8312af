"""Verifying a folder, and taking its proof: with what is below it, as far as rights and bounds reach, and said so."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from chartrier.access import proving
from chartrier.catalog.archive.models import Unit
from chartrier.catalog.archive.questions import parents_of
from chartrier.catalog.people import directory
from chartrier.catalog.tenants.register import tenant as tenant_of
from chartrier.catalog.transaction import transaction
from chartrier.records.voice import Bound
from chartrier.verify.bundle import DOCUMENTS
from chartrier.web.frame.archive import served
from chartrier.worker.working import do
from tests.cli.commands import COMMUNE
from tests.packages_of_ours import Document, Sip

KEY = int(COMMUNE)


@pytest.fixture
def folder(site: Any, tmp_path: Path) -> UUID:
    """A folder of three documents of a service."""
    titles = [f"Séance {number} {tmp_path.name}" for number in range(3)]
    documents = [Document(f"s{n}.txt", f"séance {n} {tmp_path}\n".encode(), title) for n, title in enumerate(titles)]
    sip = Sip(message=f"DOSSIER-{tmp_path.name}", producer=f"S-{tmp_path.name}", documents=documents)
    assert site.chartrier("ingest", sip.write(tmp_path / "a.zip"), "--tenant", COMMUNE).status == 0
    with transaction([KEY]):
        one = Unit.objects.get(tenant=KEY, title=titles[0])
    (found,) = parents_of([KEY], one.id)
    return found


def body(answer: Any) -> str:
    return str(answer.content.decode())


def bundle_of(client: Any, unit: UUID, to: Path) -> Path:
    to.write_bytes(b"".join(client.get(f"/{COMMUNE}/archives/{unit}/preuves.zip").streaming_content))
    return to


def described_in(bundle: Path) -> int:
    """How many units and objects a bundle proves."""
    with zipfile.ZipFile(bundle) as opened:
        return opened.read(DOCUMENTS).count(b"\n")


def test_a_folder_is_verified_to_its_last_file(site: Any, client_of: Any, folder: UUID) -> None:
    told = body(client_of(site.person("archiviste")).post(f"/{COMMUNE}/archives/{folder}/verifier"))
    assert "Tout est prouvé" in told and "4 descriptions, 3 fichiers octet par octet" in told


@pytest.mark.parametrize("bound", ["UNITS_AT_ONCE", "FILES_AT_ONCE", "PROVEN_AT_ONCE"])
def test_a_large_folder_is_verified_by_a_worker(
    site: Any, client_of: Any, folder: UUID, bound: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = client_of(site.person("archiviste"))
    monkeypatch.setattr(proving, bound, 2)
    monkeypatch.setattr(proving, "PART", 2)
    asked = client.post(f"/{COMMUNE}/archives/{folder}/verifier")
    do(served(), KEY, UUID(asked.url.rpartition("/")[2]), last=True)
    told = body(client.get(asked.url))
    assert "Tout est prouvé" in told and "4 descriptions, 3 fichiers octet par octet" in told


def test_what_is_beyond_all_bounds_is_never_said_to_be_proven(
    site: Any, client_of: Any, folder: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = client_of(site.person("archiviste"))
    monkeypatch.setattr(proving, "UNITS_AT_ONCE", 2)
    asked = client.post(f"/{COMMUNE}/archives/{folder}/verifier")
    monkeypatch.setattr(proving.covered_by, "__defaults__", (3,))
    do(served(), KEY, UUID(asked.url.rpartition("/")[2]), last=True)
    told = body(client.get(asked.url))
    assert "Tout est prouvé" not in told and "le reste n&#x27;a pas été relu" in told
    assert "3 descriptions sur 4, 2 fichiers sur 3" in told
    assert f'href="/{COMMUNE}/administration/garde/"' in told.partition("le reste")[2]


def test_a_unit_without_files_is_not_said_to_be_bytes(site: Any, client_of: Any, tmp_path: Path) -> None:
    sip = Sip(message=f"VIDE-{tmp_path.name}", title=f"Sans rien {tmp_path.name}", documents=[])
    assert site.chartrier("ingest", sip.write(tmp_path / "v.zip"), "--tenant", COMMUNE).status == 0
    with transaction([KEY]):
        unit = Unit.objects.get(tenant=KEY, title=f"Sans rien {tmp_path.name}")
    told = body(client_of(site.person("archiviste")).post(f"/{COMMUNE}/archives/{unit.id}/verifier"))
    assert "chaque octet" not in told and "aucun fichier à relire" in told


def test_the_proof_of_a_folder_is_of_all_below(site: Any, client_of: Any, folder: UUID, tmp_path: Path) -> None:
    client = client_of(site.person("archiviste"))
    bundle = bundle_of(client, folder, tmp_path / "preuves.zip")
    assert site.chartrier("verify", "--bundle", bundle).status == 0
    assert described_in(bundle) == 4 + 3
    assert "portent sur ce dossier" in body(client.get(f"/{COMMUNE}/archives/{folder}/"))


def test_the_page_says_that_the_proof_is_of_the_record_alone(
    site: Any, client_of: Any, folder: UUID, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proving, "MOST_BUNDLED", 3)
    monkeypatch.setattr("chartrier.web.record.pages.MOST_BUNDLED", 3)
    client = client_of(site.person("archiviste"))
    assert "ne prouve que cette fiche" in body(client.get(f"/{COMMUNE}/archives/{folder}/"))
    bundle = bundle_of(client, folder, tmp_path / "preuves.zip")
    assert described_in(bundle) == 1
    assert site.chartrier("verify", "--bundle", bundle).status == 0


def test_a_bounded_reader_verifies_and_proves_what_their_rights_reach(
    site: Any, client_of: Any, folder: UUID, tmp_path: Path
) -> None:
    bounded = site.person(name=f"Borné {tmp_path.name}")
    directory.give_role(KEY, bounded.id, "lecteur", services=[f"S-{tmp_path.name}"])
    client = client_of(bounded)
    told = body(client.post(f"/{COMMUNE}/archives/{folder}/verifier"))
    assert "Tout est prouvé" not in told
    assert "Tout ce que vos droits atteignent est prouvé" in told and "4 descriptions, 3 fichiers" in told
    assert "Seul ce que vos droits atteignent a été relu" in told
    elsewhere = [Bound(frozenset({"AUTRE"}), frozenset())]
    assert proving.covered_by(tenant_of(COMMUNE), folder, elsewhere).units == [folder]
    assert proving.bundled_with(tenant_of(COMMUNE), folder, [(), elsewhere]) == [folder]
