"""Cutting elements out of a SEDA message: what stays keeps its bytes, for nothing is written anew.

A message is read once, token by token, and the ranges of bytes to leave out are listed; then it is copied without
them. So the result depends on no serialiser: the same message and the same names give the same bytes for ever.
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import dataclass, field
from typing import BinaryIO
from xml.parsers import expat

CHUNK = 64 << 10

_OBJECTS = frozenset({"BinaryDataObject", "PhysicalDataObject"})
_OF_THE_MESSAGE = frozenset({"Comment", "Signature"})
"""Straight below the root: words of people, and a signature that no longer is one of these bytes."""

_EVENTS = frozenset({"Operation", "LogBook"})
"""Whose `Event` tell a story in words; those of a unit or of a group go only with it."""

_REFERENCES = frozenset({"ArchiveUnitRefId", "DataObjectReferenceId", "DataObjectGroupReferenceId"})
_RELATIONS = frozenset({"IsVersionOf", "Replaces", "Requires", "IsPartOf", "References"})
_STANDS_FOR = {
    "ArchiveUnitRefId": _RELATIONS | {"ArchiveUnit"},
    "DataObjectReferenceId": frozenset({"DataObjectReference"}),
    "DataObjectGroupReferenceId": frozenset({"DataObjectReference"}),
    "DataObjectReference": _RELATIONS,
}
"""For each element that may refer to what goes, those that say nothing but this reference, and go with it."""


class NotCut(Exception):
    """The message is in an encoding that cannot be cut, or is not well-formed."""


@dataclass(frozen=True, slots=True)
class Names:
    """The `id` attributes, in the message, of what goes."""

    units: Set[str]
    objects: Set[str]
    groups: Set[str]


def cut(stream: BinaryIO, names: Names, out: BinaryIO) -> None:
    """Copy a message without these units and objects, what refers to them, and free text that may speak of them.

    Free text: comments and instructions of XML, the `Comment` of the message and the signature over it, the `Event` of
    its `Operation` or of its management. The stream is read twice. Raises NotCut.
    """
    stream.seek(0)
    ranges = _Cutter(names).ranges(stream)
    stream.seek(0)
    at = 0
    for start, end in ranges:
        _copy(stream, out, start - at)
        stream.seek(end)
        at = end
    _copy(stream, out, None)


def _copy(stream: BinaryIO, out: BinaryIO, length: int | None) -> None:
    while length is None or length > 0:
        block = stream.read(CHUNK if length is None else min(CHUNK, length))
        if not block:
            return
        out.write(block)
        if length is not None:
            length -= len(block)


@dataclass(slots=True)
class _Element:
    """An element that is open. `refers`: the whole of it stands for a reference to something that goes."""

    name: str
    start: int
    goes: bool
    kept: int = 0
    """Data objects that stay in it."""
    cut: int = 0
    """Data objects that go from it."""
    text: list[str] = field(default_factory=list)
    refers: bool = False


class _Cutter:
    """Finds the ranges. A token ends where the next one begins."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._open: list[_Element] = []
        self._ranges: list[tuple[int, int]] = []
        self._ending: int | None = None
        """Where the range begins whose last token is under way."""
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.buffer_text = False
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters
        self._parser.CommentHandler = self._aside
        self._parser.ProcessingInstructionHandler = self._aside
        self._parser.DefaultHandler = self._other
        self._parser.StartDoctypeDeclHandler = self._doctype

    def ranges(self, stream: BinaryIO) -> Iterator[tuple[int, int]]:
        size = 0
        try:
            while block := stream.read(CHUNK):
                size += len(block)
                self._parser.Parse(block, False)
            self._parser.Parse(b"", True)
        except (expat.ExpatError, LookupError, ValueError) as error:
            raise NotCut(str(error)) from None
        self._close(size)
        return iter(self._ranges)

    def _token(self) -> int:
        """Where the token under way begins; what ended before it is closed."""
        at = self._parser.CurrentByteIndex
        self._close(at)
        return at

    def _close(self, at: int) -> None:
        if self._ending is None:
            return
        start, self._ending = self._ending, None
        while self._ranges and self._ranges[-1][0] >= start:
            self._ranges.pop()
        if self._ranges and self._ranges[-1][1] >= start:
            start = self._ranges.pop()[0]
        self._ranges.append((start, at))

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        at, local = self._token(), name.rpartition(" ")[2]
        parent = self._open[-1].name if self._open else ""
        identifier = attributes.get("id", "")
        goes = (
            (local == "ArchiveUnit" and identifier in self._names.units)
            or (local in _OBJECTS and identifier in self._names.objects)
            or (local == "DataObjectGroup" and identifier in self._names.groups)
            or (len(self._open) == 1 and local in _OF_THE_MESSAGE)
            or (local == "Event" and parent in _EVENTS and not self._is_in_unit())
        )
        self._open.append(_Element(local, at, goes))

    def _is_in_unit(self) -> bool:
        return any(element.name in ("ArchiveUnit", "DataObjectGroup") for element in self._open)

    def _end(self, name: str) -> None:
        self._token()
        element = self._open.pop()
        parent = self._open[-1] if self._open else None
        emptied = bool(element.cut and not element.kept)
        refers = element.refers or (element.name in _REFERENCES and self._is_gone(element))
        goes = element.goes or refers or emptied
        if parent is not None:
            # what stands for nothing but a reference goes with it: a unit named again elsewhere, a relation…
            parent.refers |= refers and parent.name in _STANDS_FOR.get(element.name, ())
            if element.name in _OBJECTS and parent.name == "DataObjectGroup":
                parent.kept += not goes
                parent.cut += goes
        if goes:
            self._ending = element.start

    def _is_gone(self, element: _Element) -> bool:
        text = "".join(element.text).strip()
        if element.name == "ArchiveUnitRefId":
            return text in self._names.units
        return text in (self._names.groups if element.name == "DataObjectGroupReferenceId" else self._names.objects)

    def _characters(self, data: str) -> None:
        self._token()
        if self._open and self._open[-1].name in _REFERENCES:
            self._open[-1].text.append(data)

    def _aside(self, *_: str) -> None:
        self._ending = self._token()

    def _other(self, data: str) -> None:
        self._token()

    def _doctype(self, *_: object) -> None:
        raise ValueError("a document type")
