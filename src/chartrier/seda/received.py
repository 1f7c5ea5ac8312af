"""What a reply or an acknowledgement says, once read: whoever wrote it, with what it leaves out as None.

SEDA §"ArchiveTransferReply", §"Acknowledgement". Dates are as written there; `valid` is whether the schema that was
asked for takes the document.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

from chartrier.seda.bordereau import Agency
from chartrier.seda.versions import Version


@dataclass(frozen=True, slots=True)
class ReceivedEvent:
    """One `Event`: of the operation, or, where `member` is its xml id, of a unit, a group or an object."""

    type_code: str | None = None
    type: str | None = None
    date: str | None = None
    detail: str | None = None
    outcome: str | None = None
    outcome_detail: str | None = None
    message: str | None = None
    data: str | None = None
    member: str | None = None


@dataclass(frozen=True, slots=True)
class ReceivedUnit:
    """A unit by its id in the bordereau, and the identifier that the archive gave it."""

    xml_id: str
    system_id: str | None


@dataclass(frozen=True, slots=True)
class ReceivedObject:
    xml_id: str
    system_id: str | None
    kind: Literal["binary", "physical"]


@dataclass(frozen=True, slots=True)
class ReceivedGroup:
    """A group with its objects; `xml_id` None for one that only its objects name."""

    xml_id: str | None
    system_id: str | None
    objects: tuple[ReceivedObject, ...]


@dataclass(frozen=True, slots=True)
class ReceivedReply:
    """An `ArchiveTransferReply`. `code` is the archive's own word: OK, WARNING and KO are usual."""

    version: Version
    valid: bool
    message_identifier: str | None
    date: str | None
    comment: str | None
    archival_agreement: str | None
    code: str | None
    request_identifier: str | None
    granted: str | None
    archival_agency: Agency | None
    transferring_agency: Agency | None
    events: tuple[ReceivedEvent, ...]
    units: tuple[ReceivedUnit, ...]
    groups: tuple[ReceivedGroup, ...]

    @property
    def objects(self) -> int:
        """How many objects the groups hold."""
        return sum(len(group.objects) for group in self.groups)

    def as_json(self) -> dict[str, Any]:
        return _as_json(self)


@dataclass(frozen=True, slots=True)
class ReceivedAcknowledgement:
    """An `Acknowledgement`: a message arrived, nothing more."""

    version: Version
    valid: bool
    message_identifier: str | None
    date: str | None
    comment: str | None
    received_identifier: str | None
    sender: Agency | None
    receiver: Agency | None

    def as_json(self) -> dict[str, Any]:
        return _as_json(self)


def _as_json(said: ReceivedReply | ReceivedAcknowledgement) -> dict[str, Any]:
    value = asdict(said)
    for agency in ("archival_agency", "transferring_agency", "sender", "receiver"):
        if value.get(agency) is not None:
            del value[agency]["line"]
    return {name: held for name, held in value.items() if name not in ("version", "valid")}
