"""Reversibility: a collectivité leaves with everything it has here, in one folder that needs no Chartrier.

The act is written first, so that it is in what leaves. The folder has a provisional name until all of it is proven;
interrupted, the same command goes on where it stopped, under the same act.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from uuid import UUID

from chartrier.administration.departure_papers import accepted_versements, write_papers, write_sums
from chartrier.catalog.acts.register import acts_about
from chartrier.catalog.archive.leaving import Selection
from chartrier.catalog.archive.models import Versement
from chartrier.catalog.journal import publication as journal
from chartrier.catalog.journal import standing as notes
from chartrier.copies.acting import Act, act
from chartrier.copies.copies import Copies
from chartrier.copies.documents import new_file
from chartrier.copies.healing import heal
from chartrier.copies.staging import open_staging
from chartrier.copies.standing import enter
from chartrier.delivery.findings import (
    FOLDER_THERE,
    FOLDER_UNWRITABLE,
    NOT_PERMITTED,
    NOT_WHOLE,
    OTHER_DEPARTURE,
    SEDA_LEFT_OUT,
)
from chartrier.delivery.parcel import Tell, silent
from chartrier.delivery.transfer import write_sip
from chartrier.errors import ChartrierError, Conflict, IntegrityFailure, InvalidInput, NotAllowed
from chartrier.journal.checkpoint import VerifierKey
from chartrier.records.actor import Actor
from chartrier.records.finding import Findings
from chartrier.records.identifiers import new_package_id
from chartrier.records.roles import Permission
from chartrier.records.tenant import Tenant
from chartrier.seda.package_writing import Transfer
from chartrier.vault.durability import sync
from chartrier.vault.store import Store
from chartrier.verify.everything import verify_all
from chartrier.verify.reader import FolderCopy, walk
from chartrier.verify.report import Report

UNDER_WAY = ".en-cours"
"""Ends the name of a folder that is not whole."""

STATE = "depart.json"
COPY, SEDA = "copie", "seda"

NewStore = Callable[[str, Path], Store]
"""Makes a copy in a folder, given its name."""


@dataclass(frozen=True, slots=True)
class Left:
    """What was handed over: the act, the head of the journal in the folder, and the proof of it all."""

    act: UUID
    entries: int
    report: Report
    transfers: int
    """SEDA packages."""
    findings: Findings = field(default_factory=Findings)


def leave(
    folder: Path,
    tenant: Tenant,
    copies: Copies,
    actor: Actor,
    new_store: NewStore,
    *,
    seda: bool = False,
    motive: str | None = None,
    tell: Tell = silent,
) -> Left:
    """Write everything of a tenant to a new folder, proven before it gets its name.

    `seda`: each accepted versement as a transfer too. Raises NotAllowed (DLV-009), Conflict (DLV-011, DLV-012),
    InvalidInput (DLV-013), IntegrityFailure (DLV-014, or what no copy proves), Unavailable: done again, it goes on.
    """
    if not actor.may(Permission.DELIVER):
        raise NotAllowed(NOT_PERMITTED)
    if folder.is_symlink() or folder.exists():
        raise Conflict(FOLDER_THERE, folder=str(folder))
    making = folder.with_name(folder.name + UNDER_WAY)
    findings = Findings()
    with _writing(making):
        identifier = _begin(making, tenant, copies)
        _record(identifier, tenant, copies, actor, motive)
        entries = _fill(making / COPY, identifier, tenant, copies, new_store, tell)
        _copy_former_journals(making / COPY, tenant, copies)
        transfers = _write_transfers(making / SEDA, tenant, copies, findings, tell) if seda else 0
        write_papers(making, tenant, identifier, copies)
        tell("verification", 0, entries)
        report = _proven(making, tenant, tell)
        tell("digests", 0, 1)
        write_sums(making)
        making.rename(folder)
        sync(folder.parent)
    return Left(identifier, entries, report, transfers, findings)


@contextmanager
def _writing(making: Path) -> Iterator[None]:
    try:
        yield
    except OSError as problem:
        why = problem.strerror or type(problem).__name__
        raise InvalidInput(FOLDER_UNWRITABLE, folder=str(making), why=why) from problem


def _begin(making: Path, tenant: Tenant, copies: Copies) -> UUID:
    """The identifier of the departure: that of the folder when it was begun before."""
    state = making / STATE
    if making.exists():
        try:
            begun = json.loads(state.read_bytes())
            if begun["tenant"] == tenant.code:
                return UUID(begun["act"])
        except (OSError, ValueError, KeyError, TypeError):
            pass
        raise Conflict(OTHER_DEPARTURE, folder=str(making), tenant=tenant.code)
    identifier = new_package_id(copies.clock())
    making.mkdir(mode=0o700)
    with new_file(state, private=True) as file:
        file.write(json.dumps({"tenant": tenant.code, "act": str(identifier)}).encode())
        file.flush()
        os.fsync(file.fileno())
    sync(making)
    sync(making.parent)
    return identifier


def _record(identifier: UUID, tenant: Tenant, copies: Copies, actor: Actor, motive: str | None) -> None:
    """The act `restitution` of the whole (docs/format.md §2.1.3), once."""
    if acts_about(tenant.key, identifier):
        return
    members = {"scope": "tenant", "entries": journal.head(tenant.key).size, "motive": motive}
    act(Act("restitution", members), tenant, copies, actor, identifier)


def _fill(folder: Path, identifier: UUID, tenant: Tenant, copies: Copies, new_store: NewStore, tell: Tell) -> int:
    """A copy of the tenant alone, from copies that are proven for each package; the entries that it has."""
    folder.mkdir(mode=0o700, exist_ok=True)
    store = new_store(f"depart-{identifier.hex[-14:-6]}", folder)
    wider = replace(copies, stores=[*copies.stores, store])
    try:
        enter(tenant, store)
        published = heal(tenant, wider, lambda done, of: tell("copies", done, of))
    finally:
        notes.forget(tenant.key, store.name)
    if store.name in published.behind:
        raise IntegrityFailure(NOT_WHOLE, folder=str(folder), why=published.behind[store.name].message("fr"))
    return published.checkpoint.size


def _copy_former_journals(folder: Path, tenant: Tenant, copies: Copies) -> None:
    """What a loss left as evidence (docs/format.md §2.1.2): in no inventory, taken from every copy that has some."""
    for store in copies.stores:
        reader = store.reader(tenant.code)
        try:
            for item in walk(reader, "journals"):
                target = folder / tenant.code / item.path
                if item.kind == "file" and not target.exists() and (source := reader.open(item.path)) is not None:
                    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                    with source, new_file(target, private=True) as file:
                        while chunk := source.read(1 << 20):
                            file.write(chunk)
        except ChartrierError:
            # a copy that is away or cannot be read: another one may have them
            continue


def _write_transfers(folder: Path, tenant: Tenant, copies: Copies, findings: Findings, tell: Tell) -> int:
    """Each accepted versement as an `ArchiveTransfer`; those that are there already stay. How many there are."""
    folder.mkdir(mode=0o700, exist_ok=True)
    versements = list(accepted_versements(tenant))
    written = 0
    for done, versement in enumerate(versements):
        tell("documents", done, len(versements))
        target = folder / f"{versement.id}.zip"
        if not target.exists():
            try:
                _write_transfer(target, versement, tenant, copies)
            except ChartrierError as problem:
                findings.add(SEDA_LEFT_OUT, versement=str(versement.id), why=problem.finding.message("fr"))
                continue
        written += 1
    return written


def _write_transfer(target: Path, versement: Versement, tenant: Tenant, copies: Copies) -> None:
    transfer = (versement.operation or {}).get("transfer") or {}
    now = copies.clock()
    head = Transfer(
        message_identifier=str(versement.id),
        date=now,
        archival_agency=transfer.get("archival_agency") or tenant.siren,
        transferring_agency=transfer.get("transferring_agency") or tenant.siren,
        archival_agreement=transfer.get("archival_agreement"),
    )
    selection = Selection(versements=[versement.id])
    with open_staging(copies.staging, new_package_id(now)) as place, new_file(target, private=True) as file:
        write_sip(file, selection, head, None, tenant, copies, place.folder)


def _proven(making: Path, tenant: Tenant, tell: Tell) -> Report:
    """The report of `verify` on the copy that leaves, which trusts the key of the catalog only."""
    key = VerifierKey(tenant.origin, tenant.public_key)
    copy = FolderCopy(COPY, making / COPY / tenant.code)
    report = verify_all([copy], keys=[key], on_progress=lambda done: tell("verification", done.packages, done.of))
    if not report.proven:
        raise IntegrityFailure(NOT_WHOLE, folder=str(making), why=_first(report))
    return report


def _first(report: Report) -> str:
    found: Sequence[str] = [finding.message("fr") for finding in report.findings]
    return found[0] if found else ""
