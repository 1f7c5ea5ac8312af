"""Steps (6), (7) and (8): what a package contains, against the lines of its contents tree."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from chartrier.errors import IntegrityFailure
from chartrier.journal.contents import ContentsLine, read_line
from chartrier.journal.strict_json import count, part, read_object, text
from chartrier.verify import findings, steps
from chartrier.verify.package import Package, hashed
from chartrier.verify.report import Recorder

CONTENTS = "contents.jsonl"
UNITS = "units.jsonl"
OBJECTS = "objects.jsonl"


@dataclass(frozen=True, slots=True)
class Described:
    """A line of units.jsonl or objects.jsonl, as it was read."""

    path: str
    number: int
    line: bytes


def read_sealed(package: Package, number: int, line: bytes) -> ContentsLine:
    """A line of contents.jsonl. Raises IntegrityFailure (VER-046)."""
    try:
        return read_line(line)
    except IntegrityFailure as error:
        raise package.malformed(CONTENTS, number, error.finding.values["why"]) from None


def identifier_in(line: bytes) -> bytes:
    """The identifier of a canonical line of contents, found without parsing it."""
    _, _, rest = line.partition(b'"id":"')
    return rest[:36]


def described(package: Package, path: str) -> Iterator[Described]:
    """The lines of units.jsonl or objects.jsonl. Raises IntegrityFailure."""
    for number, line in enumerate(package.lines(path), 1):
        yield Described(path, number, line)


def read_record(package: Package, line: Described) -> dict[str, Any]:
    """The JSON object of a line. Raises IntegrityFailure (VER-046)."""
    try:
        # Its digest is what counts here, not its spelling.
        return read_object(line.line, spelled_canonically=False)
    except ValueError as error:
        raise package.malformed(line.path, line.number, error) from None


def check_description(
    package: Package, sealed: ContentsLine, line: Described, recorder: Recorder
) -> dict[str, Any] | None:
    """(7) The line is the one that was sealed; gives its JSON object when it is."""
    file = package.where(line.path)
    with recorder.attempt(steps.DESCRIPTION, file):
        if hashlib.sha256(line.line).hexdigest() == sealed.description.value:
            record = read_record(package, line)
            kind = "unit" if line.path == UNITS else record.get("kind")
            if record.get("id") == str(sealed.id) and kind == sealed.kind:
                return record
        place = recorder.place(file, line.number)
        recorder.fail(steps.DESCRIPTION, findings.DESCRIPTION_DIFFERS, place, why=str(sealed.id))
    return None


def check_bytes(package: Package, sealed: ContentsLine, record: dict[str, Any], recorder: Recorder) -> str | None:
    """(8) The bytes of a binary object are those that were sealed.

    Gives the path below the package of the file that was hashed whole, None when it was a part of one.
    """
    with recorder.attempt(steps.BYTES, package.folder):
        try:
            location = part(record, "location")
            path, whole = text(location, "path"), "offset" not in location
            offset, length = (0, None) if whole else (count(location, "offset"), count(location, "length"))
        except ValueError as error:
            file = package.where(OBJECTS)
            recorder.fail(steps.BYTES, findings.BYTES_DIFFER, recorder.place(file), path=str(sealed.id), why=str(error))
            return None
        file = package.where(path)
        # Hashing more than was sealed would only take time: a longer file is already another one.
        expected = sealed.size or 0
        bound = expected + 1 if length is None else min(length, expected + 1)
        digests, size = hashed(package.open(path), sealed.digests or {}, offset, bound)
        recorder.advance(bytes_=size)
        if size != expected or digests != sealed.digests:
            why = f"{size} / {expected}" if size != expected else "sha512"
            recorder.fail(steps.BYTES, findings.BYTES_DIFFER, recorder.place(file), path=file, why=why)
        elif whole and package.manifest[package.state[path]] != digests["sha512"]:
            # The sealed list and the inventory contradict each other.
            recorder.fail(steps.BYTES, findings.FILE_DIFFERS, recorder.place(file), path=file)
        else:
            recorder.counts.documents += 1
        return package.state[path] if whole else None
    return None
