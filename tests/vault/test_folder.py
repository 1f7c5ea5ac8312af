"""The local offer: the contract, what it leaves on the disk, and how it fails."""

from __future__ import annotations

import errno
import os
import resource
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from chartrier.errors import IntegrityFailure, Unavailable
from chartrier.vault import durability, folder
from chartrier.vault.folder import FolderStore
from chartrier.vault.store import Store

from .staging import FILES, new_package, sealed
from .store_contract import TENANT, StoreContract


@pytest.fixture
def root(tmp_path: Path) -> Path:
    made = tmp_path / "copies" / "a"
    made.mkdir(parents=True)
    return made


@pytest.fixture
def store(root: Path) -> Store:
    return FolderStore("a", root)


class TestFolderStore(StoreContract):
    pass


@pytest.fixture
def staged(tmp_path: Path) -> Path:
    made = tmp_path / "package"
    made.mkdir()
    return made


def test_what_is_left_on_the_disk_is_closed_to_others(store: Store, root: Path, staged: Path) -> None:
    package = new_package()
    sealed(staged, package)
    os.umask(os.umask(0))
    store.prepare(TENANT)
    store.receive(TENANT, package, staged)
    store.accept(TENANT, package)
    store.write_journal(TENANT, [("tile/0/000.p/1", b"x" * 32), ("checkpoint", b"c")])
    name = str(package)
    assert (root / TENANT / "packages" / name[:4] / name[4:8] / name / "inventory.json").is_file()
    for path in (root / TENANT).rglob("*"):
        mode = path.lstat().st_mode
        assert stat.S_IMODE(mode) & 0o077 == 0, path
        assert stat.S_ISDIR(mode) or stat.S_ISREG(mode)
    assert list((root / TENANT / "incoming").iterdir()) == []


def test_the_copy_is_not_the_staged_files(store: Store, root: Path, staged: Path) -> None:
    package = new_package()
    sealed(staged, package)
    store.prepare(TENANT)
    store.receive(TENANT, package, staged)
    copied = root / TENANT / "incoming" / str(package)
    for file in staged.rglob("*"):
        if file.is_file():
            assert (copied / file.relative_to(staged)).stat().st_ino != file.stat().st_ino
    (staged / "v1/content/objets/a.pdf").write_bytes(b"changed since")
    assert (copied / "v1/content/objets/a.pdf").read_bytes() == FILES["objets/a.pdf"]


def test_a_copy_that_is_not_there(tmp_path: Path, staged: Path) -> None:
    away = FolderStore("b", tmp_path / "unmounted")
    package = new_package()
    sealed(staged, package)
    for act in (
        lambda: away.prepare(TENANT),
        lambda: away.receive(TENANT, package, staged),
        lambda: away.accept(TENANT, package),
        lambda: away.discard(TENANT, package),
        lambda: away.incoming(TENANT),
        lambda: away.contains(TENANT, package),
        lambda: away.open(TENANT, package, "operation.json"),
        lambda: away.read_journal(TENANT, "checkpoint"),
        lambda: away.write_journal(TENANT, [("checkpoint", b"")]),
        away.free_bytes,
    ):
        with pytest.raises(Unavailable) as caught:
            act()
        assert caught.value.finding.code == "VAU-003"
        assert "« b »" in caught.value.finding.message("fr")
    assert not (tmp_path / "unmounted").exists()


def test_a_full_disk_leaves_nothing(store: Store, root: Path, staged: Path) -> None:
    """RLIMIT_FSIZE stands for the end of the disk: the kernel itself refuses."""
    package = new_package()
    sealed(staged, package)
    store.prepare(TENANT)
    program = """
import resource, signal, sys
from pathlib import Path
from uuid import UUID
from chartrier.vault.folder import FolderStore
from chartrier.errors import Unavailable
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
try:
    FolderStore("a", Path(sys.argv[1])).receive(sys.argv[2], UUID(sys.argv[3]), Path(sys.argv[4]))
except Unavailable as error:
    print(error.finding.code)
"""
    done = subprocess.run(
        [sys.executable, "-c", program, str(root), TENANT, str(package), str(staged)],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout == "VAU-004\n"
    assert list((root / TENANT / "incoming").iterdir()) == []
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] == resource.RLIM_INFINITY


