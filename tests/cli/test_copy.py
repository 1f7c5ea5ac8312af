"""`chartrier copy` and `chartrier status`: copies come and go while the archive works."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import pytest

from chartrier.administration import status
from chartrier.catalog.destruction.register import Order
from chartrier.verify.everything import verify_all
from chartrier.verify.reader import FolderCopy
from tests.cli.commands import COMMUNE, NEIGHBOUR, Chartrier
from tests.conftest import Database
from tests.copies.away import new_sip, tree

LOOPING = Path(__file__).with_name("looping.py")
HEALING = Path(__file__).parents[1] / "copies/healing.py"
SETTINGS = """# les copies de la mairie
copies_minimum = 2  # deux suffisent

[copies]
a = "copies/a"  # le disque de la mairie
b = "copies/b"
"""


@pytest.fixture
def archive(tmp_path: Path, database: Database) -> Chartrier:
    """Two copies set in the file, two tenants, two versements."""
    folder = tmp_path / "home"
    folder.mkdir(mode=0o700)
    (folder / "settings.toml").write_text(SETTINGS)
    (folder / "settings.toml").chmod(0o640)
    environ = {
        "CHARTRIER_HOME": str(folder),
        "CHARTRIER_DATABASE_URL": database.url,
        "CHARTRIER_DATABASE_OWNER_URL": database.owner_url,
    }
    made = Chartrier(environ, folder)
    assert made("init", "--tenant", COMMUNE, "--tenant", NEIGHBOUR).status == 0
    ingest(made, tmp_path)
    assert made("ingest", new_sip(tmp_path), "--tenant", NEIGHBOUR).status == 0
    return made


def ingest(archive: Chartrier, tmp_path: Path, times: int = 1) -> None:
    for _ in range(times):
        answer = archive("ingest", new_sip(tmp_path), "--tenant", COMMUNE)
        assert answer.status == 0, answer


def folders(archive: Chartrier) -> dict[str, Path]:
    written = tomllib.loads((archive.folder / "settings.toml").read_text())["copies"]
    return {name: archive.folder / folder for name, folder in written.items()}


def all_is_well(archive: Chartrier) -> bool:
    """Every copy has the same bytes, and all of it is proven."""
    copies = folders(archive)
    for code in (COMMUNE, NEIGHBOUR):
        trees = [tree(folder / code) for folder in copies.values()]
        assert all(other.keys() ^ trees[0].keys() == set() for other in trees)
        assert all(other == trees[0] for other in trees)
        assert verify_all([FolderCopy(name, folder / code) for name, folder in copies.items()]).proven
    return archive("status").status == 0


@contextmanager
def ingesting(archive: Chartrier, tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process ingests meanwhile, without a pause; it must not fail."""
    folder = tmp_path / "loop"
    folder.mkdir()
    environ = {**os.environ, **archive.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    command = [sys.executable, str(LOOPING), str(folder), COMMUNE]
    other = subprocess.Popen(command, env=environ, stdout=subprocess.PIPE, text=True)
    assert other.stdout is not None
    assert other.stdout.readline()
    try:
        yield other
    finally:
        (folder / "stop").touch()
        other.communicate(timeout=120)
    assert other.returncode == 0


def test_added_while_another_process_ingests(archive: Chartrier, tmp_path: Path) -> None:
    with ingesting(archive, tmp_path) as other:
        answer = archive("copy", "add", "c", tmp_path / "disk-c")
        assert answer.status == 0, answer
        assert other.poll() is None
    assert folders(archive)["c"] == tmp_path / "disk-c"
    text = (archive.folder / "settings.toml").read_text()
    assert text.startswith(SETTINGS.rstrip("\n")), text
    assert (archive.folder / "settings.toml").stat().st_mode & 0o777 == 0o640
    ingest(archive, tmp_path)
    assert archive("copy", "heal").status == 0
    assert all_is_well(archive)


def test_a_copy_that_owes_a_destruction_is_not_well(archive: Chartrier, monkeypatch: pytest.MonkeyPatch) -> None:
    """As when an order is interrupted between the journal of a copy and its packages."""
    owed = Order(uuid4(), ("b",))
    monkeypatch.setattr(status, "unfinished_orders", lambda key: [owed] if key == int(COMMUNE) else [])
    told = archive("status")
    assert told.status == 1 and "✗ copie b : 1 élimination à y exécuter" in told.out
    monkeypatch.undo()
    assert archive("status").status == 0


def test_a_lost_disk_is_replaced(archive: Chartrier, tmp_path: Path) -> None:
    shutil.rmtree(archive.folder / "copies/b")
    assert archive("ingest", new_sip(tmp_path), "--tenant", COMMUNE).status == 3
    told = archive("status", "--json")
    assert told.status == 1
    (commune,) = (each for each in told.objects if each.get("tenant") == COMMUNE)
    states = {each["copy"]: each for each in commune["copies"]}
    assert states["a"]["finding"] is None
    assert (states["b"]["reachable"], states["b"]["finding"]["code"]) == (False, "VAU-003")
    assert states["b"]["behind_seconds"] >= 0
    assert "depuis" in archive("status").out
    answer = archive("copy", "replace", "b", tmp_path / "new-b")
    assert answer.status == 0, answer
    assert list(folders(archive)) == ["a", "b"]
    ingest(archive, tmp_path)
    assert all_is_well(archive)


def test_the_same_mount_point_with_a_new_disk(archive: Chartrier, tmp_path: Path) -> None:
    place = archive.folder / "copies/b"
    shutil.rmtree(place)
    place.mkdir(mode=0o700)
    assert archive("ingest", new_sip(tmp_path), "--tenant", COMMUNE).status == 3
    assert list(place.iterdir()) == []
    assert archive("copy", "replace", "b", place).status == 0
    assert all_is_well(archive)


def test_moved_and_the_former_folder_is_a_source(archive: Chartrier, tmp_path: Path) -> None:
    (damaged, *_) = (archive.folder / f"copies/a/{COMMUNE}/packages").rglob("bordereau.xml")
    damaged.chmod(0o600)
    damaged.write_bytes(b"nonsense")
    answer = archive("copy", "replace", "b", tmp_path / "moved")
    assert answer.status == 0, answer
    before = tree(archive.folder / "copies/b" / NEIGHBOUR)
    assert tree(tmp_path / "moved" / NEIGHBOUR) == before


def test_retired(archive: Chartrier, tmp_path: Path) -> None:
    assert archive("copy", "retire", "a").status == 6
    assert archive("copy", "add", "c", tmp_path / "c").status == 0
    before = tree(archive.folder / "copies/a")
    answer = archive("copy", "retire", "a")
    assert answer.status == 0, answer
    assert str(archive.folder / "copies/a") in answer.out
    assert tree(archive.folder / "copies/a") == before
    assert list(folders(archive)) == ["b", "c"]
    ingest(archive, tmp_path)
    assert all_is_well(archive)


def test_a_copy_that_alone_has_a_package_is_not_retired(archive: Chartrier, tmp_path: Path) -> None:
    assert archive("copy", "add", "c", tmp_path / "c").status == 0
    (package, *_) = (tmp_path / "c" / COMMUNE / "packages").glob("????/????/*")
    shutil.rmtree(package)
    answer = archive("copy", "retire", "a")
    assert (answer.status, "ADM-036" in answer.err) == (6, True)
    assert list(folders(archive)) == ["a", "b", "c"]


def test_set_by_the_environment(archive: Chartrier, tmp_path: Path) -> None:
    copies = {name: archive.folder / "copies" / name for name in "ab"}
    by_environment = ",".join(f"{name}={folder}" for name, folder in copies.items())
    other = Chartrier({**archive.environ, "CHARTRIER_COPIES": by_environment}, archive.folder)
    answer = other("copy", "add", "c", tmp_path / "c")
    assert answer.status == 1
    assert (
        f"CHARTRIER_COPIES='{', '.join(f'{n}={f}' for n, f in (copies | {'c': tmp_path / 'c'}).items())}'" in answer.out
    )
    assert tree(tmp_path / "c" / COMMUNE) == tree(copies["a"] / COMMUNE)
    assert (archive.folder / "settings.toml").read_text() == SETTINGS


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (("add", "a", "x"), 6),
        (("add", "Ç", "x"), 2),
        (("add", "c", "home/copies/a/x"), 2),
        (("add", "c", "home/staging/x"), 2),
        (("add", "c", "home/keys"), 2),
        (("add", "c", "full"), 2),
        (("add", "c", "open"), 2),
        (("add", "c", "file/x"), 3),
        (("replace", "z", "x"), 2),
        (("retire", "z"), 2),
        (("heal", "z"), 2),
    ],
)
def test_refused(archive: Chartrier, tmp_path: Path, arguments: tuple[str, ...], status: int) -> None:
    (tmp_path / "full").mkdir(mode=0o700)
    (tmp_path / "full/photos").mkdir()
    (tmp_path / "open").mkdir()
    (tmp_path / "open").chmod(0o755)
    (tmp_path / "file").touch()
    command, name, *folder = arguments
    answer = archive("copy", command, name, *(tmp_path / each for each in folder))
    assert answer.status == status, answer
    assert (archive.folder / "settings.toml").read_text() == SETTINGS


