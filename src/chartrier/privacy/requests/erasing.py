"""Erasing what names persons in requests that were closed long ago: proposed under a visa, done by a second person.

The register of requests is of the public archives of the collectivité: what goes, goes once its DUA is over and under
the visa of the Archives départementales (Code du patrimoine L212-2), which is asked for on paper. A request stays as
long as what it granted holds.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from chartrier.catalog.people.directory import principal_of
from chartrier.catalog.people.models import Person
from chartrier.catalog.persons import requests as register
from chartrier.catalog.persons.situations import situations
from chartrier.catalog.rules.inherited import reading
from chartrier.catalog.series.rules import series_in_force
from chartrier.clock import Clock, day_of
from chartrier.copies.texts import clean_text
from chartrier.errors import Conflict, InvalidInput, NotAllowed
from chartrier.privacy.requests import findings as say
from chartrier.privacy.requests.opening import require_past
from chartrier.privacy.requests.standing import Standing, standing_of
from chartrier.records.actor import Actor
from chartrier.records.roles import Permission
from chartrier.records.tenant import Tenant
from chartrier.rules.calendar import Duration
from chartrier.rules.persons.request import KEPT, Erasing, Said, erase, kept_until
from chartrier.rules.persons.rights import Outcome, Right
from chartrier.rules.series.dua import Kind
from chartrier.rules.series.vocabulary import SortFinal

SERIES = "S096b"
"""Of the retention table that comes with Chartrier: requests of persons."""
HOLDING = (Right.ERASURE, Right.OBJECTION)
"""Rights of which what was granted holds as long as the record is there: it leaves, or is not published."""


@dataclass(frozen=True, slots=True)
class Over:
    """Requests whose DUA is over: those that may be proposed, those that are, and those whose decisions still hold."""

    erasable: tuple[Standing, ...] = ()
    proposed: tuple[Standing, ...] = ()
    holding: tuple[Standing, ...] = ()


def over(tenant: Tenant, today: date) -> Over:
    """Those of a collectivité, the oldest first."""
    duration = _duration(tenant)
    if duration is None:
        return Over()
    found = [
        each
        for each in register.closed_before(tenant.key, today)
        if each.closed is not None and kept_until(each.closed, duration) < today
    ]
    held = _holding(tenant, [each for each in found if each.asked.right in HOLDING and each.act], today)
    told = {each.id: standing_of(tenant, each.id, today) for each in found}
    return Over(
        tuple(told[each.id] for each in found if each.id not in held and each.asked.erasing is None),
        tuple(told[each.id] for each in found if each.id not in held and each.asked.erasing is not None),
        tuple(told[each.id] for each in found if each.id in held),
    )


def propose(tenant: Tenant, which: Collection[UUID], visa: Said, by: Person | None, clock: Clock) -> list[Standing]:
    """Propose that these be erased under a visa, given once their DUA was over; again, where another was noted.

    `by` None: the operator. Raises InvalidInput without the reference of the visa (DDP-034), of a day to come (DDP-009)
    or without any request (DDP-032), NotFound (DDP-020), Conflict when one may not be (DDP-033).
    """
    require_past(visa.day, clock)
    said = Said(visa.day, clean_text(visa.text))
    if not said.text:
        raise InvalidInput(say.NO_VISA)
    now = clock()
    erasing = Erasing(said, str(principal_of(by)) if by is not None else "", day_of(now))
    with register.alone(tenant.key):
        found = over(tenant, day_of(now))
        duration = _duration(tenant)
        may = {
            each.id: each.asked
            for each in (*found.erasable, *found.proposed)
            if each.closed is not None and duration is not None and kept_until(each.closed, duration) < said.day
        }
        _require(tenant, which, may, day_of(now))
        register.note_erasing(tenant.key, {each: replace(may[each], erasing=erasing) for each in which}, now)
    return [standing_of(tenant, each, day_of(now)) for each in which]


def erase_proposed(tenant: Tenant, which: Collection[UUID], actor: Actor, clock: Clock) -> list[Standing]:
    """Erase these, which somebody else has proposed; what is left of each.

    Raises NotAllowed (DDP-036) for whoever does not sign or has proposed one, InvalidInput (DDP-032), NotFound
    (DDP-020), Conflict (DDP-033).
    """
    if not actor.may(Permission.SIGN):
        raise NotAllowed(say.NOT_THE_SECOND)
    now = clock()
    with register.alone(tenant.key):
        may = {each.id: each.asked for each in over(tenant, day_of(now)).proposed}
        _require(tenant, which, may, day_of(now))
        by = str(actor.principal)
        if any((erasing := may[each].erasing) is not None and erasing.by == by for each in which):
            raise NotAllowed(say.NOT_THE_SECOND)
        register.note_erasing(tenant.key, {each: erase(may[each], by, day_of(now)) for each in which}, now)
    return [standing_of(tenant, each, day_of(now)) for each in which]


def _require(tenant: Tenant, which: Collection[UUID], may: Collection[UUID], today: date) -> None:
    if not which:
        raise InvalidInput(say.NO_REQUEST_NAMED)
    for each in which:
        if each not in may:
            raise Conflict(say.NOT_ERASABLE, request=standing_of(tenant, each, today).reference)


def _duration(tenant: Tenant) -> Duration | None:
    """How long they are kept once closed, by the table in force; None: for ever, or nobody has decided."""
    with reading(tenant.key) as cursor:
        found = next((each for each in series_in_force(cursor, tenant.key) if each.code == SERIES), None)
    if found is None:
        return KEPT
    if found.undecided or found.sort_final is not SortFinal.ELIMINER or found.dua.kind is not Kind.LASTS:
        return None
    return found.dua.duration


def _holding(tenant: Tenant, found: Collection[register.Kept], today: date) -> set[UUID]:
    """Those that granted something of records which are there."""
    granted = {
        request: [each.unit for each in lines if each.mark.decision and each.mark.decision.outcome is Outcome.GRANTED]
        for request, lines in register.found_of([tenant.key], [each.id for each in found]).items()
    }
    units = [unit for each in granted.values() for unit in each]
    there = situations(tenant.key, units, today, served=tenant.custody.service is not None)
    return {request for request, each in granted.items() if any(unit in there for unit in each)}