@pytest.mark.root
@pytest.mark.skipif(os.geteuid() != 0, reason="mounts a small file system")
def test_a_disk_that_is_really_full(tmp_path: Path, staged: Path) -> None:
    small = tmp_path / "small"
    small.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(small)], capture_output=True)
    if mounted.returncode:
        pytest.skip("mounting is not allowed here")
    try:
        store = FolderStore("a", small)
        package = new_package()
        sealed(staged, package)
        store.prepare(TENANT)
        with pytest.raises(Unavailable) as caught:
            store.receive(TENANT, package, staged)
        assert caught.value.finding.code == "VAU-001"
        assert store.incoming(TENANT) == []
        with pytest.raises(Unavailable):
            store.write_journal(TENANT, [("checkpoint", b"1" * 2_000_000)])
        assert store.read_journal(TENANT, "checkpoint") is None
    finally:
        subprocess.run(["umount", str(small)], check=True)


@pytest.mark.parametrize("kind", ["link", "folder link", "pipe"])
def test_only_files_and_folders_are_received(store: Store, staged: Path, tmp_path: Path, kind: str) -> None:
    package = new_package()
    sealed(staged, package)
    store.prepare(TENANT)
    planted = staged / "v1/content/objets/planted"
    if kind == "link":
        planted.symlink_to("/etc/passwd")
    elif kind == "folder link":
        planted.symlink_to("/etc")
    else:
        os.mkfifo(planted)
    with pytest.raises(IntegrityFailure) as caught:
        store.receive(TENANT, package, staged)
    assert caught.value.finding.code == "VAU-008"
    assert store.incoming(TENANT) == []


def test_a_link_in_the_archive_is_not_followed(store: Store, root: Path, staged: Path) -> None:
    package = new_package()
    sealed(staged, package)
    store.prepare(TENANT)
    store.receive(TENANT, package, staged)
    store.accept(TENANT, package)
    name = str(package)
    file = root / TENANT / "packages" / name[:4] / name[4:8] / name / "v1/content/operation.json"
    file.unlink()
    file.symlink_to("/etc/passwd")
    with pytest.raises(IntegrityFailure):
        store.open(TENANT, package, "operation.json")


def test_leftovers_of_a_crash(store: Store, root: Path) -> None:
    store.prepare(TENANT)
    incoming = root / TENANT / "incoming"
    old, young = incoming / ".scratch-old", incoming / ".scratch-young"
    old.write_bytes(b"")
    young.write_bytes(b"")
    os.utime(old, (1, 1))
    (incoming / "not an identifier").mkdir()
    store.prepare(TENANT)
    assert not old.exists()
    assert young.exists()
    assert store.incoming(TENANT) == []


