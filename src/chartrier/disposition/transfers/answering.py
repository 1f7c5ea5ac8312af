"""What the receiver says of a transfer: its reply read, compared with what was sent, kept with the act."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from chartrier.catalog.disposition.proposed import lock_dispositions, steps_now
from chartrier.catalog.transfers.register import Left, enter_transfer, names_in_message, write_lines
from chartrier.copies.acting import Act as Deed
from chartrier.copies.acting import act
from chartrier.copies.copies import Copies
from chartrier.disposition import findings as say
from chartrier.disposition.guards import listed, members_of, require_may, took
from chartrier.disposition.transfers.reading import KnownTransfer, transfer
from chartrier.disposition.transfers.sending import NOTICES, OBJECTS, UNITS
from chartrier.errors import Conflict, InvalidInput
from chartrier.journal.entry import Counts
from chartrier.records.actor import Actor
from chartrier.records.attached import LARGEST, digest_of
from chartrier.records.identifiers import new_package_id
from chartrier.records.roles import Permission
from chartrier.records.tenant import Tenant
from chartrier.rules.disposition.transfer import Act, Answer, answer_of, record_reply
from chartrier.seda.receipt import Answer as Said
from chartrier.seda.receipt import Receipt, read_receipt
from chartrier.seda.reply import UNKNOWN

REPLY = "reponse.xml"
"""In the act's package: the reply, byte for byte, until some unit of it is destroyed."""
SHOWN = 200
"""Characters of what the receiver writes that the act repeats."""


@dataclass(frozen=True, slots=True)
class Answered:
    """A reply that was recorded. `left` are units that the receiver did not take as a whole."""

    act: UUID
    answer: Answer
    taken: int
    left: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class _Taken:
    """By unit and by object, what the receiver calls it; None where it did not take it."""

    units: Mapping[UUID, str | None]
    objects: Mapping[UUID, str | None]


def reply(identifier: UUID, file: Path, tenant: Tenant, copies: Copies, actor: Actor) -> Answered:
    """Record the receiver's `ArchiveTransferReply`.

    A unit is taken when the reply gives it, and each of its objects, an identifier. Raises NotFound, NotAllowed;
    InvalidInput when it is no reply, or not to this message, or not of this receiver; Conflict when there is one
    already, Unavailable.
    """
    require_may(actor, Permission.PROPOSE)
    known = transfer(tenant, identifier)
    data = _read(file)
    receipt = read_receipt(file)
    _require_answers(receipt, known)
    names = names_in_message(tenant.key, known.state.units, map(UUID, known.record["versements"]))
    if names.units.keys() != known.state.units:
        raise Conflict(
            say.CHANGED, what_fr="les unités ne sont plus les mêmes", what_en="the units are not the same any more"
        )
    taken = _compare(receipt, names)
    accepted = [unit for unit, name in taken.units.items() if name is not None]
    record_reply(known.state, accepted)
    answer = answer_of(known.state.units, accepted)
    now = copies.clock()
    new = new_package_id(now)
    files = {
        UNITS: write_lines({"id": str(unit), "identifier": name} for unit, name in taken.units.items()),
        OBJECTS: write_lines({"id": str(each), "identifier": name} for each, name in taken.objects.items()),
        NOTICES: b"",
        REPLY: data,
    }
    members: dict[str, Any] = {
        **members_of(took(actor, now)),
        "step": Act.REPLY,
        "kind": known.kind,
        "receiver": known.receiver,
        "message": known.message,
        "answer": answer,
        "code": receipt.code[:SHOWN],
        "reply": {"digest": digest_of(data), "size": len(data), "message": (receipt.message_identifier or "")[:SHOWN]},
        "granted": receipt.granted and receipt.granted[:SHOWN],
        "units": listed(files[UNITS]),
        "objects": listed(files[OBJECTS]),
    }
    what = Deed(
        "transfert",
        members,
        subject=identifier,
        files=files,
        counts=Counts(len(accepted), 0, sum(name is not None for name in taken.objects.values()), 0, 0, 0),
        facts=lambda cursor: _facts(cursor, tenant, known, new, files),
    )
    act(what, tenant, copies, actor, new)
    left = tuple(sorted((unit for unit, name in taken.units.items() if name is None), key=str))
    return Answered(new, answer, len(accepted), left)


def _facts(cursor: Any, tenant: Tenant, known: KnownTransfer, new: UUID, files: Mapping[str, bytes]) -> None:
    lock_dispositions(cursor, tenant.key)
    if [each for each in steps_now(cursor, tenant.key, known.id) if each != new]:
        raise Conflict(say.CHANGED, what_fr="une réponse vient d'être enregistrée", what_en="a reply was just recorded")
    enter_transfer(cursor, tenant.key, new, files)


def _read(file: Path) -> bytes:
    try:
        with file.open("rb") as stream:
            data = stream.read(LARGEST + 1)
    except OSError:
        data = b""
    if not 0 < len(data) <= LARGEST:
        raise InvalidInput(say.NOT_A_FILE, path=file.name, limit=LARGEST)
    return data


def _require_answers(receipt: Receipt, known: KnownTransfer) -> None:
    if receipt.request_identifier != known.message:
        raise InvalidInput(say.OTHER_MESSAGE, found=str(receipt.request_identifier)[:80], message=known.message)
    if receipt.archival_agency not in (known.receiver, UNKNOWN):
        raise InvalidInput(say.OTHER_RECEIVER, found=str(receipt.archival_agency)[:80], receiver=known.receiver[:80])


def _compare(receipt: Receipt, names: Left) -> _Taken:
    ours = {*names.units.values()}
    for name in receipt.units:
        if name not in ours:
            raise InvalidInput(say.UNKNOWN_THERE, name=name[:80])
    refused = receipt.answer is Said.REFUSED
    objects = {each: None if refused else receipt.objects.get(left.name) for each, left in names.objects.items()}
    lacking = {unit for each, left in names.objects.items() if objects[each] is None for unit in left.units}
    units = {
        unit: None if refused or unit in lacking else receipt.units.get(name) for unit, name in names.units.items()
    }
    return _Taken(units, objects)
