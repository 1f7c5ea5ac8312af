"""The next version of a package, from which some units and objects are gone: its new files, and its inventory.

The same package and the same list give the same bytes, wherever and whenever they are computed: an order says
beforehand what each package will be, and whoever carries it out later makes that.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO
from uuid import UUID

from chartrier.catalog.destruction.redaction import WITHDRAWN, redacted_findings, redacted_operation
from chartrier.copies.destruction.findings import NOT_A_PACK
from chartrier.copies.destruction.packs import NotAPack, zero_members
from chartrier.copies.findings import NO_PROVEN_PACKAGE
from chartrier.errors import IntegrityFailure
from chartrier.journal.changes import Change, DestroyedLine, version_number
from chartrier.journal.contents import destroyed_leaf, destroyed_line, read_line
from chartrier.journal.tree import leaf_hash
from chartrier.records.canonical import canonical
from chartrier.records.digest import Digest
from chartrier.records.finding import Findings
from chartrier.records.identifiers import made_at
from chartrier.seda.cutting import Names, NotCut, cut
from chartrier.seda.receipt import read_received
from chartrier.seda.reply import write_bare_reply
from chartrier.seda.versions import Version
from chartrier.seda.xmlout import xml_document
from chartrier.vault.ocfl import INVENTORY, amended_inventory
from chartrier.verify.package import LARGEST_INVENTORY, Package
from chartrier.verify.sealed import CONTENTS, OBJECTS, UNITS

BEFORE, MOTIVE = "before.jsonl", "motive.txt"
"""Of the package of a correction."""
REPLY = "reponse.xml"
"""Of that of a reply to a transfer."""

_BLOCK = 1 << 20
_LARGEST_PAPER = 64 << 20


@dataclass(frozen=True, slots=True)
class Author:
    """The order by which packages change: its identifier and its operation's code."""

    identifier: UUID
    operation: str

    @property
    def created(self) -> datetime:
        """The instant that the new versions bear: whoever knows the identifier knows it."""
        return made_at(self.identifier)


Tell = Callable[[DestroyedLine], None]
"""Told each line that goes, in the order of the contents."""


def amend(package: Package, doomed: Collection[UUID], author: Author, folder: Path, tell: Tell) -> Change:
    """Write into `folder` the next version of a package from which the members `doomed` are gone; what changes.

    Its new files and its inventory lie there as they will in the folder of the package. Every byte is proven while it
    is read. Raises IntegrityFailure (CPY-023) when one is not what the journal says, DST-004 for a pack that is none;
    OSError.
    """
    kind = _AMENDMENTS.get(package.entry.operation, _Amendment)
    return kind(package, doomed, author, folder, tell).run()


@dataclass(slots=True)
class _Packed:
    """The members of a pack that go, by offset and length, and how many stay."""

    going: list[tuple[int, int]] = field(default_factory=list)
    staying: int = 0


