"""Erasing what names persons in requests that were closed long ago: proposed under a visa, done by a second person.

The register of requests is of the public archives of the collectivité: what goes, goes once its DUA is over and under
the visa of the Archives départementales (Code du patrimoine L212-2), which is asked for on paper. A request stays as
long as what it granted holds.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from chartrier.catalog.journal.catching_up import require_caught_up
from chartrier.catalog.people.directory import person, principal_of
from chartrier.catalog.people.models import Person
from chartrier.catalog.persons import requests as register
from chartrier.catalog.persons.situations import situations
from chartrier.catalog.rules.inherited import reading
from chartrier.catalog.series.rules import series_in_force
from chartrier.clock import Clock, day_of
from chartrier.copies.copies import Copies
from chartrier.copies.publication import publish
from chartrier.copies.texts import clean_text
from chartrier.errors import Conflict, InvalidInput, NotAllowed
from chartrier.privacy.requests import findings as say
from chartrier.privacy.requests.opening import require_past
from chartrier.privacy.requests.standing import Standing, standing_closed, standing_of
from chartrier.records.actor import Actor
from chartrier.records.roles import Permission
from chartrier.records.tenant import Tenant
from chartrier.rules.calendar import CountFrom, Duration
from chartrier.rules.persons.request import Erasing, PersonRequest, Said, erase, kept_until
from chartrier.rules.persons.rights import Outcome, Right
from chartrier.rules.series.dua import Kind
from chartrier.rules.series.vocabulary import SortFinal

SERIES = "S096b"
"""Of the retention table that comes with Chartrier: requests of persons."""
HOLDING = (Right.ERASURE, Right.OBJECTION)
"""Rights of which what was granted holds as long as the record is there: it leaves, or is not published."""


@dataclass(frozen=True, slots=True)
class Over:
    """Requests whose DUA is over: those that may be proposed, those that are, and those whose decisions still hold.

    `lapsed`: those that were proposed and are not to be erased any more, their DUA having become longer or what they
    granted holding again.
    """

    erasable: tuple[Standing, ...] = ()
    proposed: tuple[Standing, ...] = ()
    holding: tuple[Standing, ...] = ()
    lapsed: tuple[Standing, ...] = ()


@dataclass(frozen=True, slots=True)
class Term:
    """How long requests are kept once they are closed, by the table in force."""

    duration: Duration
    count_from: CountFrom

    def is_over(self, closed: date | None, on: date) -> bool:
        return closed is not None and kept_until(closed, self.duration, self.count_from) < on


def over(tenant: Tenant, today: date) -> Over:
    """Those of a collectivité, the oldest first. One that was proposed under a visa which comes too early by the table
    of today is to be proposed again.
    """
    term, kept = _term(tenant), register.closed_before(tenant.key, today)
    found = [each for each in kept if term is not None and term.is_over(each.closed, today)]
    held = _holding(tenant, [each for each in found if each.asked.right in HOLDING and each.act], today)
    erasable = {each.id for each in found} - held
    noted = {each.id: each.asked.erasing.visa.day for each in kept if each.asked.erasing}
    closed = {each.id: each.closed for each in found}
    proposed = {
        each for each in erasable & noted.keys() if term is not None and term.is_over(closed[each], noted[each])
    }

    def told(which: Collection[UUID]) -> tuple[Standing, ...]:
        return tuple(standing_closed(each, today) for each in kept if each.id in which)

    return Over(told(erasable - proposed), told(proposed), told(held), told(noted.keys() - erasable))


def propose(tenant: Tenant, which: Iterable[UUID], visa: Said, by: Person, clock: Clock) -> list[Standing]:
    """Propose that these be erased under a visa, given once their DUA was over; again, where another was noted.

    Raises InvalidInput without the reference of the visa (DDP-034), of a day to come (DDP-009) or without any request
    (DDP-032), NotFound (DDP-020), Conflict when one may not be (DDP-033).
    """
    require_past(visa.day, clock)
    said = Said(visa.day, clean_text(visa.text))
    if not said.text:
        raise InvalidInput(say.NO_VISA)
    erasing = Erasing(said, str(by.id), day_of(clock()))
    return _note(tenant, which, clock, lambda found: replace(found.asked, erasing=erasing), visa=said.day)


def take_back(tenant: Tenant, which: Iterable[UUID], clock: Clock) -> list[Standing]:
    """Propose these no more, whatever the table has come to say since.

    Raises InvalidInput (DDP-032), NotFound (DDP-020), Conflict when one is not proposed (DDP-038).
    """
    now, wanted = clock(), _named(which)
    today = day_of(now)
    with register.alone(tenant.key):
        found = [standing_of(tenant, each, today) for each in wanted]
        for each in found:
            if each.asked.erasing is None or each.asked.erased:
                raise Conflict(say.NOT_PROPOSED, request=each.reference)
        register.note_erasing(tenant.key, {each.id: replace(each.asked, erasing=None) for each in found}, now)
    return [standing_of(tenant, each, today) for each in wanted]


def erase_proposed(tenant: Tenant, seen: Mapping[UUID, str], actor: Actor, copies: Copies) -> list[Standing]:
    """Erase these, which somebody else has proposed, under the visa that whoever erases has read; what is left of each.

    The archive is made whole first: what a request granted holds as long as the record is in a copy.

    Raises NotAllowed (DDP-036) for whoever does not sign or has proposed one, InvalidInput (DDP-032), NotFound
    (DDP-020), Conflict (DDP-033; DDP-037 when the visa is another), Unavailable, IntegrityFailure.
    """
    if not actor.may(Permission.SIGN):
        raise NotAllowed(say.NOT_THE_SECOND)
    publish(tenant, copies)
    by, today = str(actor.person), day_of(copies.clock())
    # who is one person with whom is as it is known today
    proposed = {each.asked.erasing.by for each in over(tenant, today).proposed if each.asked.erasing}
    others = {each for each in proposed if principal_of(person(UUID(each))) != actor.principal}

    def erased(found: Standing) -> PersonRequest:
        erasing = found.asked.erasing
        if erasing is None or erasing.by not in others:
            raise NotAllowed(say.NOT_THE_SECOND)
        if erasing.visa.text != clean_text(seen[found.id]):
            raise Conflict(say.OTHER_VISA, request=found.reference, visa=erasing.visa.text)
        return erase(found.asked, by, today)

    return _note(tenant, seen, copies.clock, erased, proposed=True)


def _note(
    tenant: Tenant,
    which: Iterable[UUID],
    clock: Clock,
    change: Callable[[Standing], PersonRequest],
    *,
    visa: date | None = None,
    proposed: bool = False,
) -> list[Standing]:
    """Say these anew, which may be by a visa of that day, or (`proposed`) by the one that was noted."""
    now, wanted = clock(), _named(which)
    today = day_of(now)
    with register.alone(tenant.key):
        # what is not loaded yet may be what a request granted, or the table in force
        require_caught_up(tenant.key)
        found, term = over(tenant, today), _term(tenant)
        may = {each.id: each for each in (*(() if proposed else found.erasable), *found.proposed)}
        for each in wanted:
            early = visa is not None and each in may and term is not None and not term.is_over(may[each].closed, visa)
            if each not in may or early:
                raise Conflict(say.NOT_ERASABLE, request=standing_of(tenant, each, today).reference)
        register.note_erasing(tenant.key, {each: change(may[each]) for each in wanted}, now)
    return [standing_of(tenant, each, today) for each in wanted]


def _named(which: Iterable[UUID]) -> list[UUID]:
    """Each of these once. Raises InvalidInput (DDP-032) when there is none."""
    if not (wanted := list(dict.fromkeys(which))):
        raise InvalidInput(say.NO_REQUEST_NAMED)
    return wanted


def _term(tenant: Tenant) -> Term | None:
    """None: they are kept for ever, or no table in force has decided."""
    with reading(tenant.key) as cursor:
        found = next((each for each in series_in_force(cursor, tenant.key) if each.code == SERIES), None)
    if found is None or found.undecided or found.sort_final is not SortFinal.ELIMINER or found.dua.duration is None:
        return None
    return Term(found.dua.duration, found.counting.count_from) if found.dua.kind is Kind.LASTS else None


def _holding(tenant: Tenant, found: Collection[register.Kept], today: date) -> set[UUID]:
    """Those that granted something of records which are there. One refused as a whole granted nothing, whatever had
    been said of records before.
    """
    asked = [each.id for each in found if not each.asked.whole]
    granted = {
        request: [each.unit for each in lines if each.mark.decision and each.mark.decision.outcome is Outcome.GRANTED]
        for request, lines in register.found_of([tenant.key], asked).items()
    }
    units = [unit for each in granted.values() for unit in each]
    there = situations(tenant.key, units, today, served=tenant.custody.service is not None)
    return {request for request, each in granted.items() if any(unit in there for unit in each)}
