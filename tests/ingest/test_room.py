"""A disk without room: told before anything is written; when it fills up on the way, nothing half done is left.

The disks are real, small ones in memory; root alone can mount them.
"""

from __future__ import annotations

import dataclasses
import errno
import io
import os
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest

from chartrier.catalog.findings import MESSAGE_TAKEN
from chartrier.catalog.journal import publication
from chartrier.copies.findings import ROOM_RAN_OUT
from chartrier.errors import Unavailable
from chartrier.ingest.check import check
from chartrier.ingest.equipment import identifier_of
from chartrier.ingest.findings import NO_ROOM
from chartrier.ingest.recovery import finish_interrupted
from chartrier.ingest.room import MARGIN, require_room
from chartrier.ingest.steps import Steps
from chartrier.packages.findings import NO_ROOM as NO_ROOM_TO_INFLATE
from chartrier.records.policy import EVERYBODY
from chartrier.vault.findings import DISK_FULL
from chartrier.wiring import Wiring
from tests.conftest import Server
from tests.ingest.archive import Bench, errors, new_archive
from tests.packages_of_ours import Document, Sip

MIB = 1 << 20
DOCUMENTS = [Document(f"{n}.bin", bytes([n]) * 50_000, f"Document {n}") for n in range(30)]
SIP = Sip(message="M", documents=DOCUMENTS)


