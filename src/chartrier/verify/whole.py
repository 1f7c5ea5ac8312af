"""A package as a whole: (5) besides its inventory, (6) to (8) for every line, (9) for every file."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain
from types import MappingProxyType
from uuid import UUID

from chartrier.journal.changes import DestroyedLine
from chartrier.journal.contents import ContentsTree, destroyed_leaf
from chartrier.journal.entry import Entry
from chartrier.journal.strict_json import read_object
from chartrier.verify import findings, steps
from chartrier.verify.package import Package, frame, hashed, package_folder
from chartrier.verify.reader import Item, shown, walk
from chartrier.verify.report import Recorder
from chartrier.verify.sealed import (
    CONTENTS,
    OBJECTS,
    UNITS,
    Described,
    check_bytes,
    check_description,
    described,
    read_sealed,
)

_OPERATION = "operation.json"
_ALWAYS = (_OPERATION, "findings.json")
_REPLIED = frozenset({"versement", "rejet"})
"""Operations that answer somebody."""
_REPLY = "reply.xml"
_ACCEPTED = ("bordereau.xml", UNITS, OBJECTS, CONTENTS)
_LARGEST_OPERATION = 16 << 20
_MEMBER_BITS = 24


def verify_package(
    package: Package, recorder: Recorder, destroyed: Mapping[bytes, DestroyedLine] = MappingProxyType({})
) -> None:
    """All that lies in a package whose inventory is proven. `destroyed`: what orders destroyed of it, by leaf hash."""
    _check_operation(package, recorder)  # (5)
    hashed_already = _check_contents(package, destroyed, recorder)  # (6) (7) (8)
    _check_files(package, hashed_already, recorder)  # (9)


def _check_operation(package: Package, recorder: Recorder) -> None:
    """(5) The package has the files of its operation, and operation.json tells what the entry tells."""
    entry = package.entry
    reply = (_REPLY,) if entry.operation in _REPLIED else ()
    accepted = _ACCEPTED if entry.contents is not None else ()
    for path in (*_ALWAYS, *reply, *accepted):
        if path not in package.state:
            file = f"{package.folder}/{package.version}/content/{path}"
            recorder.fail(steps.PACKAGE, findings.FILE_ABSENT, recorder.place(file), path=file)
    if _OPERATION not in package.state:
        return
    file = package.where(_OPERATION)
    with recorder.attempt(steps.PACKAGE, file):
        data = package.copy.read(file, _LARGEST_OPERATION)
        try:
            record = read_object(data or b"", spelled_canonically=False)
        except ValueError as error:
            raise package.malformed(_OPERATION, 1, error) from None
        head = entry.contents
        expected = {
            "id": str(entry.package),
            "operation": entry.operation,
            "by": entry.by,
            "contents": head and {"root": str(head.root), "size": head.size},
        }
        for field, value in expected.items():
            if record.get(field) != value:
                values = {"package": str(package.id), "field": field}
                place = recorder.place(file)
                recorder.fail(steps.PACKAGE, findings.OPERATION_DIFFERS, place, **values)


def _check_contents(package: Package, destroyed: Mapping[bytes, DestroyedLine], recorder: Recorder) -> set[str]:
    """(6) (7) (8) for a whole package, its three `.jsonl` read side by side, once.

    Gives the files hashed whole on the way, as paths below the package.
    """
    done: set[str] = set()
    if package.entry.contents is None:
        return done
    tree, tally = ContentsTree(), _Tally(package.id)
    with recorder.attempt(steps.CONTENTS, package.folder):
        records = chain(described(package, UNITS), described(package, OBJECTS))
        for number, line in enumerate(package.lines(CONTENTS), 1):
            tree.add(line)
            leaf = destroyed_leaf(line)
            if leaf is not None:
                _check_destroyed(package, number, destroyed.get(leaf), tally, recorder)
            elif (record_line := next(records, None)) is not None:
                whole = _check_line(package, number, line, record_line, tally, recorder)
                done.update([whole] if whole else [])
            else:
                tally.unpaired = True
                break
        # more lines on one side than on the other
        tally.unpaired = tally.unpaired or next(records, None) is not None
        if tree.head != package.entry.contents or tally.unpaired or tally.twice:
            place = recorder.place(package.where(CONTENTS))
            recorder.fail(steps.CONTENTS, findings.CONTENTS_DIFFER, place, package=str(package.id))
        elif tally.lines == tree.size:
            _check_counts(package.entry, tally, recorder)
    return done


def _check_destroyed(
    package: Package, number: int, line: DestroyedLine | None, tally: _Tally, recorder: Recorder
) -> None:
    """A line that tells nothing any more: an order says what it was."""
    if line is None:
        place = recorder.place(package.where(CONTENTS), number)
        recorder.fail(steps.CONTENTS, findings.NEVER_ORDERED, place, package=str(package.id), line=number)
        return
    tally.add(line.id, line.kind, line.size or 0, line.group and str(line.group))


def _check_line(
    package: Package, number: int, line: bytes, record_line: Described, tally: _Tally, recorder: Recorder
) -> str | None:
    """One line of contents and what it seals; gives the file hashed whole, if there is one."""
    with recorder.attempt(steps.CONTENTS, package.folder):
        sealed = read_sealed(package, number, line)
        record = check_description(package, sealed, record_line, recorder)
        if record is not None:
            tally.add(sealed.id, sealed.kind, sealed.size or 0, record.get("group"))
            if sealed.kind == "binary":
                return check_bytes(package, sealed, record, recorder)
    return None


def _check_counts(entry: Entry, tally: _Tally, recorder: Recorder) -> None:
    for what, found in tally.counts().items():
        expected = getattr(entry.counts, what)
        if found != expected:
            name = str(entry.package)
            recorder.fail(
                steps.CONTENTS,
                findings.COUNT_DIFFERS,
                recorder.place(package_folder(entry.package)),
                package=name,
                what=what,
                found=found,
                expected=expected,
            )


class _Tally:
    """Counts of a package as its lines go by, and whether an identifier comes twice: a bit a member."""

    def __init__(self, package: UUID) -> None:
        self._package = package.int >> _MEMBER_BITS
        self._seen = bytearray()
        self._groups = bytearray()
        self._counts = {"units": 0, "groups": 0, "objects": 0, "bytes": 0}
        self.lines = 0
        self.twice = False
        self.unpaired = False

    def add(self, identifier: UUID, kind: str, size: int, group: object) -> None:
        self._counts["units" if kind == "unit" else "objects"] += 1
        self._counts["bytes"] += size
        self.lines += 1
        if not self._mark(self._seen, identifier):
            self.twice = True
        if kind != "unit" and isinstance(group, str) and self._mark(self._groups, identifier_in(group)):
            self._counts["groups"] += 1

    def counts(self) -> dict[str, int]:
        return self._counts

    def _mark(self, bits: bytearray, identifier: UUID | None) -> bool:
        """Whether this member is seen for the first time. Identifiers of other packages are not members."""
        if identifier is None or identifier.int >> _MEMBER_BITS != self._package:
            return False
        byte, bit = divmod(identifier.int & (1 << _MEMBER_BITS) - 1, 8)
        if byte >= len(bits):
            bits.extend(bytes(byte + 1 - len(bits)))
        first = not bits[byte] >> bit & 1
        bits[byte] |= 1 << bit
        return first


def identifier_in(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _check_files(package: Package, hashed_already: set[str], recorder: Recorder) -> None:
    """(9) Every file of a package is in its inventory with its digest, and the other way round."""
    missing = dict.fromkeys(package.manifest)
    known = frame(package.version)
    with recorder.attempt(steps.FILES, package.folder):
        for item in walk(package.copy, package.folder):
            below = item.path.removeprefix(f"{package.folder}/")
            if item.kind != "file" or (below not in package.manifest and below not in known):
                refuse(item, recorder)
                missing.pop(below, None)
            elif below not in known:
                missing.pop(below, None)
                if below not in hashed_already:
                    _check_file(package, below, recorder)
        for below in missing:
            file = f"{package.folder}/{below}"
            recorder.fail(steps.FILES, findings.FILE_ABSENT, recorder.place(file), path=file)


def _check_file(package: Package, below: str, recorder: Recorder) -> None:
    file = f"{package.folder}/{below}"
    with recorder.attempt(steps.FILES, file):
        stream = package.copy.open(file)
        if stream is None:
            recorder.fail(steps.FILES, findings.FILE_ABSENT, recorder.place(file), path=file)
            return
        digests, size = hashed(stream, ["sha512"])
        recorder.advance(bytes_=size)
        if digests["sha512"] != package.manifest[below]:
            recorder.fail(steps.FILES, findings.FILE_DIFFERS, recorder.place(file), path=file)


def refuse(item: Item, recorder: Recorder) -> None:
    """Something that no inventory names, or that is no file."""
    path = shown(item.path)
    if item.kind == "file":
        recorder.fail(steps.FILES, findings.FILE_UNKNOWN, recorder.place(path), path=path)
    else:
        why = "not a plain file"
        recorder.fail(steps.FILES, findings.UNREADABLE, recorder.place(path), path=path, why=why)
