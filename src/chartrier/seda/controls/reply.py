"""Controls of replies and acknowledgements: what their partners need is filled in, dates exist."""

from __future__ import annotations

from collections.abc import Mapping

from chartrier.records.finding import Findings, Place
from chartrier.seda import findings as kinds
from chartrier.seda.bordereau import Agency, Bordereau
from chartrier.seda.controls.graph import identifiers_are_unique, references_lead_somewhere
from chartrier.seda.moments import is_date
from chartrier.seda.received import ReceivedAcknowledgement, ReceivedReply


def control_identifiers(members: Bordereau, findings: Findings, file: str) -> None:
    """No identifier twice, no reference that leads nowhere."""
    for control in (identifiers_are_unique, references_lead_somewhere):
        for finding in control(members, file):
            findings.append(finding)


def control_reply(reply: ReceivedReply, findings: Findings, file: str, line: int) -> None:
    """It says of which message it speaks, who answers whom, and what the answer is, which is only missed."""
    place = Place(file, line)
    texts = {
        "MessageIdentifier": reply.message_identifier,
        "MessageRequestIdentifier": reply.request_identifier,
    }
    agencies = {"ArchivalAgency": reply.archival_agency, "TransferringAgency": reply.transferring_agency}
    _are_filled(findings, place, texts, agencies)
    _are_dates(findings, place, {"Date": reply.date, "GrantDate": reply.granted})
    if reply.code is None:
        findings.add(kinds.NO_REPLY_CODE, place)


def control_acknowledgement(said: ReceivedAcknowledgement, findings: Findings, file: str, line: int) -> None:
    """It says which message arrived, from whom, at whom."""
    place = Place(file, line)
    texts = {
        "MessageIdentifier": said.message_identifier,
        "MessageReceivedIdentifier": said.received_identifier,
    }
    _are_filled(findings, place, texts, {"Sender": said.sender, "Receiver": said.receiver})
    _are_dates(findings, place, {"Date": said.date})


def _are_filled(
    findings: Findings, place: Place, texts: Mapping[str, str | None], agencies: Mapping[str, Agency | None]
) -> None:
    for name, text in texts.items():
        if not text:
            findings.add(kinds.EMPTY_FIELD, place, name=name)
    for name, agency in agencies.items():
        if agency is None or not agency.identifier:
            findings.add(kinds.EMPTY_FIELD, place, name=f"{name}/Identifier")


def _are_dates(findings: Findings, place: Place, dates: Mapping[str, str | None]) -> None:
    for name, text in dates.items():
        if text is not None and not is_date(text):
            findings.add(kinds.BAD_DATE, place, name=name, value=text[:40])
