"""A package of a copy: its inventory is the journal's, and its files are the inventory's."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from uuid import UUID

from chartrier.errors import ChartrierError, IntegrityFailure
from chartrier.journal.changes import Named
from chartrier.journal.entry import Entry
from chartrier.preservation import findings
from chartrier.preservation.copy_audit import CopyAudit
from chartrier.preservation.damage import Damage, Listing, Wanted
from chartrier.preservation.folder_audit import audit_folder, in_the_way
from chartrier.records.digest import Digest
from chartrier.verify.package import LARGEST_INVENTORY, frame_files, package_folder, read_inventory
from chartrier.verify.reader import walk
from chartrier.verify.sealed import OBJECTS

INVENTORY = "inventory.json"
_PACK = re.compile(r"objets-[0-9]{4,}\.zip")


def audit_package(copy: CopyAudit, entry: Entry, versions: Sequence[Named]) -> None:
    """Meet every damage of the package of an entry. `versions` are those that the journal names, the oldest first.

    What an order destroyed and is there, or there again, is a damage of its own: to be destroyed, never set aside.
    """
    folder = package_folder(entry.package)
    copy.counts.packages += 1
    found = _inventory(copy, entry.package, versions, folder)
    if found is None:
        copy.meet(Damage(findings.INVENTORY_LOST, folder, entry.package))
        return
    named, inventory = found
    expected = _expected(entry.package, named, folder, inventory)
    if named.version != versions[0].version and _has_more(copy, folder, expected):
        destroyed = copy.meet(Damage(findings.DESTROYED_IS_THERE, folder, entry.package, destroy=True))
        if not destroyed:
            return
    try:
        there = next(copy.reader.items(folder), None) is not None
    except (IntegrityFailure, OSError):
        way = in_the_way(copy.reader, folder)
        if not copy.meet(Damage(findings.NOT_A_FOLDER, way, entry.package, aside=True)):
            return
        there = False
    if there:
        audit_folder(copy, folder, expected, entry.package)
    else:
        copy.meet(Damage(findings.PACKAGE_ABSENT, folder, entry.package, restore=expected.values()))


def _inventory(copy: CopyAudit, package: UUID, versions: Sequence[Named], folder: str) -> tuple[Named, bytes] | None:
    """The newest version of which an inventory is proven, in this copy or in any other."""
    for named in reversed(versions):
        for store in (copy.store, *copy.stores):
            reader = store.reader(copy.tenant.code)
            for name in (f"{named.version}/{INVENTORY}", INVENTORY):
                try:
                    data = reader.read(f"{folder}/{name}", LARGEST_INVENTORY)
                except ChartrierError:
                    continue
                if data is not None and Digest.of("sha512", data) == named.inventory:
                    return named, data
    return None


def _has_more(copy: CopyAudit, folder: str, expected: Mapping[str, Wanted]) -> bool:
    """Whether files lie in the package that its latest version does not name."""
    try:
        return any(item.path not in expected for item in walk(copy.reader, folder))
    except (IntegrityFailure, OSError):
        return False


def _expected(package: UUID, named: Named, folder: str, inventory: bytes) -> dict[str, Wanted]:
    """Every file of the package by its path in the copy, those that frame it last: they say that it is whole."""
    try:
        manifest, state = read_inventory(inventory, package, named.version)
        frame = frame_files(inventory, named.version)
    except ValueError as error:
        # Its bytes are those that the journal tells: it was written so.
        raise IntegrityFailure(findings.INVENTORY_UNUSABLE, package=str(package), why=str(error)[:200]) from None
    alike: dict[str, list[str]] = {}
    for path, sha512 in manifest.items():
        alike.setdefault(sha512, []).append(f"{folder}/{path}")
    packs = _packs(folder, manifest, state)
    expected = {
        f"{folder}/{path}": Wanted(f"{folder}/{path}", sha512, same=alike[sha512], listing=packs.get(path))
        for path, sha512 in manifest.items()
    }
    return expected | {f"{folder}/{name}": Wanted.of(f"{folder}/{name}", data) for name, data in frame.items()}


def _packs(folder: str, manifest: dict[str, str], state: dict[str, str]) -> dict[str, Listing]:
    """The packs of the package, and where the list of its objects is."""
    if OBJECTS not in state:
        return {}
    objects = state[OBJECTS]
    return {
        below: Listing(f"{folder}/{objects}", manifest[objects], path)
        for path, below in state.items()
        if _PACK.fullmatch(path)
    }
