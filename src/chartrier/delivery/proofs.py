"""A bundle of proofs beside a package: what another archive, or anybody, can check of what the sender proved.

docs/format.md §7. For each unit and object: its line of the contents tree with the path up to the root, and the
description it seals; for each package of the archive, its entry with the path up to the signed checkpoint.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import merge
from itertools import chain, groupby
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from chartrier.catalog.destruction.register import changes_of
from chartrier.catalog.journal.publication import entries_of
from chartrier.copies.copies import Copies
from chartrier.copies.documents import make_durable
from chartrier.delivery.findings import NO_PROOF
from chartrier.delivery.leaflet import LEAFLET, leaflet
from chartrier.delivery.parcel import Parcel
from chartrier.errors import ChartrierError, IntegrityFailure
from chartrier.journal.changes import Named
from chartrier.journal.checkpoint import LARGEST_CHECKPOINT, Checkpoint, VerifierKey
from chartrier.journal.contents import destroyed_leaf, leaf_of
from chartrier.journal.entry import Entry
from chartrier.journal.tree import HashAt, inclusion_proof, node_hash, root_of
from chartrier.packages.zip_writing import ZipWriter, chunks_of
from chartrier.records.canonical import canonical
from chartrier.records.identifiers import package_of
from chartrier.records.tenant import Tenant
from chartrier.verify.bundle import BESIDE, CHECKPOINT, DOCUMENTS, ENTRIES, KEY
from chartrier.verify.log import CHECKPOINT_PATH, Log, signed_head
from chartrier.verify.package import Package, open_package
from chartrier.verify.report import Recorder
from chartrier.verify.sealed import CONTENTS, OBJECTS, UNITS, identifier_in


def newest_checkpoint(tenant: Tenant, copies: Copies) -> Checkpoint:
    """The largest head that the tenant's key signed in one of the copies. Raises IntegrityFailure (DLV-010)."""
    return _newest_log(tenant, copies).checkpoint


def _newest_log(tenant: Tenant, copies: Copies) -> Log:
    found: list[Log] = []
    key = VerifierKey(tenant.origin, tenant.public_key)
    for store in copies.stores:
        try:
            found.append(signed_head(store.reader(tenant.code), key))
        except ChartrierError:
            continue
    if not found:
        raise IntegrityFailure(NO_PROOF, what=tenant.origin)
    return max(found, key=lambda log: log.checkpoint.size)


def write_proofs(
    out: BinaryIO,
    parcel: Parcel,
    tenant: Tenant,
    copies: Copies,
    workshop: Path,
    beside: Mapping[str, Path] | None = None,
) -> None:
    """Write the bundle of all that a parcel holds to a new file, durable on return. `beside`: documents that go into
    it, by their names.

    Memory: 64 bytes for each unit and object of one package of the archive. Raises IntegrityFailure (DLV-010) when no
    copy proves something of it.
    """
    log = _newest_log(tenant, copies)
    note, tiles = log.copy.read(CHECKPOINT_PATH, LARGEST_CHECKPOINT) or b"", log.tiles()
    entries, documents = workshop / ENTRIES, workshop / DOCUMENTS
    with entries.open("xb") as of_entries, documents.open("xb") as of_documents:
        members = merge(_listed(parcel.unit_list), _listed(parcel.object_list))
        for package, held in groupby(members, key=package_of):
            index, entry = _entry(tenant, package)
            path = inclusion_proof(index, log.checkpoint.size, tiles.hash_at)
            record = {"entry": tiles.entry(index).decode(), "index": index, "path": [each.hex() for each in path]}
            of_entries.write(canonical(record) + b"\n")
            of_documents.writelines(_documents(package, entry, set(held), tenant, copies))
    key = workshop / KEY
    key.write_text(f"{log.key}\n", "utf-8")
    (workshop / CHECKPOINT).write_bytes(note)
    (workshop / LEAFLET).write_bytes(leaflet(log.key))
    with (workshop / "directory-of-proofs").open("x+b") as directory:
        writer = ZipWriter(out, directory)
        for name in (LEAFLET, KEY, CHECKPOINT, ENTRIES, DOCUMENTS):
            with (workshop / name).open("rb") as paper:
                writer.add(name, (workshop / name).stat().st_size, chunks_of(paper), compressed=True)
        for name, held_at in (beside or {}).items():
            with held_at.open("rb") as document:
                writer.add(f"{BESIDE}{name}", held_at.stat().st_size, chunks_of(document))
        writer.finish()
    make_durable(out)


def _listed(listed: bytes) -> Iterator[UUID]:
    return (UUID(line.decode()) for line in listed.splitlines())


def _entry(tenant: Tenant, package: UUID) -> tuple[int, Entry]:
    """The entry that sealed the contents of a package."""
    for index, entry in entries_of(tenant.key, package):
        if entry.contents is not None:
            return index, entry
    raise IntegrityFailure(NO_PROOF, what=str(package))


def _documents(package: UUID, entry: Entry, wanted: set[UUID], tenant: Tenant, copies: Copies) -> Iterable[bytes]:
    """The lines of these members, from the first copy that proves the package."""
    changes = changes_of(tenant.key, [package]).get(package, [])
    versions = [Named(entry.version, entry.inventory), *(Named(each.version_after, each.after) for each in changes)]
    for store in copies.stores:
        try:
            opened = open_package(store.reader(tenant.code), entry, Recorder(store.name), versions)
            if opened is not None and (lines := _proven_lines(opened, wanted)) is not None:
                return lines
        except ChartrierError:
            continue
    raise IntegrityFailure(NO_PROOF, what=str(package))


def _proven_lines(package: Package, wanted: set[UUID]) -> list[bytes] | None:
    """Canonical lines of the bundle; None when the copy does not have all of them as they were sealed."""
    head = package.entry.contents
    leaves = [leaf_of(line) for line in package.lines(CONTENTS)]
    top, size = root_of(leaves)
    if head is None or (top.hex(), size) != (head.root.value, head.size):
        return None
    hash_at = _levels(leaves)
    descriptions = chain(package.lines(UNITS), package.lines(OBJECTS))
    names = {str(identifier).encode() for identifier in wanted}
    made: list[bytes] = []
    # what an order destroyed keeps its leaf, and has no description any more
    kept = ((index, line) for index, line in enumerate(package.lines(CONTENTS)) if destroyed_leaf(line) is None)
    for (index, line), description in zip(kept, descriptions, strict=True):
        if identifier_in(line) in names:
            record = {
                "description": description.decode(),
                "index": index,
                "line": line.decode(),
                "package": str(package.id),
                "path": [each.hex() for each in inclusion_proof(index, size, hash_at)],
            }
            made.append(canonical(record) + b"\n")
    return made if len(made) == len(wanted) else None


def _levels(leaves: Sequence[bytes]) -> HashAt:
    """Every complete node of the tree over these leaf hashes."""
    levels = [list(leaves)]
    while len(below := levels[-1]) > 1:
        levels.append([node_hash(*below[at : at + 2]) for at in range(0, len(below) - 1, 2)])
    return lambda level, at: levels[level][at]