@pytest.mark.parametrize("count", [3, 40])
def test_each_way_of_syncing(tmp_path: Path, count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Few files are synced one by one, many at once; without syncfs, many one by one too."""
    for available in (True, False):
        if not available:
            monkeypatch.setattr(durability, "_find_syncfs", lambda: None)
        synced: list[str] = []
        real = os.fsync

        def counted(descriptor: int, synced: list[str] = synced, real=real) -> None:
            synced.append(os.readlink(f"/proc/self/fd/{descriptor}"))
            real(descriptor)

        monkeypatch.setattr(os, "fsync", counted)
        base = tmp_path / str(available)
        base.mkdir()
        with durability.Batch(base) as batch:
            for number in range(count):
                (base / str(number)).write_bytes(b"x")
                batch.wrote(str(base / str(number)))
            batch.commit()
        monkeypatch.setattr(os, "fsync", real)
        if count > durability.SYNC_EACH and available:
            assert synced == []
        else:
            assert set(synced) == {str(base), *(str(base / str(number)) for number in range(count))}


def test_a_file_is_replaced_whole_or_not_at_all(tmp_path: Path) -> None:
    target, scratch = tmp_path / "checkpoint", tmp_path / "scratch"
    durability.replace_file(target, b"old", scratch)
    scratch.write_bytes(b"somebody else's")
    with pytest.raises(FileExistsError):
        durability.replace_file(target, b"new", scratch)
    assert target.read_bytes() == b"old"


def test_every_error_of_the_system_has_something_to_say(tmp_path: Path) -> None:
    for number in (errno.ENOSPC, errno.EACCES, errno.ENOENT, errno.EIO):
        store = FolderStore("a", tmp_path)
        with pytest.raises(Unavailable) as caught, store._speaking():
            raise OSError(number, os.strerror(number))
        for language in ("fr", "en"):
            assert caught.value.finding.message(language)
            assert caught.value.finding.remedy(language)
    assert folder._KINDS


def accepted(store: Store, staged: Path) -> str:
    """A package of the archive, by its place in the tenant's folder."""
    package = new_package()
    sealed(staged, package)
    store.prepare(TENANT)
    store.receive(TENANT, package, staged)
    store.accept(TENANT, package)
    name = str(package)
    return f"packages/{name[:4]}/{name[4:8]}/{name}"


@pytest.mark.parametrize("mode", [0o444, 0o777, 0o000, 0o4700, 0o640])
def test_rights_are_taken_back(store: Store, root: Path, staged: Path, mode: int) -> None:
    place = accepted(store, staged)
    file, folder = f"{place}/v1/content/operation.json", f"{place}/v1/content/objets"
    for path in (file, folder):
        (root / TENANT / path).chmod(mode)
    wrong = list(store.open_to_others(TENANT, place))
    assert folder in wrong
    assert file in wrong
    for path in wrong:
        store.close_to_others(TENANT, path)
    assert stat.S_IMODE((root / TENANT / file).stat().st_mode) == 0o400
    assert stat.S_IMODE((root / TENANT / folder).stat().st_mode) == 0o700
    assert list(store.open_to_others(TENANT, place)) == []


def test_no_link_is_followed_when_mending(store: Store, root: Path, staged: Path, tmp_path: Path) -> None:
    place = accepted(store, staged)
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "precious").write_bytes(b"precious")
    (outside / "precious").chmod(0o644)
    content = root / TENANT / place / "v1/content"
    (content / "objets").rename(content / "kept")
    (content / "objets").symlink_to(outside)
    with pytest.raises(Unavailable):
        store.restore(TENANT, f"{place}/v1/content/objets/precious", [b"overwritten"])
    with pytest.raises(Unavailable):
        store.set_aside(TENANT, f"{place}/v1/content/objets/precious")
    with pytest.raises(Unavailable):
        store.close_to_others(TENANT, f"{place}/v1/content/objets/precious")
    store.close_to_others(TENANT, f"{place}/v1/content/objets")
    assert not any("precious" in path for path in store.open_to_others(TENANT, place))
    assert (outside / "precious").read_bytes() == b"precious"
    assert stat.S_IMODE((outside / "precious").stat().st_mode) == 0o644
    # the link itself is what gives way
    store.set_aside(TENANT, f"{place}/v1/content/objets")
    store.restore(TENANT, f"{place}/v1/content/objets/new", [b"new"])
    assert (content / "objets/new").read_bytes() == b"new"
    (content / "pointing").symlink_to(outside / "precious")
    store.restore(TENANT, f"{place}/v1/content/pointing", [b"a file now"])
    assert not (content / "pointing").is_symlink()
    assert (outside / "precious").read_bytes() == b"precious"


def test_a_pipe_in_the_journal_keeps_nobody_waiting(store: Store, root: Path) -> None:
    store.prepare(TENANT)
    os.mkfifo(root / TENANT / "journal" / "checkpoint")
    with pytest.raises(IntegrityFailure) as caught:
        store.read_journal(TENANT, "checkpoint")
    assert caught.value.finding.code == "VAU-010"
