"""One package of one copy, brought to its latest version: new files, then what frames it, then the old bytes go.

Whoever finds it before, between or after does what is left to do.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from uuid import UUID

from chartrier.catalog.destruction.register import changes_by
from chartrier.catalog.journal import publication as journal
from chartrier.catalog.journal.publication import NamedPackage
from chartrier.copies.copies import Breakpoint, no_break
from chartrier.copies.findings import NO_PROVEN_SOURCE
from chartrier.copies.replication import has_inventory, incoming_folder
from chartrier.errors import ChartrierError, IntegrityFailure
from chartrier.records.digest import Digest
from chartrier.records.tenant import Tenant
from chartrier.vault.ocfl import INVENTORY, LARGEST_INVENTORY
from chartrier.vault.store import Store
from chartrier.verify.package import frame_files, hashed, package_folder, read_inventory
from chartrier.verify.reader import CopyReader

CHUNK = 1 << 20

Remake = Callable[[NamedPackage], CopyReader]
"""Makes the latest version of a package again from a copy that still has an older one; where its files are then."""


def purge_ordered(
    tenant: Tenant,
    store: Store,
    order: UUID,
    sources: Sequence[CopyReader],
    remake: Remake | None = None,
    breakpoint_: Breakpoint = no_break,
) -> None:
    """Destroy in this copy what an order destroys: every package that it changes becomes what the journal says.

    `sources` may have the new files: copies, staging. Nothing is taken from them that is not proven. Raises
    IntegrityFailure when none has them and they cannot be made again, Unavailable when the copy cannot be written.
    """
    for change in changes_by(tenant.key, order):
        named = journal.named(tenant.key, change.package)
        purge_package(tenant, store, named, sources, remake, breakpoint_)


def purge_attested(
    tenant: Tenant, store: Store, order: UUID, sources: Sequence[CopyReader], remake: Remake | None
) -> None:
    """The same for an order that is carried out elsewhere already, and for no later one that is not."""
    for change in changes_by(tenant.key, order):
        named = journal.named(tenant.key, change.package)
        attained = _attainable(named, [store.reader(tenant.code), *sources])
        purge_package(tenant, store, attained, sources, remake)


def _attainable(named: NamedPackage, sources: Sequence[CopyReader]) -> NamedPackage:
    """The newest version that somebody has; the one that is attested when nobody has any."""
    acceptable = list(named.acceptable())
    for version in acceptable:
        if any(_has_latest(source, version) for source in sources):
            return version
    return acceptable[-1]


def purge_package(
    tenant: Tenant,
    store: Store,
    named: NamedPackage,
    sources: Sequence[CopyReader],
    remake: Remake | None = None,
    breakpoint_: Breakpoint = no_break,
) -> None:
    """The same for one package. A package that the copy has not is left to whoever brings it up to date."""
    reader, folder = store.reader(tenant.code), package_folder(named.package)
    incoming = incoming_folder(named.package)
    if next(reader.items(incoming), None) is not None and not has_inventory(reader, incoming, named):
        store.discard(tenant.code, named.package)
    kept: set[str] = set()
    if next(reader.items(folder), None) is not None:
        kept = _renew(tenant, store, named, [reader, *sources], remake, breakpoint_)
    store.destroy(tenant.code, named.package, kept)
    breakpoint_(f"purged-{store.name}")


def _renew(
    tenant: Tenant,
    store: Store,
    named: NamedPackage,
    sources: Sequence[CopyReader],
    remake: Remake | None,
    breakpoint_: Breakpoint,
) -> set[str]:
    """The new files and what frames the package, durable; the paths below it of all that it has now."""
    reader, folder = store.reader(tenant.code), package_folder(named.package)
    proven: Sequence[CopyReader] = [source for source in sources if _has_latest(source, named)]
    if not proven and remake is not None:
        proven = [remake(named)]
    inventory = _latest(proven, named)
    if inventory is None:
        raise IntegrityFailure(NO_PROVEN_SOURCE, copy=store.name, package=str(named.package))
    manifest, _ = read_inventory(inventory, named.package, named.version)
    frame = frame_files(inventory, named.version)
    if not all(_is(reader, f"{folder}/{name}", hashlib.sha512(data).hexdigest()) for name, data in frame.items()):
        for path, sha512 in manifest.items():
            if not path.startswith("v1/") and not _is(reader, f"{folder}/{path}", sha512):
                proven = _restore(tenant, store, f"{folder}/{path}", sha512, named, proven, remake)
        breakpoint_(f"written-{store.name}")
        for name, data in frame.items():
            store.restore(tenant.code, f"{folder}/{name}", [data])
            if name == INVENTORY:
                breakpoint_(f"inventory-{store.name}")
        breakpoint_(f"framed-{store.name}")
    return {*manifest, *frame}


def _has_latest(source: CopyReader, named: NamedPackage) -> bool:
    try:
        return has_inventory(source, package_folder(named.package), named)
    except ChartrierError:
        return False


def _latest(sources: Sequence[CopyReader], named: NamedPackage) -> bytes | None:
    """The inventory of the latest version."""
    for source in sources:
        try:
            path = f"{package_folder(named.package)}/{named.version}/{INVENTORY}"
            found = source.read(path, LARGEST_INVENTORY)
        except ChartrierError:
            continue
        if found is not None and Digest.of("sha512", found) == named.inventory:
            return found
    return None


def _restore(
    tenant: Tenant,
    store: Store,
    path: str,
    sha512: str,
    named: NamedPackage,
    sources: Sequence[CopyReader],
    remake: Remake | None,
) -> Sequence[CopyReader]:
    """Put a new file in its place, made again when it is damaged everywhere; the sources from then on."""
    for source in sources:
        try:
            store.restore(tenant.code, path, _proven(source, path, sha512))
        except _NotProven:
            continue
        return sources
    if remake is not None:
        made = [remake(named), *sources]
        return _restore(tenant, store, path, sha512, named, made, None)
    raise IntegrityFailure(NO_PROVEN_SOURCE, copy=store.name, package=str(named.package))


class _NotProven(Exception):
    """This source has not the file as the inventory names it."""


def _proven(source: CopyReader, path: str, sha512: str) -> Iterator[bytes]:
    hash_ = hashlib.sha512()
    try:
        stream = source.open(path)
    except ChartrierError as problem:
        raise _NotProven(path) from problem
    if stream is None:
        raise _NotProven(path)
    with stream:
        while True:
            try:
                chunk = stream.read(CHUNK)
            except OSError as problem:
                raise _NotProven(path) from problem
            if not chunk:
                break
            hash_.update(chunk)
            yield chunk
    if hash_.hexdigest() != sha512:
        raise _NotProven(path)


def _is(reader: CopyReader, path: str, sha512: str) -> bool:
    """Whether a file of the copy is there with this digest."""
    try:
        stream = reader.open(path)
        return stream is not None and hashed(stream, ["sha512"])[0]["sha512"] == sha512
    except (IntegrityFailure, OSError):
        return False
