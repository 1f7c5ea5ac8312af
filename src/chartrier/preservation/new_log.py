"""When what was signed can no longer be reached: a new log with what survives, and one entry that says what was lost.

Step by step, each of which may be repeated, whatever cut it off: the index is loaded with the survivors, and nothing
can be appended; the tenant gets a new key and origin; in each copy the old journal is kept under `journals/`; the
operation `reprise` is written, and publishes all.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from uuid import UUID

from chartrier import __version__
from chartrier.catalog.archive import acquisition
from chartrier.catalog.database.emptying import empty_index, require_owner
from chartrier.catalog.journal import publication as journal
from chartrier.catalog.journal.catching_up import known_size
from chartrier.catalog.journal.reservation import entered
from chartrier.catalog.tenants import register
from chartrier.clock import write_instant
from chartrier.copies.catching_up import Numbered, Tell, enter_all, loadable
from chartrier.copies.copies import Copies
from chartrier.copies.facts import FORMAT, proven_facts
from chartrier.copies.orders import Amended, amended_in
from chartrier.copies.promises import promised_size
from chartrier.copies.publication import publish
from chartrier.copies.signed_log import SignedLog, prove_log
from chartrier.copies.small_operation import SmallOperation, carry_out
from chartrier.copies.standing import enter
from chartrier.errors import ChartrierError, IntegrityFailure
from chartrier.journal.changes import Change
from chartrier.journal.checkpoint import LARGEST_CHECKPOINT, Checkpoint, VerifierKey, read_checkpoint
from chartrier.journal.entry import Entry, read_entry
from chartrier.journal.tiles import LARGEST_FILE, TiledLog
from chartrier.journal.tree import root
from chartrier.keyring.keyring import fingerprint
from chartrier.preservation import findings as say
from chartrier.preservation.rebuild import Rebuilt, copy_named, rebuild, signed_heads
from chartrier.preservation.strangers import set_strangers_aside
from chartrier.records.canonical import canonical
from chartrier.records.finding import Finding, Findings
from chartrier.records.identifiers import new_package_id
from chartrier.records.tenant import Tenant
from chartrier.vault.store import Store


def rebuild_with_loss(
    tenant: Tenant, source: str, copies: Copies, findings: Findings, tell: Tell, *, by: str
) -> Rebuilt:
    """`rebuild`, giving up what no copy has; when nothing is lost, it is `rebuild` and no more.

    Raises what `rebuild` raises, save for lengths.
    """
    store = copy_named(source, copies)
    require_owner()
    tenant = _finish_switch(tenant, copies)
    loaded = known = 0
    if not _owes_reprise(tenant, copies):
        survivors = _look(tenant, store, copies)
        if survivors is None:
            return rebuild(tenant, source, copies, findings, tell)
        known = survivors.known
        loaded = _load(tenant, store, copies, survivors, tell)
        copies.breakpoint("loaded")
        tenant = _switch(tenant, copies)
    for each in copies.stores:
        _retire(tenant, each, copies, findings)
    copies.breakpoint("retired")
    _reprise(tenant, store, copies, findings, by, known)
    set_strangers_aside(tenant, copies, findings)
    head = journal.head(tenant.key)
    return Rebuilt(tenant, source, Checkpoint(tenant.origin, head.size, root(head.frontier)), loaded)


@dataclass(frozen=True, slots=True)
class Survivors:
    """The entries of a signed log whose packages a copy is proven for, of `known` that were signed or committed."""

    log: SignedLog
    indexes: frozenset[int]
    known: int
    amended: Amended

    def numbered(self) -> Iterator[Numbered]:
        """At their indexes in the new log."""
        kept = (found for found in self.log.entries() if found[0] in self.indexes)
        for index, (_, data, entry) in enumerate(kept):
            yield index, data, entry


def _look(tenant: Tenant, store: Store, copies: Copies) -> Survivors | None:
    """What is left; None when nothing is lost."""
    heads = signed_heads(tenant, copies, Findings())
    if known_size(tenant.key) > max((head.size for head in heads.values()), default=-1):
        with suppress(ChartrierError, ValueError):
            publish(tenant, copies)
        heads = signed_heads(tenant, copies, Findings())
    log = prove_log(tenant, store)
    known = max(
        known_size(tenant.key),
        promised_size(tenant, copies),
        log.checkpoint.size,
        *(head.size for head in heads.values()),
    )
    amended = _amended(log, tenant, copies)
    indexes = frozenset(index for index, _, entry in log.entries() if _is_there(entry, tenant, copies, store, amended))
    return None if len(indexes) == known else Survivors(log, indexes, known, amended)


def _amended(log: SignedLog, tenant: Tenant, copies: Copies) -> Amended:
    """What orders made of earlier packages, save those orders that no copy proves any more."""
    amended: dict[UUID, list[Change]] = {}
    for _, _, entry in log.entries():
        with suppress(IntegrityFailure):
            for package, changes in amended_in([entry], tenant, copies, log.store).items():
                amended.setdefault(package, []).extend(changes)
    return amended


def _is_there(entry: Entry, tenant: Tenant, copies: Copies, store: Store, amended: Amended) -> bool:
    try:
        with loadable(entry, tenant, copies, store, amended):
            return True
    except IntegrityFailure as problem:
        if problem.finding.code != "CPY-023":
            raise
        return False


def _load(tenant: Tenant, store: Store, copies: Copies, survivors: Survivors, tell: Tell) -> int:
    """The index with the survivors; it still has to catch up to what is lost, so that nothing is appended yet."""
    empty_index(tenant.key, survivors.known)
    copies.breakpoint("emptied")
    acquisition.abandon_unleased(tenant.key)
    count = len(survivors.indexes)
    return enter_all(tenant, copies, store, survivors.numbered(), count, tell, survivors.amended)


def _switch(tenant: Tenant, copies: Copies) -> Tenant:
    """A new key and origin for the tenant's log: in the database, then in the keyring."""
    public = copies.keyring.make_next(tenant.code).public_key().public_bytes_raw()
    instance = tenant.origin.rsplit("/", 2)[0]
    tenant = register.open_new_log(tenant.code, f"{instance}/{tenant.code}/{fingerprint(public)}", public)
    copies.breakpoint("switched")
    return _finish_switch(tenant, copies)


