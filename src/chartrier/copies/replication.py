"""A package that a copy lacks, written there from another copy that the journal proves for it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from itertools import product
from typing import BinaryIO
from uuid import UUID

from chartrier.catalog.journal.publication import NamedPackage
from chartrier.copies.findings import NO_PROVEN_SOURCE
from chartrier.errors import ChartrierError, IntegrityFailure
from chartrier.records.digest import Digest
from chartrier.vault.ocfl import INVENTORY, LARGEST_INVENTORY
from chartrier.vault.store import Store
from chartrier.verify.package import frame_files, package_folder
from chartrier.verify.reader import CopyReader

CHUNK = 1 << 20


def replicate(tenant: str, named: NamedPackage, target: Store, sources: Iterable[Store]) -> None:
    """Write the package into the target's `incoming`, whole and durable on return.

    As the journal names it last; an older version only while no copy has a newer one. Each file is hashed while
    it is read; a source where one is not what the journal says is left for the next one.
    Raises IntegrityFailure (CPY-008) when none is proven, Unavailable when the target cannot be written.
    """
    readers = [source.reader(tenant) for source in sources]
    folders = package_folder(named.package), incoming_folder(named.package)
    for version, reader, folder in product(named.acceptable(), readers, folders):
        try:
            target.assemble(tenant, named.package, _proven_files(reader, folder, version))
        except _NotProven:
            continue
        return
    raise IntegrityFailure(NO_PROVEN_SOURCE, copy=target.name, package=str(named.package))


def has_inventory(reader: CopyReader, folder: str, named: NamedPackage) -> bool:
    """Whether the package in this folder of a copy has the inventory that the journal names last."""
    found = reader.read(f"{folder}/{named.version}/{INVENTORY}", LARGEST_INVENTORY)
    return found is not None and Digest.of("sha512", found) == named.inventory


def has_version(reader: CopyReader, folder: str, named: NamedPackage) -> bool:
    """Whether it has an inventory that the journal names, be it one that an order has yet to change there."""
    for version, digest in named.inventories.items():
        found = reader.read(f"{folder}/{version}/{INVENTORY}", LARGEST_INVENTORY)
        if found is not None and Digest.of("sha512", found) == digest:
            return True
    return False


def incoming_folder(package: UUID) -> str:
    """Where a package that is not accepted yet lies in a copy."""
    return f"incoming/{package}"


class _NotProven(Exception):
    """This source does not have the package as the journal names it, or cannot be read."""


def _proven_files(reader: CopyReader, folder: str, named: NamedPackage) -> Iterator[tuple[str, Iterable[bytes]]]:
    """The files of an OCFL object as it must be, their bytes proven by the time the last one was given."""
    latest = _proven_inventory(reader, f"{folder}/{named.version}/{INVENTORY}", named.inventory)
    for name, data in frame_files(latest, named.version).items():
        yield name, [data]
    manifest: dict[str, list[str]] = json.loads(latest)["manifest"]
    del latest
    for sha512, paths in manifest.items():
        for path in paths:
            yield path, _proven_chunks(reader, f"{folder}/{path}", sha512)


def _proven_inventory(reader: CopyReader, path: str, digest: Digest) -> bytes:
    try:
        found = reader.read(path, LARGEST_INVENTORY)
    except ChartrierError as problem:
        raise _NotProven(path) from problem
    if found is None or Digest.of("sha512", found) != digest:
        raise _NotProven(path)
    return found


def _proven_chunks(reader: CopyReader, path: str, sha512: str) -> Iterator[bytes]:
    hash_ = hashlib.sha512()
    try:
        stream = reader.open(path)
        if stream is None:
            raise _NotProven(path)
        with stream:
            while chunk := _read(stream, path):
                hash_.update(chunk)
                yield chunk
    except ChartrierError as problem:
        raise _NotProven(path) from problem
    if hash_.hexdigest() != sha512:
        raise _NotProven(path)


def _read(stream: BinaryIO, path: str) -> bytes:
    """The next bytes of a source; its errors must not be taken for the target's."""
    try:
        return stream.read(CHUNK)
    except OSError as problem:
        raise _NotProven(path) from problem
