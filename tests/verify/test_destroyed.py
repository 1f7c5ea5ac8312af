"""Proving what is left after an order of destruction, and refusing what no order did."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from chartrier.journal.changes import read_changes
from chartrier.journal.contents import destroyed_line, prove_line
from chartrier.journal.tree import included, leaf_hash
from chartrier.vault.ocfl import amended_inventory, package_path
from chartrier.verify.document import verify_document
from chartrier.verify.everything import verify_all
from chartrier.verify.package import frame_files
from chartrier.verify.reader import FolderCopy
from tests.copies.destroying import eliminate, going_units, planted_sip
from tests.ingest.archive import Bench
from tests.ingest.conftest import archive, bench
from tests.packages_of_ours import Sip

__all__ = ["archive", "bench"]


def copy_of(bench: Bench, name: str = "a") -> FolderCopy:
    return FolderCopy(name, bench.archive.settings.copies[name] / bench.tenant.code)


def folder_of(bench: Bench, package: UUID, name: str = "a") -> Path:
    return bench.archive.settings.copies[name] / bench.tenant.code / "packages" / package_path(package)


def codes(report: Any) -> list[str]:
    return [found.code for found in report.findings]


class Counting:
    """A copy that counts what is read of it."""

    def __init__(self, copy: FolderCopy) -> None:
        self._copy, self.name, self.opened = copy, copy.name, []  # type: ignore[var-annotated]

    def read(self, path: str, limit: int) -> bytes | None:
        self.opened.append(path)
        return self._copy.read(path, limit)

    def open(self, path: str) -> Any:
        self.opened.append(path)
        return self._copy.open(path)

    def items(self, folder: str) -> Any:
        return self._copy.items(folder)


@pytest.mark.parametrize(("kept", "going"), [(3, 3), pytest.param(110, 104, marks=pytest.mark.faults)])
def test_a_neighbour_is_proven_in_few_reads(bench: Bench, tmp_path: Path, kept: int, going: int) -> None:
    outcome = bench.accept(planted_sip("N", kept, going).write(tmp_path / "n.zip"))
    units = going_units(bench, outcome)
    neighbours = [UUID(unit["id"]) for unit in bench.units(outcome) if UUID(unit["id"]) not in units]
    eliminate(bench, units)
    for number in range(20):
        bench.accept(Sip(message=f"after-{number}").write(tmp_path / f"{number}.zip"))
    reader = Counting(copy_of(bench))
    report = verify_document(reader, neighbours[1])
    assert report.proven, codes(report)
    assert report.counts.documents == 1
    assert len(reader.opened) < 45
    for gone in units[:2]:
        report = verify_document(copy_of(bench), gone)
        assert not report.proven
        assert codes(report) == ["VER-065"]
    assert codes(verify_document(copy_of(bench), UUID(int=neighbours[0].int + 5000))) == ["VER-033"]


def test_a_document_destroyed_by_an_earlier_order(bench: Bench, tmp_path: Path) -> None:
    outcome = bench.accept(planted_sip("E").write(tmp_path / "e.zip"))
    units = going_units(bench, outcome)
    eliminate(bench, units[:1])
    eliminate(bench, units[1:])
    assert [codes(verify_document(copy_of(bench), unit)) for unit in units] == [["VER-065"]] * 3


def test_the_path_of_a_neighbour_stays(bench: Bench, tmp_path: Path) -> None:
    """A line and its Merkle path, kept by somebody since before, are those that the purged package gives."""
    outcome = bench.accept(planted_sip("P").write(tmp_path / "p.zip"))
    before = (bench.contents(outcome)[0] / "contents.jsonl").read_bytes().splitlines()
    kept = prove_line(before, 0)
    eliminate(bench, going_units(bench, outcome))
    after = (folder_of(bench, outcome.operation.identifier) / "v2/content/contents.jsonl").read_bytes().splitlines()
    assert prove_line(after, 0) == kept
    assert outcome.operation.contents is not None
    root = bytes.fromhex(outcome.operation.contents.root.value)
    assert included(leaf_hash(kept.line), 0, kept.size, kept.path, root)


def test_what_is_taken_away_without_order_is_refused(bench: Bench, tmp_path: Path) -> None:
    """A whole new version, as an order would write it: nothing in the journal names it."""
    outcome = bench.accept(planted_sip("W").write(tmp_path / "w.zip"))
    folder = folder_of(bench, outcome.operation.identifier)
    forge(folder, outcome.operation.identifier, 1)
    report = verify_all([copy_of(bench)])
    assert not report.proven
    assert "VER-022" in codes(report) or "VER-021" in codes(report)


def test_more_is_taken_away_than_was_ordered(bench: Bench, tmp_path: Path) -> None:
    """The order's list of changes is genuine, but one more line of the contents is a mere hash."""
    outcome = bench.accept(planted_sip("M").write(tmp_path / "m.zip"))
    eliminate(bench, going_units(bench, outcome))
    content = folder_of(bench, outcome.operation.identifier) / "v2/content/contents.jsonl"
    lines = content.read_bytes().splitlines()
    index = next(number for number, line in enumerate(lines) if not line.startswith(b'{"leaf"'))
    lines[index] = destroyed_line(leaf_hash(lines[index]))
    content.chmod(0o600)
    content.write_bytes(b"\n".join(lines) + b"\n")
    report = verify_all([copy_of(bench)])
    assert not report.proven
    assert "VER-062" in codes(report)
    assert "VER-041" in codes(report)


