"""Packages asked for from the pages: judged and written by a worker, handed out by their person's act, erased in time.

The act is signed by the person's own key, which no worker has, over the digest of what was written: so what is asked
for waits, and is judged again when it is handed out. Its files lie in a private folder of its own, and are no copy.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from chartrier.access.communication import Request, judged, record, refusals, require_may_hand_out, write_package
from chartrier.access.findings import CHANGED_MEANWHILE, NOT_READY, SELECTION_SIZE, TOO_MANY_FOR_THE_PUBLIC
from chartrier.access.judging import By, Judgement
from chartrier.catalog.archive.below import all_there, count_below
from chartrier.catalog.requisitions.models import Requisition
from chartrier.catalog.requisitions.register import enter_requisition, live_requisitions, turn
from chartrier.copies.copies import Copies
from chartrier.copies.staging import open_staging, while_room_lasts
from chartrier.delivery.parcel import Parcel, Tell
from chartrier.delivery.proofs import write_proofs
from chartrier.errors import Conflict, InvalidInput
from chartrier.records.actor import Actor
from chartrier.records.finding import Findings
from chartrier.records.identifiers import new_package_id
from chartrier.records.tenant import Tenant

PACKAGE, PROOFS, UNITS, OBJECTS = "paquet.zip", "preuves.zip", "unites.txt", "objets.txt"
MOST = 500
"""Units that are asked for at once, each with all that is below it."""
MOST_FOR_THE_PUBLIC = 2_000
"""Units that are judged one by one while somebody waits for the act."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where what was asked for waits, and for how long."""

    folder: Path
    kept: timedelta

    def of(self, requisition: Requisition) -> Path:
        """The folder of a requisition."""
        return self.folder / f"{requisition.tenant:09d}" / str(requisition.id)


def ask_package(tenant: Tenant, request: Request, person: UUID, title: str, now: datetime) -> UUID:
    """Enter that a package is asked for; its identifier. Raises InvalidInput when it is of nothing, or of too much."""
    units = list(dict.fromkeys(request.units))
    if not 0 < len(units) <= MOST:
        raise InvalidInput(SELECTION_SIZE, most=MOST)
    return enter_requisition(tenant.key, person, units, _written(request), title, now)


def prepare(requisition: Requisition, tenant: Tenant, copies: Copies, shelf: Shelf, tell: Tell) -> Findings:
    """Judge a requisition and write its files; what there is to tell of it. May be repeated: it begins anew.

    Raises as `communication.judged` and `hand_out` do.
    """
    request = request_of(requisition)
    if request.by.public and count_below(tenant.key, requisition.units, MOST_FOR_THE_PUBLIC) > MOST_FOR_THE_PUBLIC:
        raise InvalidInput(TOO_MANY_FOR_THE_PUBLIC, most=MOST_FOR_THE_PUBLIC)
    judgement = judged(request, tenant, copies, titles=False)
    folder = shelf.of(requisition)
    shutil.rmtree(folder, ignore_errors=True)
    with while_room_lasts(shelf.folder), open_staging(copies.staging, new_package_id(copies.clock())) as place:
        # each for us alone: what is made on the way to a folder would be as everybody's umask says
        for each in (shelf.folder, folder.parent, folder):
            each.mkdir(mode=0o700, exist_ok=True)
        with (folder / PACKAGE).open("x+b") as file:
            parcel = write_package(
                file,
                request,
                judgement.admitted,
                requisition.id,
                str(requisition.person),
                tenant,
                copies,
                place.folder,
                tell,
            )
        if request.proofs:
            tell("proofs", 0, parcel.units + parcel.objects)
            with (folder / PROOFS).open("x+b") as file:
                write_proofs(file, parcel, tenant, copies, place.folder)
        (folder / UNITS).write_bytes(parcel.unit_list)
        (folder / OBJECTS).write_bytes(parcel.object_list)
    parcel.findings.extend(refusals(judgement, titles=False))
    expires = copies.clock() + shelf.kept
    turn(
        tenant.key, requisition.id, Requisition.State.ASKED,
        state=Requisition.State.READY, parcel=_of_parcel(parcel, judgement), expires=expires,
    )  # fmt: skip
    return parcel.findings


