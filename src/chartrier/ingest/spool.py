"""Descriptions set aside while the bordereau streams by, to be joined with what is known only at its end."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from chartrier.records.canonical import canonical
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
        self._units, self._objects = units, objects
        self._unit_at, self._object_at = array("q"), array("q")
        self.identifier_types: dict[str, int] = {}
        """Types of persistent identifiers met, with the number of the first unit or object that has one."""
        self.large: dict[int, int] = {}
        """Bytes of each description longer than LARGE, by the number of its unit or object."""

    def unit(self, number: int, content: ElementValue, management: ElementValue | None, profile: str | None) -> None:
        self._meet_identifiers(number, content)
        self._note(self._units, self._unit_at, number, content, management, profile)

    def object(self, number: int, metadata: ElementValue, group_metadata: ElementValue | None) -> None:
        self._meet_identifiers(number, metadata)
        self._note(self._objects, self._object_at, number, metadata, group_metadata)

    def _meet_identifiers(self, number: int, value: ElementValue) -> None:
        if not isinstance(value, dict):
            return
        for identifier in value.get("PersistentIdentifier", ()):
            if isinstance(identifier, dict):
                for kind in identifier.get("PersistentIdentifierType", ()):
                    self.identifier_types.setdefault(str(kind), number)

    def _note(self, file: BinaryIO, positions: array[int], number: int, *values: ElementValue | None) -> None:
        while len(positions) <= number:
            positions.append(NOTHING)
        positions[number] = file.seek(0, 2)
        size = file.write(b"".join(canonical(value) + b"\n" for value in values))
        if size > LARGE:
            self.large[number] = size

    def read_unit(self, number: int) -> tuple[bytes, bytes, bytes]:
        """Canonical JSON of `content`, `management` and `profile`."""
        content, management, profile = _read(self._units, self._unit_at[number], 3)
        return content, management, profile

    def read_object(self, number: int) -> tuple[bytes, bytes]:
        """Canonical JSON of the object's `metadata` and of its group's."""
        metadata, group_metadata = _read(self._objects, self._object_at[number], 2)
        return metadata, group_metadata


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


def _read(file: BinaryIO, position: int, count: int) -> list[bytes]:
    file.seek(position)
    return [file.readline().rstrip(b"\n") for _ in range(count)]
