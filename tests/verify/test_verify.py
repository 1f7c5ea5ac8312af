"""What is whole is proven, in few or many steps, and by another implementation too."""

from __future__ import annotations

from uuid import UUID

import pytest

from chartrier.clock import now
from chartrier.records.identifiers import new_package_id
from chartrier.verify.document import verify_document
from chartrier.verify.everything import verify_all
from chartrier.verify.reader import FolderCopy
from chartrier.verify.report import Outcome

from . import independent
from .archive import Archive, Document


def outcomes(report) -> dict[int, str]:
    return {step.kind.number: str(step.outcome) for step in report.steps}


def test_another_implementation_reads_the_same(built) -> None:
    assert independent.read_archive(built.archive.folder("a")) == 7
    assert independent.read_archive(built.archive.folder("b")) == 7


def test_everything_is_proven(built) -> None:
    copies = [FolderCopy(name, built.archive.folder(name)) for name in ("a", "b")]
    seen = []
    report = verify_all(copies, keys=[built.archive.key], on_progress=seen.append)
    assert report.proven, [f.message("en") for f in report.findings]
    assert not report.self_asserted
    assert len(report.findings) == 0
    assert outcomes(report) == {3: "skipped"} | dict.fromkeys([1, 2, 4, 5, 6, 7, 8, 9, 10, 11], "proven")
    assert (report.counts.packages, report.counts.documents) == (6, 14)
    assert [step.copy for step in report.steps] == ["a"] * 10 + ["b"] * 10 + [""]
    assert seen[-1].packages == seen[-1].of == 3
    assert report.as_json("fr")["proven"] is True


def test_a_log_without_entries(tmp_path) -> None:
    archive = Archive(tmp_path)
    report = verify_all([FolderCopy(name, archive.folder(name)) for name in ("a", "b")])
    assert report.proven, [f.message("en") for f in report.findings]
    missing = verify_document(FolderCopy("a", archive.folder("a")), new_package_id(now()))
    assert [f.code for f in missing.findings] == ["VER-010"]


def test_without_a_key_it_is_self_asserted(built, reader) -> None:
    report = verify_all([reader(built.archive.folder())])
    assert report.proven
    assert report.self_asserted
    assert report.keys[0].fingerprint == built.archive.key.fingerprint
    assert report.keys[0].found == "a/journal/key"
    assert built.archive.key.fingerprint in report.steps[0].detail.fr


def test_a_document_is_proven_with_all_its_objects(built, reader) -> None:
    for document, objects in [
        (built.plain[0], 2),
        (built.plain[1], 0),
        (built.plain[2], 0),
        (built.packed[3], 1),
    ]:
        report = verify_document(reader(built.archive.folder()), document.unit, keys=[built.archive.key])
        assert report.proven, [f.message("en") for f in report.findings]
        assert outcomes(report) == {3: "skipped"} | dict.fromkeys([1, 2, 4, 5, 6, 7, 8], "proven")
        assert report.counts.documents == objects
        assert report.counts.bytes == sum(len(data or b"") for data in document.objects.values())


def test_an_object_or_a_group_is_proven(built, reader) -> None:
    for document in (built.plain[0], built.packed[1]):
        for identifier in document.ids.values():
            report = verify_document(reader(built.archive.folder()), identifier)
            assert report.proven
            assert report.counts.documents == 1
    group = UUID(int=built.plain[0].unit.int + 1)
    report = verify_document(reader(built.archive.folder()), group)
    assert report.proven
    assert report.counts.documents == 2


@pytest.mark.parametrize("offset", [0, 2000])
def test_what_is_not_there(built, reader, offset: int) -> None:
    identifier = UUID(int=built.archive.packages[0].int + offset)
    report = verify_document(reader(built.archive.folder()), identifier)
    assert not report.proven
    assert [f.code for f in report.findings] == ["VER-033"]


@pytest.mark.parametrize(
    "identifier", [UUID(int=0), UUID(int=2**128 - 1), new_package_id(now()), UUID(int=7 << 76 | 2 << 62)]
)
def test_packages_that_never_were(built, reader, identifier: UUID) -> None:
    report = verify_document(reader(built.archive.folder()), identifier)
    assert [f.code for f in report.findings] == ["VER-010"]
    assert outcomes(report)[4] == "failed"
    assert outcomes(report)[8] == "skipped"


def test_a_rejected_versement_has_no_documents(built, reader) -> None:
    report = verify_document(reader(built.archive.folder()), UUID(int=built.rejected.int + 1))
    assert [f.code for f in report.findings] == ["VER-033"]


def test_no_copy_at_all(tmp_path) -> None:
    report = verify_all([FolderCopy("a", tmp_path / "nowhere")])
    assert not report.proven
    assert [f.code for f in report.findings] == ["VER-001"]
    assert {step.outcome for step in report.steps[1:]} == {Outcome.SKIPPED}


def test_one_document_takes_few_reads(tmp_path) -> None:
    """In a log of several bundles, one document does not read them all."""
    archive = Archive(tmp_path)
    document = Document("Le document", {"txt": b"octets"})
    archive.versement([document])
    archive.lengthen(1299)
    read = []

    class Counting(FolderCopy):
        def read(self, path: str, limit: int) -> bytes | None:
            read.append(path)
            return super().read(path, limit)

    report = verify_document(Counting("a", archive.folder()), document.unit)
    assert report.proven, [f.message("en") for f in report.findings]
    assert len(read) < 20
    assert len([path for path in read if "entries" in path]) <= 4
