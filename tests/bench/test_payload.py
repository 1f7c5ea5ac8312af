"""The packages that the bench makes: all different, the same twice, taken without a word."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

from bench.large import blocks, chosen_size, write_large_package
from bench.payload import LARGEST, write_package
from bench.wide import write_wide_package

OBJECTS = 60


def checked(package: Path) -> Any:
    command = [sys.executable, "-m", "chartrier.cli.main", "check", str(package), "--json"]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return json.loads(done.stdout)


def test_documents_are_believed_and_all_different(tmp_path: Path) -> None:
    package = tmp_path / "documents.zip"
    write_package(package, OBJECTS)
    answer = checked(package)
    assert (answer["verdict"], answer["findings"], answer["objects"]) == ("accept", [], OBJECTS)
    with zipfile.ZipFile(package) as held:
        documents = [held.read(name) for name in held.namelist() if name.startswith("content/")]
        assert len({Path(name).suffix for name in held.namelist()}) == 6
    assert len(set(documents)) == OBJECTS
    assert max(map(len, documents)) <= LARGEST
    assert max(map(len, documents)) > 20 * min(map(len, documents))


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    for name, seed in (("one", 1), ("again", 1), ("other", 2)):
        write_package(tmp_path / name, 10, seed)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "again").read_bytes()
    assert (tmp_path / "one").read_bytes() != (tmp_path / "other").read_bytes()


def test_many_units(tmp_path: Path) -> None:
    write_wide_package(tmp_path / "wide.zip", 2_345)
    answer = checked(tmp_path / "wide.zip")
    assert (answer["verdict"], answer["units"], answer["objects"]) == ("accept", 2_345, 2_342)


def test_one_large_object(tmp_path: Path) -> None:
    size = 9_000_001
    write_large_package(tmp_path / "large.zip", size)
    answer = checked(tmp_path / "large.zip")
    assert (answer["verdict"], answer["bytes"]) == ("accept", size)
    pieces = list(blocks(size))
    assert sum(map(len, pieces)) == size
    assert len(set(pieces)) == len(pieces) == 3


def test_the_size_of_a_large_object(tmp_path: Path) -> None:
    assert chosen_size(tmp_path, {"BENCH_LARGE_BYTES": "12345"}) == 12_345
    assert 0 < chosen_size(tmp_path, {}) <= 20 * 10**9
