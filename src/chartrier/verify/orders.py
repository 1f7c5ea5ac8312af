"""What orders of destruction did to earlier packages, read from the log and proven: all of it, or for one package."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from uuid import UUID

from chartrier.errors import ChartrierError
from chartrier.journal.changes import (
    CHANGES,
    DESTROYED,
    Change,
    DestroyedLine,
    Named,
    read_changes,
    read_destroyed,
    version_number,
)
from chartrier.journal.entry import ORDERS, Entry, read_entry
from chartrier.journal.strict_json import part, read_object, text
from chartrier.records.digest import Digest
from chartrier.verify import findings, steps
from chartrier.verify.log import Log, prove_entry
from chartrier.verify.package import LARGEST_INVENTORY, Package, open_package, package_folder
from chartrier.verify.reader import CopyReader
from chartrier.verify.report import Recorder

_OPERATION = "operation.json"
_LARGEST_OPERATION = 16 << 20
_LARGEST_CHANGES = 256 << 20
_UNCHANGED = b'"changes":{"count":0,'
_ATTESTATION = b'"operation":"attestation"'


@dataclass(frozen=True, slots=True)
class Order:
    """An order: what it changed of a package, by package, and where it is attested to be carried out."""

    entry: Entry
    package: Package
    changes: dict[UUID, Change]


@dataclass(slots=True)
class Orders:
    """All orders of a log, in order. Memory: some 300 bytes for each change and each line destroyed."""

    orders: list[Order] = field(default_factory=list)
    destroyed: dict[UUID, dict[bytes, DestroyedLine]] = field(default_factory=dict)
    """By package: what was destroyed of it, by leaf hash."""
    purged: dict[UUID, set[str]] = field(default_factory=dict)
    """By order: the copies where an attestation says that it is carried out."""

    def changes(self, package: UUID) -> list[tuple[Order, Change]]:
        """What orders made of a package, the oldest first."""
        return [(order, order.changes[package]) for order in self.orders if package in order.changes]

    def versions(self, entry: Entry) -> list[Named]:
        """The versions of the package of an entry, the oldest first."""
        changes = self.changes(entry.package) if self.orders else []
        return [
            Named(entry.version, entry.inventory),
            *(Named(change.version_after, change.after) for _, change in changes),
        ]

    def is_purged(self, order: UUID, copy: str) -> bool:
        return copy in self.purged.get(order, ())


def read_orders(log: Log, recorder: Recorder) -> Orders:
    """The orders of a log. One that cannot be read is told: what it changed will not be what the journal says."""
    found, quiet = Orders(), Recorder(log.copy.name)
    # what is wrong with the entries themselves is told where all of them are hashed
    with quiet.attempt(steps.ENTRY):
        for data in log.tiles().entries():
            with quiet.attempt(steps.ENTRY):
                if _UNCHANGED not in data:
                    _read_order(log.copy, read_entry(data), found, recorder)
                elif _ATTESTATION in data:
                    _read_attestation(log.copy, read_entry(data), found)
    return found


def _read_order(copy: CopyReader, entry: Entry, found: Orders, recorder: Recorder) -> None:
    if entry.operation not in ORDERS:
        # such an act the system might do, or anybody: it is nobody's decision to destroy
        told = {"package": str(entry.package), "operation": entry.operation}
        recorder.fail(steps.PACKAGE, findings.NOT_AN_ORDER, recorder.place(package_folder(entry.package)), **told)
        return
    order = open_order(copy, entry, recorder)
    if order is None:
        return
    with recorder.attempt(steps.CONTENTS, order.package.folder):
        for line in destroyed_by(order):
            found.destroyed.setdefault(line.package, {})[line.leaf] = line
    for change in order.changes.values():
        before = found.changes(change.package)
        if before and (before[-1][1].after, before[-1][1].version_after) != (change.before, change.version_before):
            place = recorder.place(order.package.folder)
            recorder.fail(steps.PACKAGE, findings.CHANGE_OUT_OF_STEP, place, package=str(change.package))
    found.orders.append(order)


def open_order(copy: CopyReader, entry: Entry, recorder: Recorder) -> Order | None:
    """The order of an entry, with the list of changes that the entry names; None when it is not proven."""
    if entry.operation not in ORDERS:
        return None
    # what is wrong with its own package is told where that is verified
    package = open_package(copy, entry, Recorder(copy.name))
    if package is None:
        return None
    with recorder.attempt(steps.PACKAGE, package.folder):
        data = copy.read(package.where(CHANGES), _LARGEST_CHANGES) or b""
        changes = read_changes(data)
        if Digest.of("sha512", data) != entry.changes.digest or len(changes) != entry.changes.count:
            place = recorder.place(package.where(CHANGES))
            recorder.fail(steps.PACKAGE, findings.CHANGES_DIFFER, place, package=str(entry.package))
            return None
        return Order(entry, package, {change.package: change for change in changes})
    return None


def destroyed_by(order: Order) -> Iterator[DestroyedLine]:
    """What an order destroyed, line by line. Raises IntegrityFailure when the list is not the one of its inventory."""
    sha512 = hashlib.sha512()
    for line in order.package.lines(DESTROYED):
        sha512.update(line + b"\n")
        yield read_destroyed(line)
    if sha512.hexdigest() != order.package.manifest[order.package.state[DESTROYED]]:
        raise order.package.malformed(DESTROYED, 0, "sha512")


def _read_attestation(copy: CopyReader, entry: Entry, found: Orders) -> None:
    """An attestation that cannot be read attests nothing; its package is verified where it comes."""
    package = open_package(copy, entry, Recorder(copy.name))
    if package is None:
        return
    try:
        record = read_object(copy.read(package.where(_OPERATION), _LARGEST_OPERATION) or b"")
        names = {text(each, "copy") for each in record["purged"]}
        found.purged.setdefault(UUID(text(record, "subject")), set()).update(names)
    except (ChartrierError, OSError, ValueError, KeyError, TypeError, AttributeError):
        return


def orders_of(log: Log, entry: Entry, recorder: Recorder) -> Iterator[tuple[Order, Change]]:
    """The orders that changed a package, the last first, each proven under the checkpoint.

    The inventory at the root names them: each is looked for where it says, and believed only when the order's own list,
    proven by its entry, has that version; the last one, when it has that very inventory. So one document takes few
    reads, however long the log is.
    """
    folder, quiet = package_folder(entry.package), Recorder(log.copy.name)
    expected: Digest | None = None
    for version, author in _authors(log.copy, f"{folder}/inventory.json", entry, quiet):
        ordering = prove_entry(log, author, quiet)
        order = open_order(log.copy, ordering, recorder) if ordering is not None else None
        change = order.changes.get(entry.package) if order is not None else None
        if order is None or change is None or change.version_after != version.version:
            return
        if change.after != (expected or version.inventory):
            return
        yield order, change
        expected = change.before


def _authors(copy: CopyReader, path: str, entry: Entry, quiet: Recorder) -> list[tuple[Named, UUID]]:
    """The versions after the first that an inventory has, the last first, and who wrote them, as it says.

    Of each the digest of this inventory, which is the last one's.
    """
    with quiet.attempt(steps.PACKAGE, path):
        data = copy.read(path, LARGEST_INVENTORY)
        if data is None or Digest.of("sha512", data) == entry.inventory:
            return []
        digest, found = Digest.of("sha512", data), []
        try:
            blocks = part(read_object(data, spelled_canonically=False), "versions")
            for version in sorted(blocks, key=version_number, reverse=True)[:-1]:
                address = text(part(part(blocks, version), "user"), "address")
                found.append((Named(version, digest), UUID(address.removeprefix("urn:uuid:"))))
        except ValueError:
            return []
        return found
    return []
