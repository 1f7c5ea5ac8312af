"""A package that a copy lacks, written there from another copy that the journal proves for it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from typing import BinaryIO
from uuid import UUID

from chartrier.catalog.journal.publication import NamedPackage
from chartrier.copies.findings import NO_PROVEN_SOURCE
from chartrier.errors import ChartrierError, IntegrityFailure
from chartrier.records.digest import Digest
from chartrier.vault.ocfl import INVENTORY, LARGEST_INVENTORY, SIDECAR
from chartrier.vault.store import Store
from chartrier.verify.package import package_folder
from chartrier.verify.reader import CopyReader

DECLARATION = "0=ocfl_object_1.1"
CHUNK = 1 << 20


def replicate(tenant: str, named: NamedPackage, target: Store, sources: Iterable[Store]) -> None:
    """Write the package into the target's `incoming`, whole and durable on return.

    Each file is hashed while it is read; a source where one is not what the journal says is left for the next one.
    Raises IntegrityFailure (CPY-008) when none is proven, Unavailable when the target cannot be written.
    """
    for source in sources:
        reader = source.reader(tenant)
        for folder in (package_folder(named.package), incoming_folder(named.package)):
            try:
                target.assemble(tenant, named.package, _proven_files(reader, folder, named))
            except _NotProven:
                continue
            return
    raise IntegrityFailure(NO_PROVEN_SOURCE, copy=target.name, package=str(named.package))


def has_inventory(reader: CopyReader, folder: str, named: NamedPackage) -> bool:
    """Whether the package in this folder of a copy has the inventory that the journal names last."""
    found = reader.read(f"{folder}/{named.version}/{INVENTORY}", LARGEST_INVENTORY)
    return found is not None and Digest.of("sha512", found) == named.inventory


def incoming_folder(package: UUID) -> str:
    """Where a package that is not accepted yet lies in a copy."""
    return f"incoming/{package}"


class _NotProven(Exception):
    """This source does not have the package as the journal names it, or cannot be read."""


def _proven_files(reader: CopyReader, folder: str, named: NamedPackage) -> Iterator[tuple[str, Iterable[bytes]]]:
    """The files of an OCFL object as it must be, their bytes proven by the time the last one was given."""
    latest = b""
    for version, digest in named.inventories.items():
        latest = _proven_inventory(reader, f"{folder}/{version}/{INVENTORY}", digest)
        yield from _framed(f"{version}/", latest, digest)
    yield from _framed("", latest, named.inventory)
    yield DECLARATION, [b"ocfl_object_1.1\n"]
    manifest: dict[str, list[str]] = json.loads(latest)["manifest"]
    del latest
    for sha512, paths in manifest.items():
        for path in paths:
            yield path, _proven_chunks(reader, f"{folder}/{path}", sha512)


def _framed(below: str, inventory: bytes, digest: Digest) -> Iterator[tuple[str, Iterable[bytes]]]:
    """An inventory and its sidecar."""
    yield f"{below}{INVENTORY}", [inventory]
    yield f"{below}{SIDECAR}", [f"{digest.value} {INVENTORY}\n".encode()]


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
