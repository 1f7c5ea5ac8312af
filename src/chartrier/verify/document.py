"""Verifying documents: a unit with all its objects, an object, or the objects of a group (see `steps`)."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any
from uuid import UUID

from chartrier.journal.changes import Named
from chartrier.journal.checkpoint import VerifierKey
from chartrier.journal.contents import ContentsLine, ContentsTree
from chartrier.journal.entry import Entry
from chartrier.records.finding import NOWHERE
from chartrier.records.identifiers import package_of
from chartrier.verify import findings, steps
from chartrier.verify.log import Log, open_log, prove_entry
from chartrier.verify.orders import destroyed_by, orders_of
from chartrier.verify.package import Package, open_package
from chartrier.verify.reader import CopyReader
from chartrier.verify.report import OnProgress, Recorder, Report, Words, counted
from chartrier.verify.sealed import (
    CONTENTS,
    OBJECTS,
    UNITS,
    Described,
    check_bytes,
    check_description,
    described,
    identifier_in,
    read_record,
    read_sealed,
)

MOST_OBJECTS = 100_000
"""Lines of a package that are looked at for what is wanted of it."""
FEW = 8
"""Names that are looked for in a line one after the other."""
IDENTIFIER = re.compile(rb"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


def verify_document(
    copy: CopyReader,
    identifier: UUID,
    *,
    keys: Sequence[VerifierKey] | None = None,
    since: bytes | None = None,
    on_progress: OnProgress | None = None,
) -> Report:
    """Prove one document of a copy, by steps (1) to (8), with few reads. Never raises for what it holds.

    `identifier` is a system identifier. `keys`: trust these only; None trusts the copy's own, and says so.
    `since`: the bytes of an older checkpoint that the journal must extend.
    """
    return verify_documents(copy, [identifier], keys=keys, since=since, on_progress=on_progress)


def verify_documents(
    copy: CopyReader,
    identifiers: Collection[UUID],
    *,
    keys: Sequence[VerifierKey] | None = None,
    since: bytes | None = None,
    on_progress: OnProgress | None = None,
) -> Report:
    """The same of several at once: the lists of each package are read once, whatever is wanted of it."""
    recorder = Recorder(copy.name, on_progress=on_progress)
    log = open_log(copy, recorder, keys, since)  # (1) (2) (3)
    if log is not None:
        packages = {id_: list(held) for id_, held in groupby(sorted(identifiers), key=package_of)}
        proven = _Proven()
        for package, held in packages.items():
            _verify(log, package, held, recorder, proven)
        _tell(proven, recorder)
    recorder.skip_the_rest(steps.OF_A_DOCUMENT, steps.NOT_REACHED)
    return recorder.report()


@dataclass(slots=True)
class _Proven:
    """What was proven of all packages so far: packages, lines of their contents, descriptions, binary objects."""

    packages: list[UUID] = field(default_factory=list)
    lines: int = 0
    descriptions: int = 0
    objects: int = 0


def _tell(proven: _Proven, recorder: Recorder) -> None:
    if len(proven.packages) > 1:
        # each package told of itself: in the end, all of them are told
        recorder.prove(steps.PACKAGE, counted(len(proven.packages), "paquet", "package"))
        recorder.prove(steps.CONTENTS, counted(proven.lines, "ligne", "line"))
        recorder.prove(steps.DESCRIPTION, counted(proven.descriptions, "ligne", "line"))
        recorder.prove(steps.BYTES, counted(proven.objects, "objet binaire", "binary object"))


def _verify(log: Log, identifier: UUID, held: Sequence[UUID], recorder: Recorder, proven: _Proven) -> None:
    """Steps (4) to (8) for what is wanted of one package."""
    entry = prove_entry(log, identifier, recorder)  # (4)
    if entry is None:
        return
    package = _open_as_it_is(log, entry, recorder)  # (5)
    if package is None:
        return
    recorder.prove(steps.PACKAGE, Words(f"paquet {package.id}", f"package {package.id}"))
    recorder.advance(packages=1)
    proven.packages.append(package.id)
    names = {str(each) for each in held}
    wanted, met = ({}, set()) if entry.contents is None else _wanted(package, names, recorder)
    for each in held:
        if str(each) in met:
            continue
        values = {"package": str(package.id), "identifier": str(each)}
        destroyed = _is_destroyed(log, entry, each)
        kind = findings.DOCUMENT_DESTROYED if destroyed else findings.DOCUMENT_ABSENT
        # what should be there is missing from this copy
        place = NOWHERE if destroyed else recorder.place(package.folder)
        recorder.fail(steps.DESCRIPTION, kind, place, **values)
    if not wanted:
        return
    sealed = _sealed_lines(package, wanted, recorder, proven)  # (6)
    records = _check_descriptions(package, wanted, sealed, recorder)  # (7)
    proven.descriptions += len(records)
    for line, record in records:  # (8)
        if line.kind == "binary":
            check_bytes(package, line, record, recorder)
    if not recorder.failed(steps.DESCRIPTION):
        objects = sum(line.kind == "binary" for line, _ in records)
        proven.objects += objects
        recorder.prove(steps.BYTES, counted(objects, "objet binaire", "binary object"))


def _open_as_it_is(log: Log, entry: Entry, recorder: Recorder) -> Package | None:
    """(5) The package, with the inventory of its entry or of an order that the log proves."""
    versions = [Named(entry.version, entry.inventory)]
    for _, change in orders_of(log, entry, recorder):
        versions.insert(1, Named(change.version_after, change.after))
    return open_package(log.copy, entry, recorder, versions)


def _is_destroyed(log: Log, entry: Entry, identifier: UUID) -> bool:
    """Whether an order that changed the package says that this is destroyed."""
    quiet = Recorder(log.copy.name)
    with quiet.attempt(steps.CONTENTS):
        orders = [order for order, _ in orders_of(log, entry, quiet)]
        return any(line.id == identifier for order in orders for line in destroyed_by(order))
    return False


def _wanted(package: Package, names: set[str], recorder: Recorder) -> tuple[dict[str, Described], set[str]]:
    """The lines of the documents of these names by identifier: of those that are units their own, and those of their
    objects; and which names were met.
    """
    wanted: dict[str, Described] = {}
    met: set[str] = set()
    groups = set(names)
    with recorder.attempt(steps.DESCRIPTION, package.folder):
        named = _naming(names)
        for line in described(package, UNITS):
            # Most lines are of no interest: they are not parsed.
            if named(line.line) and (name := (record := read_record(package, line)).get("id")) in names:
                wanted[name] = line
                met.add(name)
                groups.update(_texts(record.get("groups")))
        named = _naming(groups)
        digest = hashlib.sha512()
        for line in described(package, OBJECTS):
            digest.update(line.line + b"\n")
            if named(line.line):
                record = read_record(package, line)
                own, group = str(record.get("id")), record.get("group")
                if (own in names or group in groups) and len(wanted) < MOST_OBJECTS:
                    wanted[own] = line
                    met.update(names & {own, str(group)})
        # Only an object's own line tells its group: one that is gone or changed could be of this document.
        alone = groups == names and all(name in wanted for name in names)
        if not alone and digest.hexdigest() != package.manifest[package.state[OBJECTS]]:
            file = package.where(OBJECTS)
            recorder.fail(steps.DESCRIPTION, findings.FILE_DIFFERS, recorder.place(file), path=file)
    return wanted, met


def _naming(names: Collection[str]) -> Callable[[bytes], bool]:
    """Whether a line has one of these names in it."""
    needles = frozenset(name.encode() for name in names)
    if len(needles) <= FEW:
        return lambda line: any(needle in line for needle in needles)
    return lambda line: not needles.isdisjoint(IDENTIFIER.findall(line))


def _texts(values: Any) -> list[str]:
    return [value for value in values if isinstance(value, str)] if isinstance(values, list) else []


def _sealed_lines(
    package: Package, wanted: dict[str, Described], recorder: Recorder, proven: _Proven
) -> dict[str, ContentsLine]:
    """(6) Read the contents tree once: compare its root, keep the lines of the document."""
    found: dict[str, ContentsLine] = {}
    tree = ContentsTree()
    with recorder.attempt(steps.CONTENTS, f"{package.folder}/{CONTENTS}"):
        needles = {name.encode() for name in wanted}
        for number, line in enumerate(package.lines(CONTENTS), 1):
            tree.add(line)
            if identifier_in(line) in needles:
                sealed = read_sealed(package, number, line)
                found[str(sealed.id)] = sealed
        if tree.head != package.entry.contents:
            place = recorder.place(package.where(CONTENTS))
            recorder.fail(steps.CONTENTS, findings.CONTENTS_DIFFER, place, package=str(package.id))
        recorder.prove(steps.CONTENTS, counted(tree.size, "ligne", "line"))
        proven.lines += tree.size
    return found


def _check_descriptions(
    package: Package, wanted: dict[str, Described], sealed: dict[str, ContentsLine], recorder: Recorder
) -> list[tuple[ContentsLine, dict[str, Any]]]:
    """(7) Each line of the document is the one that was sealed."""
    checked = []
    for name, line in wanted.items():
        if name not in sealed:
            place = recorder.place(package.where(line.path), line.number)
            recorder.fail(steps.DESCRIPTION, findings.DESCRIPTION_DIFFERS, place, why=name)
        elif record := check_description(package, sealed[name], line, recorder):
            checked.append((sealed[name], record))
    recorder.counts.descriptions += sum(wanted[str(line.id)].path == UNITS for line, _ in checked)
    recorder.prove(steps.DESCRIPTION, counted(len(checked), "ligne", "line"))
    return checked
