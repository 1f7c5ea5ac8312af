"""Verifying one document: a unit with all its objects, an object, or the objects of a group (see `steps`)."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
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
"""Objects of one document that are looked at."""


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
    recorder = Recorder(copy.name, on_progress=on_progress)
    _verify(copy, identifier, recorder, keys, since)
    recorder.skip_the_rest(steps.OF_A_DOCUMENT, steps.NOT_REACHED)
    return recorder.report()


def _verify(
    copy: CopyReader,
    identifier: UUID,
    recorder: Recorder,
    keys: Sequence[VerifierKey] | None,
    since: bytes | None,
) -> None:
    log = open_log(copy, recorder, keys, since)  # (1) (2) (3)
    if log is None:
        return
    entry = prove_entry(log, package_of(identifier), recorder)  # (4)
    if entry is None:
        return
    package = _open_as_it_is(log, entry, recorder)  # (5)
    if package is None:
        return
    recorder.prove(steps.PACKAGE, Words(f"paquet {package.id}", f"package {package.id}"))
    recorder.advance(packages=1)
    wanted = {} if entry.contents is None else _wanted(package, identifier, recorder)
    if not wanted:
        values = {"package": str(package.id), "identifier": str(identifier)}
        destroyed = _is_destroyed(log, entry, identifier)
        kind = findings.DOCUMENT_DESTROYED if destroyed else findings.DOCUMENT_ABSENT
        # what should be there is missing from this copy
        place = NOWHERE if destroyed else recorder.place(package.folder)
        recorder.fail(steps.DESCRIPTION, kind, place, **values)
        return
    sealed = _sealed_lines(package, wanted, recorder)  # (6)
    records = _check_descriptions(package, wanted, sealed, recorder)  # (7)
    for line, record in records:  # (8)
        if line.kind == "binary":
            check_bytes(package, line, record, recorder)
    if not recorder.failed(steps.DESCRIPTION):
        objects = sum(line.kind == "binary" for line, _ in records)
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


def _wanted(package: Package, identifier: UUID, recorder: Recorder) -> dict[str, Described]:
    """The lines of the document by identifier: the unit's, if it is one, and those of its objects."""
    name = str(identifier)
    wanted: dict[str, Described] = {}
    groups = {name}
    with recorder.attempt(steps.DESCRIPTION, package.folder):
        for line in described(package, UNITS):
            # Most lines are of no interest: they are not parsed.
            if name.encode() in line.line and (record := read_record(package, line)).get("id") == name:
                wanted[name] = line
                groups.update(_texts(record.get("groups")))
        needles = [group.encode() for group in groups]
        digest = hashlib.sha512()
        for line in described(package, OBJECTS):
            digest.update(line.line + b"\n")
            if any(needle in line.line for needle in needles):
                record = read_record(package, line)
                own = str(record.get("id"))
                if (own == name or record.get("group") in groups) and len(wanted) < MOST_OBJECTS:
                    wanted[own] = line
        # Only an object's own line tells its group: one that is gone or changed could be of this document.
        alone = name in wanted and groups == {name}
        if not alone and digest.hexdigest() != package.manifest[package.state[OBJECTS]]:
            file = package.where(OBJECTS)
            recorder.fail(steps.DESCRIPTION, findings.FILE_DIFFERS, recorder.place(file), path=file)
    return wanted


def _texts(values: Any) -> list[str]:
    return [value for value in values if isinstance(value, str)] if isinstance(values, list) else []


def _sealed_lines(package: Package, wanted: dict[str, Described], recorder: Recorder) -> dict[str, ContentsLine]:
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
    recorder.prove(steps.DESCRIPTION, counted(len(checked), "ligne", "line"))
    return checked
