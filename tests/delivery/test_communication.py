"""Who is handed archives is in the journal before they have them, or they have nothing."""

from __future__ import annotations

import json
import zipfile
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest

from chartrier.access import communication
from chartrier.access.communication import Request, digest_of, hand_out
from chartrier.catalog.acts.register import acts_of
from chartrier.errors import Conflict, NotAllowed, NotFound
from chartrier.records.roles import Role
from chartrier.vault.ocfl import package_path
from chartrier.verify.bundle import verify_bundle
from tests.actors import entered
from tests.ingest.archive import Bench, entries_of
from tests.packages_of_ours import Document, Sip


def root_of(bench: Bench, folder: Path, **given: object) -> UUID:
    outcome = bench.accept(Sip(**given).write(folder / "sip.zip"))
    return UUID(bench.units(outcome)[0]["id"])


def content_of(bench: Bench, act: UUID) -> Path:
    return bench.archive.settings.copies["a"] / bench.tenant.code / "packages" / package_path(act) / "v1" / "content"


@pytest.mark.parametrize("operation", ["communication", "restitution"])
@pytest.mark.parametrize("plain", [True, False])
def test_the_act_says_who_had_what(bench: Bench, tmp_path: Path, operation: str, plain: bool) -> None:
    root = root_of(bench, tmp_path, title="Titre secret")
    actor = entered(bench.archive, bench.tenant, Role.ARCHIVISTE)
    request = Request([root], plain=plain, motive="recherche", requester="Jean Secret", reference="D-12")
    done = hand_out(request, tmp_path / "out.zip", bench.tenant, bench.means.copies, actor, operation)
    content = content_of(bench, done.act)
    record = json.loads((content / "operation.json").read_bytes())
    assert record["operation"] == operation
    assert record["by"] == str(actor.person)
    assert record["units"] == {"count": 2, "digest": digest_of((content / "unites.txt").read_bytes())}
    assert (content / "demandees.txt").read_text() == f"{root}\n"
    assert (content / "demandeur.txt").read_text() == "Jean Secret"
    assert record["handed"] == {"digest": digest_of((tmp_path / "out.zip").read_bytes()), "size": done.parcel.size}
    assert record["form"] == ("simple" if plain else "seda-2.2")
    entry = entries_of(bench.archive.settings.copies["a"] / bench.tenant.code / "journal")[-1]
    assert (entry["operation"], entry["counts"]["units"], entry["counts"]["bytes"]) == (operation, 2, 0)
    assert "Secret" not in json.dumps(record) + json.dumps(entry)
    assert bench.is_proven() and bench.is_quiet()


def test_who_may_not_gets_nothing(bench: Bench, tmp_path: Path) -> None:
    root = root_of(bench, tmp_path)
    actor = entered(bench.archive, bench.tenant, Role.ELU)
    with pytest.raises(NotAllowed):
        hand_out(Request([root]), tmp_path / "out.zip", bench.tenant, bench.means.copies, actor)
    assert acts_of(bench.tenant.key, ["communication"]) == []
    assert not (tmp_path / "out.zip").exists()


def test_nothing_is_overwritten_nor_recorded_in_vain(bench: Bench, tmp_path: Path) -> None:
    root = root_of(bench, tmp_path)
    actor = entered(bench.archive, bench.tenant, Role.ARCHIVISTE)
    (tmp_path / "out.zip").write_bytes(b"mine")
    with pytest.raises(Conflict):
        hand_out(Request([root]), tmp_path / "out.zip", bench.tenant, bench.means.copies, actor)
    with pytest.raises(NotFound):
        hand_out(Request([UUID(int=root.int + 999)]), tmp_path / "x.zip", bench.tenant, bench.means.copies, actor)
    assert (tmp_path / "out.zip").read_bytes() == b"mine"
    assert acts_of(bench.tenant.key, ["communication"]) == []


