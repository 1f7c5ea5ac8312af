"""A package of a copy: its inventory is the journal's, and its files are the inventory's."""

from __future__ import annotations

import re

from chartrier.errors import ChartrierError, IntegrityFailure
from chartrier.journal.entry import Entry
from chartrier.preservation import findings
from chartrier.preservation.copy_audit import CopyAudit
from chartrier.preservation.damage import Damage, Listing, Wanted
from chartrier.preservation.folder_audit import audit_folder, in_the_way
from chartrier.records.digest import Digest
from chartrier.verify.package import LARGEST_INVENTORY, package_folder, read_inventory
from chartrier.verify.sealed import OBJECTS

DECLARATION = "0=ocfl_object_1.1"
INVENTORY = "inventory.json"
SIDECAR = "inventory.json.sha512"
_PACK = re.compile(r"objets-[0-9]{4,}\.zip")


def audit_package(copy: CopyAudit, entry: Entry) -> None:
    """Meet every damage of the package of an entry, the last one that the journal has of it."""
    folder = package_folder(entry.package)
    copy.counts.packages += 1
    inventory = _inventory(copy, entry, folder)
    if inventory is None:
        copy.meet(Damage(findings.INVENTORY_LOST, folder, entry.package))
        return
    expected = _expected(entry, folder, inventory)
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


def _inventory(copy: CopyAudit, entry: Entry, folder: str) -> bytes | None:
    """The proven inventory, from this copy or from any other."""
    for store in (copy.store, *copy.stores):
        reader = store.reader(copy.tenant.code)
        for name in (f"{entry.version}/{INVENTORY}", INVENTORY):
            try:
                data = reader.read(f"{folder}/{name}", LARGEST_INVENTORY)
            except ChartrierError:
                continue
            if data is not None and Digest.of("sha512", data) == entry.inventory:
                return data
    return None


def _expected(entry: Entry, folder: str, inventory: bytes) -> dict[str, Wanted]:
    """Every file of the package by its path in the copy, those that frame it last: they say that it is whole."""
    try:
        manifest, state = read_inventory(inventory, entry)
    except ValueError as error:
        # Its bytes are those that the journal tells: it was written so.
        raise IntegrityFailure(findings.INVENTORY_UNUSABLE, package=str(entry.package), why=str(error)[:200]) from None
    alike: dict[str, list[str]] = {}
    for path, sha512 in manifest.items():
        alike.setdefault(sha512, []).append(f"{folder}/{path}")
    packs = _packs(folder, manifest, state)
    expected = {
        f"{folder}/{path}": Wanted(f"{folder}/{path}", sha512, same=alike[sha512], listing=packs.get(path))
        for path, sha512 in manifest.items()
    }
    sidecar = f"{entry.inventory.value} {INVENTORY}\n".encode()
    frame = {
        f"{entry.version}/{INVENTORY}": inventory,
        f"{entry.version}/{SIDECAR}": sidecar,
        DECLARATION: b"ocfl_object_1.1\n",
        SIDECAR: sidecar,
        INVENTORY: inventory,
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
