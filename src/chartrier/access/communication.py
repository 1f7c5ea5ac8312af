"""Handing archives out, to a reader or back to their producer: nobody has what is not recorded."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, Literal
from uuid import UUID

from chartrier.catalog.archive.leaving import Selection
from chartrier.catalog.consultations.register import Consultation, What, insert_consultations
from chartrier.catalog.history.register import HANDED, enter_handed
from chartrier.copies.acting import Act, act
from chartrier.copies.copies import Copies
from chartrier.copies.documents import new_file
from chartrier.copies.staging import open_staging
from chartrier.delivery.findings import NOT_PERMITTED
from chartrier.delivery.parcel import Parcel, Tell, silent
from chartrier.delivery.plain_package import write_plain
from chartrier.delivery.proofs import write_proofs
from chartrier.delivery.seda_package import write_seda
from chartrier.errors import NotAllowed
from chartrier.journal.entry import Counts
from chartrier.records.actor import Actor
from chartrier.records.identifiers import member_id, new_package_id
from chartrier.records.roles import Permission
from chartrier.records.tenant import Tenant
from chartrier.rules.communicabilite.regime import Regime
from chartrier.seda.package_writing import Delivery
from chartrier.seda.versions import Version

ASKED, REQUESTER = "demandees.txt", "demandeur.txt"
"""Files of the act's package, beside every unit handed out (`HANDED`): those that were asked for, and who asked."""

Operation = Literal["communication", "restitution"]


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for: units with all that is below them. `usages` None: all objects.

    `plain`: a zip for people; else SEDA, in `version` or the first that holds everything. `requester` is who asked,
    as they gave their name; `reference`, that of their request. None of the texts is ever in the journal.
    """

    units: Sequence[UUID]
    usages: Sequence[str] | None = None
    plain: bool = False
    version: Version | None = None
    motive: str | None = None
    requester: str | None = None
    reference: str | None = None
    proofs: bool = False
    """Whether a bundle of proofs goes with it, beside it: `FILE.preuves.zip`."""


@dataclass(frozen=True, slots=True)
class Handed:
    """What was handed out, and the act that records it."""

    act: UUID
    parcel: Parcel
    proofs: Path | None


def hand_out(
    request: Request,
    target: Path,
    tenant: Tenant,
    copies: Copies,
    actor: Actor,
    operation: Operation = "communication",
    tell: Tell = silent,
) -> Handed:
    """Write the package to a new file, which appears once the act that records it is in the journal.

    A crash between the two leaves an act and no file under its name: whoever asks again has another act. Raises
    NotAllowed (DLV-009), Conflict when the file exists, InvalidInput, NotFound, IntegrityFailure, Unavailable: nothing
    is handed out then.
    """
    if not actor.may(Permission.DELIVER):
        raise NotAllowed(NOT_PERMITTED)
    now = copies.clock()
    identifier = new_package_id(now)
    bundle = target.with_name(f"{target.name}.preuves.zip") if request.proofs else None
    with ExitStack() as opened:
        place = opened.enter_context(open_staging(copies.staging, new_package_id(now)))
        file = opened.enter_context(new_file(target, private=True))
        selection = Selection(units=list(dict.fromkeys(request.units)), usages=request.usages)
        if request.plain:
            parcel = write_plain(file, selection, tenant, copies, place.folder, now, tell)
        else:
            head = Delivery(
                message_identifier=str(identifier),
                date=now,
                request_identifier=request.reference or str(identifier),
                units=(),
                archival_agency=tenant.siren,
                requester=request.requester or str(actor.person),
            )
            parcel = write_seda(file, selection, head, request.version, tenant, copies, place.folder, tell)
        if bundle is not None:
            tell("proofs", 0, parcel.units + parcel.objects)
            write_proofs(opened.enter_context(new_file(bundle, private=True)), parcel, tenant, copies, place.folder)
        what = _act(operation, request, parcel)
        facts = partial(_enter, tenant=tenant.key, actor=actor, request=request, parcel=parcel, act=identifier, now=now)
        act(replace(what, facts=facts), tenant, copies, actor, identifier)
    return Handed(identifier, parcel, bundle)


def _enter(cursor: Any, tenant: int, actor: Actor, request: Request, parcel: Parcel, act: UUID, now: datetime) -> None:
    """What a rebuild enters again, and the reading, which it leaves alone: a line for each unit asked for."""
    enter_handed(cursor, tenant=tenant, act=act, data=parcel.unit_list)
    insert_consultations(
        cursor,
        tenant,
        (
            Consultation(
                id=member_id(act, number),
                at=now,
                person=actor.person,
                regime=Regime.ADMINISTRATIVE,
                what=What.PACKAGE,
                unit=unit,
                motive=request.motive,
                act=act,
            )
            for number, unit in enumerate(parcel.asked, 1)
        ),
    )


def _act(operation: Operation, request: Request, parcel: Parcel) -> Act:
    """docs/format.md §2.1.3, `communication` and `restitution`."""
    asked = b"".join(b"%b\n" % str(unit).encode() for unit in parcel.asked)
    files = {HANDED: parcel.unit_list, ASKED: asked}
    if request.requester is not None:
        files[REQUESTER] = request.requester.encode()
    members = {
        "units": {"count": parcel.units, "digest": digest_of(parcel.unit_list)},
        "asked": {"count": len(parcel.asked), "digest": digest_of(asked)},
        "objects": parcel.objects,
        "bytes": parcel.bytes,
        "usages": None if request.usages is None else sorted(set(request.usages)),
        "form": parcel.form,
        "handed": {"digest": f"sha512:{parcel.sha512}", "size": parcel.size},
        "motive": request.motive,
        "requester": None if request.requester is None else digest_of(request.requester.encode()),
    }
    # not the bytes: they are no part of this package
    counts = Counts(parcel.units, 0, parcel.objects, 0, 0, len(parcel.findings))
    return Act(operation, members, files=files, counts=counts)


def digest_of(data: bytes) -> str:
    """The SHA-512 of a list or a letter beside `operation.json`, as its members give it."""
    return f"sha512:{hashlib.sha512(data).hexdigest()}"
