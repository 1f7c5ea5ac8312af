"""One operation, from its travail, its entry in the journal, its act and its findings: all that is known of it."""

from __future__ import annotations

import base64
import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from chartrier.catalog.accounts.names import names_of
from chartrier.catalog.acts.register import Act, acts_about
from chartrier.catalog.archive import questions
from chartrier.catalog.archive.models import Versement
from chartrier.catalog.history.register import units_of_act
from chartrier.catalog.journal import publication as journal
from chartrier.catalog.journal import standing as notes
from chartrier.catalog.preservation import campaigns
from chartrier.catalog.works import register as works
from chartrier.catalog.works.models import Work
from chartrier.copies.copies import Copies
from chartrier.copies.standing import signed_head
from chartrier.errors import ChartrierError, NotFound, Unavailable
from chartrier.journal.checkpoint import Checkpoint, VerifierKey
from chartrier.journal.entry import Entry
from chartrier.journal.tree import leaf_hash
from chartrier.records.tenant import Tenant
from chartrier.registers.findings import NO_OPERATION, NOT_PUBLISHED
from chartrier.registers.operations import KIND_OF_WORK, is_refused

UNITS = 20
"""Units that a page names."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether a copy has the operation, as was last seen of it."""

    copy: str
    there: bool


@dataclass(frozen=True, slots=True)
class Operation:
    """All that is known of one. What it is about may be None, or empty, where it has none."""

    id: UUID
    kind: str
    work: Work | None
    index: int | None
    entry: Entry | None
    leaf: str
    """The hash of the entry in hexadecimal."""
    act: Act | None
    chain: Sequence[Act]
    """The act that it goes on from, and all that went on from that one, in order."""
    versement: Versement | None
    findings: Sequence[dict[str, Any]]
    units: Sequence[tuple[UUID, str]]
    """Some of the units that it brought or is about, with their titles: those that are still there."""
    more_units: int
    """How many more it brought or is about."""
    copies: Sequence[Standing]
    names: Mapping[str, str]
    """Of persons, by identifier."""

    @property
    def by(self) -> str:
        if self.entry is not None:
            return self.entry.by
        return str(self.work.person) if self.work else ""

    @property
    def rejected(self) -> bool:
        return self.kind == "rejet"

    @property
    def unproven(self) -> bool:
        """Whether it is an audit that did not prove all."""
        return self.entry is not None and self.kind == "audit" and is_refused(self.entry)

    @property
    def done_by(self) -> Sequence[tuple[Act, str]]:
        """The chain, with the name of who took each step."""
        return [(act, self.names.get(act.by, "")) for act in self.chain]


def operation(tenant: Tenant, identifier: UUID) -> Operation:
    """The operation of this package or travail. Raises NotFound."""
    key = tenant.key
    try:
        work: Work | None = works.work(key, identifier)
    except NotFound:
        work = works.of_packages(key, [identifier]).get(identifier)
    package = work.operation if work is not None else identifier
    found = journal.entry_of(key, package) if package is not None else None
    if found is None and work is None:
        raise NotFound(NO_OPERATION, operation=str(identifier))
    if found is None or package is None:
        assert work is not None
        kind = KIND_OF_WORK[Work.Kind(work.kind)]
        names = names_of(key, [str(work.person)])
        return Operation(work.id, kind, work, None, None, "", None, (), None, work.findings, (), 0, (), names)
    index, entry = found
    about = acts_about(key, package)
    act = next((each for each in about if each.id == package), None)
    chain = acts_about(key, act.subject) if act is not None and act.subject is not None else about
    versement = questions.versement([key], package)
    (body,) = journal.entries(key, index, index + 1)
    units, more = _units(tenant, package, entry)
    return Operation(
        id=package,
        kind=entry.operation,
        work=work,
        index=index,
        entry=entry,
        leaf=leaf_hash(body).hex(),
        act=act,
        chain=chain if len(chain) > 1 else (),
        versement=versement,
        findings=_findings(tenant, package, versement, work),
        units=units,
        more_units=more,
        copies=[Standing(name, known.size > index) for name, known in sorted(notes.standings(key).items())],
        names=names_of(key, {entry.by, *(each.by for each in chain), *([str(work.person)] if work else [])}),
    )


def newest_checkpoint(tenant: Tenant, copies: Copies) -> tuple[bytes, Checkpoint] | None:
    """The largest signed checkpoint of the copies that are there, as it lies; None when there is none."""
    found: tuple[bytes, Checkpoint] | None = None
    for store in copies.stores:
        try:
            head = signed_head(tenant, store)
            note = store.read_journal(tenant.code, "checkpoint")
        except ChartrierError:
            continue
        if head is not None and note is not None and (found is None or head.size > found[1].size):
            found = note, head
    return found


def proof_of(tenant: Tenant, operation: Operation, copies: Copies) -> bytes:
    """A zip by which anybody checks that the journal has the entry: the entry, its path up to the signed checkpoint
    (C2SP tlog-proof), the public key.

    Raises Unavailable (REG-031) when no copy that is there has a checkpoint of it.
    """
    newest = newest_checkpoint(tenant, copies)
    if operation.index is None or newest is None or newest[1].size <= operation.index:
        raise Unavailable(NOT_PUBLISHED)
    note, head = newest
    (body,) = journal.entries(tenant.key, operation.index, operation.index + 1)
    path = [base64.b64encode(each).decode() for each in journal.path_of(tenant.key, operation.index, head.size)]
    lines = ["c2sp.org/tlog-proof@v1", f"index {operation.index}", *path, ""]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("entry.json", body)
        archive.writestr("entry.tlog-proof", "\n".join([*lines, ""]).encode() + note)
        archive.writestr("key", f"{VerifierKey(tenant.origin, tenant.public_key)}\n")
    return out.getvalue()


def _findings(
    tenant: Tenant, package: UUID, versement: Versement | None, work: Work | None
) -> Sequence[dict[str, Any]]:
    if versement is not None and versement.findings is not None:
        return list(versement.findings)
    if (campaign := campaigns.done(tenant.key, package)) is not None:
        return list(campaign.findings)
    return list(work.findings) if work is not None else []


def _units(tenant: Tenant, package: UUID, entry: Entry) -> tuple[list[tuple[UUID, str]], int]:
    """Those that are named, and how many more there are."""
    if entry.operation == "versement":
        first = [(unit.id, unit.title) for unit in questions.first_units([tenant.key], package, limit=UNITS)]
        return first, max(0, entry.counts.units - UNITS)
    every = units_of_act(tenant.key, package)
    named = every[:UNITS]
    titles = questions.titles(tenant.key, named)
    return [(unit, titles[unit]) for unit in named if unit in titles], len(every) - len(named)
