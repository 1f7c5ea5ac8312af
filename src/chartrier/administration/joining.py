"""Who joins a collectivité: entered and invited in one step by the operator, offered a role by the collectivité."""

from __future__ import annotations

from collections.abc import Sequence

from chartrier.administration.collectivites.services import service_named
from chartrier.administration.findings import (
    ACCOUNT_CLOSED,
    INVITED_TO_MORE,
    NO_NAME,
    NOT_INVITED_HERE,
    ROLE_OF_OPERATOR,
)
from chartrier.administration.habilitations import declare_to
from chartrier.administration.invitations import Invitation, invite, require_address
from chartrier.administration.names import clean_name
from chartrier.administration.offers import Offered, offer
from chartrier.administration.waiting import OF_THE_COLLECTIVITE
from chartrier.catalog.people import directory
from chartrier.catalog.people.models import Person
from chartrier.catalog.tenants import register
from chartrier.copies.copies import Copies
from chartrier.errors import InvalidInput, NotAllowed
from chartrier.records.identifiers import new_package_id
from chartrier.records.roles import Role
from chartrier.records.tenant import Tenant


def join(
    tenant: str,
    name: str,
    email: str,
    role: Role,
    copies: Copies,
    *,
    services: Sequence[str] = (),
    series: Sequence[str] = (),
    replace: bool = False,
) -> Invitation | None:
    """Give somebody any role for a collectivité, as the operator does; the invitation that opens their account, None
    when they have one.

    Whoever has that address already is that person, under the name they have. Raises NotAllowed for an account that is
    closed, InvalidInput, NotFound, Conflict for whoever has the role within other bounds, unless these are to `replace`
    those.
    """
    name, email, known = _checked(tenant, name, email, services)
    person = directory.person_of_address(email)
    # one that was closed for want of a role opens with it
    if person is not None and not person.active and person.without_role is None:
        raise NotAllowed(ACCOUNT_CLOSED, name=person.name)
    if person is None:
        _require_name(name)
        now = copies.clock()
        person = directory.add_person(new_package_id(now), name, email, now)
    return _give(person, known, role, copies, services, series, replace=replace)


def propose(
    tenant: str,
    name: str,
    email: str,
    role: Role,
    copies: Copies,
    *,
    services: Sequence[str] = (),
    series: Sequence[str] = (),
    replace: bool = False,
) -> Invitation | Offered | None:
    """Give somebody of a collectivité a role that it gives, as `join` does; offer it to any other address.

    An offer tells whoever makes it nothing of who has the address. Raises NotAllowed for a role that only the operator
    gives, for whoever waits for more and for an account of theirs that is closed, InvalidInput, NotFound, and Conflict
    as `join` does.
    """
    require_giving(role, operator=False)
    name, email, known = _checked(tenant, name, email, services)
    person = directory.person_of_address(email)
    if person is not None and _is_of(person, known.key):
        if not person.active:
            raise NotAllowed(NOT_INVITED_HERE)
        _require_waits_for_no_more(person)
        return _give(person, known, role, copies, services, series, replace=replace)
    _require_name(name)
    if person is not None:
        # or whoever it was closed to for want of a role could not sign in to accept one
        directory.open_again(person.id)
    return offer(known, name, email, role, copies.clock, services=services, series=series)


def require_giving(role: Role, *, operator: bool) -> None:
    """Refuse (NotAllowed) a role that is not the collectivité's to give or to take."""
    if not operator and role not in OF_THE_COLLECTIVITE:
        raise NotAllowed(ROLE_OF_OPERATOR, role=role)


def _checked(tenant: str, name: str, email: str, services: Sequence[str]) -> tuple[str, str, Tenant]:
    name, email = clean_name(name), clean_name(email).lower()
    require_address(email)
    known = register.tenant(tenant)
    for identifier in services:
        service_named(known.key, identifier)
    return name, email, known


def _require_name(name: str) -> None:
    if not name:
        raise InvalidInput(NO_NAME)


def _give(
    person: Person,
    known: Tenant,
    role: Role,
    copies: Copies,
    services: Sequence[str],
    series: Sequence[str],
    *,
    replace: bool,
) -> Invitation | None:
    directory.give_role(known.key, person.id, role, services=services, series=series, replace=replace)
    # the role may have opened it again
    person = directory.person(person.id)
    declare_to(person, known, copies)
    return None if person.has_usable_password() else invite(person, copies.clock)


def _is_of(person: Person, tenant: int) -> bool:
    """Whether a collectivité knows somebody: they have a role there, and do not wait to open an account that others
    gave something too.
    """
    held = {each.tenant for each in directory.grants_of(person.id)}
    return tenant in held if person.has_usable_password() else held == {tenant} and not person.operator


def _require_waits_for_no_more(person: Person) -> None:
    """An account that waits for its password is opened by whoever has its link, which a new invitation shows to whoever
    invites: they would hold roles that the collectivité does not give.
    """
    if person.has_usable_password():
        return
    grants = directory.grants_of(person.id)
    if any(held.convention is not None or held.role not in OF_THE_COLLECTIVITE for held in grants):
        raise NotAllowed(INVITED_TO_MORE)
