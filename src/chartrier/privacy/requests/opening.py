"""Opening a request, and noting what is done with it: identity, more time, advice, withdrawal, refusal as a whole."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from uuid import UUID

from chartrier.catalog.persons import requests as register
from chartrier.catalog.persons.findings import REQUEST_CLOSED
from chartrier.clock import Clock, day_of
from chartrier.copies.texts import clean_text
from chartrier.errors import Conflict, InvalidInput, NotFound
from chartrier.privacy.requests.findings import NO_SUCH_REQUEST
from chartrier.records.identifiers import new_package_id
from chartrier.records.tenant import Tenant
from chartrier.rules.persons import findings as say
from chartrier.rules.persons.request import PersonRequest, Said, extend
from chartrier.rules.persons.rights import OF_THE_WHOLE, RefusalGround


def open_request(tenant: Tenant, asked: PersonRequest, clock: Clock) -> UUID:
    """Enter a request; its identifier. Raises InvalidInput without a name, or when it was received tomorrow."""
    now = clock()
    require_past(asked.received, clock)
    cleaned = replace(
        asked,
        name=clean_text(asked.name),
        said=clean_text(asked.said),
        contact=clean_text(asked.contact),
        terms=_terms(asked.terms),
    )
    if not cleaned.name:
        raise InvalidInput(say.NO_NAME)
    identifier = new_package_id(now)
    register.enter(tenant.key, identifier, cleaned, now)
    return identifier


def establish(tenant: Tenant, identifier: UUID, how: Said, clock: Clock) -> None:
    """Note how the person's identity was established: in words, never the copy of a document of identity."""
    require_past(how.day, clock)
    text = _reason(how.text)
    _change(tenant, identifier, clock, lambda asked: replace(asked, identity=Said(how.day, text)))


def take_longer(tenant: Tenant, identifier: UUID, notice: Said, clock: Clock) -> None:
    """Two months more, of which the person was told on that day, with the reason (RGPD 12(3))."""
    require_past(notice.day, clock)
    text = clean_text(notice.text)
    _change(tenant, identifier, clock, lambda asked: extend(asked, Said(notice.day, text)))


def advise(tenant: Tenant, identifier: UUID, text: str, clock: Clock) -> None:
    """Note what the DPO advises; it is for whoever signs, and in no letter."""
    said = Said(day_of(clock()), _reason(text))
    _change(tenant, identifier, clock, lambda asked: replace(asked, advice=said))


def withdraw(tenant: Tenant, identifier: UUID, why: str, clock: Clock) -> None:
    """The person asks for nothing any more."""
    said = Said(day_of(clock()), _reason(why))
    _change(tenant, identifier, clock, lambda asked: replace(asked, withdrawn=said))


def refuse_whole(tenant: Tenant, identifier: UUID, ground: RefusalGround | None, why: str, clock: Clock) -> None:
    """Refuse without looking at any record (RGPD 12(2), 12(5)); `ground` None takes that back."""
    if ground is not None and ground not in OF_THE_WHOLE:
        raise InvalidInput(say.NOT_OF_THE_WHOLE, ground=ground, choices=", ".join(OF_THE_WHOLE))
    text = _reason(why) if ground is not None else ""
    _change(tenant, identifier, clock, lambda asked: replace(asked, whole=ground, whole_why=text))


def add_terms(tenant: Tenant, identifier: UUID, terms: tuple[str, ...], clock: Clock) -> None:
    """Look for the person by these terms besides their name from now on."""
    _change(tenant, identifier, clock, lambda asked: replace(asked, terms=_terms(terms)))


def open_one(tenant: Tenant, identifier: UUID) -> register.Kept:
    """A request that may still change. Raises NotFound (DDP-020), Conflict (DDP-021)."""
    found = kept(tenant, identifier)
    if found.closed is not None:
        raise Conflict(REQUEST_CLOSED)
    return found


def kept(tenant: Tenant, identifier: UUID) -> register.Kept:
    """A request, closed or not. Raises NotFound (DDP-020)."""
    found = register.request(tenant.key, identifier)
    if found is None:
        raise NotFound(NO_SUCH_REQUEST, request=str(identifier))
    return found


def _change(tenant: Tenant, identifier: UUID, clock: Clock, how: Callable[[PersonRequest], PersonRequest]) -> None:
    found = open_one(tenant, identifier)
    if not register.change(tenant.key, identifier, how(found.asked), clock()):
        raise Conflict(REQUEST_CLOSED)


def _terms(terms: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for each in terms if (text := clean_text(each))))


def _reason(text: str) -> str:
    said = clean_text(text)
    if not said:
        raise InvalidInput(say.NO_REASON)
    return said


def require_past(day: date, clock: Clock) -> None:
    if day > day_of(clock()):
        raise InvalidInput(say.RECEIVED_TO_COME, day=day.isoformat())
