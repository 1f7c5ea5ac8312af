"""Unpacked folders, which may change under our eyes."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from chartrier.packages import findings
from chartrier.packages.budget import Budget
from chartrier.packages.opening import open_package
from chartrier.packages.package import PackageRefused
from chartrier.records.finding import Findings

from .trial import SMALL, drain, outcome


@pytest.fixture
def sip(tmp_path: Path) -> Path:
    folder = tmp_path / "sip"
    (folder / "Content" / "sub").mkdir(parents=True)
    (folder / "manifest.xml").write_bytes(b"<x/>")
    (folder / "Content" / "a.bin").write_bytes(b"a" * 600_000)
    (folder / "Content" / "sub" / "été.txt").write_bytes(b"")
    return folder


def test_reads_what_is_there(sip, scratch):
    taken = outcome(sip, scratch)
    assert taken.files == {
        "Content/a.bin": b"a" * 600_000,
        "Content/sub/été.txt": b"",
        "manifest.xml": b"<x/>",
    }
    assert list(taken.files) == sorted(taken.files)
    assert taken.codes == []


def test_has_neither_digest_nor_size(sip, scratch):
    with open_package(sip, budget=SMALL, scratch=scratch, findings=Findings()) as package:
        assert (package.kind, package.digest(), package.size) == ("folder", None, None)


def _symlink(sip: Path) -> None:
    (sip / "a").symlink_to("/etc/passwd")


def _symlinked_folder(sip: Path) -> None:
    (sip / "a").symlink_to("/etc")


def _fifo(sip: Path) -> None:
    os.mkfifo(sip / "a")


def _socket(sip: Path) -> None:
    here = Path.cwd()
    os.chdir(sip)
    try:
        socket.socket(socket.AF_UNIX).bind("a")
    finally:
        os.chdir(here)


def _undecodable(sip: Path) -> None:
    with open(os.fsencode(sip) + b"/d\xe9lib", "wb"):
        pass


def _control(sip: Path) -> None:
    (sip / "a\nb").touch()


def _backslash(sip: Path) -> None:
    (sip / "a\\b").touch()


def _alike(sip: Path) -> None:
    (sip / "MANIFEST.XML").touch()


def _deep(sip: Path) -> None:
    (sip / "/".join(["d"] * 40)).mkdir(parents=True)
    (sip / "/".join(["d"] * 40) / "a").touch()


def _many(sip: Path) -> None:
    for number in range(1001):
        (sip / str(number)).touch()


@pytest.mark.parametrize(
    ("spoil", "kind"),
    [
        (_symlink, findings.SYMLINK),
        (_symlinked_folder, findings.SYMLINK),
        (_fifo, findings.SPECIAL_FILE),
        (_socket, findings.SPECIAL_FILE),
        (_undecodable, findings.UNDECODABLE),
        (_control, findings.CONTROL_CHARACTER),
        (_backslash, findings.BACKSLASH),
        (_alike, findings.ALIKE),
        (_deep, findings.TOO_DEEP),
        (_many, findings.TOO_MANY_ENTRIES),
    ],
)
def test_a_hostile_folder_is_a_finding(sip, scratch, spoil, kind):
    spoil(sip)
    refused = outcome(sip, scratch)
    assert refused.refused
    assert kind.code in refused.codes


def test_devices_are_a_finding(scratch):
    refused = outcome(Path("/dev"), scratch, Budget(depth=1))
    assert findings.SPECIAL_FILE.code in refused.codes


def test_too_many_bytes(sip, scratch):
    refused = outcome(sip, scratch, Budget(bytes=600_000))
    assert refused.codes == [findings.TOO_MANY_BYTES.code]


def _grow(file: Path) -> None:
    with file.open("ab") as opened:
        opened.write(b"x")


def _shrink(file: Path) -> None:
    os.truncate(file, 10)


def _rewrite(file: Path) -> None:
    """As many other bytes, and the date of modification set back."""
    before = file.stat()
    file.write_bytes(b"b" * before.st_size)
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))


def _replace(file: Path) -> None:
    file.rename(file.with_name("elsewhere"))
    file.write_bytes(b"a" * 600_000)


def _remove(file: Path) -> None:
    file.unlink()


def _link(file: Path) -> None:
    file.unlink()
    file.symlink_to("/etc/passwd")


def _pipe(file: Path) -> None:
    file.unlink()
    os.mkfifo(file)


def _folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def _link_parent(file: Path) -> None:
    file.parent.rename(file.parent.with_name("Other"))
    file.parent.symlink_to("Other")


CHANGES = [_grow, _shrink, _rewrite, _replace, _remove, _link, _pipe, _folder, _link_parent]


@pytest.mark.parametrize("change", CHANGES)
def test_a_file_changed_before_it_is_read(sip, scratch, change):
    with open_package(sip, budget=SMALL, scratch=scratch, findings=Findings()) as package:
        change(sip / "Content" / "a.bin")
        with pytest.raises(PackageRefused) as refused, package.open("Content/a.bin") as reader:
            reader.read(1)
        assert refused.value.finding.kind is findings.CHANGED


@pytest.mark.parametrize("change", [_grow, _shrink, _rewrite])
def test_a_file_changed_while_it_is_read(sip, scratch, change):
    with open_package(sip, budget=SMALL, scratch=scratch, findings=Findings()) as package:
        with package.open("Content/a.bin") as reader:
            assert len(reader.read(1000)) == 1000
            change(sip / "Content" / "a.bin")
            with pytest.raises(PackageRefused) as refused:
                drain(reader)
        assert refused.value.finding.kind is findings.CHANGED


@pytest.mark.parametrize("name", ["late.txt", "Content/sub/late.txt"])
def test_a_file_that_comes_late(sip, scratch, name):
    with open_package(sip, budget=SMALL, scratch=scratch, findings=Findings()) as package:
        package.check_unchanged()
        (sip / name).touch()
        with pytest.raises(PackageRefused) as refused:
            package.check_unchanged()
        assert refused.value.finding.kind is findings.CHANGED
