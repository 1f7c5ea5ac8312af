"""What the copies are told of a log: how far it goes, its entries and hashes, whose turn it is to publish."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

import psycopg
from django.db.models import QuerySet

from chartrier.catalog.connection import dedicated, not_reached
from chartrier.catalog.destruction.register import attested_versions, changes_of
from chartrier.catalog.findings import ENTRY_CHANGED, HASHES_CHANGED, NO_TENANT
from chartrier.catalog.journal.appending import unpack
from chartrier.catalog.journal.models import JournalEntry, JournalHead, JournalNode
from chartrier.catalog.transaction import transaction
from chartrier.errors import IntegrityFailure, NotFound
from chartrier.journal.entry import Entry, read_entry
from chartrier.journal.tree import TILE_HEIGHT, HashAt, inclusion_proof, leaf_hash, node_hash, range_hash, root
from chartrier.records.digest import Digest

PUBLISHING = 0x5055424C
"""First key of the advisory locks of publishers ("PUBL"); the second is the tenant."""

CHUNK = 256
"""Rows read at a time: a bundle of entries, a tile of hashes."""


@dataclass(frozen=True, slots=True)
class Head:
    """Where a log stands."""

    size: int
    frontier: tuple[bytes, ...]
    last_time: datetime | None


def head(tenant: int) -> Head:
    """Raises NotFound when the tenant has no log."""
    with transaction([tenant]):
        found = JournalHead.objects.filter(tenant=tenant).first()
    if found is None:
        raise NotFound(NO_TENANT, code=f"{tenant:09d}")
    return Head(found.size, unpack(bytes(found.frontier)), found.last_time)


@dataclass(frozen=True, slots=True)
class NamedPackage:
    """A package as the whole journal names it, with what orders of destruction made of it."""

    package: UUID
    inventories: Mapping[str, Digest]
    """The inventory of each version, the oldest first."""
    bytes: int
    """Of its objects."""
    attested: str = "v1"
    """The newest version of which an attestation says that a copy has it: none is to have an older one any more."""

    def acceptable(self) -> Iterator[NamedPackage]:
        """The package as a copy may have it while the last orders are not carried out: the latest version first."""
        versions = list(self.inventories)
        for count in range(len(versions), versions.index(self.attested), -1):
            named = {version: self.inventories[version] for version in versions[:count]}
            yield replace(self, inventories=named)

    @property
    def version(self) -> str:
        """The latest one: what the package must be now."""
        return next(reversed(list(self.inventories)))

    @property
    def inventory(self) -> Digest:
        """That of the latest version."""
        return self.inventories[self.version]


def packages(tenant: int, start: int, end: int) -> Iterator[tuple[int, NamedPackage]]:
    """The packages of the entries `start` to `end` - 1, with the index of their entry, in order."""
    with transaction([tenant]):
        rows = JournalEntry.objects.filter(tenant=tenant, index__gte=start, index__lt=end).order_by("index")
        named = list(rows.values_list("index", "package"))
        every = JournalEntry.objects.filter(tenant=tenant, package__in={package for _, package in named})
        told = [read_entry(body) for body in _bodies(every.order_by("index"))]
        changed = changes_of(tenant, {package for _, package in named})
        attested = attested_versions(tenant, changed.keys())
    inventories: dict[UUID, dict[str, Digest]] = {}
    sizes: Counter[UUID] = Counter()
    for entry in told:
        inventories.setdefault(entry.package, {})[entry.version] = entry.inventory
        # an order of destruction counts what it destroys, which is not in its package
        sizes[entry.package] += entry.counts.bytes if entry.contents is not None else 0
    for package, changes in changed.items():
        inventories[package] |= {change.version_after: change.after for change in changes}
    for index, package in named:
        yield index, NamedPackage(package, inventories[package], sizes[package], attested.get(package, "v1"))


def named(tenant: int, package: UUID) -> NamedPackage:
    """A package as the whole journal names it. Raises LookupError when it does not."""
    with transaction([tenant]):
        found = entry_of(tenant, package)
        if found is None:
            raise LookupError(f"no entry names {package}")
        index, _ = found
        return next(each for _, each in packages(tenant, index, index + 1))


def entry_of(tenant: int, package: UUID) -> tuple[int, Entry] | None:
    """The first entry that names a package, with its index; None when there is none."""
    with transaction([tenant]):
        rows = JournalEntry.objects.filter(tenant=tenant, package=package).order_by("index")[:1]
        found = list(rows.values_list("index", flat=True))
        return (found[0], read_entry(_bodies(rows)[0])) if found else None


def entries_of(tenant: int, package: UUID) -> list[tuple[int, Entry]]:
    """The entries that name a package, with their indexes, in order. Raises IntegrityFailure (CAT-034)."""
    with transaction([tenant]):
        rows = JournalEntry.objects.filter(tenant=tenant, package=package).order_by("index")
        indexes = list(rows.values_list("index", flat=True))
        return list(zip(indexes, map(read_entry, _bodies(rows)), strict=True))


def packages_from(tenant: int, start: int) -> int:
    """How many packages the entries from index `start` on name."""
    with transaction([tenant]):
        rows = JournalEntry.objects.filter(tenant=tenant, index__gte=start)
        return rows.values("package").distinct().count()


def entries(tenant: int, start: int, end: int) -> Iterator[bytes]:
    """The bytes of the entries `start` to `end` - 1. Raises IntegrityFailure (CAT-034) for one that was changed."""
    rows = JournalEntry.objects.filter(tenant=tenant).order_by("index")
    for first in range(start, end, CHUNK):
        with transaction([tenant]):
            part = rows.filter(index__gte=first, index__lt=min(first + CHUNK, end))
            bodies = _bodies(part)
        yield from bodies


def _bodies(rows: QuerySet[JournalEntry]) -> list[bytes]:
    """The bytes of entries, each still the one whose hash was appended to the log."""
    bodies = []
    for index, body, leaf in rows.values_list("index", "body", "leaf_hash"):
        if leaf_hash(bytes(body)) != bytes(leaf):
            raise IntegrityFailure(ENTRY_CHANGED, index=index)
        bodies.append(bytes(body))
    return bodies


def nodes(tenant: int, level: int, start: int, end: int) -> Iterator[bytes]:
    """The hashes `start` to `end` - 1 of a tile level: leaf hashes at level 0."""
    rows = (
        JournalNode.objects.filter(tenant=tenant, level=level) if level else JournalEntry.objects.filter(tenant=tenant)
    )
    for first in range(start, end, CHUNK):
        with transaction([tenant]):
            part = rows.filter(index__gte=first, index__lt=min(first + CHUNK, end)).order_by("index")
            hashes = [bytes(hash_) for hash_ in part.values_list("hash" if level else "leaf_hash", flat=True)]
        yield from hashes


def root_at(tenant: int, size: int) -> bytes:
    """The root of the log's first `size` entries."""
    with transaction([tenant]):
        return range_hash(0, size, _hashes(tenant))


