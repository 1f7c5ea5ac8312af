"""The log of a copy, beyond what the database has: signed by the tenant's key, and hashed again from its entries."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from functools import partial

from chartrier.copies.findings import FORKED, LOG_BROKEN, NEWER_FORMAT
from chartrier.errors import ChartrierError, IntegrityFailure
from chartrier.journal.checkpoint import Checkpoint, VerifierKey
from chartrier.journal.entry import FORMAT, Entry, read_entry
from chartrier.journal.tiles import HASH_BYTES, LARGEST_FILE, TiledLog
from chartrier.journal.tree import Frontier, grow, leaf_hash, root
from chartrier.records.tenant import Tenant
from chartrier.vault.store import Store
from chartrier.verify.log import signed_head


@dataclass(frozen=True, slots=True)
class SignedLog:
    """The entries from index `start` on, which give, after those before them, the root that the tenant's key signed."""

    store: Store
    checkpoint: Checkpoint
    start: int
    roots: dict[int, bytes]
    """The root at each of the sizes that were asked for."""
    _tiles: TiledLog
    _leaves: bytearray = field(repr=False)
    """The leaf hashes of the entries from `start` on: 32 bytes each."""

    def entries(self) -> Iterator[tuple[int, bytes, Entry]]:
        """Index, bytes and reading of each entry. Raises IntegrityFailure when one is no more what it was."""
        for number, data in enumerate(self._tiles.entries(self.start)):
            if self._leaves[number * HASH_BYTES : (number + 1) * HASH_BYTES] != leaf_hash(data):
                raise IntegrityFailure(LOG_BROKEN, copy=self.store.name, size=self.checkpoint.size)
            yield self.start + number, data, read(data, self.store.name)


def checkpoint_of(tenant: Tenant, store: Store) -> Checkpoint:
    """The head that the tenant's key signed in this copy. Raises IntegrityFailure when there is none."""
    return signed_head(store.reader(tenant.code), VerifierKey(tenant.origin, tenant.public_key)).checkpoint


def prove_log(
    tenant: Tenant, store: Store, size: int = 0, frontier: Frontier = (), sizes: Collection[int] = ()
) -> SignedLog:
    """The signed log of a copy from `size` on, where the log so far has this frontier.

    The root at each of `sizes` (none smaller) is kept. Raises IntegrityFailure: CPY-021 when the entries do not give
    the signed root, CPY-003 when they do, but do not begin with the log so far (a fork), CPY-022 when a newer program
    wrote one of them.
    """
    checkpoint = checkpoint_of(tenant, store)
    reader = store.reader(tenant.code)
    tiles = TiledLog(lambda path: reader.read(f"journal/{path}", LARGEST_FILE), checkpoint.size)
    hashed = partial(_hash, tiles, store, checkpoint, sizes=sizes)
    if checkpoint.size >= size and (found := hashed(size, frontier)) is not None:
        return found
    if size and hashed(0, ()) is not None:
        raise IntegrityFailure(FORKED, copy=store.name, size=min(size, checkpoint.size))
    raise IntegrityFailure(LOG_BROKEN, copy=store.name, size=checkpoint.size)


def _hash(
    tiles: TiledLog, store: Store, checkpoint: Checkpoint, start: int, frontier: Frontier, sizes: Collection[int]
) -> SignedLog | None:
    """The log, if its entries from `start` on give the signed root."""
    roots, leaves, size = {start: root(frontier)}, bytearray(), start
    for data in tiles.entries(start):
        read(data, store.name)
        leaf = leaf_hash(data)
        leaves += leaf
        frontier, _ = grow(frontier, size, leaf)
        size += 1
        if size in sizes:
            roots[size] = root(frontier)
    if root(frontier) != checkpoint.root:
        return None
    return SignedLog(store, checkpoint, start, roots, tiles, leaves)


def read(data: bytes, copy: str) -> Entry:
    """The entry. Raises IntegrityFailure, which says so when it is of a newer program (CPY-022)."""
    try:
        return read_entry(data)
    except ChartrierError:
        if (found := _format_of(data)) != FORMAT:
            raise IntegrityFailure(NEWER_FORMAT, copy=copy, what=found) from None
        raise


def _format_of(data: bytes) -> str:
    """What an entry that we cannot read says of its format."""
    try:
        return str(json.loads(data)["format"])[:60]
    except (ValueError, TypeError, KeyError, RecursionError):
        return FORMAT
