"""A copy that is away while others destroy comes back without what was destroyed, and gives it to nobody."""

from __future__ import annotations

import dataclasses
import errno
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from chartrier.administration.copies import owed
from chartrier.administration.status import statuses
from chartrier.catalog.acts.register import acts_about, every_act
from chartrier.catalog.destruction.selection import Doomed
from chartrier.catalog.journal import standing as notes
from chartrier.copies.acting import Act
from chartrier.copies.copies import Copies
from chartrier.copies.destruction.ordering import order
from chartrier.copies.following import Allowance
from chartrier.copies.healing import A_TURN, heal
from chartrier.copies.proving import first_lacking
from chartrier.copies.publication import publish, take_turn
from chartrier.copies.standing import enter
from chartrier.errors import ChartrierError, IntegrityFailure, Unavailable
from chartrier.preservation.audit import Means, audit
from chartrier.records.roles import Role
from chartrier.vault.folder import FolderStore
from chartrier.vault.ocfl import package_path
from chartrier.verify.everything import verify_all
from chartrier.verify.reader import FolderCopy
from chartrier.wiring import Wiring
from tests.actors import entered
from tests.conftest import Server
from tests.copies.away import archive_of, away, failing, tree, trees_are_equal
from tests.copies.destroying import (
    eliminate,
    files_with,
    going_units,
    needles,
    nothing_is_left,
    packages_are_valid,
    planted_sip,
    stored,
)
from tests.ingest.archive import Bench
from tests.packages_of_ours import Sip


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory, server: Server) -> Iterator[Wiring]:
    with archive_of(tmp_path_factory.mktemp("away"), server, "ab", 1) as wired:
        yield wired


@pytest.fixture
def bench(archive: Wiring) -> Bench:
    return Bench.new(archive)


def planted(bench: Bench, folder: Path, message: str = "A", **how: Any) -> tuple[UUID, list[UUID]]:
    sip = planted_sip(message, **how).write(folder / f"{message}.zip")
    outcome = bench.accept(sip)
    sip.unlink()
    return outcome.operation.identifier, going_units(bench, outcome)


def attestations(bench: Bench, ordered: UUID) -> list[tuple[list[str], list[str]]]:
    """Of each: the copies that it says are purged, and those that owe."""
    found = [act.record for act in acts_about(bench.tenant.key, ordered) if act.operation == "attestation"]
    return [([each["copy"] for each in record["purged"]], record["owing"]) for record in found]


def codes_of(bench: Bench) -> dict[str, list[str]]:
    """What a verification finds, copy by copy."""
    return {
        name: [found.code for found in verify_all([FolderCopy(name, folder / bench.tenant.code)]).findings]
        for name, folder in bench.archive.settings.copies.items()
        if (folder / bench.tenant.code).exists()
    }


