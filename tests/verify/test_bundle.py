"""A bundle of proofs that was changed anywhere proves nothing, and never breaks the verifier."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chartrier.access.communication import Request, hand_out
from chartrier.journal.checkpoint import VerifierKey
from chartrier.records.canonical import canonical
from chartrier.records.roles import Role
from chartrier.verify.bundle import verify_bundle
from tests.actors import entered
from tests.conftest import Server
from tests.delivery.test_communication import root_of
from tests.ingest.archive import Bench, new_archive
from tests.packages_of_ours import Document


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, server: Server) -> Iterator[tuple[Path, Path, Bench]]:
    folder = tmp_path_factory.mktemp("bundle")
    with new_archive(folder / "home", server) as archive:
        bench = Bench.new(archive)
        documents = [Document(f"{n}.txt", f"texte {n}".encode(), f"Pièce {n}") for n in range(5)]
        root = root_of(bench, folder, documents=documents)
        actor = entered(archive, bench.tenant, Role.ARCHIVISTE)
        done = hand_out(Request([root], proofs=True), folder / "dip.zip", bench.tenant, archive.copies, actor)
        assert done.proofs is not None
        yield done.proofs, folder / "dip.zip", bench


def changed(source: Path, target: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    with zipfile.ZipFile(source) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    change(files)
    with zipfile.ZipFile(target, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return target


def in_line(name: str, number: int, **fields: Any) -> Callable[[dict[str, bytes]], None]:
    def change(files: dict[str, bytes]) -> None:
        lines = files[name].splitlines()
        record = json.loads(lines[number])
        record.update({field: give(record[field]) for field, give in fields.items()})
        lines[number] = canonical(record)
        files[name] = b"".join(line + b"\n" for line in lines)

    return change


def replaced(name: str, give: Callable[[bytes], bytes]) -> Callable[[dict[str, bytes]], None]:
    def change(files: dict[str, bytes]) -> None:
        files[name] = give(files[name])

    return change


CHANGES = {
    "a description": (in_line("documents.jsonl", 1, description=lambda d: d.replace("Pi", "Po")), "VER-032"),
    "a sealed line": (
        in_line("documents.jsonl", 1, line=lambda d: d.replace('"kind":"unit"', '"kind":"unit" ')),
        "JRN-005",
    ),
    "its salt": (
        in_line("documents.jsonl", 1, line=lambda d: d.replace('"salt":"', '"salt":"0', 1)[:-3] + d[-2:]),
        None,
    ),
    "its index": (in_line("documents.jsonl", 1, index=lambda n: n + 1), "VER-081"),
    "its package": (in_line("documents.jsonl", 1, package=lambda p: f"f{p[1:]}"), "VER-081"),
    "its path": (in_line("documents.jsonl", 1, path=lambda p: p[:-1]), "VER-081"),
    "a path that is none": (in_line("documents.jsonl", 1, path=lambda p: 5), "VER-046"),
    "an entry": (in_line("inscriptions.jsonl", 0, entry=lambda e: e.replace('"units":6', '"units":7')), "VER-011"),
    "its place": (in_line("inscriptions.jsonl", 0, index=lambda n: n + 1), "VER-011"),
    "the checkpoint": (replaced("point-de-controle.txt", lambda d: d.replace(b"\n", b"1\n", 2)), None),
    "the key": (replaced("cle.txt", lambda d: d[:-4] + b"AAA\n"), None),
    "no line feed": (replaced("documents.jsonl", lambda d: d[:-1]), "VER-046"),
    "no json": (replaced("documents.jsonl", lambda d: b"{]\n"), "VER-046"),
    "no file": (lambda files: files.pop("documents.jsonl") and None, "VER-080"),
}


def test_as_it_was_made_it_is_proven(made: tuple[Path, Path, Bench]) -> None:
    bundle, package, bench = made
    key = VerifierKey(bench.tenant.origin, bench.tenant.public_key)
    report = verify_bundle(bundle, keys=[key], package=package)
    assert report.proven and not report.self_asserted
    assert verify_bundle(bundle).proven
    assert not verify_bundle(bundle, keys=[]).proven


@pytest.mark.parametrize("what", CHANGES)
def test_a_change_is_seen(made: tuple[Path, Path, Bench], tmp_path: Path, what: str) -> None:
    change, code = CHANGES[what]
    report = verify_bundle(changed(made[0], tmp_path / "x.zip", change), package=made[1])
    assert not report.proven
    found = [finding.code for finding in report.findings]
    assert found and (code is None or code in found), found


def test_a_document_that_was_changed_is_seen(made: tuple[Path, Path, Bench], tmp_path: Path) -> None:
    with zipfile.ZipFile(made[1]) as archive:
        name = archive.namelist()[2]
    package = changed(made[1], tmp_path / "dip.zip", replaced(name, lambda data: data + b"!"))
    report = verify_bundle(made[0], package=package)
    assert not report.proven
    assert [finding.code for finding in report.findings] == ["VER-082"]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_bytes_break_the_verifier(made: tuple[Path, Path, Bench], tmp_path: Path, data: st.DataObject) -> None:
    raw = bytearray(made[0].read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path / "any.zip"
    path.write_bytes(bytes(raw[: data.draw(st.integers(0, len(raw)))]))
    verify_bundle(path, package=path)
