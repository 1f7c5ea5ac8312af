"""The journal that everything else is held to: the largest signed head, and entries that give its root.

Never the majority: a signature by the tenant's key, and hashes. The entries are those of the database when they give
the signed root, else those of any copy that do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from chartrier.catalog.journal import publication as journal
from chartrier.copies.copies import Copies
from chartrier.copies.orders import Amended, ordered_changes
from chartrier.errors import ChartrierError, IntegrityFailure
from chartrier.journal.changes import Change
from chartrier.journal.checkpoint import LARGEST_CHECKPOINT, Checkpoint, VerifierKey, read_checkpoint
from chartrier.journal.entry import Entry, read_entry
from chartrier.journal.tiles import LARGEST_FILE, TiledLog
from chartrier.journal.tree import Frontier, grow, leaf_hash, root
from chartrier.preservation import findings
from chartrier.records.finding import Finding
from chartrier.records.tenant import Tenant
from chartrier.vault.store import Store
from chartrier.verify.log import CHECKPOINT_PATH
from chartrier.verify.reader import CopyReader

Entries = Callable[[], Iterator[bytes]]


@dataclass(frozen=True, slots=True)
class Head:
    """What a copy says of its journal: `checkpoint` is None when it is not there or not signed by the key."""

    copy: str
    there: bool
    """False for a copy that was lost: nothing of the tenant is in it."""
    checkpoint: Checkpoint | None = None
    note: bytes = b""


@dataclass(frozen=True, slots=True)
class ProvenLog:
    """Entries that give a signed root. `latest` has, for each package (its 16 bytes), the index of its last entry."""

    tenant: Tenant
    key: VerifierKey
    checkpoint: Checkpoint
    note: bytes
    """The checkpoint as the copy that has it keeps it, cosignatures and all."""
    entries: Entries
    latest: Mapping[bytes, int]
    in_database: bool
    """Whether the entries are the database's own: else nothing may be appended to what it has."""
    roots: Mapping[int, bytes]
    """The root at each size that somebody asked for."""
    heads: Mapping[str, Head]
    amended: Amended
    """What orders of destruction made of earlier packages."""

    @property
    def size(self) -> int:
        return self.checkpoint.size

    def holds(self, head: Head) -> bool:
        """Whether a copy's signed head is the beginning of this log."""
        checkpoint = head.checkpoint
        return checkpoint is not None and self.roots.get(checkpoint.size) == checkpoint.root


@dataclass(slots=True)
class _Replay:
    """The log hashed from its entries: root, roots on the way, and where each package comes last."""

    wanted: set[int]
    roots: dict[int, bytes] = field(default_factory=dict)
    latest: dict[bytes, int] = field(default_factory=dict)
    orders: list[Entry] = field(default_factory=list)
    size: int = 0
    frontier: Frontier = ()

    def run(self, entries: Iterator[bytes]) -> _Replay:
        self._note_root()
        for data in entries:
            entry = read_entry(data)
            self.latest[entry.package.bytes] = self.size
            if entry.changes.count:
                self.orders.append(entry)
            self.frontier, _ = grow(self.frontier, self.size, leaf_hash(data))
            self.size += 1
            self._note_root()
        return self

    def _note_root(self) -> None:
        if self.size in self.wanted:
            self.roots[self.size] = root(self.frontier)


def prove_log(tenant: Tenant, copies: Copies, also: int, tell: Callable[[Finding], None]) -> ProvenLog | None:
    """The proven log of a tenant; None, after telling why, when there is none.

    `also`: a size whose root is wanted. Memory: some 150 bytes for each package. Raises Unavailable when the database
    is gone.
    """
    key, stores = VerifierKey(tenant.origin, tenant.public_key), copies.stores
    with journal.publishing(tenant.key):
        # Nobody publishes meanwhile: what the copies say is of one moment.
        heads = {store.name: read_head(store.reader(tenant.code), key) for store in stores}
        in_database = journal.head(tenant.key).size
    signed = [head for head in heads.values() if head.checkpoint is not None]
    largest = max((head.checkpoint.size for head in signed if head.checkpoint), default=None)
    if largest is None:
        tell(Finding(findings.NO_SIGNED_HEAD, values={"tenant": tenant.code}))
        return None
    wanted = {head.checkpoint.size for head in signed if head.checkpoint} | {also}
    tops = [head for head in signed if head.checkpoint and head.checkpoint.size == largest]
    if len({head.checkpoint.root for head in tops if head.checkpoint}) > 1:
        tell(Finding(findings.TWO_HEADS, values={"size": largest, "copies": ", ".join(head.copy for head in tops)}))
        return None
    top = tops[0].checkpoint
    assert top is not None
    for source, entries in _sources(tenant, stores, largest, in_database):
        try:
            replay = _Replay(wanted).run(entries())
        except (ChartrierError, OSError, ValueError):
            replay = _Replay(wanted)
        if (replay.size, replay.roots.get(largest)) == (top.size, top.root):
            amended = _amended(replay.orders, tenant, copies, tell)
            return ProvenLog(
                tenant, key, top, tops[0].note, entries, replay.latest, source is None, replay.roots, heads, amended
            )
        if source is None:
            tell(Finding(findings.DATABASE_DIFFERS, values={"tenant": tenant.code}))
    tell(Finding(findings.LOG_LOST, values={"tenant": tenant.code, "size": largest}))
    return None


def _amended(orders: Sequence[Entry], tenant: Tenant, copies: Copies, tell: Callable[[Finding], None]) -> Amended:
    """What the orders changed; told of one that nobody knows any more: what it changed will be found damaged."""
    amended: dict[UUID, list[Change]] = {}
    for order in orders:
        try:
            changes = ordered_changes(order, tenant, copies, copies.stores[0])
        except IntegrityFailure as failure:
            tell(failure.finding)
            continue
        for change in changes:
            amended.setdefault(change.package, []).append(change)
    return amended


def _sources(
    tenant: Tenant, stores: Sequence[Store], size: int, in_database: int
) -> Iterator[tuple[str | None, Entries]]:
    """Where the entries may come from: the database (None), then each copy."""
    if in_database >= size:
        yield None, lambda: journal.entries(tenant.key, 0, size)
    for store in stores:
        reader = store.reader(tenant.code)

        def entries(reader: CopyReader = reader) -> Iterator[bytes]:
            return TiledLog(lambda path: reader.read(f"journal/{path}", LARGEST_FILE), size).entries()

        yield store.name, entries


def read_head(reader: CopyReader, key: VerifierKey) -> Head:
    """What a copy says of its journal."""
    try:
        if not any(item.path in ("packages", "journal") for item in reader.items("")):
            return Head(reader.name, there=False)
        note = reader.read(CHECKPOINT_PATH, LARGEST_CHECKPOINT)
        if note is None:
            return Head(reader.name, there=True)
        read = read_checkpoint(note)
    except IntegrityFailure:
        return Head(reader.name, there=True)
    if not key.signed(read):
        return Head(reader.name, there=True)
    return Head(reader.name, True, read.checkpoint, note)
