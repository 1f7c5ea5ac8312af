"""The binary objects, read once: bytes counted and hashed on their way to their place, then identified and scanned."""

from __future__ import annotations

import hashlib
import io
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from chartrier.errors import InvalidInput
from chartrier.formats.control import control_format
from chartrier.formats.identification import Format, FormatIdentifier
from chartrier.formats.memory_files import SmallFile
from chartrier.ingest import findings as say
from chartrier.ingest.names import Location
from chartrier.ingest.placement import Placement
from chartrier.ingest.staged import new_private_file
from chartrier.ingest.steps import Steps
from chartrier.ingest.submission import ExaminedObject, Submission
from chartrier.malware.control import control_scan
from chartrier.malware.scanner import Scanner
from chartrier.packages.file_names import safe_extension
from chartrier.packages.package import Package
from chartrier.records.digest import Digest
from chartrier.records.finding import FindingKind, Place
from chartrier.seda.bordereau import DeclaredObject

CHUNK = 1 << 20
SMALL = 1 << 20
"""An object of fewer bytes is read whole: it is identified and scanned in memory, and may go into a pack."""

BATCH_OBJECTS = 256
BATCH_HELD = 16 << 20
"""Bytes in memory; while one batch is identified, the next is read."""

BATCH_WRITTEN = 256 << 20
"""Bytes on disk."""


@dataclass(slots=True)
class _Read:
    """One object as its bytes were read, before its format is known."""

    declared: DeclaredObject
    file: Path | SmallFile
    sha512: str
    digest: Digest | None
    size: int
    location: Location | None


@dataclass(slots=True)
class _Batch:
    objects: list[_Read] = field(default_factory=list)
    held: int = 0
    written: int = 0

    def add(self, read: _Read) -> None:
        self.objects.append(read)
        if isinstance(read.file, SmallFile):
            self.held += read.size
        else:
            self.written += read.size

    @property
    def full(self) -> bool:
        return len(self.objects) >= BATCH_OBJECTS or self.held >= BATCH_HELD or self.written >= BATCH_WRITTEN


def examine_objects(
    submission: Submission,
    identifier: FormatIdentifier,
    scanner: Scanner | None,
    steps: Steps,
    placement: Placement | None = None,
) -> None:
    """Read each object to its place, and fill `submission.examined`.

    Without `placement` nothing is kept, neither bytes nor what was found of them: small objects stay in memory, the
    files of others are temporary and go once they were examined, so that a check needs no more room than a batch or
    two (or the largest object).
    """
    total, done = len(submission.entries), 0
    # A hundred thousand objects have a few formats: each is kept once.
    known: dict[Format | None, Format | None] = {}
    for batch, formats in _identified(submission, identifier, placement):
        with steps.step("formats"):
            found = formats.result()
        for read, format_ in zip(batch.objects, found, strict=True):
            submission.meet(read.declared, format_)
            _conclude(submission, read, format_, identifier.failures.get(read.file))
            if placement is not None:
                submission.examined[read.declared.number] = ExaminedObject(
                    read.sha512, read.digest, read.size, known.setdefault(format_, format_), read.location
                )
        if scanner is not None:
            with steps.step("malware"):
                _scan(submission, batch, scanner)
        if placement is None:
            for read in batch.objects:
                if isinstance(read.file, Path):
                    read.file.unlink()
        done += len(batch.objects)
        steps.progress("objects", done, total)
    if placement is not None:
        placement.finish()


def _identified(
    submission: Submission, identifier: FormatIdentifier, placement: Placement | None
) -> Iterator[tuple[_Batch, Future[list[Format | None]]]]:
    """The batches, each with what is asked about it: while it is answered, the next batch is read."""
    asked: deque[tuple[_Batch, Future[list[Format | None]]]] = deque()
    for batch in _batches(submission, placement):
        asked.append((batch, identifier.submit([read.file for read in batch.objects])))
        # what is large on disk is not left waiting there
        while asked and (len(asked) > 1 or batch.written >= BATCH_WRITTEN):
            yield asked.popleft()
    yield from asked


def _batches(submission: Submission, placement: Placement | None) -> Iterator[_Batch]:
    assert submission.package is not None
    entries = submission.package.entries
    binaries = submission.binaries()
    if placement is not None:
        placement.expect(small=sum(entries[name].size < SMALL for _, name in binaries))
    folder = submission.folder / "examined"
    folder.mkdir(mode=0o700)
    batch = _Batch()
    for declared, name in binaries:
        try:
            if entries[name].size < SMALL:
                batch.add(_read_small(submission.package, name, declared, placement))
            else:
                batch.add(_read_large(submission.package, name, declared, placement, folder))
        except InvalidInput as refusal:
            submission.findings.append(refusal.finding)
            continue
        submission.bytes += batch.objects[-1].size
        if batch.full:
            yield batch
            batch = _Batch()
    if batch.objects:
        yield batch


def _read_small(package: Package, name: str, declared: DeclaredObject, placement: Placement | None) -> _Read:
    """Read one entry whole; that it is not larger than announced is for the package to see to."""
    with package.open(name) as source:
        data = source.read(SMALL)
        while more := source.read(SMALL):
            data += more
    sha512 = hashlib.sha512(data).hexdigest()
    algorithm = declared.algorithm
    digest = None
    if algorithm:
        digest = Digest(algorithm, sha512 if algorithm == "sha512" else hashlib.new(algorithm, data).hexdigest())
    location = placement.keep(declared, data, sha512) if placement is not None else None
    file = SmallFile(data, safe_extension(declared.filename, declared.uri))
    return _Read(declared, file, sha512, digest, len(data), location)


def _read_large(
    package: Package, name: str, declared: DeclaredObject, placement: Placement | None, folder: Path
) -> _Read:
    """Stream one entry to a file of its own; hash each byte once per algorithm, sha512 always."""
    if placement is not None:
        path = placement.new_path(declared)
    else:
        path = folder / f"{declared.number}{safe_extension(declared.filename, declared.uri)}"
    sha512, algorithm, size = hashlib.sha512(), declared.algorithm, 0
    other = hashlib.new(algorithm) if algorithm and algorithm != "sha512" else None
    try:
        with package.open(name) as source, new_private_file(path) as target:
            while chunk := source.read(CHUNK):
                sha512.update(chunk)
                if other is not None:
                    other.update(chunk)
                size += target.write(chunk)
    except InvalidInput:
        path.unlink(missing_ok=True)
        raise
    value = sha512.hexdigest()
    digest = Digest(algorithm, value if other is None else other.hexdigest()) if algorithm else None
    location = placement.adopt(declared, value, size) if placement is not None else None
    return _Read(declared, path, value, digest, size, location)


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


def _scan(submission: Submission, batch: _Batch, scanner: Scanner) -> None:
    assert submission.bordereau_file is not None
    sources = [_source(read.file) for read in batch.objects]
    for read, result in zip(batch.objects, scanner.scan(sources), strict=True):
        place = Place(submission.bordereau_file.name, read.declared.line, object=read.declared.xml_id)
        control_scan(
            result,
            place,
            submission.findings,
            refuse_unscanned=submission.policy.refuses("unscanned"),
        )


def _source(file: Path | SmallFile) -> Path | BinaryIO:
    return file if isinstance(file, Path) else io.BytesIO(file.data)
