"""Appending to a tenant's log: the last step of every transaction that changes the archive."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple

import psycopg

from chartrier.catalog.findings import CATCHING_UP, OTHER_ENTRY
from chartrier.errors import IntegrityFailure, Unavailable
from chartrier.journal.entry import read_entry
from chartrier.journal.tree import append, leaf_hash

HASH = 32

MakeEntry = Callable[[datetime | None], bytes]
"""Makes the entry's bytes, told the time of the one before (None: no such), which it must not precede."""


class LockedHead(NamedTuple):
    """A row of `journal_journalhead`, locked."""

    size: int
    frontier: bytes
    last_time: datetime | None
    catching_up_to: int | None


def append_entry(cursor: psycopg.Cursor[Any], tenant: int, make_entry: MakeEntry) -> int:
    """Add the entry to the tenant's log, in the caller's transaction, which commits straight after. Its
    index.

    The head is locked here and until then: whoever appends next waits for it, so the index is the size,
    without gap. Raises Unavailable while the database is behind a signed log: one size is never signed twice.
    """
    head = lock_head(cursor, tenant)
    if head.catching_up_to is not None:
        raise Unavailable(CATCHING_UP, ours=head.size, theirs=head.catching_up_to)
    _append(cursor, tenant, head, make_entry(head.last_time))
    return head.size


def append_signed(cursor: psycopg.Cursor[Any], tenant: int, index: int, body: bytes, target: int) -> bool:
    """Add an entry that a copy's signed log of `target` entries has at this index; False when it is there already.

    In the caller's transaction, which wrote the facts of the entry or commits nothing else. Raises IntegrityFailure
    when another entry is there, Unavailable when the log is shorter: somebody empties it at this moment.
    """
    head = lock_head(cursor, tenant)
    if head.size < index:
        raise Unavailable(CATCHING_UP, ours=head.size, theirs=target)
    if head.size > index:
        cursor.execute("SELECT leaf_hash FROM journal_journalentry WHERE tenant = %s AND index = %s", [tenant, index])
        if cursor.fetchone() != (leaf_hash(body),):
            raise IntegrityFailure(OTHER_ENTRY, index=index)
        return False
    _append(cursor, tenant, head, body)
    cursor.execute(
        "UPDATE journal_journalhead SET catching_up_to = NULL WHERE tenant = %s AND catching_up_to <= size", [tenant]
    )
    return True


def lock_head(cursor: psycopg.Cursor[Any], tenant: int) -> LockedHead:
    """Where the log stands, nobody else's to change until the transaction ends."""
    cursor.execute(
        "SELECT size, frontier, last_time, catching_up_to FROM journal_journalhead WHERE tenant = %s FOR UPDATE",
        [tenant],
    )
    found = cursor.fetchone()
    if found is None:
        raise LookupError(f"tenant {tenant} has no log")
    return LockedHead(*found)


def _append(cursor: psycopg.Cursor[Any], tenant: int, head: LockedHead, body: bytes) -> None:
    entry = read_entry(body)
    if head.last_time is not None and entry.time < head.last_time:
        raise ValueError("the entry is dated before the one it follows")
    leaf = leaf_hash(body)
    frontier, nodes = append(unpack(head.frontier), head.size, leaf)
    cursor.execute(
        "INSERT INTO journal_journalentry (tenant, index, package, body, leaf_hash) VALUES (%s, %s, %s, %s, %s)",
        [tenant, head.size, entry.package, body, leaf],
    )
    cursor.executemany(
        "INSERT INTO journal_journalnode (tenant, level, index, hash) VALUES (%s, %s, %s, %s)",
        [(tenant, node.level, node.at, node.hash) for node in nodes],
    )
    cursor.execute(
        "UPDATE journal_journalhead SET size = %s, frontier = %s, last_time = %s WHERE tenant = %s",
        [head.size + 1, b"".join(frontier), entry.time, tenant],
    )


def unpack(packed: bytes) -> tuple[bytes, ...]:
    """The frontier as the table keeps it, one hash after the other."""
    return tuple(bytes(packed[at : at + HASH]) for at in range(0, len(packed), HASH))
