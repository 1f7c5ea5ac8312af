"""Sending units to another archive: the message and its proofs in files, and the act that says so. Nothing goes yet."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from chartrier.catalog.archive.leaving import Selection
from chartrier.catalog.transfers.register import (
    enter_transfer,
    names_in_message,
    versements_of,
    write_lines,
)
from chartrier.clock import day_of, read_instant, write_instant
from chartrier.copies.acting import Act as Deed
from chartrier.copies.acting import act
from chartrier.copies.copies import Copies
from chartrier.copies.documents import new_file
from chartrier.copies.staging import open_staging
from chartrier.delivery.parcel import Parcel, Tell, silent
from chartrier.delivery.proofs import newest_checkpoint, write_proofs
from chartrier.delivery.seda_package import MANIFEST
from chartrier.delivery.transfer import write_sip
from chartrier.disposition import findings as say
from chartrier.disposition.guards import listed, members_of, require_may, took
from chartrier.disposition.transfers.guards import require_free
from chartrier.disposition.transfers.reading import KnownTransfer, transfer, units_under_way
from chartrier.errors import Conflict, InvalidInput
from chartrier.journal.checkpoint import Checkpoint
from chartrier.journal.entry import Counts
from chartrier.records.actor import Actor
from chartrier.records.identifiers import new_package_id
from chartrier.records.lists import write_units
from chartrier.records.roles import Permission
from chartrier.records.tenant import Tenant
from chartrier.rules.disposition.transfer import Act, Kind, Step
from chartrier.seda.package_writing import Transfer
from chartrier.seda.versions import Version

UNITS, OBJECTS, NOTICES = "units.jsonl", "objects.jsonl", "notices.jsonl"
"""Of the act's package: every unit and object that leaves, and no notice yet."""


@dataclass(frozen=True, slots=True)
class Sending:
    """What is to be sent: units with all below them. `receiver` and `sender` are identifiers of agencies (SEDA)."""

    units: Sequence[UUID]
    kind: Kind
    receiver: str
    sender: str
    agreement: str | None = None
    version: Version | None = None


@dataclass(frozen=True, slots=True)
class Sent:
    """What was sent. `again`: the transfer was under way already, its message is written once more."""

    act: UUID
    message: str
    parcel: Parcel
    again: bool


def send(
    sending: Sending,
    target: Path,
    proofs: Path | None,
    tenant: Tenant,
    copies: Copies,
    actor: Actor,
    tell: Tell = silent,
) -> Sent:
    """Write the message (a SIP) to a new file, and a bundle of proofs beside it, once the act is in the journal.

    Asked for again before the receiver replied, it writes the same message. Raises InvalidInput, NotFound, NotAllowed;
    Conflict under a gel, for what is proposed or being transferred, when something above that stays contradicts itself
    (DLV-016), or when a file exists; IntegrityFailure, Unavailable.
    """
    require_may(actor, Permission.PROPOSE)
    if not sending.units:
        raise InvalidInput(say.NOTHING_NAMED)
    units = sorted(set(sending.units), key=str)
    known = _under_way(sending, units, tenant)
    now = copies.clock() if known is None else read_instant(known.record["date"])
    identifier = new_package_id(now) if known is None else known.id
    checkpoint = newest_checkpoint(tenant, copies) if known is None else _checkpoint(known, tenant)
    head = Transfer(str(identifier), now, sending.receiver, sending.sender, sending.agreement)
    version = sending.version if known is None else Version(known.record["seda"])
    with ExitStack() as opened:
        place = opened.enter_context(open_staging(copies.staging, new_package_id(copies.clock())))
        file = opened.enter_context(new_file(target, private=True))
        selection = Selection(units=units)
        parcel = write_sip(file, selection, head, version, tenant, copies, place.folder, tell, checkpoint)
        bordereau = _digest(place.folder / MANIFEST)
        if proofs is not None:
            tell("proofs", 0, parcel.units + parcel.objects)
            write_proofs(opened.enter_context(new_file(proofs, private=True)), parcel, tenant, copies, place.folder)
        if known is None:
            _enter(sending, units, parcel, bordereau, checkpoint, now, tenant, copies, actor, identifier)
        elif bordereau != known.record["bordereau"]:
            raise Conflict(say.NOT_THE_SAME, transfer=str(identifier))
    return Sent(identifier, str(identifier), parcel, known is not None)


def _under_way(sending: Sending, units: Sequence[UUID], tenant: Tenant) -> KnownTransfer | None:
    """The transfer of these very units to this receiver, while it did not reply."""
    for act_ in sorted(set(units_under_way(tenant, units).values())):
        known = transfer(tenant, act_)
        same = known.state.step is Step.SENT and write_units(units) == _asked(known)
        said = {name: getattr(sending, name) for name in ("kind", "receiver", "sender", "agreement")}
        if same and all(known.record[name] == value for name, value in said.items()):
            return known
    return None


def _asked(known: KnownTransfer) -> bytes:
    return write_units(UUID(unit) for unit in known.record["asked"])


def _checkpoint(known: KnownTransfer, tenant: Tenant) -> Checkpoint:
    head = known.record["checkpoint"]
    return Checkpoint(tenant.origin, head["size"], bytes.fromhex(head["root"].removeprefix("sha256:")))


def _enter(
    sending: Sending,
    units: Sequence[UUID],
    parcel: Parcel,
    bordereau: str,
    checkpoint: Checkpoint,
    now: datetime,
    tenant: Tenant,
    copies: Copies,
    actor: Actor,
    identifier: UUID,
) -> None:
    every = [UUID(line.decode()) for line in parcel.unit_list.splitlines()]
    versements = versements_of(tenant.key, every)
    left = names_in_message(tenant.key, every, versements).objects
    objects = [UUID(line.decode()) for line in parcel.object_list.splitlines()]
    files = {
        UNITS: write_units(every),
        OBJECTS: write_lines({"id": str(each), "sha512": left[each].sha512} for each in objects if each in left),
        NOTICES: b"",
    }
    members: dict[str, Any] = {
        **members_of(took(actor, now)),
        "step": Act.SENDING,
        "kind": sending.kind,
        "receiver": sending.receiver,
        "sender": sending.sender,
        "agreement": sending.agreement,
        "message": str(identifier),
        "date": write_instant(now),
        "seda": parcel.form.removeprefix("seda-"),
        "bordereau": bordereau,
        "checkpoint": {"size": checkpoint.size, "root": f"sha256:{checkpoint.root.hex()}"},
        "asked": [str(unit) for unit in units],
        "versements": [str(each) for each in versements],
        "units": listed(files[UNITS]),
        "objects": listed(files[OBJECTS]),
    }
    what = Deed(
        "transfert",
        members,
        files=files,
        counts=Counts(parcel.units, 0, parcel.objects, 0, 0, len(parcel.findings)),
        facts=lambda cursor: _facts(cursor, tenant, identifier, every, files, day_of(now)),
    )
    act(what, tenant, copies, actor, identifier)


def _facts(
    cursor: Any,
    tenant: Tenant,
    identifier: UUID,
    every: Sequence[UUID],
    files: dict[str, bytes],
    today: date,
) -> None:
    require_free(cursor, tenant, every, today)
    enter_transfer(cursor, tenant.key, identifier, files)


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return f"sha512:{hashlib.file_digest(stream, 'sha512').hexdigest()}"
