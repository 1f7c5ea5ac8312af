"""The reply of an operation: what its `reply.xml` says."""

from __future__ import annotations

from typing import BinaryIO, cast

from chartrier.ingest.operation import Operation
from chartrier.ingest.staged import HashedFile
from chartrier.ingest.submission import Submission
from chartrier.records.identifiers import member_id
from chartrier.seda.bordereau import Agency
from chartrier.seda.limits import DEFAULT
from chartrier.seda.opening import announced_version
from chartrier.seda.reply import Reply, ReplyCode, acquired_groups, acquired_units, write_reply
from chartrier.seda.versions import Version

CODES: dict[str, ReplyCode] = {"accept": "OK", "warning": "WARNING", "reject": "KO"}


def write_answer(stream: HashedFile, operation: Operation, submission: Submission) -> None:
    """Write the `ArchiveTransferReply` in the version of the transfer (2.1 for one that names none we know)."""
    bordereau = submission.bordereau
    header = bordereau.header if bordereau else None
    reply = Reply(
        version=bordereau.version if bordereau else _announced(submission),
        message_identifier=str(operation.identifier),
        date=operation.controlled,
        code=CODES[operation.findings.verdict],
        request_identifier=header.message_identifier if header else None,
        archival_agency=(header and header.archival_agency) or Agency(operation.tenant.code),
        transferring_agency=header.transferring_agency if header else None,
        archival_agreement=header.archival_agreement if header else None,
        granted=operation.controlled if operation.accepted else None,
    )
    if bordereau is None or not operation.accepted:
        write_reply(cast(BinaryIO, stream), reply, findings=operation.findings)
        return

    def identify(number: int) -> str:
        return str(member_id(operation.identifier, number))

    write_reply(
        cast(BinaryIO, stream),
        reply,
        findings=operation.findings,
        units=acquired_units(bordereau, identify),
        groups=acquired_groups(bordereau, identify),
    )


def _announced(submission: Submission) -> Version:
    """The version that the root of a bordereau names, though the rest of it could not be read."""
    if submission.bordereau_file is None:
        return Version.V2_1
    with submission.bordereau_file.path.open("rb") as stream:
        return announced_version(stream, DEFAULT) or Version.V2_1