def test_list(archive: Chartrier) -> None:
    answer = archive("copy", "list", "--json")
    assert [(each["copy"], each["tenants_behind"]) for each in answer.objects] == [("a", 0), ("b", 0)]
    assert all(each["free_bytes"] > 0 for each in answer.objects)
    assert str(archive.folder / "copies/a") in archive("copy", "list").out


def test_a_minimum_above_the_number_of_copies(archive: Chartrier) -> None:
    other = Chartrier({**archive.environ, "CHARTRIER_COPIES_MINIMUM": "3"}, archive.folder)
    answer = other("status")
    assert (answer.status, "SET-004" in answer.err) == (2, True)


def test_documents_are_read_with_a_copy_away(archive: Chartrier, tmp_path: Path) -> None:
    (archive.folder / "copies/a").rename(tmp_path / "unplugged")
    (unit, *_) = archive.json("search", "--tenant", COMMUNE)["units"]
    assert archive("fetch", unit["id"], "-o", tmp_path / "read").status == 0
    assert archive("reply", unit["id"][:-6] + "000000", "-o", tmp_path / "reply").status == 0


@pytest.mark.parametrize("point", ["accepted-b", "tiles-b", "time"])
def test_killed_while_healing(archive: Chartrier, tmp_path: Path, point: str) -> None:
    """Put back from an old backup, healed by a process that dies: whoever comes next finishes."""
    shutil.copytree(archive.folder / "copies/b", tmp_path / "old")
    ingest(archive, tmp_path, 3)
    shutil.rmtree(archive.folder / "copies/b")
    shutil.copytree(tmp_path / "old", archive.folder / "copies/b")
    environ = {**os.environ, **archive.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    victim = subprocess.Popen([sys.executable, str(HEALING), COMMUNE, point], env=environ, stdout=subprocess.PIPE)
    assert victim.stdout is not None
    victim.stdout.readline()
    if point == "time":
        time.sleep(0.03)
        victim.send_signal(signal.SIGKILL)
    victim.communicate(timeout=60)
    assert victim.returncode in (-9, 0)
    assert archive("copy", "heal", "b").status == 0
    assert all_is_well(archive)
