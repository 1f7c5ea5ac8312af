"""The versement, top to bottom: reception, controls, copies, one transaction, publication, reply."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from chartrier.catalog.archive import acquisition
from chartrier.catalog.archive.acquisition import Lease
from chartrier.errors import Conflict
from chartrier.formats.identification import FormatIdentifier
from chartrier.ingest.attachment import resolve_attachments
from chartrier.ingest.controls import OF_THE_BORDEREAU, OF_THE_FILES, Tools, run_controls
from chartrier.ingest.copying import copy_everywhere, folders_written
from chartrier.ingest.description import stored_path, write_description
from chartrier.ingest.means import Means
from chartrier.ingest.operation import Operation, entry_of, write_papers
from chartrier.ingest.publication import publish
from chartrier.ingest.recovery import finish_interrupted
from chartrier.ingest.room import require_room
from chartrier.ingest.spool import Spool, open_spool
from chartrier.ingest.staged import Numbering, StagedPackage
from chartrier.ingest.staging import open_staging
from chartrier.ingest.steps import Steps
from chartrier.ingest.submission import Submission
from chartrier.journal.checkpoint import Checkpoint
from chartrier.records.digest import Digest
from chartrier.records.identifiers import new_package_id
from chartrier.records.tenant import Tenant
from chartrier.seda.bordereau import DeclaredObject


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a versement: `operation` says all that its package says; the rest is where and how it is proven."""

    operation: Operation
    submission: Submission
    index: int
    """Its entry in the tenant's journal."""
    inventory: Digest
    checkpoint: Checkpoint
    """The signed head that covers the entry."""
    steps: Steps

    @property
    def accepted(self) -> bool:
        return self.operation.accepted


def ingest(path: Path, tenant: Tenant, means: Means, *, by: str, steps: Steps) -> Outcome:
    """Take the package at `path` in for this tenant, or reject it; either way it is on the minimum of copies on return.

    Raises Unavailable when a resource is missing (nothing is recorded), IntegrityFailure when the archive contradicts
    itself. Whatever the package holds is in the findings of the outcome.
    """
    with steps.step("recovery"):
        finish_interrupted(tenant, means)
    received = means.clock()
    identifier = new_package_id(received)
    with ExitStack() as stack:
        folder = stack.enter_context(open_staging(means.staging, identifier))
        staged = StagedPackage(identifier, folder / "package")
        staged.prepare()
        spool = stack.enter_context(open_spool(folder))
        tools = _tools(means, steps, stack, spool)
        submission = Submission(path, folder, tenant.policy)
        lease = stack.enter_context(acquisition.lease(tenant.key, identifier, received))

        readable = run_controls(OF_THE_BORDEREAU, submission, tools)
        if submission.package is not None:
            stack.callback(submission.package.close)
            _require_room(submission, means)
        if readable:
            with steps.step("reservation"):
                _reserve(submission, lease)
                attached_to = resolve_attachments(tenant, submission)
            numbering = _numbering(submission, identifier)
            run_controls(OF_THE_FILES, submission, _placing(tools, staged, numbering))

        operation = Operation.of(submission, identifier, tenant, received, means.clock(), by)
        with steps.step("package"):
            if operation.accepted:
                operation.contents = write_description(staged, submission, spool, numbering, attached_to)
                _adopt_objects(staged, submission, numbering)
            inventory = write_papers(staged, operation, submission, numbering if operation.accepted else None)
        means.breakpoint("sealed")
        with steps.step("copies"):
            copy_everywhere(staged, tenant, means)
        means.breakpoint("copied")
        with steps.step("transaction"):
            index = _commit(lease, staged, operation, inventory, submission)
        means.breakpoint("committed")
    with steps.step("publication"):
        checkpoint = publish(tenant, means)
    return Outcome(operation, submission, index, inventory, checkpoint, steps)
