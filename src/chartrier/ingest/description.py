"""`units.jsonl`, `objects.jsonl`, `contents.jsonl` (docs/format.md §2.3, 2.4, 3), written as streams.

Lines are filled in from canonical pieces, keys in order, so that nothing is parsed or sorted twice.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from types import TracebackType
from typing import Self
from uuid import UUID

from chartrier.formats.identification import Format
from chartrier.ingest.names import Location
from chartrier.ingest.spool import Spool
from chartrier.ingest.staged import HashedFile, StagedPackage
from chartrier.ingest.submission import ExaminedObject
from chartrier.journal.contents import ContentsTree, join_line, new_salts
from chartrier.journal.entry import TreeHead
from chartrier.records.canonical import canonical
from chartrier.records.identifiers import member_id
from chartrier.seda.bordereau import Bordereau, DeclaredObject, DeclaredUnit

LARGEST_INTEGER = 2**53 - 1
"""RFC 8785 §3.2.2.3: beyond it a number is not the same for every reader."""

UNIT = (
    b'{"attached_to":%b,"content":%b,"groups":%b,"id":"%b","line":%b,"management":%b,"parents":%b,'
    b'"profile":%b,"xml_id":%b}'
)
OBJECT = (
    b'{"declared":%b,"digests":%b,"filename":%b,"format":%b,"group":"%b","group_metadata":%b,"group_xml_id":%b,'
    b'"id":"%b","kind":"%b","line":%b,"location":%b,"metadata":%b,"size":%b,"uri":%b,"usage":%b,"version":%b,'
    b'"xml_id":%b}'
)
DECLARED = b'{"digest":%b,"format":%b,"size":%b}'
FORMAT = b'{"basis":%b,"mime":%b,"name":%b,"puid":%b,"version":%b,"warning":%b}'


class Description:
    """Writes the three files of a package: `write_units`, then `write_objects`, then `finish`.

    In use it is a context: when it ends before that, what was written is to be thrown away with the package.
    """

    def __init__(self, staged: StagedPackage, spool: Spool) -> None:
        self._staged = staged
        self._spool = spool
        self._members = Members(staged.identifier)
        self._open = ExitStack()

    def __enter__(self) -> Self:
        self._seal = _Seal(self._open.enter_context(self._staged.new_file("contents.jsonl")))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.close()

    def write_units(self, bordereau: Bordereau, attached_to: Mapping[int, Sequence[UUID]]) -> None:
        """`attached_to` gives, by unit number, existing units it is attached to."""
        with self._staged.new_file("units.jsonl") as units:
            for unit in bordereau.units:
                line = unit_line(unit, self._members, self._spool, attached_to.get(unit.number, ()))
                units.write(line + b"\n")
                self._seal.add(line, self._members.name(unit.number), b"unit", None, None)

    def write_objects(self, bordereau: Bordereau, examined: Mapping[int, ExaminedObject]) -> None:
        """`examined` is by object number."""
        group_ids = {group.number: group.xml_id for group in bordereau.groups}
        with self._staged.new_file("objects.jsonl") as objects:
            for declared in bordereau.objects:
                found = examined.get(declared.number)
                line = object_line(declared, self._members, found, self._spool, group_ids[declared.group])
                objects.write(line + b"\n")
                digests = b'{"sha512":"%b"}' % found.sha512.encode() if found else b"{}"
                name, kind = self._members.name(declared.number), declared.kind.encode()
                self._seal.add(line, name, kind, digests, found.size if found else None)

    def finish(self) -> TreeHead:
        """All is written; what the contents tree comes to."""
        self._open.close()
        return self._seal.tree.head


class Members:
    """The identifiers of the members of one package, as they are written: they differ in the last six digits."""

    def __init__(self, package: UUID) -> None:
        self._common = str(member_id(package, 1))[:-6].encode()

    def name(self, number: int) -> bytes:
        return b"%b%06x" % (self._common, number)

    def names(self, numbers: Iterable[int]) -> bytes:
        """JSON of a list of members, ascending."""
        return b"[%b]" % b",".join(b'"%b"' % self.name(number) for number in sorted(numbers))


class _Seal:
    """Adds a line to `contents.jsonl`, and to its tree, for each line of the other two."""

    def __init__(self, contents: HashedFile) -> None:
        self._contents = contents
        self._salts = new_salts()
        self.tree = ContentsTree()

    def add(self, line: bytes, identifier: bytes, kind: bytes, digests: bytes | None, size: int | None) -> None:
        description, salt = hashlib.sha256(line).hexdigest(), next(self._salts)
        leaf = join_line(identifier, kind, description.encode(), salt.encode(), digests, size)
        self._contents.write(leaf + b"\n")
        self.tree.add(leaf)


def unit_line(unit: DeclaredUnit, members: Members, spool: Spool, attached_to: Sequence[UUID]) -> bytes:
    """One line of `units.jsonl`, canonical, without its line feed."""
    content, management, profile = spool.read_unit(unit.number)
    return UNIT % (
        canonical([str(identifier) for identifier in sorted(attached_to)]) if attached_to else b"[]",
        content,
        members.names(unit.groups),
        members.name(unit.number),
        _number(unit.line),
        management,
        members.names(unit.parents),
        profile,
        canonical(unit.xml_id),
    )


def object_line(
    declared: DeclaredObject,
    members: Members,
    found: ExaminedObject | None,
    spool: Spool,
    group_xml_id: str | None,
) -> bytes:
    """One line of `objects.jsonl`, canonical, without its line feed; `found` is None for a physical object."""
    metadata, group_metadata = spool.read_object(declared.number)
    return OBJECT % (
        _declared(declared),
        _digests(found),
        canonical(declared.filename),
        _format(found.format if found else None),
        members.name(declared.group),
        group_metadata,
        canonical(group_xml_id),
        members.name(declared.number),
        declared.kind.encode(),
        _number(declared.line),
        _location(found.location if found else None),
        metadata,
        _number(found.size if found else None),
        canonical(declared.uri),
        canonical(declared.usage),
        _number(declared.version),
        canonical(declared.xml_id),
    )


def _number(value: int | None) -> bytes:
    return b"null" if value is None else b"%d" % value


def _declared(declared: DeclaredObject) -> bytes:
    digest = f"{declared.algorithm}:{declared.digest}" if declared.algorithm and declared.digest else None
    # A size that no file has stays in `metadata` as it was written: canonical JSON has no such number.
    size = declared.size if declared.size is not None and declared.size <= LARGEST_INTEGER else None
    return DECLARED % (canonical(digest), canonical(declared.format_id), _number(size))


def _digests(found: ExaminedObject | None) -> bytes:
    if found is None:
        return b"{}"
    digests = {"sha512": found.sha512}
    if found.declared is not None:
        digests[found.declared.algorithm] = found.declared.value
    return b"{%b}" % b",".join(b'"%b":"%b"' % (name.encode(), digests[name].encode()) for name in sorted(digests))


def _location(location: Location | None) -> bytes:
    if location is None:
        return b"null"
    path = canonical(location.path)
    if location.offset is None or location.length is None:
        return b'{"path":%b}' % path
    return b'{"length":%d,"offset":%d,"path":%b}' % (location.length, location.offset, path)


def _format(found: Format | None) -> bytes:
    if found is None:
        return b"null"
    values = found.basis, found.mime, found.name, found.puid, found.version, found.warning
    return FORMAT % tuple(map(canonical, values))
