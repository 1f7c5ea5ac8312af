"""A journal that was rewritten, shortened or signed by another: refused by the key or an older checkpoint."""

from __future__ import annotations

import base64
import shutil
from pathlib import Path

import pytest

from chartrier.journal.checkpoint import Checkpoint, VerifierKey, write_checkpoint
from chartrier.verify.document import verify_document
from chartrier.verify.everything import verify_all
from chartrier.verify.reader import FolderCopy
from chartrier.verify.report import Report

from .archive import ORIGIN, Archive, Document, private_key


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    made = Archive(tmp_path / "home")
    made.versement([Document("Un", {"txt": b"1"})])
    made.rejet()
    return made


def reading(archive: Archive, name: str = "a") -> FolderCopy:
    return FolderCopy(name, archive.folder(name))


def codes(report: Report) -> list[str]:
    return [finding.code for finding in report.findings]


def rewrite(archive: Archive, key: str = "first") -> None:
    """Replace the first entry by another one, and sign all of it again."""
    archive.entries[0] = archive.entries[0].replace(b'"warnings":0', b'"warnings":1')
    archive.publish(0, key=private_key(key))
    if key != "first":
        for store in archive.stores:
            public = VerifierKey.of(ORIGIN, private_key(key))
            store.write_journal(archive.folder().name, [("key", f"{public}\n".encode())])


def test_the_log_has_grown_since(archive: Archive) -> None:
    kept = [archive.checkpoint()]
    for _ in range(3):
        archive.rejet()
        kept.append(archive.checkpoint())
    for since in kept:
        report = verify_all([reading(archive)], keys=[archive.key], since=since)
        assert report.proven, codes(report)
        assert {step.kind.number: str(step.outcome) for step in report.steps}[3] == "proven"


