"""After the commit: packages into the OCFL roots, tiles, checkpoint. All of it may be repeated without harm."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from chartrier.catalog.journal import publication as journal
from chartrier.errors import IntegrityFailure
from chartrier.ingest.findings import AHEAD
from chartrier.ingest.means import Means
from chartrier.journal.checkpoint import Checkpoint, read_checkpoint, write_checkpoint
from chartrier.journal.tiles import write_tiles
from chartrier.journal.tree import root
from chartrier.records.tenant import Tenant


def publish(tenant: Tenant, means: Means) -> Checkpoint:
    """Make all that is committed for this tenant public in every copy; the checkpoint that is durable on return.

    Publishers of one tenant take turns. In each copy, in this order, each durable before the next: packages, tiles,
    checkpoint. Raises IntegrityFailure when a copy's checkpoint is ahead of the database.
    """
    with journal.publishing(tenant.key):
        head = journal.head(tenant.key)
        refuse_if_behind(tenant, head.size, means)
        packages = journal.packages_since(tenant.key, head.published)
        checkpoint = Checkpoint(tenant.origin, head.size, root(head.frontier))
        note = write_checkpoint(checkpoint, means.keyring.signing_key(tenant.code))
        for copy in means.copies:
            for package in packages:
                copy.accept(tenant.code, package)
            means.breakpoint(f"accepted-{copy.name}")
            copy.write_journal(tenant.code, _tiles(tenant, head.published, head.size))
            means.breakpoint(f"tiles-{copy.name}")
            copy.write_journal(tenant.code, [("checkpoint", note)])
            means.breakpoint(f"checkpoint-{copy.name}")
        journal.mark_published(tenant.key, head.size)
        return checkpoint


def refuse_if_behind(tenant: Tenant, size: int, means: Means) -> None:
    """A database behind a copy must not write: it would sign one tree size twice."""
    for copy in means.copies:
        note = copy.read_journal(tenant.code, "checkpoint")
        if note is None:
            continue
        published = read_checkpoint(note).checkpoint.size
        if published > size:
            raise IntegrityFailure(AHEAD, copy=copy.name, theirs=published, ours=size)


def _tiles(tenant: Tenant, old: int, new: int) -> Iterator[tuple[str, bytes]]:
    def entries(start: int, end: int) -> Iterable[bytes]:
        return journal.entries(tenant.key, start, end)

    def nodes(level: int, start: int, end: int) -> Iterable[bytes]:
        return journal.nodes(tenant.key, level, start, end)

    yield from write_tiles(old, new, entries, nodes)
