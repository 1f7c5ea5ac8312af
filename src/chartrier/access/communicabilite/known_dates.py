"""Dates that communicabilité needs and no description holds, given by somebody who knows."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from chartrier.access.communicabilite import findings as say
from chartrier.access.communicabilite.answer import require_unit
from chartrier.catalog.communicabilite.known import KIND, enter_dates
from chartrier.catalog.rules.departs import DEPARTS, write_departs
from chartrier.copies.acting import Act, act
from chartrier.copies.copies import Copies
from chartrier.copies.texts import clean_motive
from chartrier.errors import InvalidInput
from chartrier.records.actor import Actor
from chartrier.records.identifiers import new_package_id
from chartrier.records.tenant import Tenant
from chartrier.rules.communicabilite.dates import KnownDates, Person, last_day, write_dates

_SHOWN = 40


def person_of(text: str) -> Person:
    """The person whose birth and death are written `1930-05-02/2001-03`, `1930/` or `/2001`. Raises InvalidInput."""
    birth, slash, death = (part.strip() for part in text.partition("/"))
    if not slash or not (birth or death):
        raise InvalidInput(say.NOT_A_PERSON, value=text[:_SHOWN])
    return Person(last_day(birth) if birth else None, last_day(death) if death else None)


def give_dates(unit: UUID, dates: KnownDates, motive: str | None, tenant: Tenant, copies: Copies, actor: Actor) -> UUID:
    """Record what is known of a unit and all below it, in the place of what was recorded before; its act.

    Raises NotFound when the tenant has no such unit, InvalidInput when nothing is known.
    """
    if dates == KnownDates():
        raise InvalidInput(say.NOTHING_KNOWN)
    require_unit(tenant.key, unit)
    identifier = new_package_id(copies.clock())
    given = write_dates(dates)

    facts = partial(enter_dates, tenant=tenant.key, act=identifier, unit=unit, dates=given)
    members = {"kind": KIND, "unit": str(unit), "dates": given, "motive": clean_motive(motive)}
    return act(
        Act("evenement", members, files={DEPARTS: write_departs([])}, facts=facts), tenant, copies, actor, identifier
    )
