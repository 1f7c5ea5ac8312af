"""A campaign goes on where it was cut off, alone, at its pace, while the archive works; and what it cannot prove."""

from __future__ import annotations

import errno
import os
import random
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO
from uuid import UUID

import psycopg
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from psycopg.conninfo import conninfo_to_dict

from chartrier.catalog.journal import publication
from chartrier.catalog.preservation import campaigns
from chartrier.errors import Conflict, Unavailable
from chartrier.journal.checkpoint import Checkpoint, read_checkpoint, write_checkpoint
from chartrier.journal.entry import Entry, read_entry
from chartrier.preservation.audit import AuditReport, Means, audit
from chartrier.preservation.pace import Pace
from chartrier.vault.findings import DISK_FULL
from chartrier.vault.ocfl import package_path
from chartrier.wiring import Wiring
from tests.conftest import Server
from tests.ingest.archive import Bench, is_proven, new_archive
from tests.packages_of_ours import Document, Sip
from tests.preservation.ruin import Ruin, fill, tenant_folders, tree


@pytest.fixture(scope="module")
def archive(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Wiring]:
    with new_archive(tmp_path_factory.mktemp("campaigns"), server) as archive:
        yield archive


@pytest.fixture(scope="module")
def bench(archive: Wiring, tmp_path_factory: pytest.TempPathFactory) -> Bench:
    """One archive for all: each test leaves it mended."""
    bench = Bench.new(archive)
    fill(bench, tmp_path_factory.mktemp("sips"), packages=2)
    return bench


def size_of(bench: Bench) -> int:
    """Entries of its journal."""
    return publication.head(bench.tenant.key).size


def run(bench: Bench, *, stores: Any = None, **options: Any) -> AuditReport:
    copies = bench.archive.copies
    means = Means(replace(copies, stores=stores or copies.stores))
    return audit(bench.tenant, means, by="system", **options)


def codes(report: AuditReport) -> list[str]:
    return [finding["code"] for finding in report.findings]


class Cut(Exception):
    pass


def cut_at(limit: int) -> Callable[[str, int, int], None]:
    def progress(copy: str, done: int, total: int) -> None:
        if done >= limit:
            raise Cut

    return progress


def test_it_goes_on_where_it_was_cut_off(bench: Bench) -> None:
    size = size_of(bench)
    with pytest.raises(Cut):
        run(bench, progress=cut_at(2))
    with pytest.raises(Cut):
        run(bench, progress=cut_at(size + 1))
    seen: list[int] = []
    report = run(bench, progress=lambda copy, done, total: seen.append(done))
    assert report.resumed
    assert report.proven, report.findings
    # each package in each of two copies: those done were not read again
    assert seen == list(range(size + 2, 2 * size + 1))
    assert [counts.packages for counts in report.copies] == [size, size]
    whole = run(bench)
    assert not whole.resumed
    assert [counts.packages for counts in whole.copies] == [size + 1, size + 1]


def test_what_was_found_before_the_cut_is_told_after_it(bench: Bench) -> None:
    ruin = Ruin(tenant_folders(bench), random.Random(1))
    path = next(path for path in ruin.files("a") if "/content/objets/" in path)
    ruin.one("a", "flip", path)
    with pytest.raises(Cut):
        run(bench, progress=cut_at(size_of(bench) + 1))
    report = run(bench)
    assert report.resumed
    assert codes(report) == ["PRS-042"]
    assert (report.copies[0].wrong, report.copies[0].unrepaired, report.proven) == (1, 1, False)
    assert run(bench, repair=True).proven


@pytest.mark.parametrize("change", [{"repair": True}, {"only": ["a"]}])
def test_another_purpose_is_another_campaign(bench: Bench, change: dict[str, Any]) -> None:
    size = size_of(bench)
    with pytest.raises(Cut):
        run(bench, progress=cut_at(size + 1))
    report = run(bench, **change)
    assert not report.resumed
    assert [counts.packages for counts in report.copies] == [size] * len(report.copies)
    assert campaigns.running(bench.tenant.key) is None


