"""Appending to a tenant's log: the last step of every transaction that changes the archive."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import psycopg

from chartrier.journal.entry import read_entry
from chartrier.journal.tree import append, leaf_hash

HASH = 32

MakeEntry = Callable[[datetime | None], bytes]
"""Makes the entry's bytes, told the time of the one before (None: no such), which it must not precede."""


def append_entry(cursor: psycopg.Cursor[Any], tenant: int, make_entry: MakeEntry) -> int:
    """Add the entry to the tenant's log, in the caller's transaction, which commits straight after. Its
    index.

    The head is locked here and until then: whoever appends next waits for it, so the index is the size,
    without gap.
    """
    cursor.execute("SELECT size, frontier, last_time FROM journal_journalhead WHERE tenant = %s FOR UPDATE", [tenant])
    size, packed, last_time = cursor.fetchone() or (None, b"", None)
    if size is None:
        raise LookupError(f"tenant {tenant} has no log")
    body = make_entry(last_time)
    entry = read_entry(body)
    if last_time is not None and entry.time < last_time:
        raise ValueError("the entry is dated before the one it follows")
    leaf = leaf_hash(body)
    frontier, nodes = append(unpack(packed), size, leaf)
    cursor.execute(
        "INSERT INTO journal_journalentry (tenant, index, package, body, leaf_hash) VALUES (%s, %s, %s, %s, %s)",
        [tenant, size, entry.package, body, leaf],
    )
    cursor.executemany(
        "INSERT INTO journal_journalnode (tenant, level, index, hash) VALUES (%s, %s, %s, %s)",
        [(tenant, node.level, node.at, node.hash) for node in nodes],
    )
    cursor.execute(
        "UPDATE journal_journalhead SET size = %s, frontier = %s, last_time = %s WHERE tenant = %s",
        [size + 1, b"".join(frontier), entry.time, tenant],
    )
    return int(size)


def unpack(packed: bytes) -> tuple[bytes, ...]:
    """The frontier as the table keeps it, one hash after the other."""
    return tuple(bytes(packed[at : at + HASH]) for at in range(0, len(packed), HASH))