class _Amendment:
    def __init__(self, package: Package, doomed: Collection[UUID], author: Author, folder: Path, tell: Tell) -> None:
        self._package = package
        self._doomed = {str(member).encode() for member in doomed}
        self._tell = tell
        self._told = 0
        self._author = author
        self._version = f"v{version_number(package.version) + 1}"
        self._folder = folder
        self._content = folder / self._version / "content"
        self._changed: dict[str, str] = {}
        self._gone: set[str] = set()
        self._names: dict[str, set[str]] = {"unit": set(), "object": set(), "group": set()}
        self._packs: dict[str, _Packed] = {}
        self._units_stay = False

    def run(self) -> Change:
        self._content.mkdir(mode=0o700, parents=True)
        self._lists()
        self._rewrite_packs()
        self._papers()
        inventory = self._inventory()
        before = self._package.named
        change = Change(
            self._package.id, before.version, before.inventory, self._version, Digest.of("sha512", inventory)
        )
        (self._folder / self._version / INVENTORY).write_bytes(inventory)
        return change

    def _lists(self) -> None:
        """The three `.jsonl` side by side, without the lines that go; in the contents their leaf hashes stay."""
        records = chain(
            ((UNITS, line) for line in self._proven_lines(UNITS)),
            ((OBJECTS, line) for line in self._proven_lines(OBJECTS)),
        )
        with self._new(UNITS) as units, self._new(OBJECTS) as objects, self._new(CONTENTS) as contents:
            kept = {UNITS: units, OBJECTS: objects}
            for line in self._proven_lines(CONTENTS):
                if destroyed_leaf(line) is not None:
                    contents.write(line + b"\n")
                    continue
                name, record = next(records, ("", b""))
                if _identifier_in(line) not in self._doomed:
                    self._stays(name, record)
                    kept[name].write(record + b"\n")
                    contents.write(line + b"\n")
                else:
                    self._goes(name, record, line)
                    contents.write(destroyed_line(leaf_hash(line)) + b"\n")
            if next(records, None) is not None or self._told != len(self._doomed):
                raise self._not_proven()

    def _stays(self, name: str, record: bytes) -> None:
        if name == UNITS:
            self._units_stay = True
        elif name == OBJECTS:
            location = json.loads(record)["location"]
            if location is not None and "offset" in location:
                self._packs.setdefault(location["path"], _Packed()).staying += 1
        else:
            raise self._not_proven()

    def _goes(self, name: str, record: bytes, line: bytes) -> None:
        told, sealed = json.loads(record), read_line(line)
        if told["id"] != str(sealed.id):
            raise self._not_proven()
        self._names["unit" if name == UNITS else "object"].add(told["xml_id"])
        group = None
        if name == OBJECTS:
            group = UUID(told["group"])
            if told["group_xml_id"] is not None:
                self._names["group"].add(told["group_xml_id"])
            location = told["location"]
            if location is not None and "offset" in location:
                member = location["offset"], location["length"]
                self._packs.setdefault(location["path"], _Packed()).going.append(member)
            elif location is not None:
                self._gone.add(location["path"])
        self._told += 1
        package, leaf = self._package.id, leaf_hash(line)
        self._tell(DestroyedLine(sealed.id, sealed.kind, package, leaf, group, sealed.digests, sealed.size))

    def _rewrite_packs(self) -> None:
        for path, packed in sorted(self._packs.items()):
            if packed.going and not packed.staying:
                self._gone.add(path)
            elif packed.going:
                self._zero(path, packed.going)

    def _zero(self, path: str, members: list[tuple[int, int]]) -> None:
        target = self._content / path
        with target.open("xb") as out:
            for block in self._proven_blocks(path):
                out.write(block)
        try:
            with target.open("r+b") as pack:
                zero_members(pack, members)
        except NotAPack:
            raise IntegrityFailure(NOT_A_PACK, package=str(self._package.id), path=path) from None
        self._list(path)

    def _said(self) -> dict[str, Any]:
        """The words of the operation and of its findings go; the operation as it was."""
        operation: dict[str, Any] = json.loads(self._paper("operation.json"))
        self._write("operation.json", canonical(redacted_operation(operation)))
        self._write("findings.json", canonical(redacted_findings(json.loads(self._paper("findings.json")))))
        return operation

    def _papers(self) -> None:
        operation = self._said()
        names = Names(self._names["unit"], self._names["object"], self._names["group"])
        if not self._cut("reply.xml", names):
            # it is of our own writing
            raise self._not_proven()
        if not (self._units_stay and self._cut("bordereau.xml", names)):
            self._write_identifiers(operation)

    def _cut(self, path: str, names: Names) -> bool:
        """The message without what goes; False, and nothing written, where it is in an encoding that cannot be cut."""
        self._prove(path)
        try:
            with self._package.open(path) as stream, (self._content / path).open("xb") as out:
                cut(stream, names, out)
        except NotCut:
            (self._content / path).unlink()
            return False
        self._list(path)
        return True

    def _write_identifiers(self, operation: dict[str, Any]) -> None:
        """A bordereau that says which one it was, and nothing that was in it."""
        transfer = operation["transfer"]
        with (
            (self._content / "bordereau.xml").open("xb") as out,
            xml_document(out, Version(transfer["seda_version"]), "ArchiveTransfer") as document,
        ):
            document.leaf("Date", transfer["date"])
            document.leaf("MessageIdentifier", transfer["message_identifier"])
            document.leaf("ArchivalAgreement", transfer["archival_agreement"])
            document.leaf("CodeListVersions", "")
            for element, name in (("ArchivalAgency", "archival_agency"), ("TransferringAgency", "transferring_agency")):
                with document.element(element):
                    document.leaf("Identifier", transfer[name])
        self._list("bordereau.xml")

    def _inventory(self) -> bytes:
        state, manifest = self._package.state, self._package.manifest
        for path, sha512 in list(self._changed.items()):
            if path in state and manifest[state[path]] == sha512:
                # what is as it was needs no new version
                del self._changed[path]
                (self._content / path).unlink()
        before = self._package.copy.read(
            f"{self._package.folder}/{self._package.version}/{INVENTORY}", LARGEST_INVENTORY
        )
        if before is None or Digest.of("sha512", before) != self._package.named.inventory:
            raise self._not_proven()
        return amended_inventory(
            before,
            author=self._author.identifier,
            created=self._author.created,
            message=self._author.operation,
            gone=self._gone,
            changed=self._changed,
        )

    def _new(self, path: str) -> _NewFile:
        return _NewFile(self._content / path, path, self._changed)

    def _write(self, path: str, data: bytes) -> None:
        with self._new(path) as file:
            file.write(data)

    def _list(self, path: str) -> None:
        """Hash a file that was written whole."""
        with (self._content / path).open("rb") as stream:
            self._changed[path] = hashlib.file_digest(stream, "sha512").hexdigest()

    def _paper(self, path: str) -> bytes:
        return b"".join(self._proven_blocks(path, _LARGEST_PAPER))

    def _prove(self, path: str) -> None:
        for _ in self._proven_blocks(path):
            pass

    def _proven_blocks(self, path: str, most: int | None = None) -> Iterator[bytes]:
        sha512, size = hashlib.sha512(), 0
        with self._package.open(path) as stream:
            while block := stream.read(_BLOCK):
                sha512.update(block)
                size += len(block)
                if most is not None and size > most:
                    raise self._not_proven()
                yield block
        self._require(path, sha512.hexdigest())

    def _proven_lines(self, path: str) -> Iterator[bytes]:
        sha512 = hashlib.sha512()
        for line in self._package.lines(path):
            sha512.update(line + b"\n")
            yield line
        self._require(path, sha512.hexdigest())

    def _require(self, path: str, sha512: str) -> None:
        if sha512 != self._package.manifest[self._package.state[path]]:
            raise self._not_proven()

    def _not_proven(self) -> IntegrityFailure:
        entry = self._package.entry
        return IntegrityFailure(NO_PROVEN_PACKAGE, package=str(entry.package), operation=entry.operation)