def path_of(tenant: int, index: int, size: int) -> list[bytes]:
    """The inclusion proof of an entry in the log of the first `size` entries (RFC 9162 §2.1.3.1)."""
    with transaction([tenant]):
        return inclusion_proof(index, size, _hashes(tenant))


def _hashes(tenant: int) -> HashAt:
    def hash_at(level: int, index: int) -> bytes:
        tile_level, height = divmod(level, TILE_HEIGHT)
        hashes = list(nodes(tenant, tile_level, index << height, (index + 1) << height))
        while len(hashes) > 1:
            hashes = [node_hash(*hashes[at : at + 2]) for at in range(0, len(hashes), 2)]
        return hashes[0]

    return hash_at


def require_sound(tenant: int, head: Head) -> None:
    """Refuse (IntegrityFailure, CAT-035) a head that the hashes of the log do not give."""
    if head.size and root_at(tenant, head.size) != root(head.frontier):
        raise IntegrityFailure(HASHES_CHANGED, size=head.size)


@contextmanager
def publishing(tenant: int) -> Iterator[Callable[[], None]]:
    """Be the only publisher of this tenant's log, in any process, waiting for one's turn.

    The lock is the connection's: it is given back however this process ends. What is given raises Unavailable when
    the connection, and the turn with it, is lost.
    """
    with dedicated() as connection:
        try:
            connection.autocommit = True
            connection.execute("SELECT pg_advisory_lock(%s, %s)", [PUBLISHING, tenant])
        except psycopg.OperationalError as problem:
            raise not_reached(problem) from problem

        def still_ours() -> None:
            try:
                connection.execute("SELECT 1")
            except psycopg.OperationalError as problem:
                raise not_reached(problem) from problem

        yield still_ours
