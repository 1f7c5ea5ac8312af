"""A copy damaged in each file and in every manner: not proven, at the right place, never a traceback."""

from __future__ import annotations

import hashlib
import json
import os
import random
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from chartrier.journal.contents import ContentsTree
from chartrier.journal.entry import Counts, read_entry, write_entry
from chartrier.verify.document import verify_document
from chartrier.verify.everything import verify_all
from chartrier.verify.reader import FolderCopy
from chartrier.verify.report import Outcome, Report

from .archive import Archive, Document

STEP_OF = {
    "journal/key": {1, 2},
    "journal/checkpoint": {2},
    "journal/tile": {4},
    "packages/0=ocfl_1.1": {9},
    "packages/ocfl_layout.json": {9},
    "packages/extensions": {9},
    "0=ocfl_object_1.1": {5},
    "inventory.json": {5},
    "inventory.json.sha512": {5},
    "operation.json": {5, 9},
    "findings.json": {9},
    "reply.xml": {9},
    "bordereau.xml": {9},
    "contents.jsonl": {6, 7, 9},
    "units.jsonl": {6, 7, 9},
    "objects.jsonl": {6, 7, 8, 9},
    "objets": {8, 9},
    "objets-0001.zip": {8, 9},
}


def needed_files(copy: Path) -> list[Path]:
    """Every file of the copy but the tiles of earlier sizes and the declaration, which nothing needs to be proven."""
    files = [file for file in sorted(copy.rglob("*")) if file.is_file() and file.name != "0=chartrier_1"]
    return [file for file in files if ".p" not in str(file) or file.name == "3"]


def step_of(copy: Path, file: Path) -> set[int]:
    path = file.relative_to(copy).as_posix()
    known = [steps for prefix, steps in STEP_OF.items() if path.startswith(prefix) or file.name == prefix]
    return known[0] if known else STEP_OF["objets"]


def failed(report: Report) -> set[int]:
    return {step.kind.number for step in report.steps if step.outcome is Outcome.FAILED}


def judge(copy: Path, file: Path, report: Report, manner: str) -> None:
    path = file.relative_to(copy).as_posix()
    assert not report.proven, f"{manner}: {path}"
    assert failed(report) & step_of(copy, file), f"{manner}: {path}: {failed(report)}"
    for finding in report.findings:
        for language in ("fr", "en"):
            assert finding.message(language)
            assert finding.remedy(language)
    if file.suffix != ".jsonl" and "location" not in manner:
        places = [finding.place.file or "" for finding in report.findings]
        assert any(place.removeprefix("a/").startswith(path.rpartition("/")[0]) for place in places), places


def test_one_flipped_bit_in_each_file(copy_of, reader) -> None:
    copy, chance = copy_of(), random.Random(5)
    files = needed_files(copy)
    assert len(files) > 40
    for file in files:
        data = file.read_bytes()
        if file.name == "ocfl_layout.json":
            # Its description is words for people: no tool reads them.
            data = data[data.index(b'"extension"') :]
        positions = {0, len(data) - 1, *(chance.randrange(len(data)) for _ in range(4))}
        whole = file.read_bytes()
        for position in positions:
            at = position + len(whole) - len(data)
            damaged = whole[:at] + bytes([whole[at] ^ 1 << chance.randrange(8)]) + whole[at + 1 :]
            file.chmod(0o600)
            file.write_bytes(damaged)
            judge(copy, file, verify_all([reader(copy)]), f"bit at {at}")
        file.write_bytes(whole)
    assert verify_all([reader(copy)]).proven


def replace_by_nothing(file: Path) -> None:
    file.unlink()


def replace_by_a_link(file: Path) -> None:
    kept = file.parents[0] / "kept"
    shutil.copy(file, kept)
    file.unlink()
    file.symlink_to(kept)


def replace_by_a_folder(file: Path) -> None:
    file.unlink()
    (file / "below").mkdir(parents=True)


def replace_by_a_pipe(file: Path) -> None:
    file.unlink()
    os.mkfifo(file)


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-1])


def empty(file: Path) -> None:
    file.write_bytes(b"")


def lengthen(file: Path) -> None:
    file.write_bytes(file.read_bytes() + b"\n")


def make_huge(file: Path) -> None:
    os.truncate(file, 1 << 28)


