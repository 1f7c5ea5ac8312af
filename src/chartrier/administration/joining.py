"""Who joins a collectivité: entered and invited in one step, in a role that whoever invites may give."""

from __future__ import annotations

from collections.abc import Sequence

from chartrier.administration.collectivites.services import service_named
from chartrier.administration.findings import (
    ACCOUNT_CLOSED,
    INVITED_ELSEWHERE,
    INVITED_TO_MORE,
    NO_NAME,
    NOT_INVITED_HERE,
    ROLE_OF_OPERATOR,
)
from chartrier.administration.habilitations import declare_to
from chartrier.administration.invitations import Invitation, invite, require_address
from chartrier.administration.names import clean_name
from chartrier.administration.waiting import OF_THE_COLLECTIVITE
from chartrier.catalog.people import directory
from chartrier.catalog.people.models import Person
from chartrier.catalog.tenants import register
from chartrier.copies.copies import Copies
from chartrier.errors import InvalidInput, NotAllowed
from chartrier.records.identifiers import new_package_id
from chartrier.records.roles import Role


def join(
    tenant: str,
    name: str,
    email: str,
    role: Role,
    copies: Copies,
    *,
    services: Sequence[str] = (),
    series: Sequence[str] = (),
    operator: bool = False,
    replace: bool = False,
) -> Invitation | None:
    """Give somebody a role for a collectivité; the invitation that opens their account, None when they have one.

    Whoever has that address already is that person, under the name they have. Raises NotAllowed for a role that
    only the operator gives, for whoever is invited elsewhere or to more and for an account that is closed,
    InvalidInput, NotFound, Conflict for whoever has the role within other bounds, unless these are to `replace` those.
    """
    require_giving(role, operator=operator)
    name, email = clean_name(name), clean_name(email).lower()
    require_address(email)
    known = register.tenant(tenant)
    person = directory.person_of_address(email)
    # one that was closed for want of a role opens with it
    if person is not None and not person.active and person.without_role is None:
        raise NotAllowed(ACCOUNT_CLOSED, name=person.name) if operator else NotAllowed(NOT_INVITED_HERE)
    if person is not None and not operator:
        _require_waits_for_no_more(person, known.key)
    for identifier in services:
        service_named(known.key, identifier)
    if person is None:
        if not name:
            raise InvalidInput(NO_NAME)
        now = copies.clock()
        person = directory.add_person(new_package_id(now), name, email, now)
    directory.give_role(known.key, person.id, role, services=services, series=series, replace=replace)
    # the role may have opened it again
    person = directory.person(person.id)
    declare_to(person, known, copies)
    return None if person.has_usable_password() else invite(person, copies.clock)


def require_giving(role: Role, *, operator: bool) -> None:
    """Refuse (NotAllowed) a role that is not the collectivité's to give or to take."""
    if not operator and role not in OF_THE_COLLECTIVITE:
        raise NotAllowed(ROLE_OF_OPERATOR, role=role)


def _require_waits_for_no_more(person: Person, tenant: int) -> None:
    """An account that waits for its password is opened by whoever has its link, which a new invitation shows to whoever
    invites: they would hold roles of another collectivité, or that this one does not give.
    """
    if person.has_usable_password():
        return
    grants = directory.grants_of(person.id)
    if person.operator or any(held.tenant != tenant for held in grants):
        raise NotAllowed(INVITED_ELSEWHERE)
    if any(held.convention is not None or held.role not in OF_THE_COLLECTIVITE for held in grants):
        raise NotAllowed(INVITED_TO_MORE)
