"""The receipt for a transfer that was sent: what another archive says it took, in the terms of whoever sent it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from chartrier.errors import InvalidInput
from chartrier.records.finding import Findings
from chartrier.seda import findings as kinds
from chartrier.seda.limits import DEFAULT, Limits
from chartrier.seda.message import read_message
from chartrier.seda.received import ReceivedReply


class Answer(StrEnum):
    """ACCEPTED: all of it. PARTLY: some units have no identifier there. REFUSED: nothing."""

    ACCEPTED = "accepted"
    PARTLY = "partly"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Receipt:
    """`units` and `objects` give the identifier that the other archive gave, by xml id of the transfer sent.

    Nothing may be destroyed on the strength of a receipt but what is in them.
    """

    answer: Answer
    code: str
    message_identifier: str | None
    request_identifier: str | None
    """The `MessageIdentifier` of the transfer that it answers."""
    granted: str | None
    archival_agency: str | None
    transferring_agency: str | None
    units: Mapping[str, str]
    objects: Mapping[str, str]
    without: tuple[str, ...]
    """xml ids of units that the reply names and gives no identifier."""
    findings: Findings


def read_receipt(path: Path, limits: Limits = DEFAULT) -> Receipt:
    """Read an `ArchiveTransferReply`, of any archive.

    Its answer is what it gives, not what its code says alone: KO, or a reply that gives no unit an identifier, is a
    refusal; one that leaves some without is partly. Raises InvalidInput (SEDA-110) when the file is no such reply, or
    not one that the schema takes, OSError when it cannot be read.
    """
    findings = Findings()
    reply = read_received(path, findings, limits)
    units = {unit.xml_id: unit.system_id for unit in reply.units if unit.system_id}
    without = tuple(unit.xml_id for unit in reply.units if not unit.system_id)
    return Receipt(
        answer=_answer(reply, units, without),
        code=reply.code or "",
        message_identifier=reply.message_identifier,
        request_identifier=reply.request_identifier,
        granted=reply.granted,
        archival_agency=reply.archival_agency.identifier if reply.archival_agency else None,
        transferring_agency=reply.transferring_agency.identifier if reply.transferring_agency else None,
        units=units,
        objects={each.xml_id: each.system_id for group in reply.groups for each in group.objects if each.system_id},
        without=without,
        findings=findings,
    )


def read_received(path: Path, findings: Findings, limits: Limits = DEFAULT) -> ReceivedReply:
    """The reply itself. Raises as `read_receipt`."""
    reply = read_message(path, strict=False, findings=findings, file=path.name, limits=limits)
    if not isinstance(reply, ReceivedReply) or not reply.valid or findings.refused:
        first = next((found.message("fr") for found in findings), "")
        raise InvalidInput(kinds.NOT_A_RECEIPT, file=path.name, why=first)
    return reply


def _answer(reply: ReceivedReply, units: Mapping[str, str], without: tuple[str, ...]) -> Answer:
    if reply.code == "KO" or not units:
        return Answer.REFUSED
    return Answer.PARTLY if without else Answer.ACCEPTED
