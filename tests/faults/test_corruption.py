"""Random corruptions of two copies: all found, all mended where something proves what was there, else an alarm."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from chartrier.preservation.audit import AuditReport, Means, audit
from chartrier.wiring import Wiring
from tests.conftest import Server
from tests.ingest.archive import Bench, is_proven, new_archive
from tests.preservation.ruin import HOW, OF_BYTES, OF_PACKAGES, Ruin, fill, tenant_folders, tree

FRAME = ("0=ocfl_object_1.1", "inventory.json", "inventory.json.sha512")
CHECKPOINT = "journal/checkpoint"
Pristine = dict[str, bytes]


@pytest.fixture(scope="module")
def archive(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Wiring]:
    with new_archive(tmp_path_factory.mktemp("corruption"), server) as archive:
        yield archive


def repaired(bench: Bench) -> AuditReport:
    means = Means(bench.archive.copies)
    return audit(bench.tenant, means, by="system", repair=True)


def spoil(ruin: Ruin, rng: random.Random) -> None:
    """From one to six corruptions, some of them of one file in both copies."""
    for _ in range(rng.randint(1, 6)):
        copies = rng.choice([["a"], ["b"], ["a"], ["b"], ["a", "b"]])
        kind = rng.choice(list(HOW))
        choices = None
        for copy in copies:
            possible = [path for path in targets(ruin, copy, kind) if choices is None or path in choices]
            if possible:
                path = rng.choice(possible)
                ruin.one(copy, kind, path)
                choices = [path]


def targets(ruin: Ruin, copy: str, kind: str) -> list[str]:
    """Files that this may be done to, evenly of packages, of what frames them and of the journal."""
    touched = [path for _, other, path in ruin.done if other == copy]
    there = sorted(tree(ruin.folders[copy])) if kind in OF_BYTES else ruin.files(copy)
    free = [path for path in there if not any(path.startswith(each) or each.startswith(path) for each in touched)]
    packages = [path for path in free if is_in_a_package(path)]
    if kind in OF_PACKAGES:
        return [path for path in packages if not any(each.startswith(package_of(path)) for each in touched)]
    others = [path for path in free if not is_in_a_package(path)]
    return ruin.rng.choice([packages, packages, others]) or free


def is_in_a_package(path: str) -> bool:
    return path.startswith("packages/") and path.count("/") > 3


def package_of(path: str) -> str:
    return "/".join(path.split("/")[:4])


def lost(before: Pristine, now: dict[str, Pristine]) -> set[str]:
    """The files of `before` that nothing proves any more, judged without any code of ours."""
    held = {path for path in before if any(copy.get(path) == before[path] for copy in now.values())}
    gone = set()
    for path in before:
        package = package_of(path)
        if not is_in_a_package(path) or path in held:
            continue
        if path.endswith("/inventory.json"):
            twins = [f"{package}/inventory.json", f"{package}/v1/inventory.json"]
        elif path.rpartition("/")[2] in FRAME:
            continue
        else:
            twins = [each for each in before if package_of(each) == package and before[each] == before[path]]
        if not held & set(twins):
            gone.add(path)
    return gone


def everything_is_named(ruin: Ruin, report: AuditReport) -> None:
    named = {finding["place"]["file"] or "" for finding in report.findings}
    for kind, copy, path in ruin.done:
        where = f"{copy}/{path}"
        assert any(where == each or where.startswith(f"{each}/") for each in named), (kind, where, sorted(named))


def is_mended(bench: Bench, before: Pristine, but: set[str]) -> None:
    """Both copies have every file of before, byte for byte, save those in `but` and the checkpoint, which grew."""
    without = {package_of(path) for path in but if path.endswith("/inventory.json")}
    for name, folder in tenant_folders(bench).items():
        now = tree(folder)
        for path, data in before.items():
            if path != CHECKPOINT and path not in but and package_of(path) not in without:
                assert now.get(path) == data, (name, path)


def one_round(bench: Bench, rng: random.Random) -> int:
    folders = tenant_folders(bench)
    before = tree(folders["a"])
    assert tree(folders["b"]) == before
    ruin = Ruin(folders, rng)
    spoil(ruin, rng)
    now = {name: tree(folder) for name, folder in folders.items()}
    if all(copy.get(CHECKPOINT) != before[CHECKPOINT] for copy in now.values()):
        report = repaired(bench)
        assert not report.proven
        assert [finding["code"] for finding in report.findings] == ["PRS-030"]
        assert {name: tree(folder) for name, folder in folders.items()} == now
        put_back(folders["a"] / CHECKPOINT, before[CHECKPOINT])
    gone = lost(before, now)
    report = repaired(bench)
    assert report.proven == (not gone), (gone, ruin.done, [(f["code"], f["place"]["file"]) for f in report.findings])
    if CHECKPOINT not in {path for _, _, path in ruin.done}:
        everything_is_named(ruin, report)
    is_mended(bench, before, gone)
    if gone:
        alarms = {finding["place"]["file"] for finding in report.findings if finding["code"] in ("PRS-053", "PRS-051")}
        for path in gone:
            assert path in alarms or f"a/{package_of(path)}" in alarms, (path, alarms)
            put_back(folders["a"] / path, before[path])
        again = repaired(bench)
        assert again.proven, again.findings
        is_mended(bench, before, set())
    assert is_proven(bench.archive, bench.tenant)
    assert tree(folders["a"]) == tree(folders["b"])
    return len(ruin.done)


def put_back(file: Path, data: bytes) -> None:
    """What an operator does with a backup."""
    if file.is_dir() and not file.is_symlink():
        (file / "inside").unlink()
        file.rmdir()
    file.unlink(missing_ok=True)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)
    file.chmod(0o400)


def many_rounds(archive: Wiring, tmp_path: Path, seed: int, corruptions: int) -> None:
    rng = random.Random(seed)
    done = 0
    while done < corruptions:
        bench = Bench.new(archive)
        fill(bench, tmp_path / f"sips-{done}", pack=True)
        for _ in range(12):
            done += one_round(bench, rng)
    print(f"seed {seed}: {done} corruptions")


@pytest.mark.parametrize("count", [30, pytest.param(100, marks=pytest.mark.faults)])
def test_corruptions(archive: Wiring, tmp_path: Path, count: int) -> None:
    many_rounds(archive, tmp_path, 1, count)


@pytest.mark.faults
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("seed", range(10, 20))
def test_two_thousand_corruptions(archive: Wiring, tmp_path: Path, seed: int) -> None:
    many_rounds(archive, tmp_path, seed, 200)
