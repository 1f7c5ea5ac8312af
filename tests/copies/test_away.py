"""A copy that is away: ingest goes on when the minimum is met; back again, it becomes what the others are."""

from __future__ import annotations

import dataclasses
import errno
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from chartrier.catalog.journal import publication, standing
from chartrier.copies.healing import heal
from chartrier.errors import ChartrierError, IntegrityFailure, Unavailable
from chartrier.ingest.recovery import finish_interrupted
from chartrier.journal.checkpoint import Checkpoint, write_checkpoint
from chartrier.wiring import Wiring
from tests.conftest import Server
from tests.copies.away import archive_of, away, failing, new_sip, trees_are_equal
from tests.ingest.archive import Bench, is_proven, new_tenant


@pytest.fixture(scope="module")
def archive(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Wiring]:
    """Three copies, of which two are enough."""
    with archive_of(tmp_path_factory.mktemp("three"), server, "abc", 2) as archive:
        # another tenant: a copy that is there has at least this one
        new_tenant(archive)
        yield archive


@pytest.fixture
def bench(archive: Wiring) -> Bench:
    return Bench.new(archive)


@pytest.fixture
def strict(bench: Bench) -> Bench:
    """All three copies are needed."""
    bench.means = dataclasses.replace(bench.means, copies=dataclasses.replace(bench.means.copies, minimum=3))
    return bench


def all_is_well(bench: Bench) -> bool:
    return (
        bench.is_quiet()
        and is_proven(bench.archive, bench.tenant)
        and trees_are_equal(bench.archive, bench.tenant.code)
    )


@pytest.mark.parametrize("name", ["a", "b", "c"])
def test_away_from_one_ingest_to_another(bench: Bench, tmp_path: Path, name: str) -> None:
    bench.accept(new_sip(tmp_path))
    with away(bench.archive, name):
        for expected in (2, 3):
            outcome = bench.accept(new_sip(tmp_path))
            assert set(outcome.published.copies) == set("abc") - {name}
            assert outcome.published.behind[name].code == "VAU-003"
            assert outcome.published.checkpoint.size == expected
    known = standing.standings(bench.tenant.key)
    assert (known[name].size, known[name].reason) == (1, "VAU-003")
    assert known[name].behind_since is not None
    outcome = bench.accept(new_sip(tmp_path))
    assert set(outcome.published.copies) == set("abc")
    assert standing.standings(bench.tenant.key)[name] == standing.Standing(4, None, None)
    assert all_is_well(bench)


def test_healed_without_an_ingest(bench: Bench, tmp_path: Path) -> None:
    with away(bench.archive, "b"):
        for _ in range(12):
            bench.accept(new_sip(tmp_path))
        since = standing.standings(bench.tenant.key)["b"].behind_since
    finish_interrupted(bench.tenant, bench.means)
    known = standing.standings(bench.tenant.key)["b"]
    # what an operation gives in passing is bounded
    assert (known.size, known.reason, known.behind_since) == (8, "CPY-007", since)
    assert heal(bench.tenant, bench.means.copies).behind == {}
    assert all_is_well(bench)


def test_two_away_are_too_many(bench: Bench, tmp_path: Path) -> None:
    package = new_sip(tmp_path)
    with away(bench.archive, "a"), away(bench.archive, "c"), pytest.raises(Unavailable) as refused:
        bench.ingest(package)
    assert refused.value.finding.code == "CPY-005"
    assert bench.has_nothing()
    bench.accept(package)
    assert all_is_well(bench)


def test_one_is_too_many(strict: Bench, tmp_path: Path) -> None:
    bench, package = strict, new_sip(tmp_path)
    with away(bench.archive, "b"), pytest.raises(Unavailable) as refused:
        bench.ingest(package)
    assert refused.value.finding.code == "VAU-003"
    assert bench.has_nothing()
    bench.accept(package)
    assert all_is_well(bench)