def test_since_the_empty_log(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    since = archive.checkpoint()
    archive.rejet()
    assert verify_all([reading(archive)], since=since).proven


def test_rewritten_and_signed_with_another_key(archive: Archive) -> None:
    since = archive.checkpoint()
    rewrite(archive, "thief's")
    # Whoever trusts what he finds is fooled: the report says what its proof is worth.
    blind = verify_all([reading(archive)])
    assert blind.proven
    assert blind.self_asserted
    assert codes(verify_all([reading(archive)], keys=[archive.key])) == ["VER-002"]
    assert codes(verify_all([reading(archive)], since=since)) == ["VER-005"]


def test_another_key_under_the_old_key_file(archive: Archive) -> None:
    archive.publish(0, key=private_key("thief's"))
    assert codes(verify_all([reading(archive)])) == ["VER-004"]
    assert codes(verify_all([reading(archive)], keys=[archive.key])) == ["VER-004"]


def test_rewritten_and_signed_with_the_same_key(archive: Archive) -> None:
    since = archive.checkpoint()
    rewrite(archive)
    assert verify_all([reading(archive)], keys=[archive.key]).proven
    assert codes(verify_all([reading(archive)], keys=[archive.key], since=since)) == ["VER-007"]
    archive.rejet()
    assert codes(verify_all([reading(archive)], keys=[archive.key], since=since)) == ["VER-007"]


def test_a_shortened_log(archive: Archive) -> None:
    before = archive.checkpoint()
    archive.rejet()
    since = archive.checkpoint()
    archive.stores[0].write_journal(archive.folder().name, [("checkpoint", before)])
    report = verify_all([reading(archive)], since=since)
    assert codes(report) == ["VER-006"]
    assert verify_document(reading(archive), archive.packages[0], since=since).steps[2].outcome == "failed"


@pytest.mark.parametrize("since", [b"", b"garbage", b"\xff" * 100, b"x" * 100_000])
def test_an_older_checkpoint_that_is_none(archive: Archive, since: bytes) -> None:
    report = verify_all([reading(archive)], since=since)
    assert codes(report) == ["JRN-002"]
    assert not report.proven


def test_an_older_checkpoint_of_another_log(archive: Archive) -> None:
    other = write_checkpoint(Checkpoint("elsewhere.example/1", 1, bytes(32)), archive.private)
    assert codes(verify_all([reading(archive)], since=other)) == ["VER-005"]


def test_an_absurd_size_that_is_signed(archive: Archive) -> None:
    note = write_checkpoint(Checkpoint(ORIGIN, 2**62, base64.b64decode("A" * 43 + "=")), archive.private)
    archive.stores[0].write_journal(archive.folder().name, [("checkpoint", note)])
    since = archive.checkpoint("b")
    for report in (
        verify_all([reading(archive)]),
        verify_all([reading(archive)], since=since),
        verify_document(reading(archive), archive.packages[0]),
    ):
        assert not report.proven
        assert codes(report) == ["JRN-004"]


def test_copies_that_agree_or_lag(archive: Archive) -> None:
    archive.rejet(stores=[0])
    report = verify_all([reading(archive, "a"), reading(archive, "b")])
    assert report.proven
    assert codes(report) == ["VER-051"]
    assert "« b »" in next(iter(report.findings)).message("fr")
    assert report.findings.verdict == "warning"


def test_copies_that_tell_two_stories(archive: Archive, tmp_path: Path) -> None:
    aside = tmp_path / "aside"
    shutil.copytree(archive.folder("b"), aside)
    rewrite(archive)
    report = verify_all([reading(archive, "a"), FolderCopy("b", aside)], keys=[archive.key])
    assert codes(report) == ["VER-050"]
    assert {(step.kind.number, str(step.outcome)) for step in report.steps if not step.copy} == {(10, "failed")}
    archive.rejet()
    assert codes(verify_all([reading(archive, "a"), FolderCopy("b", aside)])) == ["VER-050", "VER-051"]


def test_copies_under_different_keys(archive: Archive, tmp_path: Path) -> None:
    aside = tmp_path / "aside"
    shutil.copytree(archive.folder("b"), aside)
    rewrite(archive, "thief's")
    assert codes(verify_all([reading(archive, "a"), FolderCopy("b", aside)])) == ["VER-050"]


def test_the_same_log_under_two_keys(archive: Archive, tmp_path: Path) -> None:
    aside = tmp_path / "aside"
    shutil.copytree(archive.folder("b"), aside)
    archive.publish(0, key=private_key("other"))
    public = VerifierKey.of(ORIGIN, private_key("other"))
    (archive.folder() / "journal/key").write_text(f"{public}\n")
    assert codes(verify_all([reading(archive, "a"), FolderCopy("b", aside)])) == ["VER-050"]


def test_one_of_several_trusted_keys(archive: Archive) -> None:
    others = [VerifierKey.of(ORIGIN, private_key(name)) for name in ("x", "y")]
    report = verify_all([reading(archive)], keys=[*others, archive.key])
    assert report.proven
    assert not report.self_asserted


def test_a_package_acquired_twice_and_time_backwards(archive: Archive) -> None:
    archive.entries.append(archive.entries[0])
    archive.publish(2)
    report = verify_all([reading(archive)])
    assert set(codes(report)) == {"VER-014", "VER-015"}


def test_a_damaged_entry_is_told_from_a_damaged_tile(archive: Archive) -> None:
    bundle, tile = (archive.folder() / "journal" / f"tile/{level}/000.p/2" for level in ("entries", "0"))
    for file, expected in [(bundle, "VER-011"), (tile, "VER-013")]:
        whole = file.read_bytes()
        digit = whole.index(b"sha512:") + 9 if file == bundle else 9
        file.write_bytes(whole[:digit] + (b"1" if whole[digit : digit + 1] == b"0" else b"0") + whole[digit + 1 :])
        report = verify_all([reading(archive)])
        assert {"VER-011", "VER-012", "VER-013"} & set(codes(report)) == {expected}
        place = next(finding.place.file for finding in report.findings if finding.code == expected)
        assert place == f"a/{file.relative_to(archive.folder())}"
        # A document is not proven either: its entry is wrong, or a hash that its proof needs.
        package = archive.packages[0 if file == bundle else 1]
        assert codes(verify_document(reading(archive), package)) == ["VER-011"]
        file.write_bytes(whole)
