"""After the commit: packages into the OCFL roots, tiles, checkpoint. All of it may be repeated without harm."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from chartrier.catalog.journal import publication as journal
from chartrier.catalog.journal.publication import Head
from chartrier.copies.copies import Copies
from chartrier.copies.findings import AHEAD, COPY_BEHIND, FORKED
from chartrier.errors import IntegrityFailure, Unavailable
from chartrier.journal.checkpoint import Checkpoint, read_checkpoint, write_checkpoint
from chartrier.journal.tiles import write_tiles
from chartrier.journal.tree import root
from chartrier.records.tenant import Tenant


def publish(tenant: Tenant, copies: Copies) -> Checkpoint:
    """Make all that is committed for this tenant public in every copy; the checkpoint that is durable on return.

    Publishers of one tenant take turns. In each copy, in this order, each durable before the next: packages, tiles,
    checkpoint. Raises IntegrityFailure when a copy's checkpoint is ahead of the database.
    """
    with journal.publishing(tenant.key) as still_ours:
        head = journal.head(tenant.key)
        refuse_if_out_of_step(tenant, head, copies)
        packages = journal.packages_since(tenant.key, head.published)
        checkpoint = Checkpoint(tenant.origin, head.size, root(head.frontier))
        note = write_checkpoint(checkpoint, copies.keyring.signing_key(tenant.code))
        for copy in copies.stores:
            for package in packages:
                copy.accept(tenant.code, package)
            copies.breakpoint(f"accepted-{copy.name}")
            copy.write_journal(tenant.code, _tiles(tenant, head.published, head.size))
            copies.breakpoint(f"tiles-{copy.name}")
            # a publisher that lost its turn must not write a smaller checkpoint over a larger one
            still_ours()
            copy.write_journal(tenant.code, [("checkpoint", note)])
            copies.breakpoint(f"checkpoint-{copy.name}")
        journal.mark_published(tenant.key, head.size)
        return checkpoint


def refuse_if_out_of_step(tenant: Tenant, head: Head, copies: Copies) -> None:
    """No writing unless every copy has what the database says is published, and the database all that a copy has.

    A database behind a copy, or of another history, would sign one tree size twice (IntegrityFailure); a copy behind
    would get a checkpoint over packages and tiles that it lacks (Unavailable).
    """
    for copy in copies.stores:
        note = copy.read_journal(tenant.code, "checkpoint")
        theirs = read_checkpoint(note).checkpoint if note is not None else None
        size = theirs.size if theirs is not None else -1
        if size > head.size:
            raise IntegrityFailure(AHEAD, copy=copy.name, theirs=size, ours=head.size)
        if size < head.published:
            raise Unavailable(COPY_BEHIND, copy=copy.name, theirs=max(size, 0), ours=head.published)
        if theirs is not None and size == head.size and theirs.root != root(head.frontier):
            raise IntegrityFailure(FORKED, copy=copy.name, size=size)


def _tiles(tenant: Tenant, old: int, new: int) -> Iterator[tuple[str, bytes]]:
    def entries(start: int, end: int) -> Iterable[bytes]:
        return journal.entries(tenant.key, start, end)

    def nodes(level: int, start: int, end: int) -> Iterable[bytes]:
        return journal.nodes(tenant.key, level, start, end)

    yield from write_tiles(old, new, entries, nodes)
