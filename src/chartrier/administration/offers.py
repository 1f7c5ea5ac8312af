"""Roles that a collectivité offers to an address: given to whoever has it, once they accept, and told of nobody.

Whoever offers learns nothing: an address that has an account elsewhere, one that waits for it and one that nobody knows
are offered a role alike.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from chartrier.administration import invitations
from chartrier.administration.findings import INVITATION_OVER, NOT_OPENED_SO
from chartrier.administration.habilitations import declare_to
from chartrier.catalog.accounts import offers
from chartrier.catalog.accounts.models import Offer
from chartrier.catalog.people import directory
from chartrier.catalog.people.models import Person
from chartrier.catalog.tenants import register
from chartrier.clock import Clock
from chartrier.copies.copies import Copies
from chartrier.errors import Conflict, NotFound
from chartrier.records.identifiers import new_package_id
from chartrier.records.roles import Role
from chartrier.records.tenant import Tenant


@dataclass(frozen=True, slots=True)
class Offered:
    """`token` is known to whoever made it and to whom it is sent: the archive keeps its digest."""

    name: str
    email: str
    token: str
    expires: datetime

    def link(self, site: str) -> str:
        """Its address, on the site at that one."""
        return invitations.link_of(self.token, site)


def offer(
    tenant: Tenant, name: str, email: str, role: Role, clock: Clock, *, services: Sequence[str], series: Sequence[str]
) -> Offered:
    """Offer a role to an address, under the name that whoever offers says."""
    token, now = secrets.token_urlsafe(32), clock()
    bounds = {"services": sorted(services), "series": sorted(series)}
    over = now + invitations.LASTS
    offers.enter(token, Offer(tenant=tenant.key, email=email, name=name, role=role, made=now, expires=over, **bounds))
    return Offered(name, email, token, over)


def offered(token: str, clock: Clock) -> Offer:
    """What a token offers. Raises NotFound, alike for one that was accepted, has expired, or never was."""
    found = offers.offered(token[:100], clock())
    if found is None:
        raise NotFound(INVITATION_OVER)
    return found


def accept_offer(taken: Offer, person: Person, copies: Copies) -> None:
    """Give what was offered to whoever has its address and says yes."""
    assert person.email == taken.email
    directory.give_role(taken.tenant, person.id, taken.role, services=taken.services, series=taken.series)
    declare_to(person, register.tenants_of([taken.tenant])[0], copies)
    offers.forget(taken.tenant, taken.email)


def open_by_offer(taken: Offer, password: str, copies: Copies) -> Person:
    """Open an account with what was offered, for an address that has none, or one that waits and holds nothing.

    Raises Conflict for any other, whose owner accepts signed in.
    """
    person, now = directory.person_of_address(taken.email), copies.clock()
    if person is None:
        person = directory.add_person(new_package_id(now), taken.name, taken.email, now)
    elif _holds_something(person):
        raise Conflict(NOT_OPENED_SO)
    accept_offer(taken, person, copies)
    return invitations.accept(invitations.invite(person, copies.clock).token, password, copies.clock)


def _holds_something(person: Person) -> bool:
    """Whether whoever opened this account would hold more than what they are offered."""
    return person.has_usable_password() or not person.active or person.operator or bool(directory.grants_of(person.id))