def test_killed_on_the_way(bench: Bench) -> None:
    settings = bench.archive.settings
    environ = {
        **os.environ,
        "CHARTRIER_HOME": str(settings.home),
        "CHARTRIER_DATABASE_URL": str(settings.database_url),
        "CHARTRIER_DATABASE_OWNER_URL": str(settings.database_owner_url),
    }
    size = size_of(bench)
    victim = [sys.executable, str(Path(__file__).with_name("auditor.py")), bench.tenant.code, str(size + 2)]
    done = subprocess.run(victim, env=environ, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == -signal.SIGKILL, done
    seen: list[int] = []
    report = run(bench, progress=lambda copy, done, total: seen.append(done))
    assert (report.resumed, report.proven, seen) == (True, True, list(range(size + 3, 2 * size + 1)))
    assert is_proven(bench.archive, bench.tenant)


def test_others_write_meanwhile(bench: Bench, tmp_path: Path) -> None:
    """What is acquired during an audit is none of its business, and raises no alarm."""
    made: list[str] = []
    size = size_of(bench)

    def progress(copy: str, done: int, total: int) -> None:
        if done not in (1, size, size + 1, 2 * size):
            return
        name = f"meanwhile-{done}"
        bench.accept(Sip(message=name).write(tmp_path / f"{name}.zip"))
        made.append(name)

    report = run(bench, progress=progress, repair=True)
    assert report.proven, report.findings
    assert (report.size, len(made), report.index) == (size, 4, size + 4)
    assert report.findings == []
    assert run(bench).proven


def test_one_audit_at_a_time(bench: Bench) -> None:
    def progress(copy: str, done: int, total: int) -> None:
        if done == 2:
            with pytest.raises(Conflict):
                run(bench)

    assert run(bench, progress=progress).proven


def test_what_the_catalog_keeps_is_what_the_package_says(bench: Bench) -> None:
    """The row of a campaign, made again from its package, is the same."""
    ruin = Ruin(tenant_folders(bench), random.Random(2))
    ruin.one("b", "delete", next(path for path in ruin.files("b") if "/content/objets/" in path))
    size = size_of(bench)
    report = run(bench, repair=True)
    kept = campaigns.last(bench.tenant.key)
    assert kept is not None
    assert (kept.id, kept.proven, kept.head_size) == (report.campaign, True, size)
    values = {field.attname: getattr(kept, field.attname) for field in kept._meta.concrete_fields}
    content = tenant_folders(bench)["a"] / "packages" / package_path(kept.id) / "v1/content"
    with _superuser(bench) as connection:
        connection.execute("DELETE FROM preservation_auditcampaign WHERE tenant = %s", [bench.tenant.key])
        with connection.cursor() as cursor:
            campaigns.load_audit(cursor, bench.tenant.key, UUID(str(kept.id)), content)
    again = campaigns.last(bench.tenant.key)
    assert again is not None
    assert {name: getattr(again, name) for name in values if name != "head_root"} == {
        name: value for name, value in values.items() if name != "head_root"
    }
    assert bytes(again.head_root) == bytes(kept.head_root)


def _superuser(bench: Bench) -> Any:
    url = str(bench.archive.settings.database_url)
    home = Path(os.environ["TESTS_SHARED_HOME"]) / "server"
    password = (home / "keys" / "database-postgres").read_text().strip()
    name = url.partition("@/")[2].partition("?")[0]
    host = conninfo_to_dict(url)["host"]
    return psycopg.connect(host=host, user="postgres", password=password, dbname=name, autocommit=True)


def test_the_database_tells_another_story(bench: Bench) -> None:
    """The signed root counts: an entry that was changed in the database proves nothing."""
    folders = tenant_folders(bench)
    ruin = Ruin(folders, random.Random(3))
    ruin.one("a", "flip", next(path for path in ruin.files("a") if "/content/objets/" in path))
    before = tree(folders["b"])
    (kept,) = publication.entries(bench.tenant.key, 1, 2)
    set_entry(bench, kept[:60] + b"0" + kept[61:])
    report = run(bench, repair=True)
    set_entry(bench, kept)
    assert not report.proven
    assert codes(report) == ["PRS-033", "PRS-060", "PRS-071"]
    assert report.index is None
    assert run(bench).proven
    assert {path: data for path, data in tree(folders["a"]).items() if path in before and "checkpoint" not in path} == {
        path: data for path, data in before.items() if "checkpoint" not in path
    }


def set_entry(bench: Bench, body: bytes) -> None:
    with _superuser(bench) as connection:
        where = "WHERE tenant = %s AND index = 1"
        connection.execute(f"UPDATE journal_journalentry SET body = %s {where}", [body, bench.tenant.key])


@pytest.mark.parametrize("empty", [True, False])
def test_a_lost_copy_is_named_and_not_filled(bench: Bench, empty: bool) -> None:
    folder, size = bench.archive.settings.copies["b"], size_of(bench)
    folder.rename(folder.with_name("away"))
    if empty:
        folder.mkdir(mode=0o700)
    try:
        report = run(bench, repair=True)
        assert not report.proven
        assert "PRS-034" in codes(report)
        assert [(counts.state, counts.packages) for counts in report.copies] == [("audited", size), ("lost", 0)]
        assert list(folder.iterdir()) == [] if empty else not folder.exists()
    finally:
        if empty:
            folder.rmdir()
        folder.with_name("away").rename(folder)
    assert run(bench).proven


def test_a_tenant_folder_that_is_partly_there(archive: Wiring, tmp_path: Path) -> None:
    bench = Bench.new(archive)
    fill(bench, tmp_path / "sips", packages=1)
    folders = tenant_folders(bench)
    before = tree(folders["a"])
    shutil.rmtree(folders["a"] / "packages")
    shutil.rmtree(folders["a"] / "incoming")
    report = run(bench, repair=True)
    assert report.proven, report.findings
    assert codes(report).count("PRS-060") >= 4
    assert is_proven(bench.archive, bench.tenant)
    shutil.rmtree(folders["a"] / "journal")
    report = run(bench, repair=True)
    assert report.proven, report.findings
    assert is_proven(bench.archive, bench.tenant)
    now = tree(folders["a"])
    assert {path for path in before if now.get(path) != before[path] and not path.startswith("journal/")} == set()


def test_two_signed_heads_of_one_size(bench: Bench) -> None:
    folders = tenant_folders(bench)
    note = folders["b"] / "journal/checkpoint"
    kept, before = note.read_bytes(), tree(folders["a"])
    key = bench.archive.copies.keyring.signing_key(bench.tenant.code)
    checkpoint = read_checkpoint(kept).checkpoint
    note.write_bytes(write_checkpoint(Checkpoint(checkpoint.origin, checkpoint.size, b"\1" * 32), key))
    report = run(bench, repair=True)
    assert (report.proven, report.index, codes(report)) == (False, None, ["PRS-031"])
    assert tree(folders["a"]) == before
    note.write_bytes(kept)


def test_a_checkpoint_signed_by_another_key(bench: Bench) -> None:
    """Larger, but not ours: it is damage like any other."""
    folders = tenant_folders(bench)
    origin = bench.tenant.origin
    forged = write_checkpoint(Checkpoint(origin, 900, b"\1" * 32), Ed25519PrivateKey.generate())
    (folders["b"] / "journal/checkpoint").write_bytes(forged)
    report = run(bench, repair=True)
    assert report.proven, report.findings
    assert codes(report) == ["PRS-060"]
    assert tree(folders["a"]) == tree(folders["b"])
    assert is_proven(bench.archive, bench.tenant)


class Wrapped:
    """A copy of which something fails."""

    def __init__(self, store: Any) -> None:
        self._store = store

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)