FAILURES = [
    ("a", "adopt", errno.EIO),
    ("a", "accept", errno.ENOSPC),
    ("a", "write_journal", errno.EIO),
    ("c", "receive", errno.ENOSPC),
    ("c", "receive", errno.EIO),
    ("c", "accept", errno.EROFS),
    ("c", "read_journal", errno.EIO),
    ("b", "write_journal", errno.ENOSPC),
]


@pytest.mark.parametrize(("name", "method", "number"), FAILURES)
def test_failing_during_an_ingest(bench: Bench, tmp_path: Path, name: str, method: str, number: int) -> None:
    whole = bench.means
    bench.accept(new_sip(tmp_path))
    failing(bench, name, method, number)
    outcome = bench.accept(new_sip(tmp_path))
    if method not in ("receive", "adopt"):
        assert set(outcome.published.copies) == set("abc") - {name}
    bench.means = whole
    finish_interrupted(bench.tenant, bench.means)
    assert all_is_well(bench)


@pytest.mark.parametrize("method", ["receive", "write_journal"])
def test_failing_at_the_minimum(strict: Bench, tmp_path: Path, method: str) -> None:
    bench, whole, package = strict, strict.means, new_sip(tmp_path)
    failing(bench, "b", method, errno.ENOSPC, when=lambda tenant, files, *_: method == "receive" or head_of(bench))
    with pytest.raises(Unavailable) as refused:
        bench.ingest(package)
    assert refused.value.finding.code == "VAU-001"
    bench.means = whole
    if method == "receive":
        assert bench.has_nothing()
        bench.accept(package)
    else:
        # it was committed: published by whoever comes next
        finish_interrupted(bench.tenant, bench.means)
        assert publication.head(bench.tenant.key).size == 1
    assert all_is_well(bench)


def head_of(bench: Bench) -> bool:
    return publication.head(bench.tenant.key).size > 0


def test_checkpoint_only_once_the_tiles_are_written(bench: Bench, tmp_path: Path) -> None:
    """The third copy fails at its checkpoint, after its packages and tiles."""
    whole = bench.means
    failing(bench, "c", "write_journal", errno.EIO, when=lambda tenant, files: files_are_checkpoint(files))
    outcome = bench.accept(new_sip(tmp_path))
    assert outcome.published.behind["c"].code == "VAU-004"
    bench.means = whole
    bench.accept(new_sip(tmp_path))
    assert all_is_well(bench)


def files_are_checkpoint(files: object) -> bool:
    return isinstance(files, list) and files[0][0] == "checkpoint"


def test_put_back_from_an_old_backup(bench: Bench, tmp_path: Path) -> None:
    folder = bench.archive.settings.copies["b"] / bench.tenant.code
    bench.accept(new_sip(tmp_path))
    shutil.copytree(folder, tmp_path / "old")
    for _ in range(3):
        bench.accept(new_sip(tmp_path))
    shutil.rmtree(folder)
    shutil.copytree(tmp_path / "old", folder)
    outcome = bench.accept(new_sip(tmp_path))
    assert outcome.published.behind == {}
    assert all_is_well(bench)


@pytest.mark.parametrize("forged", ["unsigned", "malformed"])
def test_a_forged_checkpoint(bench: Bench, tmp_path: Path, forged: str) -> None:
    """Signed by another: that copy is left alone, and the others go on."""
    bench.accept(new_sip(tmp_path))
    path = bench.archive.settings.copies["b"] / bench.tenant.code / "journal/checkpoint"
    ours = path.read_bytes()
    other = bench.means.copies.keyring.make("000000001")
    fake = write_checkpoint(Checkpoint(bench.tenant.origin, 7, b"\x11" * 32), other)
    path.write_bytes(fake if forged == "unsigned" else b"nonsense\n")
    before = sorted(path.parent.parent.rglob("*"))
    outcome = bench.accept(new_sip(tmp_path))
    assert outcome.published.behind["b"].code == "CPY-004"
    assert sorted(path.parent.parent.rglob("*")) == before
    path.write_bytes(ours)
    assert heal(bench.tenant, bench.means.copies).behind == {}
    assert all_is_well(bench)