@pytest.mark.parametrize(
    "manner",
    [
        replace_by_nothing,
        replace_by_a_link,
        replace_by_a_folder,
        replace_by_a_pipe,
        cut,
        empty,
        lengthen,
        make_huge,
    ],
)
def test_each_file_spoiled(copy_of, reader, tmp_path: Path, manner) -> None:
    copy, aside = copy_of(), tmp_path / "aside"
    for number, file in enumerate(needed_files(copy)):
        if file.name == "key" and manner is cut:
            # Its line feed is not part of the key.
            continue
        if manner is make_huge and number % 4:
            continue
        json = file.name in ("ocfl_layout.json", "config.json")
        if json and manner is lengthen:
            continue
        shutil.copy(file, aside)
        file.chmod(0o600)
        manner(file)
        judge(copy, file, verify_all([reader(copy)]), manner.__name__)
        shutil.rmtree(file) if file.is_dir() and not file.is_symlink() else file.unlink(missing_ok=True)
        (file.parent / "kept").unlink(missing_ok=True)
        shutil.copy(aside, file)
    assert verify_all([reader(copy)]).proven


ABSURD = [
    b"null",
    b"[]",
    b"{}",
    b'{"id":1,"head":[],"manifest":{"x":5}}',
    b"[" * 100_000,
    b'{"a":' * 50_000,
    b"9" * 10_000,
    b'{"size":1e400}',
    b"\xff\xfe\x00",
    b"\n\n\n",
    b'"\\ud800"',
    b'{"\\ud800":"\\udfff"}\n',
]


def test_absurd_bytes_are_findings(copy_of, reader, built) -> None:
    copy, chance = copy_of(), random.Random(6)
    for file in needed_files(copy):
        whole = file.read_bytes()
        file.chmod(0o600)
        for data in chance.sample(ABSURD, 4):
            if data == whole:
                continue
            file.write_bytes(data)
            judge(copy, file, verify_all([reader(copy)]), f"absurd {data[:10]!r}")
            report = verify_document(reader(copy), built.plain[0].unit)
            assert report.proven or report.findings
        file.write_bytes(whole)


def test_a_document_is_told_damaged_where_it_is(copy_of, reader, built) -> None:
    copy = copy_of()
    document, other = built.plain[0], built.packed[0]
    first, second = (folder_of(copy, package) for package in (built.archive.packages[0], built.archive.packages[2]))
    for file, step in [
        (copy / "journal/key", 1),
        (copy / "journal/checkpoint", 2),
        (copy / "journal/tile/entries/000.p/3", 4),
        (first / "v1/inventory.json", 5),
        (first / "inventory.json", 5),
        (first / "0=ocfl_object_1.1", 5),
        (first / "v1/content/contents.jsonl", 6),
        (first / "v1/content/units.jsonl", 7),
        (first / "v1/content/objects.jsonl", 7),
        (first / f"v1/content/objets/{document.ids['pdf']}.pdf", 8),
    ]:
        whole = file.read_bytes()
        at = whole.index(str(document.unit).encode()) + 40 if file.suffix == ".jsonl" and step != 7 else 50
        if file.name == "0=ocfl_object_1.1" or file.name == "key":
            at = 5
        file.chmod(0o600)
        file.write_bytes(whole[:at] + bytes([whole[at] ^ 4]) + whole[at + 1 :])
        report = verify_document(reader(copy), document.unit)
        assert not report.proven, file
        assert min(failed(report)) == step, (file, failed(report), [f.message("en") for f in report.findings])
        # A document of another package is proven all the same, unless the head of the journal is damaged.
        assert verify_document(reader(copy), other.unit).proven == (step >= 4)
        file.write_bytes(whole)
    pack = second / "v1/content/objets-0001.zip"
    whole = pack.read_bytes()
    at = whole.index(b"<f>3</f>")
    pack.chmod(0o600)
    pack.write_bytes(whole[:at] + b"<f>4</f>" + whole[at + 8 :])
    assert failed(verify_document(reader(copy), built.packed[3].unit)) == {8}
    assert verify_document(reader(copy), built.packed[2].unit).proven


