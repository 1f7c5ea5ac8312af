"""Descriptions set aside while the bordereau streams by, to be joined with what is known only at its end."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from chartrier.records.canonical import canonical
from chartrier.rules.categories import Category
from chartrier.rules.reading import rules_named, stops_inheritance
from chartrier.seda.values import ElementValue

NOTHING = -1
LONGEST_LINE = 15 << 20
"""Bytes of one description with all that is joined to it: a line stays under the 16 MiB that verifiers read."""

LARGE = 1 << 20
"""Bytes; the size of a smaller description is not kept."""


class Spool:
    """A `DescriptionSink` on two files of the staging folder: canonical JSON, found again by number.

    Memory: eight bytes per unit and per object.
    """

    def __init__(self, units: BinaryIO, objects: BinaryIO) -> None:
        self._units, self._objects = _Set(units), _Set(objects)
        self.identifier_types: dict[str, int] = {}
        """Types of persistent identifiers met, with the number of the first unit or object that has one."""
        self.agencies: dict[tuple[str, str], int] = {}
        """Services that units name themselves, by element, with the number of the first unit that does."""
        self.series: dict[str, int] = {}
        """Séries that units name (`AppraisalRule`), with the number of the first unit that does."""
        self.ruled, self.stopped = bytearray(), bytearray()
        """By the number of each unit: whether it names a série, and whether it keeps those above it away."""
        self.large: dict[int, int] = {}
        """Bytes of each description longer than LARGE, by the number of its unit or object."""

    def unit(self, number: int, content: ElementValue, management: ElementValue | None, profile: str | None) -> None:
        self._meet_identifiers(number, content)
        self._meet_agencies(number, content)
        self._meet_series(number, management)
        self._note(self._units, number, canonical(content), canonical(management), canonical(profile))

    def object(self, number: int, metadata: ElementValue, group_metadata: ElementValue | None) -> None:
        self._meet_identifiers(number, metadata)
        self._note(self._objects, number, canonical(metadata), canonical(group_metadata))

    def _meet_identifiers(self, number: int, value: ElementValue) -> None:
        if not isinstance(value, dict):
            return
        for identifier in value.get("PersistentIdentifier", ()):
            if isinstance(identifier, dict):
                for kind in identifier.get("PersistentIdentifierType", ()):
                    self.identifier_types.setdefault(str(kind), number)

    def _meet_agencies(self, number: int, value: ElementValue) -> None:
        if not isinstance(value, dict):
            return
        for element in ("OriginatingAgency", "SubmissionAgency"):
            for agency in value.get(element, ()):
                for identifier in agency.get("Identifier", ()) if isinstance(agency, dict) else ():
                    self.agencies.setdefault((element, str(identifier)), number)

    def _meet_series(self, number: int, management: ElementValue | None) -> None:
        for flags in (self.ruled, self.stopped):
            flags.extend(bytes(number + 1 - len(flags)))
        if not management:
            return
        for rule in rules_named(management, Category.APPRAISAL):
            self.series.setdefault(rule, number)
            self.ruled[number] = True
        self.stopped[number] = stops_inheritance(management, Category.APPRAISAL)

    def _note(self, aside: _Set, number: int, *values: bytes) -> None:
        size = aside.add(number, values)
        if size > LARGE:
            self.large[number] = size

    def read_unit(self, number: int) -> tuple[bytes, bytes, bytes]:
        """Canonical JSON of `content`, `management` and `profile`."""
        content, management, profile = self._units.read(number, 3)
        return content, management, profile

    def read_object(self, number: int) -> tuple[bytes, bytes]:
        """Canonical JSON of the object's `metadata` and of its group's."""
        metadata, group_metadata = self._objects.read(number, 2)
        return metadata, group_metadata


class _Set:
    """Lines set aside in one file. Written one after the other, then read back, most often in the same order."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._at = array("q")
        self._end = 0
        self._next = 0
        """Where reading is; NOTHING while the file is being written."""

    def add(self, number: int, values: Sequence[bytes]) -> int:
        """Set lines aside; how many bytes they are."""
        if self._next != NOTHING:
            self._file.seek(self._end)
            self._next = NOTHING
        while len(self._at) <= number:
            self._at.append(NOTHING)
        self._at[number] = self._end
        size = self._file.write(b"\n".join(values) + b"\n")
        self._end += size
        return size

    def read(self, number: int, count: int) -> list[bytes]:
        if self._next != self._at[number]:
            # this also flushes what was written
            self._file.seek(self._at[number])
            self._next = self._at[number]
        lines = [self._file.readline() for _ in range(count)]
        self._next += sum(map(len, lines))
        return [line[:-1] for line in lines]


@contextmanager
def open_spool(folder: Path) -> Iterator[Spool]:
    """A spool in `folder`, removed at the end."""
    paths = folder / "spool-units", folder / "spool-objects"
    try:
        with paths[0].open("x+b") as units, paths[1].open("x+b") as objects:
            yield Spool(units, objects)
    finally:
        for path in paths:
            path.unlink(missing_ok=True)
