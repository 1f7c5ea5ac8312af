"""The parts of the floor do what they say: nothing is measured that was not done."""

from __future__ import annotations

import hashlib
import random
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from bench.floor import copying, identifying, unzipping, validating
from bench.measuring import extract
from bench.payload import write_package
from tests.seda.official import CORPUS, needs_corpus


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("payload") / "documents.zip"
    write_package(path, 250)
    return path


def zip_of(path: Path, files: dict[str, bytes], method: int) -> Path:
    with zipfile.ZipFile(path, "w", method) as archive:
        archive.writestr(zipfile.ZipInfo("folder/"), b"")
        for name, data in files.items():
            archive.writestr(name, data)
    return path


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
@pytest.mark.parametrize("size", [100, 3_000_000])
def test_every_member_is_hashed(tmp_path: Path, method: int, size: int) -> None:
    files = {f"é{number}.bin": random.Random(number).randbytes(size + number) for number in range(5)} | {"empty": b""}
    path = zip_of(tmp_path / "x.zip", files, method)
    expected = {name: (hashlib.sha512(data).hexdigest(), len(data)) for name, data in files.items()}
    assert unzipping.digests_of(path) == expected


def test_a_damaged_member_is_seen(tmp_path: Path) -> None:
    path = zip_of(tmp_path / "x.zip", {"a": b"A" * 1000}, zipfile.ZIP_STORED)
    path.write_bytes(path.read_bytes().replace(b"A" * 1000, b"A" * 999 + b"B"))
    with pytest.raises(ValueError, match="a is damaged"):
        unzipping.digests_of(path)


def test_formats(package: Path, tmp_path: Path) -> None:
    extract(package, tmp_path / "objects")
    found = identifying.measure(tmp_path / "objects")
    assert (found["files"], found["identified"]) == (250, 250)
    assert found["seconds"] > 0


@needs_corpus
def test_the_official_schema_validates(package: Path, tmp_path: Path) -> None:
    manifest = extract(package, tmp_path / "objects")
    found = validating.measure(manifest, CORPUS / "schemas")
    # 250 groups, 250 objects, 253 units
    assert (found["schema"], found["elements"]) == ("official 2.1", 753)
    manifest.write_bytes(manifest.read_bytes().replace(b"<Size>", b"<Weight>", 1).replace(b"</Size>", b"</Weight>", 1))
    with pytest.raises(etree.XMLSyntaxError, match="Weight"):
        validating.measure(manifest, CORPUS / "schemas")


def test_without_the_official_schema_ours(package: Path, tmp_path: Path) -> None:
    manifest = extract(package, tmp_path / "objects")
    found = validating.measure(manifest, tmp_path)
    assert (found["schema"], found["units"]) == ("ours", 253)


def test_two_copies_are_there_and_equal(package: Path, tmp_path: Path) -> None:
    objects, papers = tmp_path / "objects", tmp_path / "papers"
    extract(package, objects)
    large = random.Random(1).randbytes(2_000_000)
    (objects / "large.bin").write_bytes(large)
    (papers / "v1" / "content").mkdir(parents=True)
    (papers / "v1" / "content" / "units.jsonl").write_bytes(b"{}\n")
    found = copying.measure(objects, papers, tmp_path / "copies")
    copies = [tree(tmp_path / "copies" / name) for name in "ab"]
    assert copies[0] == copies[1]
    assert found["files"] == len(copies[0]) == 3
    assert found["bytes"] == sum(map(len, copies[0].values()))
    assert copies[0]["package/v1/content/objets/large.bin"] == large
    with zipfile.ZipFile(tmp_path / "copies" / "a" / "package" / "v1" / "content" / "objets-0001.zip") as pack:
        assert pack.testzip() is None
        assert {info.compress_type for info in pack.infolist()} == {zipfile.ZIP_STORED}
        packed = {name: pack.read(name) for name in pack.namelist()}
    assert packed == {path.name: path.read_bytes() for path in objects.iterdir() if path.name != "large.bin"}


def test_packs_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copying, "LARGEST_PACK", 10_000)
    held = [(f"{number:06d}.txt", bytes(100)) for number in range(300)]
    packs = [sum(map(len, pieces)) for _, pieces in copying.packed(held)]
    assert len(packs) > 3
    assert max(packs) <= 10_000 < max(packs) + 300


def test_few_objects_are_files() -> None:
    held = [(f"{number}.txt", b"x") for number in range(200)]
    assert [name for name, _ in copying.packed(held)] == [f"v1/content/objets/{number}.txt" for number in range(200)]


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
