"""One copy, from its own checkpoint to the head: packages, tiles, checkpoint, each durable before the next."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from chartrier.catalog.destruction.register import attested_among, attested_without
from chartrier.catalog.journal import publication as journal
from chartrier.catalog.journal.publication import Head, NamedPackage
from chartrier.catalog.transaction import transaction
from chartrier.copies.copies import Breakpoint
from chartrier.copies.destruction.purging import Remake, purge_attested
from chartrier.copies.findings import WAITING
from chartrier.copies.partial_tiles import missing_partials, published_size
from chartrier.copies.promises import promise
from chartrier.copies.replication import has_version, incoming_folder, replicate
from chartrier.errors import IntegrityFailure, Unavailable
from chartrier.journal.checkpoint import Checkpoint, write_checkpoint
from chartrier.journal.tiles import WIDTH, write_tiles
from chartrier.journal.tree import root
from chartrier.keyring.signed_heads import SignedHeads
from chartrier.records.tenant import Tenant
from chartrier.vault.findings import PACKAGE_DIFFERS
from chartrier.vault.store import Store
from chartrier.verify.package import package_folder


@dataclass(slots=True)
class Allowance:
    """How much may still be replicated in this turn; other publishers wait for its end."""

    packages: int
    bytes: int

    def take(self, size: int) -> bool:
        """Whether a package of this size may be replicated; it is taken off then."""
        if self.packages < 1 or size > self.bytes:
            return False
        self.packages -= 1
        self.bytes -= size
        return True


@dataclass(frozen=True, slots=True)
class Log:
    """The log of a tenant as the database has it, to be signed for the copies."""

    tenant: Tenant
    head: Head
    key: Ed25519PrivateKey
    heads: SignedHeads
    """What the key has signed so far."""
    still_ours: Callable[[], None]
    """Raises Unavailable when the turn to publish was lost."""
    remake: Remake
    """Makes what an order made of a package, when no copy has it whole."""

    def checkpoint(self, size: int) -> Checkpoint:
        """The head that the log had, or has, at this size."""
        whole = size == self.head.size
        return Checkpoint(
            self.tenant.origin, size, root(self.head.frontier) if whole else journal.root_at(self.tenant.key, size)
        )


def follow(
    log: Log,
    store: Store,
    size: int,
    peers: Sequence[Store],
    allowance: Allowance,
    breakpoint_: Breakpoint,
) -> None:
    """Bring the copy from `size` to the head. `peers` are the other copies, from which packages may come.

    A copy that is far behind gets a checkpoint at each full tile, so that little is done again after a death. All of it
    may be repeated without harm. Raises Unavailable (CPY-007) when the allowance does not reach to the head;
    the copy has advanced then as far as it does.
    """
    while True:
        wanted = min(log.head.size, (size // WIDTH + 1) * WIDTH)
        reached = _accept(log, store, size, wanted, peers, allowance)
        if reached < wanted:
            reached = max(size, published_size(log.tenant, peers, size, reached))
        if reached > size or reached == log.head.size:
            breakpoint_(f"accepted-{store.name}")
            # at most a tile of each level and its bundle, read at once
            with transaction([log.tenant.key]):
                tiles = list(_tiles(log.tenant, size, reached))
            store.write_journal(log.tenant.code, tiles)
            store.write_journal(log.tenant.code, missing_partials(log.tenant, size, reached, peers))
            breakpoint_(f"tiles-{store.name}")
            checkpoint = log.checkpoint(reached)
            promise(log.tenant, checkpoint, log.heads)
            note = write_checkpoint(checkpoint, log.key)
            # a publisher that lost its turn must not write a smaller checkpoint over a larger one
            log.still_ours()
            store.write_journal(log.tenant.code, [("checkpoint", note)])
            breakpoint_(f"checkpoint-{store.name}")
        size = reached
        if size == log.head.size:
            return
        if reached < wanted:
            raise Unavailable(WAITING, copy=store.name, theirs=size, ours=log.head.size)


def _accept(log: Log, store: Store, start: int, end: int, peers: Sequence[Store], allowance: Allowance) -> int:
    """The packages of these entries into the archive of the copy; up to which entry that was allowed.

    What an order among them destroyed elsewhere already is destroyed here, before the copy says that it has the order:
    a copy that was away, or was put back from an old state, comes back without it. So does one that had the order, and
    of which whoever carried it out did not know: before it says that it has the attestation.
    """
    with transaction([log.tenant.key]):
        window = list(journal.packages(log.tenant.key, start, end))
        packages = [named.package for _, named in window]
        attested = {order: order for order in attested_among(log.tenant.key, packages)}
        attested |= attested_without(log.tenant.key, packages, store.name)
    for index, named in window:
        if not _has(log.tenant.code, store, named):
            if not allowance.take(named.bytes):
                return index
            replicate(log.tenant.code, named, store, peers)
        store.accept(log.tenant.code, named.package)
        if (order := attested.get(named.package)) is not None:
            sources = [peer.reader(log.tenant.code) for peer in peers]
            purge_attested(log.tenant, store, order, sources, log.remake)
    return end


def _has(tenant: str, store: Store, named: NamedPackage) -> bool:
    """Whether the copy has the package as the journal names it, or named it before an order; received or accepted.

    What lies in `incoming` under its name and is something else is what an earlier try left: it goes.
    """
    reader = store.reader(tenant)
    if has_version(reader, incoming_folder(named.package), named):
        if not has_version(reader, package_folder(named.package), named):
            return True
        # received once more at another version than the one that is there
        store.discard(tenant, named.package)
        return True
    if not has_version(reader, package_folder(named.package), named):
        if store.contains(tenant, named.package):
            raise IntegrityFailure(PACKAGE_DIFFERS, copy=store.name, package=str(named.package))
        return False
    if next(reader.items(incoming_folder(named.package)), None) is not None:
        store.discard(tenant, named.package)
    return True


def _tiles(tenant: Tenant, old: int, new: int) -> Iterator[tuple[str, bytes]]:
    yield from write_tiles(
        old,
        new,
        lambda start, end: journal.entries(tenant.key, start, end),
        lambda level, start, end: journal.nodes(tenant.key, level, start, end),
    )
