"""What a key has signed is promised, even when the database and the copies that are there have forgotten it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from chartrier.administration.tenants import tenant_of
from chartrier.catalog.journal import publication
from chartrier.errors import Conflict, IntegrityFailure, Unavailable
from chartrier.keyring.keyring import fingerprint
from chartrier.keyring.signed_heads import SignedHead, SignedHeads
from chartrier.preservation.audit import Means, audit
from chartrier.preservation.rebuild import rebuild
from chartrier.records.finding import Findings
from chartrier.wiring import wire
from tests.conftest import Home, Server
from tests.copies.behind import backup, new_home, on
from tests.ingest.archive import Bench
from tests.packages_of_ours import Sip


@pytest.fixture
def forgotten(server: Server, tmp_path: Path) -> Iterator[tuple[Home, str, Path]]:
    """A home of one versement, database and both copies put back from a backup; the copies of two, kept elsewhere."""
    home = new_home(tmp_path / "home", server)
    with wire(home.settings) as archive:
        bench = Bench.new(archive)
        bench.accept(Sip(message="FIRST").write(tmp_path / "1.zip"))
    old = backup(home.database)
    shutil.copytree(home.folder / "copies", tmp_path / "old", symlinks=True)
    with wire(home.settings) as archive:
        Bench(archive, bench.tenant, archive.means).accept(Sip(message="SECOND").write(tmp_path / "2.zip"))
    (home.folder / "copies").rename(tmp_path / "new")
    (tmp_path / "old").rename(home.folder / "copies")
    yield on(home, old), bench.tenant.code, tmp_path / "new"
    old.drop()
    home.database.drop()


def test_nothing_is_written_until_a_copy_that_has_it_is_back(forgotten: tuple[Home, str, Path], tmp_path: Path) -> None:
    home, code, newer = forgotten
    with wire(home.settings) as archive:
        bench = Bench(archive, tenant_of(code), archive.means)
        with pytest.raises(IntegrityFailure) as refused:
            bench.ingest(Sip(message="THIRD").write(tmp_path / "3.zip"))
        assert refused.value.finding.code == "CPY-010"
        assert publication.head(bench.tenant.key).size == 1
        shutil.rmtree(home.settings.copies["b"])
        shutil.copytree(newer / "b", home.settings.copies["b"], symlinks=True)
        assert bench.accept(tmp_path / "3.zip").index == 2
        assert bench.is_proven()


def test_an_audit_is_not_recorded_there_either(forgotten: tuple[Home, str, Path]) -> None:
    """It would be at an index that was signed with something else."""
    home, code, _ = forgotten
    with wire(home.settings) as archive:
        tenant = tenant_of(code)
        report = audit(tenant, Means(archive.copies), by="system")
        assert report.index is None
        assert not report.proven
        assert publication.head(tenant.key).size == 1


def test_a_rebuild_is_not_shorter_than_what_was_signed(forgotten: tuple[Home, str, Path]) -> None:
    home, code, _ = forgotten
    with wire(home.settings) as archive, pytest.raises(Conflict) as refused:
        rebuild(tenant_of(code), "a", archive.copies, Findings(), lambda done, of: None)
    assert refused.value.finding.code == "PRS-006"


def test_another_history_of_the_same_size_is_refused(home: Home, tmp_path: Path) -> None:
    with wire(home.settings) as archive:
        bench = Bench.new(archive)
        bench.accept(Sip(message="FIRST").write(tmp_path / "1.zip"))
        mark = fingerprint(bench.tenant.public_key)
        path = home.settings.keys / f"{bench.tenant.code}.{mark}.head"
        path.write_text(f"1 {'00' * 32}\n")
        with pytest.raises(IntegrityFailure) as refused:
            bench.ingest(Sip(message="SECOND").write(tmp_path / "2.zip"))
        assert refused.value.finding.code == "CPY-011"


def test_a_smaller_head_is_not_noted_and_a_torn_file_is_told(tmp_path: Path) -> None:
    heads = SignedHeads(tmp_path)
    assert heads.largest("211234567", "0123abcd") is None
    heads.remember("211234567", "0123abcd", SignedHead(5, bytes(32)))
    heads.remember("211234567", "0123abcd", SignedHead(4, bytes(range(32))))
    assert heads.largest("211234567", "0123abcd") == SignedHead(5, bytes(32))
    assert [path.stat().st_mode & 0o777 for path in tmp_path.iterdir()] == [0o600]
    (tmp_path / "211234567.0123abcd.head").write_text("5 00")
    with pytest.raises(Unavailable) as refused:
        heads.largest("211234567", "0123abcd")
    assert refused.value.finding.code == "KEY-004"
