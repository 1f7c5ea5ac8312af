"""A database behind a copy catches up from it, or nothing is written."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from chartrier.administration.tenants import tenant_of
from chartrier.catalog.archive import questions
from chartrier.catalog.connection import dedicated
from chartrier.catalog.journal import publication
from chartrier.catalog.journal.appending import append_entry
from chartrier.catalog.transaction import own_transaction
from chartrier.copies.catching_up import catch_up
from chartrier.errors import IntegrityFailure, Unavailable
from chartrier.journal.checkpoint import Checkpoint, read_checkpoint, write_checkpoint
from chartrier.journal.tiles import read_bundle, write_bundle
from chartrier.journal.tree import leaf_hash, root_of
from chartrier.records.canonical import canonical
from chartrier.vault.ocfl import package_path
from chartrier.verify.everything import verify_all
from chartrier.verify.reader import FolderCopy
from chartrier.wiring import wire
from tests.conftest import Database, Home, Server
from tests.copies.behind import backup, clone, new_home, rows
from tests.ingest.archive import Bench
from tests.packages_of_ours import Document, Sip

IN_STEP = 4
BEHIND = 1


@dataclass(frozen=True)
class Made:
    """A home whose copies have four entries, its database, and a backup of it from when it had one."""

    home: Home
    old: Database
    code: str


@pytest.fixture(scope="module")
def made(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Made]:
    folder = tmp_path_factory.mktemp("behind")
    home = new_home(folder / "home", server)
    with wire(home.settings) as archive:
        bench = Bench.new(archive)
        bench.accept(Sip(message="FIRST", title="Registre").write(folder / "first.zip"))
    old = backup(home.database)
    with wire(home.settings) as archive:
        bench = replace(bench, archive=archive, means=archive.means)
        bench.accept(Sip(message="SECOND", title="Voirie").write(folder / "second.zip"))
        bad = Sip(message="BAD", documents=[Document("a.txt", b"x", digest="00" * 64)])
        bench.reject(bad.write(folder / "bad.zip"))
        bench.accept(Sip(message="THIRD", title="École").write(folder / "third.zip"))
    yield Made(home, old, bench.tenant.code)
    old.drop()
    home.database.drop()


@pytest.fixture
def home(made: Made, tmp_path: Path) -> Iterator[Home]:
    """As that home is after the backup was put back."""
    home = clone(made.home, made.old, tmp_path / "home")
    yield home
    home.database.drop()


@pytest.fixture
def bench(made: Made, home: Home) -> Iterator[Bench]:
    with wire(home.settings) as archive:
        yield Bench(archive, tenant_of(made.code), archive.means)


def size(bench: Bench) -> int:
    return publication.head(bench.tenant.key).size


def behind(bench: Bench) -> int:
    return catch_up(bench.tenant, bench.archive.copies, bench.archive.copies.stores[0])


def code_of(caught: pytest.ExceptionInfo) -> str:
    return str(caught.value.finding.code)


def test_what_it_lacks_is_loaded_once(made: Made, home: Home, bench: Bench) -> None:
    assert size(bench) == BEHIND
    assert behind(bench) == IN_STEP - BEHIND
    assert size(bench) == IN_STEP
    assert behind(bench) == 0
    # where the copies stand is found out by publishing, not by catching up
    without = frozenset({"journal_publishedcopy"})
    assert rows(home.database, without=without) == rows(made.home.database, without=without)
    assert is_found(bench)


def is_found(bench: Bench) -> bool:
    return [unit.title for unit in questions.find([bench.tenant.key], "voirie").units] == ["Voirie"]


def test_then_the_archive_goes_on(bench: Bench, tmp_path: Path) -> None:
    behind(bench)
    bench.accept(Sip(message="FOURTH").write(tmp_path / "fourth.zip"))
    assert size(bench) == IN_STEP + 1
    assert bench.is_proven()


def test_the_next_versement_catches_up_by_itself(home: Home, bench: Bench, tmp_path: Path) -> None:
    """Nothing is signed twice: the log after it extends the newest that was signed before."""
    newest = (home.settings.copies["b"] / bench.tenant.code / "journal/checkpoint").read_bytes()
    assert size(bench) == BEHIND
    assert bench.accept(Sip(message="FOURTH").write(tmp_path / "fourth.zip")).index == IN_STEP
    copies = [FolderCopy(name, folder / bench.tenant.code) for name, folder in home.settings.copies.items()]
    report = verify_all(copies, since=newest)
    assert report.proven, [found.message("en") for found in report.findings]


def test_a_message_that_the_lost_part_accepted_is_known(bench: Bench, tmp_path: Path) -> None:
    outcome = bench.ingest(Sip(message="SECOND", title="Voirie").write(tmp_path / "second.zip"))
    assert "CAT-020" in [found.code for found in outcome.operation.findings]


def test_cut_off_it_goes_on_later_and_meanwhile_nothing_new_is_appended(bench: Bench) -> None:
    def stop(name: str) -> None:
        if name == "entered-2":
            raise KeyboardInterrupt

    copies = replace(bench.archive.copies, breakpoint=stop)
    with pytest.raises(KeyboardInterrupt):
        catch_up(bench.tenant, copies, copies.stores[0])
    assert size(bench) == 3
    with (
        dedicated() as connection,
        own_transaction(connection, bench.tenant.key) as cursor,
        pytest.raises(Unavailable) as caught,
    ):
        append_entry(cursor, bench.tenant.key, lambda before: b"")
    assert code_of(caught) == "CAT-025"
    assert behind(bench) == 1


def package_of(bench: Bench, copy: str, index: int) -> Path:
    home = bench.archive.settings.copies[copy] / bench.tenant.code
    entry = json.loads(read_bundle((home / f"journal/tile/entries/000.p/{IN_STEP}").read_bytes())[index])
    return home / "packages" / package_path(UUID(entry["package"]))


def test_a_broken_package_is_taken_from_another_copy(bench: Bench) -> None:
    units = package_of(bench, "a", 1) / "v1/content/units.jsonl"
    units.chmod(0o600)
    units.write_bytes(units.read_bytes().replace(b"Voirie", b"Voirje"))
    shutil.rmtree(package_of(bench, "a", 3))
    assert behind(bench) == IN_STEP - BEHIND
    assert is_found(bench)


def test_broken_everywhere_it_stops_there(bench: Bench) -> None:
    for copy in "ab":
        file = package_of(bench, copy, 3) / "v1/content/objects.jsonl"
        file.chmod(0o600)
        file.write_bytes(file.read_bytes() + b"\n")
    with pytest.raises(IntegrityFailure) as caught:
        behind(bench)
    assert code_of(caught) == "CPY-023"
    assert size(bench) == 3


def rewritten(bench: Bench, entries: list[bytes]) -> None:
    """The journal of copy `a`, signed by the tenant's own key over these entries."""
    journal = bench.archive.settings.copies["a"] / bench.tenant.code / "journal"
    root, count = root_of(leaf_hash(each) for each in entries)
    for folder, data in (("entries", write_bundle(entries)), ("0", b"".join(leaf_hash(each) for each in entries))):
        file = journal / f"tile/{folder}/000.p/{count}"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.unlink(missing_ok=True)
        file.write_bytes(data)
    key = bench.archive.copies.keyring.signing_key(bench.tenant.code)
    note = write_checkpoint(Checkpoint(bench.tenant.origin, count, root), key)
    (journal / "checkpoint").unlink()
    (journal / "checkpoint").write_bytes(note)


