"""The facts of a package, copied out of whichever copy is proven for them."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from uuid import uuid4

from chartrier.copies.copies import Copies
from chartrier.copies.findings import NEWER_FORMAT, NO_PROVEN_PACKAGE
from chartrier.copies.staging import open_staging
from chartrier.errors import ChartrierError, IntegrityFailure
from chartrier.journal.changes import Named
from chartrier.journal.entry import Entry
from chartrier.records.tenant import Tenant
from chartrier.vault.store import Store
from chartrier.verify.package import Package, open_package
from chartrier.verify.report import Recorder

FORMAT = "chartrier-package/1"
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Facts:
    """Files of a package in a private folder, and the version of it that they are of."""

    folder: Path
    named: Named


@contextmanager
def proven_facts(entry: Entry, names: Sequence[str], tenant: Tenant, copies: Copies, first: Store) -> Iterator[Path]:
    """A private folder with these files of the package of an entry, for as long as the block lasts.

    Taken from the copy `first`, or from another one where it is broken: the inventory has the digest that the entry
    names, each file the digest that the inventory has. Raises IntegrityFailure when no copy has them so (CPY-023), or
    when a newer program wrote the package (CPY-022); Unavailable when the staging folder cannot take them.
    """
    with proven_version(entry, (), names, tenant, copies, first) as facts:
        yield facts.folder


@contextmanager
def proven_version(
    entry: Entry,
    versions: Sequence[Named],
    names: Sequence[str],
    tenant: Tenant,
    copies: Copies,
    first: Store,
    sometimes: Sequence[str] = (),
) -> Iterator[Facts]:
    """The same of a package that orders changed: `versions` are those that the journal names, the oldest first.

    The newest that a copy has; a copy where an order is still to be carried out has an older one. `sometimes` are
    files that packages of this operation may be without: there are those that the inventory has.
    """
    with open_staging(copies.staging, uuid4()) as place:
        for store in (first, *(store for store in copies.stores if store.name != first.name)):
            folder = place.folder / f"facts-{store.name}"
            folder.mkdir(mode=0o700)
            try:
                named = _copy_out(entry, versions, names, sometimes, tenant, store, folder)
            except ChartrierError:
                continue
            _require_known_format(folder, store)
            break
        else:
            raise _not_proven(entry)
        yield Facts(folder, named)


def _copy_out(
    entry: Entry,
    versions: Sequence[Named],
    names: Sequence[str],
    sometimes: Sequence[str],
    tenant: Tenant,
    store: Store,
    folder: Path,
) -> Named:
    """Raises ChartrierError when something of it is not proven; OSError when our own disk cannot take it."""
    package = open_package(store.reader(tenant.code), entry, Recorder(store.name), versions)
    if package is None:
        raise _not_proven(entry)
    for name in (*names, *(name for name in sometimes if name in package.state)):
        _copy_file(package, name, folder / name)
    return package.named


def _copy_file(package: Package, name: str, target: Path) -> None:
    sha512 = hashlib.sha512()
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file, package.open(name) as stream:
        while block := _read(stream, package):
            sha512.update(block)
            file.write(block)
    if sha512.hexdigest() != package.manifest[package.state[name]]:
        raise _not_proven(package.entry)


def _read(stream: BinaryIO, package: Package) -> bytes:
    """The next bytes; an error of the copy's disk must not be taken for one of ours, nor ours for the copy's."""
    try:
        return stream.read(_BLOCK)
    except OSError as problem:
        raise _not_proven(package.entry) from problem


def _not_proven(entry: Entry) -> IntegrityFailure:
    return IntegrityFailure(NO_PROVEN_PACKAGE, package=str(entry.package), operation=entry.operation)


def _require_known_format(folder: Path, store: Store) -> None:
    operation = folder / "operation.json"
    found = json.loads(operation.read_bytes()).get("format") if operation.exists() else FORMAT
    if found != FORMAT:
        raise IntegrityFailure(NEWER_FORMAT, copy=store.name, what=str(found)[:60])
