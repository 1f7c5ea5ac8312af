"""Giving a transfer up: its receiver never replied, or what was sent is not what is here any more. Nothing goes."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from chartrier.catalog.disposition.proposed import lock_dispositions, steps_now
from chartrier.catalog.transfers.register import enter_transfer
from chartrier.copies.acting import Act as Deed
from chartrier.copies.acting import act
from chartrier.copies.copies import Copies
from chartrier.disposition import findings as say
from chartrier.disposition.guards import listed, members_of, require_may, took
from chartrier.disposition.transfers.reading import KnownTransfer, transfer
from chartrier.disposition.transfers.sending import NOTICES, UNITS
from chartrier.errors import Conflict
from chartrier.records.actor import Actor
from chartrier.records.identifiers import new_package_id
from chartrier.records.roles import Permission
from chartrier.records.tenant import Tenant
from chartrier.rules.disposition.transfer import Act, record_giving_up


def give_up(identifier: UUID, motive: str, tenant: Tenant, copies: Copies, actor: Actor) -> UUID:
    """Give up a transfer of which nothing is destroyed yet; its units are free again. The act.

    Raises NotFound, NotAllowed, Conflict when it has ended, InvalidInput without a motive, Unavailable.
    """
    require_may(actor, Permission.PROPOSE)
    known = transfer(tenant, identifier)
    now = copies.clock()
    taken = took(actor, now, motive=motive)
    record_giving_up(known.state, taken)
    new, files = new_package_id(now), {UNITS: b"", NOTICES: b""}
    members = {
        **members_of(taken),
        "step": Act.GIVING_UP,
        "kind": known.kind,
        "receiver": known.receiver,
        "message": known.message,
        "units": listed(files[UNITS]),
    }
    what = Deed(
        "transfert",
        members,
        subject=identifier,
        files=files,
        facts=lambda cursor: _facts(cursor, tenant, known, new, files),
    )
    return act(what, tenant, copies, actor, new)


def _facts(cursor: Any, tenant: Tenant, known: KnownTransfer, new: UUID, files: dict[str, bytes]) -> None:
    lock_dispositions(cursor, tenant.key)
    before = {each for each, record in known.acts if record["subject"] == str(known.id)}
    if {*steps_now(cursor, tenant.key, known.id)} - {new} != before:
        raise Conflict(say.CHANGED, what_fr="le transfert a une étape de plus", what_en="the transfer has a step more")
    enter_transfer(cursor, tenant.key, new, files)
