"""The versement, top to bottom: reception, controls, copies, one transaction, publication, reply."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from uuid import UUID

import structlog

from chartrier.catalog.archive import acquisition
from chartrier.catalog.rules.declaring import TransferRules
from chartrier.catalog.series.register import in_force
from chartrier.copies.publication import Published, publish
from chartrier.copies.staging import open_staging
from chartrier.copies.writing import copy_everywhere
from chartrier.errors import Conflict
from chartrier.ingest.attachment import resolve_attachments
from chartrier.ingest.controls import OF_THE_BORDEREAU, OF_THE_FILES, Tools, run_controls
from chartrier.ingest.description import Description
from chartrier.ingest.means import Means
from chartrier.ingest.operation import Operation
from chartrier.ingest.papers import write_papers
from chartrier.ingest.placement import Placement
from chartrier.ingest.recovery import finish_interrupted
from chartrier.ingest.room import require_room, require_room_in_copies
from chartrier.ingest.spool import open_spool
from chartrier.ingest.staged import StagedPackage
from chartrier.ingest.steps import Steps
from chartrier.ingest.submission import Submission
from chartrier.journal.entry import TreeHead, write_entry
from chartrier.records.collectivite import Accords
from chartrier.records.digest import Digest
from chartrier.records.identifiers import new_package_id
from chartrier.records.tenant import Tenant
from chartrier.records.voice import Voice
from chartrier.rules.reading import ruling_part
from chartrier.vault.ocfl import seal

log = structlog.get_logger()

QUICK = 256 << 20
"""Bytes of a package that is read in seconds."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a versement: `operation` says what its package says; the rest, where it is proven."""

    operation: Operation
    submission: Submission
    index: int
    """Its entry in the tenant's journal."""
    inventory: Digest
    published: Published
    """The signed head that covers the entry, the copies where it is durable, and those that wait for it."""
    steps: Steps


def unnoted(identifier: UUID) -> None:
    """For whoever does not note which package is being made."""


def ingest(
    path: Path,
    tenant: Tenant,
    means: Means,
    *,
    by: str,
    steps: Steps,
    begun: Callable[[UUID], None] = unnoted,
    voice: Voice | None = None,
    accords: Accords | None = None,
) -> Outcome:
    """Take the package at `path` in for this tenant, or reject it: on return it is durable either way, on the minimum
    of copies at least. `begun` is told the identifier before anything of it is written: who notes it can tell, after a
    crash, whether this very operation was committed. `voice`: for whom that account deposits; None: for anybody.
    `accords`: those that bound what it deposits; None: none does.

    Raises Unavailable when a resource is missing (nothing is recorded then) and IntegrityFailure when the archive
    contradicts itself. Whatever is wrong with the package is in the findings of the outcome.
    """
    with steps.step("recovery"):
        finish_interrupted(tenant, means)
    received = means.copies.clock()
    identifier = new_package_id(received)
    begun(identifier)
    with ExitStack() as stack:
        staging = stack.enter_context(open_staging(means.staging, identifier))
        folder = staging.folder
        lease = stack.enter_context(acquisition.lease(tenant.key, identifier, received))
        submission = Submission(path, folder, tenant.policy)
        stack.callback(submission.close)
        spool = stack.enter_context(open_spool(folder))
        staged = StagedPackage(identifier, folder / "package")
        staged.prepare()
        tools = Tools(
            budget=means.budget,
            limits=means.limits,
            identifier=stack.enter_context(means.identifier(folder)),
            scanner=means.scanner,
            steps=steps,
            sink=spool,
            room=partial(_require_room, means),
            placement=stack.enter_context(Placement(staged)),
            voice=voice,
            accords=accords,
        )

        description = stack.enter_context(Description(staged, spool))
        if run_controls(OF_THE_BORDEREAU, submission, tools):
            with steps.step("reservation"):
                _reserve(submission, lease)
                attached_to = resolve_attachments(tenant, submission, voice.within if voice else ())
            with steps.step("units"):
                _describe_units(description, submission, attached_to)
                if _is_quick(submission, means):
                    lease.load_units(staged.fact("units.jsonl"), _transfer_rules(submission))
            run_controls(OF_THE_FILES, submission, tools)
        submission.close()

        series = in_force(tenant.key)
        operation = Operation.of(submission, identifier, tenant, received, means.copies.clock(), by, series)
        with steps.step("package"):
            if operation.accepted:
                operation.contents = _describe_objects(description, staged, submission, lease)
            else:
                description.finish()
                staged.forget()
            write_papers(staged, operation, submission)
            inventory = seal(
                staged.folder,
                package=identifier,
                created=received,
                message=operation.code,
                files=staged.files,
            )
        facts = staged.facts()
        means.copies.breakpoint("sealed")
        with steps.step("copies"):
            copy_everywhere(staged.folder, staging.descriptor, identifier, tenant, means.copies)
        means.copies.breakpoint("copied")
        with steps.step("transaction"):
            index = _commit(lease, facts, operation, inventory, means)
        means.copies.breakpoint("committed")
    with steps.step("publication"):
        published = publish(tenant, means.copies)
    log.info(operation.code, versement=str(identifier), tenant=tenant.code, index=index, seconds=steps.seconds)
    return Outcome(operation, submission, index, inventory, published, steps)


def _require_room(means: Means, size: int) -> None:
    """Room for the package in staging, and in the minimum of copies."""
    require_room(size, [means.staging])
    require_room_in_copies(size, means.staging, means.copies.folders, means.copies.minimum)


def _reserve(submission: Submission, lease: acquisition.Lease) -> None:
    """Reserve agency and message identifier; a finding when they are accepted or running already."""
    assert submission.bordereau is not None
    header = submission.bordereau.header
    if header.transferring_agency is None or header.message_identifier is None:
        return
    try:
        lease.reserve(header.transferring_agency.identifier, header.message_identifier)
    except Conflict as conflict:
        submission.findings.append(conflict.finding)


def _describe_units(
    description: Description, submission: Submission, attached_to: Mapping[int, Sequence[UUID]]
) -> None:
    assert submission.bordereau is not None
    if not submission.findings.refused:
        description.write_units(submission.bordereau, attached_to)


def _transfer_rules(submission: Submission) -> TransferRules:
    """What the transfer says for all its units, as `operation.json` will tell it (docs/format.md §2.1)."""
    assert submission.bordereau is not None
    header = submission.bordereau.header
    return TransferRules(header.originating_agency, ruling_part(header.management))


def _is_quick(submission: Submission, means: Means) -> bool:
    """Whether the transaction may be begun with the units while objects are read: it must not stay open for long."""
    assert submission.package is not None
    return not submission.findings.refused and submission.package.inflated <= QUICK and means.scanner is None


def _describe_objects(
    description: Description, staged: StagedPackage, submission: Submission, lease: acquisition.Lease
) -> TreeHead:
    """They go into the index while the rest of the package is made and copied."""
    assert submission.bordereau is not None
    description.write_objects(submission.bordereau, submission.examined)
    if not lease.loading:
        lease.load_units(staged.fact("units.jsonl"), _transfer_rules(submission))
    lease.load_objects(staged.fact("objects.jsonl"))
    return description.finish()


def _commit(lease: acquisition.Lease, facts: Path, operation: Operation, inventory: Digest, means: Means) -> int:
    """The one transaction: facts and journal entry. Its commit is the moment of acquisition."""

    def entry(before: datetime | None) -> bytes:
        return write_entry(operation.entry(inventory, means.copies.clock(), before))

    return lease.settle(facts, accepted=operation.accepted, inventory=inventory, entry=entry)
