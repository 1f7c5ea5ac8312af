"""Setting and lifting gels. A gel holds units and all below them back from élimination, transfert and moving."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from chartrier.catalog.archive.findings import GEL_LIFTED
from chartrier.catalog.gels import holding
from chartrier.catalog.gels.models import Gel
from chartrier.catalog.gels.register import enter_gel, enter_levee
from chartrier.clock import day_of
from chartrier.copies.acting import Act, act
from chartrier.copies.copies import Copies
from chartrier.curation import findings as say
from chartrier.curation.guards import require_may, require_units, said
from chartrier.errors import Conflict, InvalidInput, NotFound
from chartrier.journal.entry import Counts
from chartrier.records.actor import Actor
from chartrier.records.canonical import canonical
from chartrier.records.identifiers import new_package_id
from chartrier.records.lists import write_units
from chartrier.records.roles import Permission
from chartrier.records.tenant import Tenant


@dataclass(frozen=True, slots=True)
class Terms:
    """What a gel is called, why it is, on whose authority, and the day by which somebody looks at it again."""

    name: str
    reason: str
    authority: str
    review: date


def set_gel(units: Collection[UUID], terms: Terms, tenant: Tenant, copies: Copies, actor: Actor) -> UUID:
    """Hold these units and all below them; the gel.

    Raises InvalidInput when nothing is named or said or the day of review is past, NotFound for a unit that is not the
    tenant's, NotAllowed, Conflict when one is eliminated at this moment, Unavailable.
    """
    require_may(actor, Permission.HOLD)
    named = sorted(set(units))
    require_units(tenant, named)
    record = {
        "name": said(terms.name, "le nom du gel", "The name of the gel"),
        "reason": said(terms.reason, "le motif", "The reason"),
        "authority": said(terms.authority, "l'autorité qui le demande", "The authority that asks for it"),
        "review": terms.review.isoformat(),
    }
    now = copies.clock()
    if terms.review < day_of(now):
        raise InvalidInput(say.REVIEW_PAST, day=record["review"])
    gel = new_package_id(now)
    files = {"gel.json": canonical(record), "units.jsonl": write_units(named)}
    what = Act(
        "gel",
        {"review": record["review"]},
        files=files,
        counts=Counts(len(named), 0, 0, 0, 0, 0),
        facts=lambda cursor: enter_gel(cursor, tenant.key, gel, files),
    )
    return act(what, tenant, copies, actor, gel)


def lift_gel(gel: UUID, reason: str, tenant: Tenant, copies: Copies, actor: Actor) -> UUID:
    """End a gel; the act.

    Raises NotFound, NotAllowed, InvalidInput without motive, Conflict when it is lifted already.
    """
    require_may(actor, Permission.LIFT)
    found = gel_named(gel, tenant)
    if found.lifted is not None:
        raise Conflict(GEL_LIFTED, gel=str(gel))
    files = {"levee.json": canonical({"reason": said(reason, "le motif", "The reason")})}
    levee = new_package_id(copies.clock())
    what = Act(
        "levee",
        {},
        subject=gel,
        files=files,
        facts=lambda cursor: enter_levee(cursor, tenant.key, levee, gel),
    )
    return act(what, tenant, copies, actor, levee)


def gel_named(gel: UUID, tenant: Tenant) -> Gel:
    """Raises NotFound."""
    found = holding.gel_of(tenant.key, gel)
    if found is None:
        raise NotFound(say.NO_SUCH_GEL, gel=str(gel))
    return found