def hand_over(requisition: Requisition, tenant: Tenant, copies: Copies, shelf: Shelf, actor: Actor) -> UUID:
    """Hand out what a requisition prepared: from then on its files may be taken. The act, which is in the journal.

    Raises NotAllowed (DLV-009), Conflict when it is not ready or is no longer what may be had, and as `act` does.
    """
    require_may_hand_out(actor)
    folder = shelf.of(requisition)
    now = copies.clock()
    ready = (
        requisition.state == Requisition.State.READY and requisition.expires is not None and now < requisition.expires
    )
    if not ready or requisition.person != actor.person or not (folder / PACKAGE).is_file():
        raise Conflict(NOT_READY)
    request = request_of(requisition)
    parcel = _parcel(requisition, folder)
    judgement = judged(request, tenant, copies)
    if set(judgement.admitted) != set(parcel.asked) or not _all_there(tenant, folder):
        raise Conflict(CHANGED_MEANWHILE)
    identifier = new_package_id(now)
    record("communication", request, parcel, judgement, tenant, copies, actor, identifier)
    turn(tenant.key, requisition.id, Requisition.State.READY, state=Requisition.State.HANDED, act=identifier)
    return identifier


def erase_what_waited(tenant: Tenant, shelf: Shelf, now: datetime) -> int:
    """Erase the files of those that are old enough, or of which something was destroyed; how many there were."""
    gone = 0
    for requisition in live_requisitions(tenant.key):
        folder = shelf.of(requisition)
        if requisition.state == Requisition.State.REFUSED:
            waits = now < requisition.asked + shelf.kept
        else:
            waits = requisition.expires is None or (now < requisition.expires and _all_there(tenant, folder))
        if waits:
            continue
        give_up(requisition, shelf)
        gone += 1
    return gone


def give_up(requisition: Requisition, shelf: Shelf) -> None:
    """Erase the files of a requisition, and who asked and why: of what was handed out, the act keeps them."""
    shutil.rmtree(shelf.of(requisition), ignore_errors=True)
    forgotten = {**requisition.request, "motive": None, "requester": None, "reference": None, "reader": None}
    turn(
        requisition.tenant, requisition.id, requisition.state,
        state=Requisition.State.EXPIRED, request=forgotten,
    )  # fmt: skip


def request_of(requisition: Requisition) -> Request:
    """What it asks for."""
    held = requisition.request
    by = By(bool(held["public"]), held["reader"])
    return Request(
        list(requisition.units), plain=held["plain"], motive=held["motive"], requester=held["requester"],
        reference=held["reference"], proofs=held["proofs"], by=by,
    )  # fmt: skip


def _written(request: Request) -> dict[str, Any]:
    return {
        "plain": request.plain,
        "motive": request.motive,
        "requester": request.requester,
        "reference": request.reference,
        "proofs": request.proofs,
        "public": request.by.public,
        "reader": request.by.reader,
    }


def _of_parcel(parcel: Parcel, judgement: Judgement) -> dict[str, Any]:
    return {
        "asked": [str(unit) for unit in parcel.asked],
        "units": parcel.units,
        "objects": parcel.objects,
        "bytes": parcel.bytes,
        "form": parcel.form,
        "sha512": parcel.sha512,
        "size": parcel.size,
        "findings": len(parcel.findings),
        "refused": [str(each.unit) for each in judgement.refused],
    }


def _parcel(requisition: Requisition, folder: Path) -> Parcel:
    held: dict[str, Any] = requisition.parcel
    parcel = Parcel(
        [UUID(unit) for unit in held["asked"]], (folder / UNITS).read_bytes(), (folder / OBJECTS).read_bytes(),
        held["units"], held["objects"], held["bytes"], held["form"], held["sha512"], held["size"],
    )  # fmt: skip
    return replace(parcel, findings=Findings())


def _all_there(tenant: Tenant, folder: Path) -> bool:
    """Whether nothing of what was prepared has left the archive since."""
    with suppress(FileNotFoundError):
        units, objects = (_identifiers(folder / name) for name in (UNITS, OBJECTS))
        return all_there(tenant.key, units, objects)
    return False


def _identifiers(path: Path) -> Sequence[UUID]:
    return [UUID(line) for line in path.read_text("ascii").split()]