def test_no_order_changes_the_package_of_an_act(bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _, units = planted(bench, tmp_path)
    actor = entered(bench.archive, bench.tenant, Role.EXPLOITANT)
    (act,) = [each.id for each in every_act(bench.tenant.key)]
    doomed = Doomed(packages={act: {units[0]}})
    monkeypatch.setattr("chartrier.copies.destruction.ordering.select_doomed", lambda tenant, units: doomed)
    with pytest.raises(IntegrityFailure, match="DST-008"):
        order(Act("elimination", {"motive": "DUA"}), units, bench.tenant, bench.archive.copies, actor)
    monkeypatch.undo()
    eliminate(bench, units)  # the trials that follow look for what is planted in the whole archive


def test_what_a_copy_owes_is_told_before_it_goes(bench: Bench, tmp_path: Path) -> None:
    _, units = planted(bench, tmp_path)
    copies = bench.archive.copies
    with away(bench.archive, "b"):
        actor = entered(bench.archive, bench.tenant, Role.EXPLOITANT)
        done = order(Act("elimination", {"motive": "DUA"}), units, bench.tenant, copies, actor)
        assert done.owing == ("b",)
        (told,) = [each for each in statuses(copies) if each.tenant.code == bench.tenant.code]
        assert told.owing == {"b": (done.act,)}
        (finding,) = [each for each in owed("b") if each.values["tenant"] == bench.tenant.code]
        assert (finding.code, finding.values["count"], owed("a")) == ("ADM-051", 1, [])
    heal(bench.tenant, copies)
    (told,) = [each for each in statuses(copies) if each.tenant.code == bench.tenant.code]
    assert (told.owing, owed("b")) == ({}, [])


def test_a_copy_that_was_away_is_purged_when_it_is_back(bench: Bench, archive: Wiring, tmp_path: Path) -> None:
    _, units = planted(bench, tmp_path)
    with away(archive, "b"):
        ordered = eliminate(bench, units)
        assert ordered.owing == ("b",)
        assert attestations(bench, ordered.act) == [(["a"], ["b"])]
        assert files_with(archive.settings.copies["a"], needles()) == []
    assert files_with(archive.settings.copies["b"], needles()) != []
    sip = Sip(message="next").write(tmp_path / "next.zip")
    bench.accept(sip)
    assert attestations(bench, ordered.act) == [(["a"], ["b"]), (["b"], [])]
    nothing_is_left(archive)
    packages_are_valid(archive, bench.tenant)
    heal(bench.tenant, bench.means.copies)
    assert bench.is_proven()
    assert trees_are_equal(archive, bench.tenant.code)


def test_what_was_said_of_a_refusal_goes_from_a_copy_that_was_away(
    bench: Bench, archive: Wiring, tmp_path: Path
) -> None:
    wrong = planted_sip("A", kept=0, going=1)
    wrong.documents = [dataclasses.replace(each, digest="00" * 64) for each in wrong.documents]
    refused = bench.reject(wrong.write(tmp_path / "wrong.zip")).operation.identifier
    (tmp_path / "wrong.zip").unlink()
    _, units = planted(bench, tmp_path)
    with away(archive, "b"):
        first = eliminate(bench, units[:1])
        assert refused in {change.package for change in first.changes}
        # its words are gone: the next order has nothing to take from it
        second = eliminate(bench, units[1:])
        assert refused not in {change.package for change in second.changes}
    assert files_with(archive.settings.copies["b"], needles()) != []
    heal(bench.tenant, bench.means.copies)
    nothing_is_left(archive, bench.tenant)
    packages_are_valid(archive, bench.tenant)
    assert bench.is_proven()
    assert trees_are_equal(archive, bench.tenant.code)


def test_two_orders_on_one_package_while_a_copy_is_away(bench: Bench, archive: Wiring, tmp_path: Path) -> None:
    package, units = planted(bench, tmp_path, kept=110, going=104)
    before = stored(archive, bench.tenant, package)
    with away(archive, "b"):
        first = eliminate(bench, units[:50])
        second = eliminate(bench, units[50:])
    heal(bench.tenant, bench.means.copies)
    assert attestations(bench, first.act)[-1] == (["b"], [])
    assert attestations(bench, second.act)[-1] == (["b"], [])
    nothing_is_left(archive)
    after = stored(archive, bench.tenant, package)
    assert len(after) == 110
    assert after == {name: before[name] for name in after}
    packages_are_valid(archive, bench.tenant)
    assert bench.is_proven()
    assert trees_are_equal(archive, bench.tenant.code)


def test_a_copy_that_owes_is_told_and_never_a_source(bench: Bench, archive: Wiring, tmp_path: Path) -> None:
    """Copy b has the order in its journal, but its disk fails when bytes are to go."""
    _, units = planted(bench, tmp_path)
    failing(bench, "b", "destroy", errno.EIO)
    ordered = eliminate(bench, units)
    assert ordered.owing == ("b",)
    assert codes_of(bench) == {"a": [], "b": ["VER-042"] * len(codes_of(bench)["b"])}
    # the only other copy is lost: what b still has is not what the journal says of the package
    assert first_lacking(bench.tenant, archive.copies.stores[0]) is None
    whole = Bench(archive, bench.tenant, archive.means)
    whole.accept(Sip(message="next").write(tmp_path / "next.zip"))
    assert attestations(bench, ordered.act) == [(["a"], ["b"]), (["b"], [])]
    nothing_is_left(archive)
    assert whole.is_proven()


@pytest.mark.parametrize("number", [errno.EIO, errno.ENOSPC])
def test_before_anything_is_written_there_a_copy_is_owing(
    bench: Bench, archive: Wiring, tmp_path: Path, number: int
) -> None:
    """A disk that fails, or is full: nothing of the package has changed there."""
    _, units = planted(bench, tmp_path)
    failing(bench, "b", "restore", number)
    ordered = eliminate(bench, units)
    assert ordered.owing == ("b",)
    assert codes_of(bench) == {"a": [], "b": ["VER-063"]}
    # put in order again by an audit, which first finishes what is owed
    report = audit(bench.tenant, Means(archive.copies), by="system")
    assert report.proven
    nothing_is_left(archive)


def test_a_disk_of_former_times_put_back(bench: Bench, archive: Wiring, tmp_path: Path) -> None:
    """Its checkpoint is older than the order, which is attested for it: it is purged again, before it says anything."""
    _, units = planted(bench, tmp_path)
    folder = archive.settings.copies["b"] / bench.tenant.code
    shutil.copytree(folder, tmp_path / "former", symlinks=True)
    ordered = eliminate(bench, units)
    shutil.rmtree(folder)
    shutil.copytree(tmp_path / "former", folder)
    bench.accept(Sip(message="next").write(tmp_path / "next.zip"))
    heal(bench.tenant, bench.means.copies)
    assert attestations(bench, ordered.act) == [(["a", "b"], [])]
    shutil.rmtree(tmp_path / "former")
    nothing_is_left(archive)
    assert bench.is_proven()


class Died(BaseException):
    """Ends an order as a death would, but that what it holds is let go of."""


def test_an_order_goes_on_with_other_copies(bench: Bench, archive: Wiring, tmp_path: Path) -> None:
    """Both copies have the order; whoever carries it out has only one in the settings. The other comes back later."""
    _, units = planted(bench, tmp_path)
    copies = bench.means.copies

    def breakpoint_(name: str) -> None:
        if name == "ordered":
            raise Died

    with pytest.raises(Died):
        eliminate(bench, units, dataclasses.replace(copies, breakpoint=breakpoint_))
    alone = dataclasses.replace(copies, stores=copies.stores[:1], folders=copies.folders[:1])
    publish(bench.tenant, alone)
    assert files_with(archive.settings.copies["a"], needles()) == []
    assert files_with(archive.settings.copies["b"], needles()) != []
    publish(bench.tenant, copies)
    nothing_is_left(archive)
    packages_are_valid(archive, bench.tenant)
    assert bench.is_proven()
    assert trees_are_equal(archive, bench.tenant.code)


@pytest.mark.parametrize("point", ["ordered", "written-a", "purged-a", "attesting"])
def test_a_copy_that_is_added_while_an_order_is_carried_out(
    bench: Bench, archive: Wiring, tmp_path: Path, point: str
) -> None:
    """It is filled from copies that still have what goes, or not any more; others do not know of it."""
    _, units = planted(bench, tmp_path)
    copies, folder = bench.means.copies, tmp_path / "c"
    folder.mkdir(mode=0o700)
    wider = dataclasses.replace(copies, stores=[*copies.stores, FolderStore("c", folder)])

    def breakpoint_(name: str) -> None:
        if name == point:
            enter(bench.tenant, wider.stores[-1])
            take_turn(bench.tenant, wider, Allowance(*A_TURN), enough=False)

    eliminate(bench, units, dataclasses.replace(copies, breakpoint=breakpoint_))
    heal(bench.tenant, wider)
    notes.forget(bench.tenant.key, "c")
    nothing_is_left(archive)
    assert files_with(folder, needles()) == []
    assert tree(folder / bench.tenant.code) == tree(archive.settings.copies["a"] / bench.tenant.code)
    assert bench.is_proven()


def test_old_bytes_that_are_back_are_found_and_destroyed(bench: Bench, archive: Wiring, tmp_path: Path) -> None:
    """Only the packages of a former disk are put back: the journal says that they were purged."""
    package, units = planted(bench, tmp_path)
    folder = archive.settings.copies["b"] / bench.tenant.code / "packages" / package_path(package)
    shutil.copytree(folder, tmp_path / "former")
    eliminate(bench, units)
    shutil.rmtree(folder)
    shutil.copytree(tmp_path / "former", folder)
    shutil.rmtree(tmp_path / "former")
    assert codes_of(bench) == {"a": [], "b": ["VER-064"]}
    found = audit(bench.tenant, Means(archive.copies), by="system")
    assert not found.proven
    assert "PRS-080" in {each["code"] for each in found.findings}
    assert files_with(folder, needles()) != []
    mended = audit(bench.tenant, Means(archive.copies), by="system", repair=True)
    assert mended.proven
    nothing_is_left(archive)
    assert not (archive.settings.copies["b"] / bench.tenant.code / "aside").exists()
    packages_are_valid(archive, bench.tenant)
    assert bench.is_proven()


def test_what_was_set_aside_of_a_package_goes_with_it(bench: Bench, archive: Wiring, tmp_path: Path) -> None:
    package, units = planted(bench, tmp_path)
    store = archive.copies.stores[1]
    home = archive.settings.copies["b"] / bench.tenant.code
    folder = home / "packages" / package_path(package)
    victim = next(path for path in files_with(folder, needles()) if "objets" in str(path))
    copied = victim.with_name("copie.bin")
    shutil.copy(victim, copied)
    store.set_aside(bench.tenant.code, str(copied.relative_to(home)))
    stranger = victim.with_name("encore.bin")
    shutil.copy(victim, stranger)
    assert files_with(home / "aside", needles()) != []
    eliminate(bench, units)
    nothing_is_left(archive)
    assert bench.is_proven()


def test_a_damaged_copy_takes_the_new_files_of_another(bench: Bench, archive: Wiring, tmp_path: Path) -> None:
    package, units = planted(bench, tmp_path)
    for path in ("units.jsonl", "bordereau.xml"):
        home = archive.settings.copies["a"] / bench.tenant.code
        file = home / "packages" / package_path(package) / "v1/content" / path
        file.chmod(0o600)
        file.write_bytes(b"damaged\n")
    ordered = eliminate(bench, units)
    assert ordered.owing == ()
    nothing_is_left(archive)
    assert bench.is_proven()


def test_no_copy_is_proven(bench: Bench, archive: Wiring, tmp_path: Path) -> None:
    package, units = planted(bench, tmp_path)
    for folder in archive.settings.copies.values():
        file = folder / bench.tenant.code / "packages" / package_path(package) / "v1/content/units.jsonl"
        file.chmod(0o600)
        file.write_bytes(file.read_bytes().replace(b"Quatremain", b"quatremain"))
    with pytest.raises(ChartrierError) as refused:
        eliminate(bench, units)
    assert refused.value.finding.code == "CPY-023"
    for folder in archive.settings.copies.values():
        # nothing was begun; for the other tests
        shutil.rmtree(folder / bench.tenant.code / "packages")


def test_no_destruction_before_the_order_is_published(bench: Bench, archive: Wiring, tmp_path: Path) -> None:
    """Too few copies sign the order: bytes stay, until they do."""
    package, units = planted(bench, tmp_path)
    before = stored(archive, bench.tenant, package)
    strict = dataclasses.replace(archive.means.copies, minimum=2)

    def breakpoint_(name: str) -> None:
        if name == "committed":
            archive.settings.copies["b"].rename(tmp_path / "b-unplugged")

    with pytest.raises(Unavailable):
        eliminate(bench, units, dataclasses.replace(strict, breakpoint=breakpoint_))
    heal(bench.tenant, strict)
    (tmp_path / "b-unplugged").rename(archive.settings.copies["b"])
    assert stored(archive, bench.tenant, package) == before
    bench.accept(Sip(message="next").write(tmp_path / "next.zip"))
    nothing_is_left(archive)
    assert bench.is_proven()


def test_what_is_damaged_where_it_is_done_is_made_again(bench: Bench, archive: Wiring, tmp_path: Path) -> None:
    """Two orders are carried out in copy a only, and the new files are damaged there: b makes them from what it has."""
    package, units = planted(bench, tmp_path, kept=110, going=104)
    before = stored(archive, bench.tenant, package)
    with away(archive, "b"):
        eliminate(bench, units[:50])
        eliminate(bench, units[50:])
    home = archive.settings.copies["a"] / bench.tenant.code
    for file in (home / "packages" / package_path(package)).glob("v3/content/*"):
        file.chmod(0o600)
        file.write_bytes(b"damaged")
    heal(bench.tenant, bench.means.copies)
    assert files_with(archive.settings.copies["b"] / bench.tenant.code, needles()) == []
    assert codes_of(bench)["b"] == []
    assert audit(bench.tenant, Means(archive.copies), by="system", repair=True).proven
    after = stored(archive, bench.tenant, package)
    assert after == {name: before[name] for name in after}
    nothing_is_left(archive)
    assert bench.is_proven()


def test_a_copy_that_owes_is_replaced(bench: Bench, archive: Wiring, tmp_path: Path) -> None:
    """Its former folder is at hand while the new one is filled (`copy replace`): it gives nothing, and is purged."""
    _, units = planted(bench, tmp_path)
    failing(bench, "b", "restore", errno.EIO)
    assert eliminate(bench, units).owing == ("b",)
    former = archive.settings.copies["b"]
    (tmp_path / "new").mkdir(mode=0o700)
    stores = [archive.copies.stores[0], FolderStore("b", tmp_path / "new"), FolderStore("b-old", former)]
    moved = dataclasses.replace(archive.copies, stores=stores)
    fill_tenant(bench, moved)
    assert files_with(tmp_path / "new", needles()) == []
    assert first_lacking(bench.tenant, stores[1]) is None
    nothing_is_left(archive)
    assert bench.is_proven()


def fill_tenant(bench: Bench, copies: Copies) -> None:
    """What `copy replace` does for each tenant."""
    enter(bench.tenant, copies.stores[1])
    assert heal(bench.tenant, copies).behind == {}
