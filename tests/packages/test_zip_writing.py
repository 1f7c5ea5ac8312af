"""Zips as they are written: read back by other hands, with members taken back, beyond what 32 bits count."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chartrier.packages import zip_writing
from chartrier.packages.zip_writing import ZipWriter

NAMES = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0\\/:"), min_size=1, max_size=30)


def written(members: dict[str, bytes], *, compressed: bool = False) -> io.BytesIO:
    out = io.BytesIO()
    writer = ZipWriter(out, io.BytesIO())
    for name, data in members.items():
        writer.add(name, len(data), [data], compressed=compressed)
    writer.finish()
    return out


@given(st.dictionaries(NAMES, st.binary(max_size=300), max_size=8), st.booleans())
def test_what_is_written_is_read_back(members: dict[str, bytes], compressed: bool) -> None:
    with zipfile.ZipFile(written(members, compressed=compressed)) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == members


def test_a_member_that_fails_is_as_if_it_had_never_been(tmp_path: Path) -> None:
    def failing() -> Iterator[bytes]:
        yield b"half"
        raise RuntimeError

    out = io.BytesIO()
    writer = ZipWriter(out, io.BytesIO())
    writer.add("a", 3, [b"aaa"])
    with pytest.raises(RuntimeError):
        writer.add("b", 8, failing())
    with pytest.raises(ValueError):
        writer.add("b", 8, [b"short"])
    writer.add("b", 2, [b"bb"])
    writer.finish()
    with zipfile.ZipFile(out) as archive:
        assert [archive.read(name) for name in archive.namelist()] == [b"aaa", b"bb"]
    assert out.getvalue() == written({"a": b"aaa", "b": b"bb"}).getvalue()


@pytest.mark.parametrize("compressed", [False, True])
def test_large_members_get_zip64(monkeypatch: pytest.MonkeyPatch, compressed: bool) -> None:
    monkeypatch.setattr(zip_writing, "_LARGE", 10)
    members = {"small": b"1234", "large": b"x" * 50, "last": b"y" * 10}
    with zipfile.ZipFile(written(members, compressed=compressed)) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == members
        assert archive.getinfo("large").extra


def test_a_member_beyond_four_gigabytes(tmp_path: Path) -> None:
    path = tmp_path / "large.zip"
    with path.open("w+b") as out:
        # a hole of the file system stands for what came before
        out.seek((1 << 32) + 5)
        writer = ZipWriter(out, io.BytesIO())
        writer.add("far", 3, [b"far"])
        writer.finish()
    with zipfile.ZipFile(path) as archive:
        assert archive.read("far") == b"far"
    path.unlink()


def test_more_members_than_sixteen_bits_count(tmp_path: Path) -> None:
    out, directory = io.BytesIO(), io.BytesIO()
    writer = ZipWriter(out, directory)
    for number in range(66_000):
        writer.add(f"{number}", 0, [])
    writer.finish()
    with zipfile.ZipFile(out) as archive:
        assert len(archive.namelist()) == 66_000


@pytest.mark.skipif(shutil.which("unzip") is None, reason="unzip is not installed")
def test_another_program_reads_it(tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    path.write_bytes(written({"é/à.txt": b"x" * 1000, "b": b""}, compressed=True).getvalue())
    assert subprocess.run(["unzip", "-tq", path], capture_output=True, check=False).returncode == 0