class BadSector(Wrapped):
    """Reading a file ends in an error of the disk, until it is written anew."""

    def __init__(self, store: Any, path: str) -> None:
        super().__init__(store)
        self._path = path
        self.bad = True

    def restore(self, tenant: str, path: str, chunks: Iterable[bytes]) -> None:
        self._store.restore(tenant, path, chunks)
        if path == self._path:
            self.bad = False

    def reader(self, tenant: str) -> Any:
        return BadReader(self._store.reader(tenant), self)

    def fails(self, path: str) -> bool:
        return self.bad and path == self._path


class BadReader(Wrapped):
    def __init__(self, reader: Any, owner: BadSector) -> None:
        super().__init__(reader)
        self._owner = owner

    def open(self, path: str) -> Any:
        stream = self._store.open(path)
        return BadStream(stream) if self._owner.fails(path) else stream


class BadStream:
    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._reads = 0

    def read(self, size: int) -> bytes:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    def __enter__(self) -> BadStream:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._stream.close()


def test_an_unreadable_sector(bench: Bench) -> None:
    first, second = bench.archive.copies.stores
    path = [path for path in tree(tenant_folders(bench)["a"]) if "/content/objets/" in path][-1]
    bad = BadSector(first, path)
    report = run(bench, stores=[bad, second])
    assert codes(report) == ["PRS-043"]
    # nor is it a source for the other copy
    (tenant_folders(bench)["b"] / path).unlink()
    both = run(bench, stores=[bad, second], repair=True)
    assert not both.proven
    assert codes(both).count("PRS-053") == 2
    bad.bad = False
    assert run(bench, stores=[bad, second], repair=True).proven


class FullDisk(Wrapped):
    def restore(self, tenant: str, path: str, chunks: Iterable[bytes]) -> None:
        raise Unavailable(DISK_FULL, copy=self._store.name)


