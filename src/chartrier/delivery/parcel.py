"""A package on its way out: a zip whose documents are read from the copies one at a time, each proven."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from chartrier.catalog.archive.leaving import Leaving
from chartrier.copies.copies import Copies
from chartrier.copies.documents import CHUNK, Located, make_durable, read_proven
from chartrier.packages.zip_writing import ZipWriter, chunks_of
from chartrier.records.finding import Findings
from chartrier.records.tenant import Tenant

Tell = Callable[[str, int, int], None]
"""Told the step, how far it is and of how much: `documents`, `verification`…"""


def silent(step: str, done: int, total: int) -> None:
    """Nobody listens."""


@dataclass(slots=True)
class Parcel:
    """What was made: its contents in numbers, and the file it lies in."""

    asked: list[UUID]
    """The units that were asked for; all those below them are in it too."""
    unit_list: bytes
    """Every unit, one identifier a line, ascending."""
    object_list: bytes
    """Every object, likewise."""
    units: int
    objects: int
    bytes: int
    """Of the objects."""
    form: str
    """`seda-2.2`, `simple`."""
    sha512: str = ""
    size: int = 0
    findings: Findings = field(default_factory=Findings)


def number(held: Leaving, form: str, findings: Findings) -> Parcel:
    """The parcel of a selection, before it is written."""
    units, objects = (
        b"".join(b"%b\n" % str(identifier).encode() for identifier in listed)
        for listed in (held.unit_ids(), held.object_ids())
    )
    return Parcel(held.asked, units, objects, held.units, held.objects, held.bytes, form, findings=findings)


class Files:
    """The documents of a parcel, gathered in a file while the catalog is read: a line each."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = path.open("x", encoding="utf-8")
        self.count = 0

    def add(self, name: str, located: Located, size: int) -> None:
        """A document of `size` bytes goes under this name."""
        record = [name, str(located.id), located.path, located.sha512, located.offset, located.length, size]
        self._file.write(json.dumps(record) + "\n")
        self.count += 1

    def __iter__(self) -> Iterator[tuple[str, Located, int]]:
        self._file.close()
        with self._path.open(encoding="utf-8") as lines:
            for line in lines:
                name, identifier, path, sha512, offset, length, size = json.loads(line)
                yield name, Located("", UUID(identifier), path, sha512, offset, length), size


def write_parcel(
    out: BinaryIO,
    papers: Sequence[tuple[str, Path]],
    files: Files,
    workshop: Path,
    tenant: Tenant,
    copies: Copies,
    parcel: Parcel,
    tell: Tell,
) -> None:
    """Write the zip to a new file: the papers, then the documents, durable on return.

    Raises IntegrityFailure when no copy has a document intact, Unavailable when none is there.
    """
    with (workshop / "directory").open("x+b") as directory:
        writer = ZipWriter(out, directory)
        for name, path in papers:
            with path.open("rb") as paper:
                writer.add(name, path.stat().st_size, chunks_of(paper), compressed=True)
        for done, (name, located, size) in enumerate(files):
            tell("documents", done, files.count)
            _add(writer, name, located, size, tenant, copies, parcel.findings)
        writer.finish()
    make_durable(out)
    parcel.sha512, parcel.size = _digest(out)


def _add(
    writer: ZipWriter, name: str, located: Located, size: int, tenant: Tenant, copies: Copies, findings: Findings
) -> None:
    def take(chunks: Iterator[bytes]) -> None:
        writer.add(name, size, chunks)

    there = Located(tenant.code, located.id, located.path, located.sha512, located.offset, located.length)
    read_proven(copies.stores, there, take, findings)


def _digest(file: BinaryIO) -> tuple[str, int]:
    """SHA-512 and size of what was written."""
    file.seek(0)
    hash_, size = hashlib.sha512(), 0
    while chunk := file.read(CHUNK):
        hash_.update(chunk)
        size += len(chunk)
    return hash_.hexdigest(), size
