"""The persons of an archive, what they are to each collectivité, and which accounts are one person."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from chartrier.administration.collectivites.services import service_named
from chartrier.administration.credentials import give_key
from chartrier.administration.findings import (
    BAD_ROLE,
    NO_NAME,
    NO_SUCH_PERSON,
    NOT_THE_SAME,
    ROLE_BY_CONVENTION,
    ROLE_NEEDS_TENANT,
    ROLE_WITHOUT_KEY,
    SEVERAL_PERSONS,
)
from chartrier.administration.habilitations import declare, declare_to, given_delegation, require_delegable
from chartrier.administration.names import clean_name
from chartrier.administration.passphrases import require_fit
from chartrier.administration.waiting import end_known_invitation
from chartrier.catalog.accounts import entrances, invitations
from chartrier.catalog.people import credentials, directory
from chartrier.catalog.people.models import Person
from chartrier.catalog.tenants import register
from chartrier.catalog.transaction import transaction
from chartrier.clock import day_of
from chartrier.copies.copies import Copies
from chartrier.errors import Conflict, InvalidInput, NotAllowed, NotFound
from chartrier.journal.checkpoint import fingerprint_of
from chartrier.records.identifiers import new_package_id
from chartrier.records.roles import Role

ROLES = tuple(Role)


@dataclass(frozen=True, slots=True)
class Listed:
    """A person as a list shows them; `roles` by code of tenant, `fingerprint` of their public key."""

    person: Person
    principal: UUID
    fingerprint: str | None
    roles: Sequence[tuple[str, str]]


def add_person(
    name: str,
    email: str | None,
    roles: Sequence[str],
    tenant: str | None,
    copies: Copies,
    passphrase: str | None = None,
    reference: str | None = None,
    day: date | None = None,
) -> Person:
    """Enter a person, with roles for a tenant when they are given, and a key when a passphrase is.

    With both, the tenant's journal is told. `reference` and `day` are those of a recorded delegation. Raises
    InvalidInput, NotFound, Conflict, Unavailable.
    """
    name = clean_name(name)
    email = clean_name(email) if email is not None else None
    if not name:
        raise InvalidInput(NO_NAME)
    given = [role_named(role) for role in roles]
    if bool(given) != (tenant is not None):
        raise InvalidInput(ROLE_NEEDS_TENANT)
    delegation = given_delegation(given, reference, day)
    if delegation is not None and passphrase is None:
        raise InvalidInput(ROLE_WITHOUT_KEY)
    if passphrase is not None:
        require_fit(passphrase)
    known = register.tenant(tenant) if tenant is not None else None
    now = copies.clock()
    person = directory.add_person(new_package_id(now), name, email, now)
    if passphrase is not None:
        give_key(person.id, passphrase, now)
    if known is not None:
        for role in given:
            directory.give_role(known.key, person.id, role)
        declare_to(person, known, copies, delegation)
    return person


def add_role(
    who: str,
    role: str,
    tenant: str,
    copies: Copies,
    reference: str | None = None,
    day: date | None = None,
    *,
    services: Sequence[str] = (),
    series: Sequence[str] = (),
    replace: bool = False,
) -> Person:
    """Give a person one more role for a tenant, and tell its journal. Raises InvalidInput, NotFound, Conflict.

    Bounded by services and series, a role lets somebody deposit, search and read there, and decide nothing. Within
    other bounds than they have it, it is refused unless these are to `replace` those.
    """
    for _ in add_role_for_each(
        who, role, [tenant], copies, reference, day, services=services, series=series, replace=replace
    ):
        pass
    return find_person(who)


def add_role_for_each(
    who: str,
    role: str,
    tenants: Sequence[str],
    copies: Copies,
    reference: str | None = None,
    day: date | None = None,
    *,
    services: Sequence[str] = (),
    series: Sequence[str] = (),
    replace: bool = False,
) -> Iterator[str]:
    """The same for each of these tenants, whose codes follow one another as it is done; nothing is when one of them
    has no such service, could not take the delegation, or knows the role within other bounds. An invitation that a
    collectivité may know is forgotten when it would open more than that collectivité gives.
    """
    person, given = find_person(who), role_named(role)
    every = [register.tenant(each) for each in tenants]
    delegation = given_delegation([given], reference, day)
    if delegation is not None and not credentials.has_key(person.id):
        raise InvalidInput(ROLE_WITHOUT_KEY)
    for known in every:
        for identifier in services:
            service_named(known.key, identifier)
        if not replace:
            directory.require_held_alike(known.key, person.id, given, services=services, series=series)
        if delegation is not None:
            require_delegable(person, known, delegation, day_of(copies.clock()))
    for known in every:
        end_known_invitation(person, within=known.key, role=given)
        directory.give_role(known.key, person.id, given, services=services, series=series, replace=replace)
        declare_to(person, known, copies, delegation)
        yield known.code


def remove_role(who: str, role: str, tenant: str, copies: Copies) -> Person:
    """Take a role for a tenant from a person, by whichever ways they have it, and tell its journal; harmless when they
    have it not.
    """
    person, taken, known = find_person(who), role_named(role), register.tenant(tenant)
    directory.take_role(known.key, person.id, taken)
    declare_to(person, known, copies)
    return person


def remove_own_role(who: str, role: str, tenant: str, copies: Copies) -> bool:
    """Take from a person the role that they have by themselves, and tell the journal; whether a convention lets them
    keep it today. Raises NotAllowed when it comes by conventions only.
    """
    person, taken, known = find_person(who), role_named(role), register.tenant(tenant)
    held = [each for each in directory.grants_of(person.id) if (each.tenant, each.role) == (known.key, taken)]
    if held and all(each.convention is not None for each in held):
        raise NotAllowed(ROLE_BY_CONVENTION, convention=held[0].name)
    directory.take_own_role(known.key, person.id, taken)
    declare_to(person, known, copies)
    return (person.id, taken) in directory.members(known.key)


def reset(who: str, passphrase: str, copies: Copies) -> Person:
    """Give a person a new key under a new passphrase, and tell every journal: what they signed keeps the old key."""
    person = find_person(who)
    give_key(person.id, passphrase, copies.clock())
    declare(person, copies)
    return person


def deactivate(who: str, copies: Copies) -> Person:
    """Keep a person out from now on, and tell every journal. Their identifier stays: journals name it.

    Their sessions end, and an invitation that they had not used: neither comes back when the account is reopened.
    """
    known = find_person(who)
    with transaction([]):
        person = directory.set_active(known.id, False)
        entrances.end_sessions(known.id)
        invitations.forget(known.id)
    declare(person, copies)
    return person


def reactivate(who: str, copies: Copies) -> Person:
    """Let a person in again whose account was closed, in the roles that they still have, and tell every journal.

    Harmless when it is not closed.
    """
    person = directory.set_active(find_person(who).id, True)
    declare(person, copies)
    return person


def let_operate(who: str, operator: bool) -> Person:
    """Let a person operate the instance, or no longer; it is no role for a collectivité."""
    person = find_person(who)
    if operator:
        end_known_invitation(person)
    return directory.set_operator(person.id, operator)


def make_same(one: str, other: str, copies: Copies) -> Person:
    """Say that two accounts are of one human being, and tell every journal; the account that stands for them all."""
    principals = {directory.principal_of(find_person(who)) for who in (one, other)}
    first = min(principals)
    accounts = [each for principal in sorted(principals) for each in directory.accounts_of(principal)]
    directory.set_principal([each.id for each in accounts], first)
    for each in accounts:
        declare(each, copies)
    return directory.person(first)


def make_apart(who: str, copies: Copies) -> Person:
    """Say that an account is of somebody else than those it was joined with, and tell every journal.

    What was decided meanwhile stays decided as it was: who were one person then. Raises Conflict when it is joined with
    none, NotFound.
    """
    person = find_person(who)
    principal = directory.principal_of(person)
    accounts = directory.accounts_of(principal)
    others = [each.id for each in accounts if each.id != person.id]
    if not others:
        raise Conflict(NOT_THE_SAME, name=who[:80])
    directory.set_principal([person.id], person.id)
    if principal == person.id:
        # those that stay together are named by another of them
        directory.set_principal(others, min(others))
    for each in accounts:
        declare(each, copies)
    return directory.person(person.id)


def find_person(who: str) -> Person:
    """The person of this identifier or name. Raises NotFound, Conflict when several have the name."""
    found = directory.persons_named(clean_name(who))
    if not found:
        raise NotFound(NO_SUCH_PERSON, name=who[:80])
    if len(found) > 1:
        raise Conflict(SEVERAL_PERSONS, name=who[:80], count=len(found))
    return found[0]


def listed() -> list[Listed]:
    """Everybody, by name."""
    persons = directory.persons()
    keys = credentials.public_keys([each.id for each in persons])
    return [
        Listed(
            each,
            directory.principal_of(each),
            fingerprint_of(keys[each.id]) if each.id in keys else None,
            [(f"{tenant:09d}", role) for tenant, role in directory.memberships_of(each.id)],
        )
        for each in persons
    ]


def role_named(role: str) -> Role:
    """Raises InvalidInput."""
    if role not in ROLES:
        raise InvalidInput(BAD_ROLE, role=role[:40], choices=", ".join(ROLES))
    return Role(role)
