"""The binary objects, read once: bytes counted and hashed while they are written, then identified and scanned."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

from chartrier.errors import InvalidInput
from chartrier.formats.control import control_format
from chartrier.formats.identification import Format, FormatIdentifier
from chartrier.ingest import findings as say
from chartrier.ingest.names import safe_extension
from chartrier.ingest.staged import new_private_file
from chartrier.ingest.steps import Steps
from chartrier.ingest.submission import ExaminedObject, Submission
from chartrier.malware.control import control_scan
from chartrier.malware.scanner import Scanner
from chartrier.packages.package import Package
from chartrier.records.digest import Digest
from chartrier.records.finding import FindingKind, Place
from chartrier.seda.bordereau import DeclaredObject

CHUNK = 1 << 20
BATCH_FILES = 500
BATCH_BYTES = 256 << 20


class _Read:
    """One object as its bytes were written, before its format is known."""

    __slots__ = ("declared", "digest", "path", "sha512", "size")

    def __init__(self, declared: DeclaredObject, path: Path) -> None:
        self.declared = declared
        self.path = path
        self.sha512 = ""
        self.digest: Digest | None = None
        self.size = 0


def examine_objects(
    submission: Submission,
    identifier: FormatIdentifier,
    scanner: Scanner | None,
    steps: Steps,
    path_of: Callable[[DeclaredObject], Path] | None = None,
) -> None:
    """Write each object to its path, and fill `submission.examined`.

    Without `path_of` the files are temporary and each batch is removed once examined, so that a check needs no more
    room than a batch (or the largest object).
    """
    folder = submission.folder / "examined"
    folder.mkdir(mode=0o700)

    def temporary(declared: DeclaredObject) -> Path:
        return folder / f"{declared.number}{safe_extension(declared.filename, declared.uri)}"

    total, done = len(submission.entries), 0
    for batch in _batches(submission, path_of or temporary):
        with steps.step("formats"):
            formats = identifier.identify([read.path for read in batch])
        for read, found in zip(batch, formats, strict=True):
            _conclude(submission, read, found, identifier.failures.get(read.path))
        if scanner is not None:
            with steps.step("malware"):
                _scan(submission, batch, scanner)
        if path_of is None:
            for read in batch:
                read.path.unlink()
        done += len(batch)
        steps.progress("objects", done, total)


def _batches(submission: Submission, path_of: Callable[[DeclaredObject], Path]) -> Iterator[list[_Read]]:
    assert submission.package is not None
    batch: list[_Read] = []
    size = 0
    for declared, name in submission.binaries():
        read = _Read(declared, path_of(declared))
        try:
            _write(submission.package, name, read)
        except InvalidInput as refusal:
            read.path.unlink(missing_ok=True)
            submission.findings.append(refusal.finding)
            continue
        submission.bytes += read.size
        batch.append(read)
        size += read.size
        if len(batch) >= BATCH_FILES or size >= BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _write(package: Package, name: str, read: _Read) -> None:
    """Stream one entry to its file; hash each byte once per algorithm, sha512 always."""
    algorithm = read.declared.algorithm
    sha512 = hashlib.sha512()
    other = hashlib.new(algorithm) if algorithm and algorithm != "sha512" else None
    with package.open(name) as source, new_private_file(read.path) as target:
        while chunk := source.read(CHUNK):
            sha512.update(chunk)
            if other is not None:
                other.update(chunk)
            read.size += target.write(chunk)
    read.sha512 = sha512.hexdigest()
    if algorithm:
        read.digest = Digest(algorithm, read.sha512 if other is None else other.hexdigest())


def _conclude(submission: Submission, read: _Read, found: Format | None, failure: FindingKind | None) -> None:
    """Compare what was read with what was declared."""
    assert submission.bordereau_file is not None
    declared, findings = read.declared, submission.findings
    place = Place(submission.bordereau_file.name, declared.line, object=declared.xml_id)
    uri = declared.uri or ""
    if read.digest is not None and declared.digest and declared.digest != read.digest.value:
        findings.add(say.DIGEST_DIFFERS, place, uri=uri, algorithm=read.digest.algorithm)
    if declared.size is not None and declared.size != read.size:
        findings.add(say.SIZE_DIFFERS, place, uri=uri, size=read.size, declared=declared.size)
    if read.size == 0:
        findings.add(say.FILE_EMPTY, place, uri=uri)
    control_format(
        declared.format_id,
        found,
        place,
        findings,
        failure=failure,
        refuse_unknown=submission.policy.refuses("unknown-format"),
        refuse_mismatch=submission.policy.refuses("format-mismatch"),
    )
    submission.examined[declared.number] = ExaminedObject(read.sha512, read.digest, read.size, found)


def _scan(submission: Submission, batch: list[_Read], scanner: Scanner) -> None:
    assert submission.bordereau_file is not None
    for read, result in zip(batch, scanner.scan([read.path for read in batch]), strict=True):
        place = Place(submission.bordereau_file.name, read.declared.line, object=read.declared.xml_id)
        control_scan(
            result,
            place,
            submission.findings,
            refuse_unscanned=submission.policy.refuses("unscanned"),
        )