def _finish_switch(tenant: Tenant, copies: Copies) -> Tenant:
    """The key that the database names becomes the one that signs."""
    if copies.keyring.signing_key(tenant.code).public_key().public_bytes_raw() != tenant.public_key:
        copies.keyring.take_next(tenant.code)
    return tenant


def _owes_reprise(tenant: Tenant, copies: Copies) -> bool:
    """Whether a new log was opened that does not say so yet."""
    written = sum(1 for data in _entries_here(tenant) if read_entry(data).operation == "reprise")
    return len(copies.keyring.former_keys(tenant.code)) > written


def _entries_here(tenant: Tenant) -> Iterator[bytes]:
    return journal.entries(tenant.key, 0, journal.head(tenant.key).size)


def _retire(tenant: Tenant, store: Store, copies: Copies, findings: Findings) -> None:
    """In a copy that answers: the journals of former keys kept aside, the folder of the new one."""
    try:
        data = store.read_journal(tenant.code, "key")
        if data is not None and VerifierKey.read(data).public != tenant.public_key:
            store.retire_journal(tenant.code, fingerprint(VerifierKey.read(data).public))
        enter(tenant, store)
    except ChartrierError as error:
        findings.append(error.finding)


def _reprise(tenant: Tenant, store: Store, copies: Copies, findings: Findings, by: str, known: int) -> None:
    """The operation that says what was given up, under which log, and by whom; it publishes all."""
    began = copies.clock()
    identifier = new_package_id(began)
    former = next(reversed(_in_order(tenant, copies)))
    seen = _seen(tenant, former, copies)
    lost = _lost(tenant, former, store, seen, known)
    count = sum(last - first + 1 for first, last in lost)
    said = Finding(say.LOSS_ACCEPTED, values={"count": count, "code": tenant.code, "origin": tenant.origin})
    operation = {
        "format": FORMAT,
        "id": str(identifier),
        "operation": "reprise",
        "tenant": tenant.code,
        "began": write_instant(began),
        "by": by,
        "software": {"name": "Chartrier", "version": __version__},
        "contents": None,
        "former": str(former),
        "seen": [{"copy": name, "size": head.size, "root": f"sha256:{head.root.hex()}"} for name, head in seen.items()],
        "lost": [{"first": first, "last": last} for first, last in lost],
    }
    files = {"operation.json": canonical(operation), "findings.json": canonical([said.as_recorded()])}
    small = SmallOperation(identifier, "reprise", began, by, files, warnings=1)
    carry_out(small, tenant, copies, lambda cursor: None)
    findings.append(said)


def _in_order(tenant: Tenant, copies: Copies) -> list[VerifierKey]:
    """The former keys of the log under their origins, those without a `reprise` last."""
    instance = tenant.origin.rsplit("/", 2)[0]
    said = b"".join(_reprises(tenant, copies))
    keys = [
        VerifierKey.of(f"{instance}/{tenant.code}/{name}", key)
        for name, key in copies.keyring.former_keys(tenant.code).items()
    ]
    return sorted(keys, key=lambda key: str(key).encode() not in said)


def _reprises(tenant: Tenant, copies: Copies) -> Iterator[bytes]:
    """The `operation.json` of each `reprise` that the log has."""
    for data in _entries_here(tenant):
        entry = read_entry(data)
        if entry.operation == "reprise":
            with proven_facts(entry, ("operation.json",), tenant, copies, copies.stores[0]) as content:
                yield (content / "operation.json").read_bytes()


def _seen(tenant: Tenant, former: VerifierKey, copies: Copies) -> dict[str, Checkpoint]:
    """The heads that the former key signed, in the journals that were kept aside."""
    heads = {}
    for store in copies.stores:
        path = f"journals/{fingerprint(former.public)}/checkpoint"
        try:
            note = store.reader(tenant.code).read(path, LARGEST_CHECKPOINT)
            signed = read_checkpoint(note) if note is not None else None
        except ChartrierError:
            continue
        if signed is not None and former.signed(signed):
            heads[store.name] = signed.checkpoint
    return heads


def _lost(
    tenant: Tenant, former: VerifierKey, store: Store, seen: dict[str, Checkpoint], known: int
) -> list[tuple[int, int]]:
    """The indexes, first and last, of the former log's entries that the new one has not."""
    reader, size = store.reader(tenant.code), seen[store.name].size if store.name in seen else 0
    folder = f"journals/{fingerprint(former.public)}"
    tiles = TiledLog(lambda path: reader.read(f"{folder}/{path}", LARGEST_FILE), size)
    packages = [read_entry(data).package for data in tiles.entries()]
    here = entered(tenant.key, packages)
    largest = max(known, size, *(head.size for head in seen.values()))
    missing = [index for index, package in enumerate(packages) if package not in here]
    return _ranges([*missing, *range(size, largest)])


def _ranges(indexes: list[int]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for index in indexes:
        if found and found[-1][1] == index - 1:
            found[-1] = found[-1][0], index
        else:
            found.append((index, index))
    return found