@pytest.mark.parametrize("manner", ["emptied", "gone", "another group"])
def test_an_object_cannot_be_hidden_from_its_unit(copy_of, reader, built, manner) -> None:
    copy, document = copy_of(), built.plain[0]
    file = folder_of(copy, built.archive.packages[0]) / "v1/content/objects.jsonl"
    own = {str(document.ids[usage]).encode() for usage in document.ids}
    lines = file.read_bytes().splitlines(keepends=True)
    theirs = [line for line in lines if any(name in line for name in own)]
    assert theirs
    file.chmod(0o600)
    if manner == "emptied":
        file.write_bytes(b"")
    elif manner == "gone":
        file.write_bytes(b"".join(line for line in lines if line not in theirs[1:]))
    else:
        group = json.loads(theirs[0])["group"].encode()
        file.write_bytes(b"".join(lines).replace(b'"group":"' + group, b'"group":"' + group[:-1] + b"f"))
    report = verify_document(reader(copy), document.unit)
    assert not report.proven
    assert min(failed(report)) == 7
    # What has no object, or is one, does not depend on other objects' lines.
    assert verify_document(reader(copy), built.plain[2].unit).proven


def folder_of(copy: Path, package) -> Path:
    name = str(package)
    return copy / "packages" / name[:4] / name[4:8] / name


def codes(report: Report) -> set[str]:
    return {finding.code for finding in report.findings}


def test_what_nobody_put_into_the_archive(copy_of, reader, built) -> None:
    copy = copy_of()
    package = folder_of(copy, built.archive.packages[0])
    for path in ("packages/note.txt", "packages/0199/note.txt", "packages/0199/a3f2/note.txt"):
        file = copy / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"x")
        report = verify_all([reader(copy)])
        assert codes(report) == {"VER-042"}
        assert failed(report) == {9}
        file.unlink()
    for below in ("extra", "v1/extra", "v1/content/extra", "v1/content/objets/extra", "v2/content/extra"):
        file = package / below
        file.parent.mkdir(exist_ok=True, parents=True)
        file.write_bytes(b"x")
        assert codes(verify_all([reader(copy)])) == {"VER-042"}
        file.unlink()
    (package / "v1/content/link").symlink_to("/etc")
    assert codes(verify_all([reader(copy)])) == {"VER-044"}


def test_a_name_in_no_encoding(copy_of, reader) -> None:
    copy = copy_of()
    os.close(os.open(os.fsencode(copy) + b"/packages/\xff\x1b[2J", os.O_CREAT | os.O_WRONLY))
    report = verify_all([reader(copy)])
    assert codes(report) == {"VER-042"}
    for finding in report.findings:
        finding.message("fr").encode()


def test_a_package_that_was_never_acquired(copy_of, reader, built) -> None:
    copy = copy_of()
    stranger = "01a2ffff-0000-7000-8000-000000000000"
    target = folder_of(copy, stranger)
    target.parent.mkdir(parents=True)
    shutil.copytree(folder_of(copy, built.archive.packages[0]), target)
    report = verify_all([reader(copy)])
    assert codes(report) == {"VER-043"}
    assert failed(report) == {9}


def test_a_package_that_is_gone(copy_of, reader, built) -> None:
    copy = copy_of()
    shutil.rmtree(folder_of(copy, built.archive.packages[1]))
    report = verify_all([reader(copy)])
    assert codes(report) == {"VER-020"}
    assert failed(report) == {5}


def test_two_packages_exchanged(copy_of, reader, built) -> None:
    copy = copy_of()
    one, other = (folder_of(copy, built.archive.packages[n]) for n in (0, 2))
    one.rename(copy / "aside")
    other.rename(one)
    (copy / "aside").rename(other)
    report = verify_all([reader(copy)])
    assert "VER-021" in codes(report)
    assert 5 in failed(report)


def test_a_package_acquired_while_we_read(tmp_path: Path) -> None:
    """The journal may grow during a long verification: a package of the newer checkpoint is no stranger."""
    archive = Archive(tmp_path)
    archive.versement([Document("x", {"txt": b"x"})])
    appended = []

    def meanwhile(_progress) -> None:
        if not appended:
            appended.append(archive.rejet())

    report = verify_all([FolderCopy("a", archive.folder())], on_progress=meanwhile)
    assert report.proven, [f.message("en") for f in report.findings]
    assert report.counts.packages == 1


