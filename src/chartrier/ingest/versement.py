"""The versement, top to bottom: reception, controls, copies, one transaction, publication, reply."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from uuid import UUID

import structlog

from chartrier.catalog.archive import acquisition
from chartrier.copies.publication import publish
from chartrier.copies.writing import copy_everywhere
from chartrier.errors import Conflict
from chartrier.ingest.attachment import resolve_attachments
from chartrier.ingest.controls import OF_THE_BORDEREAU, OF_THE_FILES, Tools, run_controls
from chartrier.ingest.description import stored_path, write_description
from chartrier.ingest.means import Means
from chartrier.ingest.names import OBJECTS
from chartrier.ingest.operation import Operation
from chartrier.ingest.papers import write_papers
from chartrier.ingest.recovery import finish_interrupted
from chartrier.ingest.room import require_room, while_room_lasts
from chartrier.ingest.spool import Spool, open_spool
from chartrier.ingest.staged import StagedPackage
from chartrier.ingest.staging import open_staging
from chartrier.ingest.steps import Steps
from chartrier.ingest.submission import Submission
from chartrier.journal.checkpoint import Checkpoint
from chartrier.journal.entry import write_entry
from chartrier.records.digest import Digest
from chartrier.records.identifiers import member_id, new_package_id
from chartrier.records.tenant import Tenant
from chartrier.seda.bordereau import DeclaredObject
from chartrier.vault.ocfl import seal

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a versement: `operation` says what its package says; the rest, where it is proven."""

    operation: Operation
    submission: Submission
    index: int
    """Its entry in the tenant's journal."""
    inventory: Digest
    checkpoint: Checkpoint
    """The signed head that covers the entry, durable in the copies."""
    steps: Steps


def ingest(path: Path, tenant: Tenant, means: Means, *, by: str, steps: Steps) -> Outcome:
    """Take the package at `path` in for this tenant, or reject it: on return it is durable in the copies either way.

    Raises Unavailable when a resource is missing (nothing is recorded then) and IntegrityFailure when the archive
    contradicts itself. Whatever is wrong with the package is in the findings of the outcome.
    """
    with steps.step("recovery"):
        finish_interrupted(tenant, means)
    received = means.copies.clock()
    identifier = new_package_id(received)
    with ExitStack() as stack:
        stack.enter_context(while_room_lasts(means.staging))
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
            path_of=_placing(staged),
        )

        attached_to: Mapping[int, Sequence[UUID]] = {}
        if run_controls(OF_THE_BORDEREAU, submission, tools):
            with steps.step("reservation"):
                _reserve(submission, lease)
                attached_to = resolve_attachments(tenant, submission)
            run_controls(OF_THE_FILES, submission, tools)
        submission.close()

        operation = Operation.of(submission, identifier, tenant, received, means.copies.clock(), by)
        with steps.step("package"):
            if operation.accepted:
                _describe(staged, operation, submission, spool, attached_to)
            else:
                _forget(staged)
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
        checkpoint = publish(tenant, means.copies)
    log.info(operation.code, versement=str(identifier), tenant=tenant.code, index=index, seconds=steps.seconds)
    return Outcome(operation, submission, index, inventory, checkpoint, steps)


def _require_room(means: Means, size: int) -> None:
    """Room for the package in staging and in every copy that is a folder of this machine."""
    require_room(size, [means.staging, *means.copies.folders])


def _placing(staged: StagedPackage) -> Callable[[DeclaredObject], Path]:
    """Where each object is written while it is read: its place in the package."""

    def path_of(declared: DeclaredObject) -> Path:
        # only now: a package without objects has no folder for them
        (staged.content / OBJECTS).mkdir(mode=0o700, exist_ok=True)
        return staged.content / stored_path(member_id(staged.identifier, declared.number), declared)

    return path_of


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


def _describe(
    staged: StagedPackage,
    operation: Operation,
    submission: Submission,
    spool: Spool,
    attached_to: Mapping[int, Sequence[UUID]],
) -> None:
    """List the objects that were hashed while they were written, and describe everything."""
    assert submission.bordereau is not None
    for declared in submission.bordereau.objects:
        found = submission.examined.get(declared.number)
        if found is not None:
            identifier = member_id(staged.identifier, declared.number)
            staged.adopt(stored_path(identifier, declared), found.sha512, found.size)
    operation.contents = write_description(staged, submission, spool, attached_to)


def _forget(staged: StagedPackage) -> None:
    """Keep nothing of what a rejected versement held."""
    shutil.rmtree(staged.folder)
    staged.prepare()


def _commit(lease: acquisition.Lease, facts: Path, operation: Operation, inventory: Digest, means: Means) -> int:
    """The one transaction: facts and journal entry. Its commit is the moment of acquisition."""

    def entry(before: datetime | None) -> bytes:
        return write_entry(operation.entry(inventory, means.copies.clock(), before))

    return lease.settle(facts, accepted=operation.accepted, inventory=inventory, entry=entry)