class Disk:
    """A small disk, and what fills it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._filler = folder / "filler"

    def fill(self) -> None:
        """Not a page is left."""
        with self._filler.open("ab") as filler:
            step = MIB
            while step >= 4096:
                try:
                    os.posix_fallocate(filler.fileno(), filler.seek(0, os.SEEK_END), step)
                except OSError as error:
                    if error.errno != errno.ENOSPC:
                        raise
                    step //= 2

    def free(self) -> None:
        self._filler.unlink()

    def filling_at(self, step: str) -> Steps:
        """The steps of an operation during which the disk fills up, as this one begins."""

        def tell(name: str, done: int, total: int) -> None:
            if name == step:
                self.fill()

        return Steps(tell)


def mounted(folder: Path, size: int) -> Iterator[Disk]:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    command = ["mount", "-t", "tmpfs", "-o", f"size={size},mode=0700", "chartrier-test", str(folder)]
    if os.geteuid() != 0 or subprocess.run(command, capture_output=True, check=False).returncode != 0:
        pytest.skip("NOT TESTED: a full disk, for want of the right to mount a small one")
    try:
        yield Disk(folder)
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    yield from mounted(tmp_path / "disk", MARGIN + 8 * MIB)


@pytest.fixture
def tiny_disk(tmp_path: Path) -> Iterator[Disk]:
    yield from mounted(tmp_path / "tiny", 4 * MIB)


def on(bench: Bench, disk: Disk) -> Bench:
    """The bench, receiving on this disk."""
    bench.means = dataclasses.replace(bench.means, staging=disk.folder)
    return bench


def test_refused_before_anything_is_written(bench: Bench, tiny_disk: Disk, tmp_path: Path) -> None:
    steps = Steps()
    with pytest.raises(Unavailable) as refusal:
        on(bench, tiny_disk).ingest(SIP.write(tmp_path / "sip.zip"), steps)
    finding = refusal.value.finding
    assert finding.code == NO_ROOM.code
    size = sum(map(len, SIP.files().values()))
    assert finding.values["needed"] == MARGIN + size
    assert finding.values["where"] == str(tiny_disk.folder)
    assert list(steps.seconds) == ["recovery", "container", "room"]
    assert bench.has_nothing()


def test_a_copy_without_room_counts_too(bench: Bench, tiny_disk: Disk, tmp_path: Path) -> None:
    whole, package = bench.means, SIP.write(tmp_path / "sip.zip")

    def on_folders(*folders: Path) -> None:
        bench.means = dataclasses.replace(whole, copies=dataclasses.replace(whole.copies, folders=folders))

    first, second = whole.copies.folders
    on_folders(first, tiny_disk.folder, tmp_path / "none")
    with pytest.raises(Unavailable) as refusal:
        bench.ingest(package)
    assert refusal.value.finding.values["where"] == str(tiny_disk.folder)
    assert bench.has_nothing()
    on_folders(tmp_path / "none", first, tiny_disk.folder, second)
    # the copies that are full or away may be left out
    bench.accept(package)


def test_folders_of_one_disk_share_its_room(disk: Disk) -> None:
    first, second = disk.folder / "a", disk.folder / "b"
    first.mkdir()
    second.mkdir()
    require_room(5 * MIB, [first])
    require_room(3 * MIB, [first, second])
    with pytest.raises(Unavailable):
        require_room(5 * MIB, [first, second])


@pytest.mark.parametrize("step", ["bordereau", "seda", "objects", "package"])
def test_staging_fills_up(bench: Bench, disk: Disk, tmp_path: Path, step: str) -> None:
    package = SIP.write(tmp_path / "sip.zip")
    on(bench, disk)
    with pytest.raises(Unavailable) as refusal:
        bench.ingest(package, disk.filling_at(step))
    assert refusal.value.finding.code == ROOM_RAN_OUT.code
    assert refusal.value.finding.values["where"] == str(disk.folder)
    assert bench.has_nothing()
    disk.free()
    outcome = bench.accept(package)
    assert set(bench.stored(outcome).values()) == {each.data for each in DOCUMENTS}
    assert bench.is_proven()


def test_no_room_to_inflate_a_tar_is_no_rejection(bench: Bench, disk: Disk, tmp_path: Path) -> None:
    """It is our disk that is wrong, not the package: nothing is recorded against it."""
    package = tmp_path / "sip.tar.gz"
    with tarfile.open(package, "w:gz") as archive:
        for name, data in SIP.files().items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    on(bench, disk)
    bench.means = dataclasses.replace(
        bench.means, budget=dataclasses.replace(bench.means.budget, room_left=MARGIN + 9 * MIB)
    )
    with pytest.raises(Unavailable) as refusal:
        bench.ingest(package)
    assert refusal.value.finding.code == NO_ROOM_TO_INFLATE.code
    assert bench.has_nothing()


@pytest.fixture(params=["a", "b"])
def copy_on_a_small_disk(
    request: pytest.FixtureRequest, tmp_path: Path, server: Server
) -> Iterator[tuple[Wiring, Disk]]:
    """An archive of which one copy lies on a small disk."""
    for disk in mounted(tmp_path / "home" / "copies" / request.param, MARGIN + 8 * MIB):
        with new_archive(tmp_path / "home", server) as archive:
            yield archive, disk


def test_a_copy_fills_up(copy_on_a_small_disk: tuple[Wiring, Disk], tmp_path: Path) -> None:
    archive, disk = copy_on_a_small_disk
    bench = Bench.new(archive)
    package = SIP.write(tmp_path / "sip.zip")
    with pytest.raises(Unavailable) as refusal:
        bench.ingest(package, disk.filling_at("copies"))
    finding = refusal.value.finding
    assert (finding.code, finding.values["copy"]) == (DISK_FULL.code, disk.folder.name)
    assert bench.has_nothing()
    disk.free()
    bench.accept(package)
    assert bench.is_proven()


def test_a_copy_fills_up_after_the_commit(copy_on_a_small_disk: tuple[Wiring, Disk], tmp_path: Path) -> None:
    """It is acquired; publication waits for room, and the same message is not taken twice."""
    archive, disk = copy_on_a_small_disk
    bench = Bench.new(archive)
    package = SIP.write(tmp_path / "sip.zip")
    with pytest.raises(Unavailable):
        bench.ingest(package, disk.filling_at("publication"))
    assert publication.head(bench.tenant.key).size == 1
    assert not bench.is_quiet()
    disk.free()
    finish_interrupted(bench.tenant, bench.means)
    assert bench.is_quiet()
    assert bench.is_proven()
    assert errors(bench.reject(package)) == [MESSAGE_TAKEN.code]


def test_check_fills_up(archive: Wiring, disk: Disk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(disk.folder))
    means = archive.means
    with pytest.raises(Unavailable) as refusal:
        check(
            # small objects stay in memory
            Sip(documents=[Document("grand.bin", bytes(2 * MIB))]).write(tmp_path / "sip.zip"),
            policy=EVERYBODY,
            budget=means.budget,
            limits=means.limits,
            identifier=partial(identifier_of, archive.settings),
            scanner=None,
            steps=disk.filling_at("objects"),
        )
    assert refusal.value.finding.code == ROOM_RAN_OUT.code
    with suppress(FileNotFoundError):
        disk.free()
    assert list(disk.folder.iterdir()) == []
