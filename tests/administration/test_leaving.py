"""A collectivité leaves with all it has: proven, complete, readable without us; interrupted, it goes on."""

from __future__ import annotations

import csv
import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from chartrier.administration import leaving
from chartrier.administration.leaving import Left, leave
from chartrier.catalog.acts.register import acts_of
from chartrier.catalog.journal import publication, standing
from chartrier.errors import Conflict, IntegrityFailure, InvalidInput, NotAllowed
from chartrier.records.actor import Actor
from chartrier.records.roles import Role
from chartrier.vault.folder import FolderStore
from chartrier.verify.everything import verify_all
from chartrier.verify.reader import FolderCopy
from chartrier.wiring import Wiring
from tests.actors import entered
from tests.conftest import Server
from tests.ingest.archive import Bench, lines, new_archive
from tests.packages_of_ours import Document, Sip


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory, server: Server) -> Iterator[Wiring]:
    with new_archive(tmp_path_factory.mktemp("archive"), server) as wired:
        yield wired


@pytest.fixture
def bench(archive: Wiring, tmp_path: Path) -> Bench:
    bench = Bench.new(archive)
    bench.accept(Sip(message="R-1", title="=Registre").write(tmp_path / "1.zip"))
    return bench


@pytest.fixture
def actor(bench: Bench) -> Actor:
    return entered(bench.archive, bench.tenant, Role.ARCHIVISTE)


def left(bench: Bench, actor: Actor, folder: Path, **given: bool) -> Left:
    return leave(folder, bench.tenant, bench.means.copies, actor, FolderStore, **given)


def bytes_below(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_all_of_it_leaves_and_needs_nobody(bench: Bench, actor: Actor, tmp_path: Path) -> None:
    many = [Document(f"{n}.txt", f"{n}".encode(), f"Pièce {n}") for n in range(220)]
    bench.accept(Sip(message="R-2", documents=many).write(tmp_path / "2.zip"))
    bench.reject(Sip(message="R-3", documents=[Document("a", b"x", digest="00" * 64)]).write(tmp_path / "3.zip"))
    folder = tmp_path / "depart"
    done = left(bench, actor, folder, seda=True)
    code = bench.tenant.code
    assert sorted(path.name for path in folder.iterdir()) == [
        "LISEZMOI.txt", "SHA512SUMS", "actes.jsonl", "cles.txt", "copie", "depart.json", "format.md", "objets.csv",
        "personnes.csv", "reglages.json", "seda", "unites.csv",
    ]  # fmt: skip
    ours = bytes_below(bench.archive.settings.copies["a"] / code)
    theirs = bytes_below(folder / "copie" / code)
    assert {name: data for name, data in ours.items() if ".p/" not in name} == {
        name: data for name, data in theirs.items() if ".p/" not in name
    }
    report = verify_all([FolderCopy("depart", folder / "copie" / code)])
    assert report.proven and done.entries == publication.head(bench.tenant.key).size
    sums = subprocess.run(["sha512sum", "-c", "--quiet", "--strict", "SHA512SUMS"], cwd=folder, check=False)
    assert sums.returncode == 0
    assert len((folder / "SHA512SUMS").read_text().splitlines()) == len(bytes_below(folder)) - 1
    assert (folder / "format.md").read_text().startswith("# What Chartrier leaves on disk")
    acts = lines(folder / "actes.jsonl")
    assert [act["operation"] for act in acts] == ["habilitation", "restitution"]
    assert (acts[-1]["id"], acts[-1]["scope"]) == (str(done.act), "tenant")
    with (folder / "unites.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    assert len(rows) == 2 + 221
    assert rows[0]["titre"] == "'=Registre"
    with (folder / "objets.csv").open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.DictReader(file, delimiter=";"))) == 221
    assert str(actor.person) in (folder / "personnes.csv").read_text("utf-8-sig")
    assert done.transfers == 2 and list(done.findings) == []
    for package in (folder / "seda").iterdir():
        assert package.stat().st_mode & 0o077 == 0
    assert set(standing.standings(bench.tenant.key)) == {"a", "b"}
    assert bench.is_proven()


def test_who_may_not_and_what_is_there(bench: Bench, actor: Actor, tmp_path: Path) -> None:
    with pytest.raises(NotAllowed):
        left(bench, entered(bench.archive, bench.tenant, Role.LECTEUR), tmp_path / "x")
    (tmp_path / "there").mkdir()
    with pytest.raises(Conflict):
        left(bench, actor, tmp_path / "there")
    (tmp_path / "other.en-cours").mkdir()
    with pytest.raises(Conflict):
        left(bench, actor, tmp_path / "other")
    with pytest.raises(InvalidInput):
        left(bench, actor, tmp_path / "no" / "where")
    assert acts_of(bench.tenant.key, ["restitution"]) == []


class Killed(BaseException):
    pass


STEPS = ("_record", "_fill", "_copy_former_journals", "_write_transfers", "write_papers", "_proven", "write_sums")


@pytest.mark.parametrize("where", STEPS)
def test_interrupted_it_goes_on_under_the_same_act(
    bench: Bench, actor: Actor, tmp_path: Path, where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, real = tmp_path / "depart", getattr(leaving, where)

    def dying(*given: object) -> None:
        real(*given)
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(leaving, where, dying)
        with pytest.raises(Killed):
            left(bench, actor, folder, seda=True)
    assert not folder.exists()
    assert json.loads((tmp_path / "depart.en-cours" / "depart.json").read_bytes())["tenant"] == bench.tenant.code
    bench.accept(Sip(message="R-9").write(tmp_path / "9.zip"))
    done = left(bench, actor, folder, seda=True)
    assert not (tmp_path / "depart.en-cours").exists()
    assert [act.id for act in acts_of(bench.tenant.key, ["restitution"])] == [done.act]
    assert done.entries == publication.head(bench.tenant.key).size and done.transfers == 2
    sums = subprocess.run(["sha512sum", "-c", "--quiet", "--strict", "SHA512SUMS"], cwd=folder, check=False)
    assert sums.returncode == 0


def test_what_one_copy_lost_comes_from_another(bench: Bench, actor: Actor, tmp_path: Path) -> None:
    bench.accept(Sip(message="R-2").write(tmp_path / "2.zip"))
    versed = [each for each in bench.packages() if (each / "v1" / "content" / "bordereau.xml").exists()]
    for number, package in enumerate(versed):
        copy = bench.archive.settings.copies["ab"[number]]
        path = copy / package.relative_to(bench.archive.settings.copies["a"]) / "v1" / "content" / "bordereau.xml"
        path.chmod(0o600)
        path.write_bytes(path.read_bytes() + b" ")
    done = left(bench, actor, tmp_path / "depart")
    assert done.report.proven


def test_what_no_copy_has_is_said_and_nothing_is_called_whole(bench: Bench, actor: Actor, tmp_path: Path) -> None:
    package = bench.packages()[0].relative_to(bench.archive.settings.copies["a"])
    for copy in bench.archive.settings.copies.values():
        path = copy / package / "v1" / "content" / "bordereau.xml"
        path.chmod(0o600)
        path.write_bytes(path.read_bytes() + b" ")
    with pytest.raises(IntegrityFailure) as refused:
        left(bench, actor, tmp_path / "depart")
    assert refused.value.finding.code == "DLV-014"
    assert not (tmp_path / "depart").exists()