@pytest.mark.parametrize("name", ["changes.jsonl", "destroyed.jsonl"])
def test_the_lists_of_an_order_are_what_the_journal_says(bench: Bench, tmp_path: Path, name: str) -> None:
    outcome = bench.accept(planted_sip("L").write(tmp_path / "l.zip"))
    ordered = eliminate(bench, going_units(bench, outcome))
    file = folder_of(bench, ordered.act) / "v1/content" / name
    assert verify_all([copy_of(bench)]).proven
    file.chmod(0o600)
    file.write_bytes(file.read_bytes().replace(b"sha", b"shb", 1))
    assert not verify_all([copy_of(bench)]).proven


def test_what_an_order_says_of_itself(bench: Bench, tmp_path: Path) -> None:
    outcome = bench.accept(planted_sip("S").write(tmp_path / "s.zip"))
    ordered = eliminate(bench, going_units(bench, outcome))
    content = folder_of(bench, ordered.act) / "v1/content"
    record = json.loads((content / "operation.json").read_bytes())
    assert record["changes"]["count"] == 1
    assert record["destroyed"]["count"] == 6
    (change,) = read_changes((content / "changes.jsonl").read_bytes())
    assert change.package == outcome.operation.identifier
    lines = [json.loads(line) for line in (content / "destroyed.jsonl").read_bytes().splitlines()]
    assert {frozenset(line) for line in lines} == {
        frozenset({"id", "kind", "package", "leaf"}),
        frozenset({"id", "kind", "package", "leaf", "group", "digests", "size"}),
    }


def forge(folder: Path, package: UUID, line: int) -> None:
    """What an insider without the key can write: a version in which one line of the contents is a mere hash."""
    import hashlib

    from chartrier.clock import now

    lines = (folder / "v1/content/contents.jsonl").read_bytes().splitlines()
    lines[line] = destroyed_line(leaf_hash(lines[line]))
    data = b"\n".join(lines) + b"\n"
    (folder / "v2/content").mkdir(parents=True)
    (folder / "v2/content/contents.jsonl").write_bytes(data)
    changed = {"contents.jsonl": hashlib.sha512(data).hexdigest()}
    before = (folder / "inventory.json").read_bytes()
    inventory = amended_inventory(
        before, author=package, created=now(), message="elimination", gone=(), changed=changed
    )
    for name, content in frame_files(inventory, "v2").items():
        path = folder / name
        if path.exists():
            path.chmod(0o600)
        path.write_bytes(content)
