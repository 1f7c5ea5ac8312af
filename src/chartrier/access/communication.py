"""Handing archives out, to a reader or back to their producer: nobody has what they may not, nor what is not recorded.

Three steps: what is asked for is judged, written to a file, and handed out by the act that records it. They follow each
other at once (`hand_out`), or the file waits for the act (`access/requisitions.py`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO, Literal
from uuid import UUID

from chartrier.access.findings import NOT_HANDED, NOTHING_HANDED, OTHERS_NOT_HANDED
from chartrier.access.judging import By, Judgement, judge
from chartrier.catalog.archive.leaving import Selection
from chartrier.catalog.consultations.register import Consultation, What, insert_consultations
from chartrier.catalog.history.register import HANDED, enter_handed
from chartrier.clock import day_of
from chartrier.copies.acting import Act, act
from chartrier.copies.copies import Copies
from chartrier.copies.documents import new_file
from chartrier.copies.staging import open_staging
from chartrier.delivery.findings import NOT_PERMITTED, NOTHING_ASKED
from chartrier.delivery.parcel import Parcel, Tell, silent
from chartrier.delivery.plain_package import write_plain
from chartrier.delivery.proofs import write_proofs
from chartrier.delivery.seda_package import write_seda
from chartrier.errors import InvalidInput, NotAllowed
from chartrier.journal.entry import Counts
from chartrier.records.actor import Actor
from chartrier.records.finding import Findings
from chartrier.records.identifiers import member_id, new_package_id
from chartrier.records.roles import Permission
from chartrier.records.tenant import Tenant
from chartrier.seda.package_writing import Delivery
from chartrier.seda.versions import Version

ASKED, REQUESTER = "demandees.txt", "demandeur.txt"
"""Files of the act's package, beside every unit handed out (`HANDED`): those that were asked for, and who asked."""

Operation = Literal["communication", "restitution"]

NAMED = 20
"""Units that are named among those refused; of the others, how many."""


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
    by: By = By()  # noqa: RUF009 - it is frozen
    """By what right a communication is asked for."""


@dataclass(frozen=True, slots=True)
class Handed:
    """What was handed out, and the act that records it."""

    act: UUID
    parcel: Parcel
    proofs: Path | None
    judgement: Judgement = field(default_factory=Judgement)
    """What of a communication was refused, and is not in it."""


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

    Of a communication, what is refused is left out and named in the findings; a restitution goes to the owner. A crash
    between the two leaves an act and no file under its name: whoever asks again has another act. Raises NotAllowed
    (DLV-009; ACC-041 when nothing may be had), Conflict when the file exists, InvalidInput, NotFound, IntegrityFailure,
    Unavailable: nothing is handed out then.
    """
    require_may_hand_out(actor)
    now = copies.clock()
    identifier = new_package_id(now)
    judgement = Judgement(admitted=list(dict.fromkeys(request.units)))
    if operation == "communication":
        judgement = judged(request, tenant, copies)
    bundle = target.with_name(f"{target.name}.preuves.zip") if request.proofs else None
    with ExitStack() as opened:
        place = opened.enter_context(open_staging(copies.staging, new_package_id(now)))
        file = opened.enter_context(new_file(target, private=True))
        parcel = write_package(
            file, request, judgement.admitted, identifier, str(actor.person), tenant, copies, place.folder, tell
        )
        parcel.findings.extend(refusals(judgement))
        if bundle is not None:
            tell("proofs", 0, parcel.units + parcel.objects)
            write_proofs(opened.enter_context(new_file(bundle, private=True)), parcel, tenant, copies, place.folder)
        record(operation, request, parcel, judgement, tenant, copies, actor, identifier)
    return Handed(identifier, parcel, bundle, judgement)


def require_may_hand_out(actor: Actor) -> None:
    """Raises NotAllowed (DLV-009)."""
    if not actor.may(Permission.DELIVER):
        raise NotAllowed(NOT_PERMITTED)


def judged(request: Request, tenant: Tenant, copies: Copies, *, titles: bool = True) -> Judgement:
    """What of a communication may be had today. Raises NotAllowed (ACC-041) when it is nothing, InvalidInput.

    Without `titles`, what is refused is told by its identifier alone: for what is kept, and must not name it once it is
    destroyed.
    """
    asked = list(dict.fromkeys(request.units))
    if not asked:
        raise InvalidInput(NOTHING_ASKED)
    judgement = judge(tenant.key, asked, request.by, day_of(copies.clock()))
    if not judgement.admitted:
        first = judgement.refused[0]
        count = len(judgement.refused)
        name = first.name if titles else str(first.unit)
        raise NotAllowed(NOTHING_HANDED, count=count, name=name, why_fr=first.why.fr, why_en=first.why.en)
    return judgement


def refusals(judgement: Judgement, *, titles: bool = True) -> Findings:
    """What was refused, unit by unit; `titles` as for `judged`."""
    findings = Findings()
    for each in judgement.refused[:NAMED]:
        name = each.name if titles else str(each.unit)
        findings.add(NOT_HANDED, name=name, why_fr=each.why.fr, why_en=each.why.en)
    if len(judgement.refused) > NAMED:
        findings.add(OTHERS_NOT_HANDED, count=len(judgement.refused) - NAMED)
    return findings


def write_package(
    file: BinaryIO,
    request: Request,
    units: Sequence[UUID],
    identifier: UUID,
    requester: str,
    tenant: Tenant,
    copies: Copies,
    workshop: Path,
    tell: Tell,
) -> Parcel:
    """Write what is asked for of these units, durable on return. Raises as `hand_out`."""
    now = copies.clock()
    selection = Selection(units=units, usages=request.usages)
    if request.plain:
        return write_plain(file, selection, tenant, copies, workshop, now, tell)
    head = Delivery(
        message_identifier=str(identifier),
        date=now,
        request_identifier=request.reference or str(identifier),
        units=(),
        archival_agency=tenant.siren,
        requester=request.requester or requester,
    )
    return write_seda(file, selection, head, request.version, tenant, copies, workshop, tell)


def record(
    operation: Operation,
    request: Request,
    parcel: Parcel,
    judgement: Judgement,
    tenant: Tenant,
    copies: Copies,
    actor: Actor,
    identifier: UUID,
) -> None:
    """Enter in the journal that a package is handed out, and among the readings, unit by unit. Raises as `act` does."""
    what = _act(operation, request, parcel)
    enter = partial(
        _enter, tenant=tenant.key, actor=actor, request=request, parcel=parcel, judgement=judgement, act=identifier,
        now=copies.clock(),
    )  # fmt: skip
    act(replace(what, facts=enter), tenant, copies, actor, identifier)


def _enter(
    cursor: Any,
    tenant: int,
    actor: Actor,
    request: Request,
    parcel: Parcel,
    judgement: Judgement,
    act: UUID,
    now: datetime,
) -> None:
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
                regime=request.by.regime,
                what=What.PACKAGE,
                unit=unit,
                motive=request.motive,
                reader=request.by.reader,
                derogation=judgement.derogations.get(unit),
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