def test_a_disk_that_takes_no_repair(bench: Bench) -> None:
    first, second = bench.archive.copies.stores
    ruin = Ruin(tenant_folders(bench), random.Random(4))
    for number, path in enumerate([path for path in ruin.files("a") if "/content/objets/" in path][:3]):
        ruin.one("a", ["flip", "delete", "folder"][number], path)
    report = run(bench, stores=[FullDisk(first), second], repair=True)
    assert not report.proven
    assert codes(report).count("PRS-054") == 3
    assert report.copies[0].unrepaired == 3
    again = run(bench, repair=True)
    assert again.proven, again.findings
    assert is_proven(bench.archive, bench.tenant)


def test_a_repair_that_is_cut_off_is_harmless(bench: Bench) -> None:
    class Dies(Wrapped):
        def restore(self, tenant: str, path: str, chunks: Iterable[bytes]) -> None:
            def some() -> Iterator[bytes]:
                yield next(iter(chunks))[:1]
                raise Cut

            self._store.restore(tenant, path, some())

    first, second = bench.archive.copies.stores
    folders = tenant_folders(bench)
    ruin = Ruin(folders, random.Random(5))
    ruin.one("a", "truncate", next(path for path in ruin.files("a") if "/content/objets/" in path))
    damaged = tree(folders["a"])
    with pytest.raises(Cut):
        run(bench, stores=[Dies(first), second], repair=True)
    assert tree(folders["a"]) == damaged
    assert [path for path in (folders["a"] / "incoming").iterdir() if path.name.startswith(".")] == []
    assert run(bench, repair=True).proven


def test_one_document_lost_everywhere(bench: Bench) -> None:
    folders = tenant_folders(bench)
    ruin = Ruin(folders, random.Random(6))
    path = [path for path in ruin.files("a") if "/content/objets/" in path][-1]
    good = (folders["a"] / path).read_bytes()
    ruin.one("a", "flip", path)
    ruin.one("b", "delete", path)
    left = (folders["a"] / path).read_bytes()
    report = run(bench, repair=True)
    assert not report.proven
    alarms = [finding for finding in report.findings if finding["code"] == "PRS-053"]
    name = path.rpartition("/")[2].partition(".")[0]
    assert len(alarms) == 2
    assert all(name in finding["message"][language] for finding in alarms for language in ("fr", "en"))
    # never a guess, never deleted
    assert (folders["a"] / path).read_bytes() == left
    (folders["b"] / path).write_bytes(good)
    assert run(bench, repair=True).proven


def test_documents_lost_with_a_pack(archive: Wiring, tmp_path: Path) -> None:
    """A pack that both copies have lost: the alarm names the one document that neither has, not its neighbours."""
    bench = Bench.new(archive)
    documents = [Document(f"d{n}.txt", f"document {n}\n".encode() * 3, f"D{n}") for n in range(210)]
    outcome = bench.accept(Sip(documents=documents).write(tmp_path / "many.zip"))
    objects = bench.objects(outcome)
    packs = [content / objects[0]["location"]["path"] for content in bench.contents(outcome)]
    assert packs[0].name == "objets-0001.zip"
    pristine = packs[0].read_bytes()
    for pack, numbers in zip(packs, [(7, 50), (50, 99)], strict=True):
        data = bytearray(pristine)
        for number in numbers:
            data[objects[number]["location"]["offset"]] ^= 1
        pack.chmod(0o600)
        pack.write_bytes(bytes(data))
        pack.chmod(0o400)
    report = run(bench, repair=True)
    assert not report.proven
    alarms = {finding["place"]["object"] for finding in report.findings if finding["code"] == "PRS-053"}
    assert alarms == {objects[50]["id"]}
    packs[1].write_bytes(pristine)
    assert run(bench, repair=True).proven
    assert packs[0].read_bytes() == pristine


def test_a_pace() -> None:
    now, slept = [0.0], []

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        now[0] += seconds

    pace = Pace(100, clock=lambda: now[0], sleep=sleep)
    for _ in range(10):
        pace.spend(50)
    assert now[0] == pytest.approx(5)
    now[0] += 1000
    pace.spend(50)
    pace.spend(1000)
    # a long rest does not buy a burst of more than a second
    assert now[0] >= 1005 + 9
    assert Pace(None, sleep=sleep).spend(1 << 40) is None


def test_an_entry_of_an_audit(bench: Bench) -> None:
    report = run(bench)
    entry: Entry = read_entry(_last_entry(bench))
    assert (entry.operation, entry.package, entry.contents) == ("audit", report.campaign, None)
    assert (entry.counts.errors, entry.counts.objects) == (0, 0)


def _last_entry(bench: Bench) -> bytes:
    head = publication.head(bench.tenant.key)
    (data,) = publication.entries(bench.tenant.key, head.size - 1, head.size)
    return data