class Killed(BaseException):
    pass


@pytest.mark.parametrize("where", ["sealed", "copied", "committed"])
def test_interrupted_nothing_has_its_name(bench: Bench, tmp_path: Path, where: str) -> None:
    root = root_of(bench, tmp_path)
    actor = entered(bench.archive, bench.tenant, Role.ARCHIVISTE)

    def dying(name: str) -> None:
        if name == where:
            raise Killed

    target = tmp_path / "out" / "out.zip"
    target.parent.mkdir()
    with pytest.raises(Killed):
        hand_out(
            Request([root], proofs=True), target, bench.tenant, replace(bench.means.copies, breakpoint=dying), actor
        )
    assert list(target.parent.iterdir()) == []
    done = hand_out(Request([root], proofs=True), target, bench.tenant, bench.means.copies, actor)
    assert sorted(path.name for path in target.parent.iterdir()) == ["out.zip", "out.zip.preuves.zip"]
    recorded = [each.id for each in acts_of(bench.tenant.key, ["communication"])]
    assert recorded[-1] == done.act and len(recorded) == (2 if where == "committed" else 1)
    assert bench.is_proven()


def test_a_writing_that_fails_leaves_no_file(bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = root_of(bench, tmp_path)
    actor = entered(bench.archive, bench.tenant, Role.ARCHIVISTE)
    target = tmp_path / "out" / "out.zip"
    target.parent.mkdir()

    def failing(*_: object) -> None:
        raise Killed

    monkeypatch.setattr(communication, "write_proofs", failing)
    with pytest.raises(Killed):
        hand_out(Request([root], proofs=True), target, bench.tenant, bench.means.copies, actor)
    assert list(target.parent.iterdir()) == []
    assert acts_of(bench.tenant.key, ["communication"]) == []


def test_a_bundle_proves_what_was_handed_out(bench: Bench, tmp_path: Path) -> None:
    documents = [Document(f"{n}.txt", f"texte {n}".encode(), f"Pièce {n}") for n in range(7)]
    root = root_of(bench, tmp_path, documents=documents)
    for number in range(3):
        bench.accept(Sip(message=f"X-{number}").write(tmp_path / "x.zip"))
    actor = entered(bench.archive, bench.tenant, Role.ARCHIVISTE)
    for plain in (True, False):
        target = tmp_path / f"{plain}.zip"
        done = hand_out(Request([root], plain=plain, proofs=True), target, bench.tenant, bench.means.copies, actor)
        assert done.proofs is not None
        report = verify_bundle(done.proofs, package=target)
        assert report.proven and report.self_asserted, [each.message("fr") for each in report.findings]
        assert report.counts.documents == 7
    with zipfile.ZipFile(done.proofs) as archive:
        assert len(archive.read("documents.jsonl").splitlines()) == 8 + 7


def test_a_document_that_is_a_damaged_zip_is_proven_as_it_was_archived(bench: Bench, tmp_path: Path) -> None:
    """What it holds is its own affair: it is the bytes of the whole that were archived."""
    document = tmp_path / "plans.zip"
    with zipfile.ZipFile(document, "w") as packed:
        packed.writestr("plan.txt", "le plan du lavoir")
    document.write_bytes(document.read_bytes().replace(b"le plan", b"LE PLAN"))
    root = root_of(bench, tmp_path, documents=[Document("plans.zip", document.read_bytes(), "Plans")])
    actor = entered(bench.archive, bench.tenant, Role.ARCHIVISTE)
    done = hand_out(
        Request([root], plain=True, proofs=True), tmp_path / "remis.zip", bench.tenant, bench.means.copies, actor
    )
    assert done.proofs is not None
    report = verify_bundle(done.proofs, package=document)
    assert report.proven, [each.message("fr") for each in report.findings]
    document.write_bytes(document.read_bytes() + b"x")
    assert not verify_bundle(done.proofs, package=document).proven