def test_a_log_of_several_tiles(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    archive.rejet()
    archive.lengthen(259)
    copy = archive.folder()
    report = verify_all([FolderCopy("a", copy)], keys=[archive.key])
    assert failed(report) == {5}
    for path in ("0/000", "0/001.p/4", "1/000.p/1", "entries/000", "entries/001.p/4"):
        file = copy / "journal/tile" / path
        whole = file.read_bytes()
        file.write_bytes(whole[:20] + bytes([whole[20] ^ 1]) + whole[21:])
        report = verify_all([FolderCopy("a", copy)])
        assert 4 in failed(report)
        assert f"a/journal/tile/{path}" in {finding.place.file for finding in report.findings}
        file.write_bytes(whole)


def test_a_document_forged_with_all_that_describes_it(copy_of, reader, built) -> None:
    """Bytes, description and sealed line changed together: the root in the journal contradicts them."""
    copy, document = copy_of(), built.plain[0]
    content = folder_of(copy, built.archive.packages[0]) / "v1/content"
    identifier = str(document.ids["txt"]).encode()
    forged = hashlib.sha512(b"TEXTE").hexdigest().encode()
    objects, contents = content / "objects.jsonl", content / "contents.jsonl"
    true = hashlib.sha512(b"texte").hexdigest().encode()
    before = next(line for line in objects.read_bytes().split(b"\n") if b'"id":"' + identifier in line)
    after = before.replace(true, forged)
    sealed = contents.read_bytes().replace(true, forged)
    sealed = sealed.replace(*(hashlib.sha256(line).hexdigest().encode() for line in (before, after)))
    for file, data in [
        (content / f"objets/{document.ids['txt']}.txt", b"TEXTE"),
        (objects, objects.read_bytes().replace(before, after)),
        (contents, sealed),
    ]:
        file.chmod(0o600)
        file.write_bytes(data)
    report = verify_document(reader(copy), document.ids["txt"])
    assert failed(report) == {6, 8}
    assert codes(report) == {"VER-030", "VER-041"}


def repeat_last_line(path: str):
    def spoil(content: Path) -> None:
        lines = (content / path).read_bytes().splitlines(keepends=True)
        (content / path).write_bytes(b"".join([*lines, lines[-1]]))

    return spoil


def double_a_document(content: Path) -> None:
    for path in ("units.jsonl", "contents.jsonl"):
        repeat_last_line(path)(content)


def change_the_operation(content: Path) -> None:
    file = content / "operation.json"
    file.write_bytes(file.read_bytes().replace(b'"by":"system"', b'"by":"nobody"'))


def leave_out_the_reply(content: Path) -> None:
    (content / "reply.xml").unlink()


ONE_UNIT = [Document("Un", {})]


@pytest.mark.parametrize(
    ("spoil", "step", "code"),
    [
        (repeat_last_line("units.jsonl"), 6, "VER-030"),
        (repeat_last_line("contents.jsonl"), 6, "VER-030"),
        (double_a_document, 6, "VER-030"),
        (change_the_operation, 5, "VER-024"),
        (leave_out_the_reply, 5, "VER-040"),
    ],
)
def test_a_package_that_was_written_wrongly(tmp_path: Path, spoil, step: int, code: str) -> None:
    archive = Archive(tmp_path)
    archive.versement(ONE_UNIT, spoil=spoil)
    report = verify_all([FolderCopy("a", archive.folder())])
    assert codes(report) == {code}
    assert failed(report) == {step}


def test_one_identifier_sealed_twice(tmp_path: Path) -> None:
    """The root in the journal is that of the wrong lines: what was sealed is ambiguous."""
    archive, sealed = Archive(tmp_path), ContentsTree()

    def spoil(content: Path) -> None:
        double_a_document(content)
        for line in (content / "contents.jsonl").read_bytes().splitlines():
            sealed.add(line)
        old = b'"size":1}'
        operation = content / "operation.json"
        head = b'"contents":{"root":"%s","size":2}' % str(sealed.head.root).encode()
        data = operation.read_bytes()
        start = data.index(b'"contents":')
        operation.write_bytes(data[:start] + head + data[data.index(old, start) + len(old) :])

    archive.versement(ONE_UNIT, spoil=spoil, contents=None)
    archive.entries[0] = write_entry(replace(read_entry(archive.entries[0]), contents=sealed.head))
    archive.publish(0)
    report = verify_all([FolderCopy("a", archive.folder())])
    assert codes(report) == {"VER-030"}


@pytest.mark.parametrize("what", ["units", "groups", "objects", "bytes"])
def test_an_entry_that_counts_wrongly(tmp_path: Path, what: str) -> None:
    archive = Archive(tmp_path)
    counts = Counts(**{"units": 1, "groups": 1, "objects": 1, "bytes": 5, "errors": 0, "warnings": 0} | {what: 7})
    archive.versement([Document("Un", {"txt": b"texte"})], counts=counts)
    report = verify_all([FolderCopy("a", archive.folder())])
    assert codes(report) == {"VER-031"}
    assert failed(report) == {6}