def test_another_history_stops_everything(bench: Bench, tmp_path: Path) -> None:
    bench.accept(new_sip(tmp_path))
    path = bench.archive.settings.copies["b"] / bench.tenant.code / "journal/checkpoint"
    key = bench.means.copies.keyring.signing_key(bench.tenant.code)
    path.write_bytes(write_checkpoint(Checkpoint(bench.tenant.origin, 1, b"\x11" * 32), key))
    with pytest.raises(IntegrityFailure) as refused:
        bench.ingest(new_sip(tmp_path))
    assert refused.value.finding.code == "CPY-003"
    assert publication.head(bench.tenant.key).size == 1


def test_a_damaged_source_is_none(bench: Bench, tmp_path: Path) -> None:
    """What cannot be proven is not copied: the copy stays behind, and says why."""
    with away(bench.archive, "c"):
        outcome = bench.accept(new_sip(tmp_path))
    kept: dict[Path, bytes] = {}
    for content in bench.contents(outcome)[:2]:
        file = next(path for path in content.rglob("*") if path.suffix in (".bin", ".zip"))
        kept[file] = file.read_bytes()
        file.chmod(0o600)
        file.write_bytes(bytes([kept[file][0] ^ 1]) + kept[file][1:])
        file.chmod(0o400)
    behind = heal(bench.tenant, bench.means.copies).behind
    assert behind["c"].code == "CPY-008"
    folder = bench.archive.settings.copies["c"] / bench.tenant.code
    assert list((folder / "incoming").iterdir()) == []
    # one source that is good is enough
    file, data = kept.popitem()
    file.chmod(0o600)
    file.write_bytes(data)
    file.chmod(0o400)
    assert heal(bench.tenant, bench.means.copies).behind == {}


def test_an_empty_folder_is_an_absent_copy(bench: Bench, tmp_path: Path) -> None:
    """The mount point of a disk that is not mounted: nothing is written there."""
    with away(bench.archive, "b"):
        empty = bench.archive.settings.copies["b"]
        empty.mkdir(mode=0o700)
        outcome = bench.accept(new_sip(tmp_path))
        assert outcome.published.behind["b"].code == "CPY-006"
        assert heal(bench.tenant, bench.means.copies).behind["b"].code == "CPY-006"
        assert list(empty.iterdir()) == []


def test_opened_while_a_copy_was_away(archive: Wiring, tmp_path: Path) -> None:
    with away(archive, "b"):
        bench = Bench.new(archive)
        bench.accept(new_sip(tmp_path))
    assert heal(bench.tenant, bench.means.copies).behind == {}
    assert all_is_well(bench)


def test_what_an_earlier_try_left_is_not_taken(bench: Bench, tmp_path: Path) -> None:
    """A package in `incoming` under the right name that is not the one of the journal."""
    with away(bench.archive, "c"):
        outcome = bench.accept(new_sip(tmp_path))
    folder = bench.archive.settings.copies["c"] / bench.tenant.code
    other = folder / "incoming" / str(outcome.operation.identifier) / "v1"
    other.mkdir(parents=True)
    (other / "inventory.json").write_bytes(b"{}")
    assert heal(bench.tenant, bench.means.copies).behind == {}
    assert all_is_well(bench)


def test_errors_are_all_of_ours(bench: Bench, tmp_path: Path) -> None:
    """A folder where the checkpoint should be: damage, told as such."""
    bench.accept(new_sip(tmp_path))
    path = bench.archive.settings.copies["c"] / bench.tenant.code / "journal/checkpoint"
    path.unlink()
    path.mkdir()
    outcome = bench.accept(new_sip(tmp_path))
    assert isinstance(outcome.published.behind["c"].code, str)
    with pytest.raises(ChartrierError), away(bench.archive, "a"):
        bench.ingest(new_sip(tmp_path))
