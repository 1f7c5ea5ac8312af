"""The same content in a zip, a tar or a folder is the same versement; what changes meanwhile is refused."""

from __future__ import annotations

import hashlib
import io
import os
import tarfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from chartrier.ingest.steps import Steps
from chartrier.packages.findings import CHANGED
from tests.ingest.archive import Bench, codes, errors, zip_of
from tests.packages_of_ours import Document, Sip

DOCUMENTS = [
    Document("a.txt", b"bonjour\n", "A"),
    Document("sous/dossier/été.bin", os.urandom(300_000), "B", algorithm="SHA-256"),
    Document("weak.txt", b"faible\n", algorithm="MD5"),
    Document("taille.txt", b"taille\n", size=5),
]
SIP = Sip(documents=DOCUMENTS)


def folder_of(path: Path, files: dict[str, bytes]) -> Path:
    for name, data in files.items():
        target = path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    return path


def tar_of(mode: str) -> Callable[[Path, dict[str, bytes]], Path]:
    def write(path: Path, files: dict[str, bytes]) -> Path:
        with tarfile.open(path, mode) as archive:
            for name, data in files.items():
                member = tarfile.TarInfo(name)
                member.size = len(data)
                archive.addfile(member, io.BytesIO(data))
        return path

    return write


CONTAINERS: dict[str, Callable[[Path, dict[str, bytes]], Path]] = {
    "zip": zip_of,
    "tar": tar_of("w"),
    "tar.gz": tar_of("w:gz"),
    "tar.bz2": tar_of("w:bz2"),
    "folder": folder_of,
}


def described(objects: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Without the identifiers, which are new each time."""
    return [
        {name: value for name, value in each.items() if name not in ("id", "group", "location")} for each in objects
    ]


@pytest.mark.parametrize("kind", [kind for kind in CONTAINERS if kind != "zip"])
def test_the_same_as_in_a_zip(bench: Bench, tmp_path: Path, kind: str) -> None:
    files = SIP.files()
    as_zip = bench.accept(zip_of(tmp_path / "1.zip", files))
    files["manifest.xml"] = files["manifest.xml"].replace(b"MSG-1", b"MSG-2")
    other = bench.accept(CONTAINERS[kind](tmp_path / "paquet", files))
    assert other.operation.container["kind"] == kind
    assert other.operation.findings.verdict == as_zip.operation.findings.verdict == "warning"
    assert codes(other) == codes(as_zip)
    assert described(bench.objects(other)) == described(bench.objects(as_zip))
    assert bench.stored(other) == {f"O-{n}": each.data for n, each in enumerate(DOCUMENTS)}
    assert other.operation.counts == as_zip.operation.counts
    assert bench.is_proven()


@pytest.mark.parametrize("kind", CONTAINERS)
def test_rejected_for_the_same(bench: Bench, tmp_path: Path, kind: str) -> None:
    files = SIP.files()
    files["Content/a.txt"] = b"bonsoir\n"
    files["Content/intrus.txt"] = b"?"
    outcome = bench.reject(CONTAINERS[kind](tmp_path / "paquet", files))
    assert sorted(errors(outcome)) == ["ING-002", "ING-003"]


def changing(at: str, change: Callable[[], object]) -> Steps:
    """The steps of an operation during which something happens, once, as this one begins."""
    waiting = [change]

    def tell(name: str, done: int, total: int) -> None:
        if name == at and waiting:
            waiting.pop()()

    return Steps(tell)


def rewrite(file: Path) -> None:
    """Other bytes, as many, and the same dates."""
    status = file.stat()
    file.write_bytes(bytes(byte ^ 1 for byte in file.read_bytes()))
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))


CHANGES: dict[str, Callable[[Path], object]] = {
    "rewritten": lambda folder: rewrite(folder / "Content/a.txt"),
    "longer": lambda folder: (folder / "Content/a.txt").open("ab").write(b"!"),
    "gone": lambda folder: (folder / "Content/a.txt").unlink(),
    "a link": lambda folder: (
        (folder / "Content/a.txt").unlink(),
        (folder / "Content/a.txt").symlink_to("/etc/passwd"),
    ),
    "another file of the same bytes": lambda folder: (
        (folder / "Content/n").write_bytes(DOCUMENTS[0].data),
        (folder / "Content/n").rename(folder / "Content/a.txt"),
    ),
    "one more": lambda folder: (folder / "Content/tard.txt").write_bytes(b"tard"),
    "one more folder": lambda folder: (folder / "Tard").mkdir(),
}


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("step", ["bordereau", "files"])
def test_a_folder_that_changes(bench: Bench, tmp_path: Path, step: str, change: str) -> None:
    folder = folder_of(tmp_path / "paquet", SIP.files())
    outcome = bench.ingest(folder, changing(step, lambda: CHANGES[change](folder)))
    assert not outcome.operation.accepted
    assert errors(outcome)
    assert bench.is_proven()
    assert bench.is_quiet()


def test_a_folder_that_grows_at_the_last_moment(bench: Bench, tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "paquet", SIP.files())
    late = changing("unchanged", lambda: (folder / "Content/tard.txt").write_bytes(b"tard"))
    outcome = bench.ingest(folder, late)
    assert errors(outcome) == [CHANGED.code]


@pytest.mark.parametrize("step", ["files", "formats", "package", "copies"])
def test_a_folder_that_changes_is_never_mixed(bench: Bench, tmp_path: Path, step: str) -> None:
    """At whatever moment: rejected, or exactly the bytes whose digests are declared."""
    folder = folder_of(tmp_path / "paquet", SIP.files())
    outcome = bench.ingest(folder, changing(step, lambda: rewrite(folder / "Content/sous/dossier/été.bin")))
    if outcome.operation.accepted:
        assert bench.stored(outcome) == {f"O-{n}": each.data for n, each in enumerate(DOCUMENTS)}
    else:
        assert errors(outcome)
    assert bench.is_proven()
    assert step != "files" or not outcome.operation.accepted
    assert step != "copies" or outcome.operation.accepted


def test_a_zip_that_changes_at_the_last_moment(bench: Bench, tmp_path: Path) -> None:
    package = zip_of(tmp_path / "1.zip", SIP.files())
    before = hashlib.sha512(package.read_bytes()).digest()
    outcome = bench.ingest(package, changing("unchanged", lambda: rewrite(package)))
    assert hashlib.sha512(package.read_bytes()).digest() != before
    assert errors(outcome) == [CHANGED.code]
