"""What the copies are told of a log: how far it goes, what of it is public, its entries and hashes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import psycopg

from chartrier.catalog.connection import dedicated, not_reached
from chartrier.catalog.findings import NO_TENANT
from chartrier.catalog.journal.appending import unpack
from chartrier.catalog.journal.models import JournalEntry, JournalHead, JournalNode
from chartrier.catalog.transaction import transaction
from chartrier.errors import NotFound

PUBLISHING = 0x5055424C
"""First key of the advisory locks of publishers ("PUBL"); the second is the tenant."""

CHUNK = 256
"""Rows read at a time: a bundle of entries, a tile of hashes."""


@dataclass(frozen=True, slots=True)
class Head:
    """Where a log stands. `published` is the size that every copy was seen to have."""

    size: int
    published: int
    frontier: tuple[bytes, ...]
    last_time: datetime | None


def head(tenant: int) -> Head:
    """Raises NotFound when the tenant has no log."""
    with transaction([tenant]):
        found = JournalHead.objects.filter(tenant=tenant).first()
    if found is None:
        raise NotFound(NO_TENANT, code=f"{tenant:09d}")
    return Head(found.size, found.published_size, unpack(bytes(found.frontier)), found.last_time)


def packages_since(tenant: int, published: int) -> list[UUID]:
    """The packages of the entries from index `published` on, each once, in order."""
    with transaction([tenant]):
        rows = JournalEntry.objects.filter(tenant=tenant, index__gte=published).order_by("index")
        return list(dict.fromkeys(rows.values_list("package", flat=True)))


def entries(tenant: int, start: int, end: int) -> Iterator[bytes]:
    """The bytes of the entries `start` to `end` - 1."""
    rows = JournalEntry.objects.filter(tenant=tenant).order_by("index")
    for first in range(start, end, CHUNK):
        with transaction([tenant]):
            part = rows.filter(index__gte=first, index__lt=min(first + CHUNK, end))
            bodies = [bytes(body) for body in part.values_list("body", flat=True)]
        yield from bodies


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


def mark_published(tenant: int, size: int) -> None:
    """Note that every copy has a checkpoint of this size. Never goes back."""
    with transaction([tenant]):
        JournalHead.objects.filter(tenant=tenant, published_size__lt=size).update(published_size=size)
