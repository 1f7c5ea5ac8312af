"""A message on its own, whichever of the three it is: read it, control it, say what it is."""

from __future__ import annotations

from pathlib import Path
from typing import TypeAlias

from chartrier.records.finding import Findings
from chartrier.seda.bordereau import Bordereau
from chartrier.seda.controls.transfer import control_bordereau
from chartrier.seda.limits import DEFAULT, Limits
from chartrier.seda.opening import TRANSFER, read_opening
from chartrier.seda.reader import read_transfer
from chartrier.seda.received import ReceivedAcknowledgement, ReceivedReply
from chartrier.seda.reply_reading import ACKNOWLEDGEMENT, REPLY, read_acknowledgement, read_reply

MESSAGES = (TRANSFER, REPLY, ACKNOWLEDGEMENT)

Message: TypeAlias = Bordereau | ReceivedReply | ReceivedAcknowledgement


def read_message(
    path: Path, *, strict: bool, findings: Findings, file: str = "message.xml", limits: Limits = DEFAULT
) -> Message | None:
    """Read and control any of `MESSAGES`; None, with an error finding, when it cannot be read at all.

    Of a transfer, all that the bordereau alone can tell. Raises OSError when the file itself cannot be read.
    """
    with path.open("rb") as stream:
        opening = read_opening(stream, file, limits, findings, messages=MESSAGES)
    if opening is None:
        return None
    if opening.message == REPLY:
        return read_reply(path, opening, strict=strict, findings=findings, file=file, limits=limits)
    if opening.message == ACKNOWLEDGEMENT:
        return read_acknowledgement(path, opening, strict=strict, findings=findings, file=file, limits=limits)
    bordereau = read_transfer(path, opening, strict=strict, findings=findings, sink=None, file=file, limits=limits)
    if bordereau is not None and bordereau.valid:
        control_bordereau(bordereau, findings, file=file)
    return bordereau


def name_of(message: Message) -> str:
    """The SEDA name of a message (`ArchiveTransferReply`)."""
    if isinstance(message, ReceivedReply):
        return REPLY
    return ACKNOWLEDGEMENT if isinstance(message, ReceivedAcknowledgement) else TRANSFER