def entries_in(bench: Bench) -> list[bytes]:
    journal = bench.archive.settings.copies["a"] / bench.tenant.code / "journal"
    return read_bundle((journal / f"tile/entries/000.p/{IN_STEP}").read_bytes())


def changed(entry: bytes, **fields: object) -> bytes:
    return canonical(json.loads(entry) | fields)


def refused(bench: Bench, code: str) -> None:
    with pytest.raises(IntegrityFailure) as caught:
        behind(bench)
    assert code_of(caught) == code
    assert size(bench) == BEHIND


def test_a_fork_is_refused(bench: Bench) -> None:
    entries = entries_in(bench)
    rewritten(bench, [changed(entries[0], by="somebody"), *entries[1:]])
    refused(bench, "CPY-003")


def test_a_log_that_does_not_give_its_root_is_refused(bench: Bench) -> None:
    file = bench.archive.settings.copies["a"] / bench.tenant.code / f"journal/tile/entries/000.p/{IN_STEP}"
    data = file.read_bytes().replace(b'"by":"system"', b'"by":"systen"')
    file.unlink()
    file.write_bytes(data)
    refused(bench, "CPY-021")


def test_another_key_is_refused(bench: Bench) -> None:
    file = bench.archive.settings.copies["a"] / bench.tenant.code / "journal/checkpoint"
    forged = write_checkpoint(read_checkpoint(file.read_bytes()).checkpoint, Ed25519PrivateKey.generate())
    file.unlink()
    file.write_bytes(forged)
    with pytest.raises(IntegrityFailure):
        behind(bench)
    assert size(bench) == BEHIND


@pytest.mark.parametrize("fields", [{"operation": "transmutation"}, {"format": "chartrier-entry/2"}])
def test_what_a_newer_program_wrote_is_refused(bench: Bench, fields: dict[str, str]) -> None:
    entries = entries_in(bench)
    rewritten(bench, [*entries[:3], changed(entries[3], **fields)])
    refused(bench, "CPY-022")


def test_two_at_once(bench: Bench) -> None:
    """Another process does it in the middle of ours: each entry is entered once."""
    done = []

    def other(name: str) -> None:
        if name == "entered-1" and not done:
            done.append(catch_up(bench.tenant, bench.archive.copies, bench.archive.copies.stores[1]))

    copies = replace(bench.archive.copies, breakpoint=other)
    assert catch_up(bench.tenant, copies, copies.stores[0]) == 1
    assert done == [2]
    assert size(bench) == IN_STEP
