"""Destroying here what its producer has back: a restitution that is done, a signed receipt, and a second person."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from chartrier.catalog.acts.register import acts_about
from chartrier.catalog.disposition.proposed import steps_now
from chartrier.clock import day_of, read_instant
from chartrier.copies.acting import Act as Deed
from chartrier.copies.copies import Copies
from chartrier.copies.destruction.ordering import Ordered, order
from chartrier.disposition import findings as say
from chartrier.disposition.guards import listed, members_of, require_may, took
from chartrier.disposition.proving import judge
from chartrier.disposition.transfers.guards import require_free, require_unchanged
from chartrier.errors import Conflict, IntegrityFailure, InvalidInput, NotFound
from chartrier.records.actor import Actor
from chartrier.records.attached import AttachedFile
from chartrier.records.identifiers import new_package_id
from chartrier.records.lists import write_units
from chartrier.records.roles import Permission
from chartrier.records.tenant import Tenant
from chartrier.rules.disposition.steps import Taken
from chartrier.rules.disposition.transfer import Act, require_another, require_count

UNITS, HANDED = "units.jsonl", "unites.txt"
"""What the order destroys; what the restitution says was handed out."""


def purge_restituted(
    identifier: UUID, typed: int, receipt: AttachedFile | None, tenant: Tenant, copies: Copies, actor: Actor
) -> Ordered:
    """Destroy in every copy the units of a restitution, all of them, with all their files.

    `receipt` is what the producer signed. Raises NotFound when there is no such restitution, or it left some usages
    out; NotAllowed to whoever handed out; InvalidInput without receipt or for another number; Conflict under a gel,
    for archives définitives, or when something changed since; IntegrityFailure, Unavailable.
    """
    require_may(actor, Permission.EXECUTE)
    acts = acts_about(tenant.key, identifier)
    if not acts or not _may_follow(acts[0].operation, acts[0].record) or len(acts) > 1:
        raise NotFound(say.NO_RESTITUTION, name=str(identifier))
    if receipt is None or not receipt.data:
        raise InvalidInput(say.NO_RECEIPT)
    now = copies.clock()
    taken = took(actor, now)
    judged = judge({identifier: (HANDED,)}, tenant, copies)
    (record,) = judged.records()
    told = judged.files[identifier][HANDED]
    if listed(told) != record["units"]:
        raise IntegrityFailure(say.NOT_PROVEN, act=str(identifier), why="la liste n'a pas l'empreinte signée")
    person = UUID(record["by"])
    require_another(Taken(person, judged.principal_of(person, person), read_instant(record["began"])), taken)
    units = frozenset(UUID(line.decode()) for line in told.splitlines())
    require_count(typed, len(units))
    new, name = new_package_id(now), receipt.called("recu")
    listing = write_units(units)
    members: dict[str, Any] = {
        **members_of(taken),
        "step": Act.PURGE,
        "handed": record["handed"],
        "units": listed(listing),
        "typed": typed,
        "receipt": {"name": name, "digest": receipt.digest},
    }
    what = Deed(
        "restitution",
        members,
        subject=identifier,
        files={UNITS: listing, name: receipt.data},
        facts=lambda cursor: _facts(cursor, tenant, identifier, new, units, day_of(now)),
    )
    return order(what, units, tenant, copies, actor, new)


def _may_follow(operation: str, record: dict[str, Any]) -> bool:
    return operation == "restitution" and "handed" in record and "step" not in record and record["usages"] is None


def _facts(cursor: Any, tenant: Tenant, handed: UUID, new: UUID, units: frozenset[UUID], today: date) -> None:
    region = require_free(cursor, tenant, units, today)
    if region.definitive:
        raise Conflict(say.DEFINITIVE_STAYS, count=len(region.definitive))
    require_unchanged(cursor, tenant, units, handed)
    if [each for each in steps_now(cursor, tenant.key, handed) if each != new]:
        raise Conflict(say.CHANGED, what_fr="ce qui est rendu est effacé déjà", what_en="it is destroyed already")