class _CorrectionAmendment(_Amendment):
    """The package of a correction, which describes units as they were and as they became: of those that go, only the
    identifier is left; its motive may speak of them.
    """

    def _lists(self) -> None:
        for name in (BEFORE, UNITS):
            with self._new(name) as file:
                for line in self._proven_lines(name):
                    identifier = json.loads(line)["id"]
                    gone = identifier.encode() in self._doomed
                    file.write((canonical({"id": identifier}) if gone else line) + b"\n")

    def _papers(self) -> None:
        self._prove(MOTIVE)
        self._write(MOTIVE, WITHDRAWN["fr"].encode())


class _RefusalAmendment(_Amendment):
    """The package of a versement that was refused: it has no list, and what was said of it may name what came later."""

    def _lists(self) -> None:
        """It took nothing in."""

    def _papers(self) -> None:
        self._said()
        if "reply.xml" in self._package.state and not self._cut("reply.xml", Names(set(), set(), set())):
            # it is of our own writing
            raise self._not_proven()


class _ReplyAmendment(_Amendment):
    """The package of a reply to a transfer: the message keeps the identifiers alone, whatever the receiver wrote."""

    def _lists(self) -> None:
        """Its lists have identifiers alone."""

    def _papers(self) -> None:
        reply = self._content / REPLY
        reply.write_bytes(self._paper(REPLY))
        said = read_received(reply, Findings())
        with reply.open("wb") as out:
            write_bare_reply(out, said)
        self._list(REPLY)


_AMENDMENTS = {"correction": _CorrectionAmendment, "rejet": _RefusalAmendment, "transfert": _ReplyAmendment}
"""Any other package is a versement's."""


class _NewFile:
    """A new file of the package, hashed while it is written; listed when the block ends."""

    def __init__(self, target: Path, path: str, listed: dict[str, str]) -> None:
        self._target, self._path, self._listed = target, path, listed
        self._sha512 = hashlib.sha512()

    def __enter__(self) -> _NewFile:
        self._file: BinaryIO = self._target.open("xb")
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._file.close()
        if kind is None:
            self._listed[self._path] = self._sha512.hexdigest()

    def write(self, data: bytes) -> None:
        self._sha512.update(data)
        self._file.write(data)


def _identifier_in(line: bytes) -> bytes:
    """The identifier of a canonical line of contents, found without parsing it."""
    return line.partition(b'"id":"')[2][:36]
