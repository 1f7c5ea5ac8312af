"""Entering in the journals who may decide: by which key, in which roles."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from chartrier.administration.findings import DELEGATION_INCOMPLETE, DELEGATION_WITHOUT_ROLE, TWO_DELEGATIONS
from chartrier.administration.names import clean_name
from chartrier.catalog.acts.habilitations import habilitation_of, require_current
from chartrier.catalog.people import credentials, directory
from chartrier.catalog.people.models import Person
from chartrier.catalog.tenants import register
from chartrier.clock import day_of
from chartrier.copies.acting import Act, act
from chartrier.copies.copies import Copies
from chartrier.errors import Conflict, InvalidInput
from chartrier.records.digest import Digest
from chartrier.records.habilitation import Delegation, Habilitation
from chartrier.records.roles import Role
from chartrier.records.tenant import Tenant

DELEGABLE = frozenset({Role.SIGNATAIRE, Role.VISA})
"""Roles that a recorded delegation may give: maire or président, directeur des Archives départementales."""

DELEGATION_FILE = "delegation.txt"


@dataclass(frozen=True, slots=True)
class GivenDelegation:
    """The delegation by which somebody has a role: its text as given (arrêté, number, who gave it), and its day."""

    of: Role
    text: str
    day: date


def given_delegation(roles: Collection[Role], reference: str | None, day: date | None) -> GivenDelegation | None:
    """What was given of a delegation, with one of these roles; None when nothing was. Raises InvalidInput."""
    if reference is None and day is None:
        return None
    text = clean_name(reference or "")
    if not text or day is None:
        raise InvalidInput(DELEGATION_INCOMPLETE)
    of = DELEGABLE & set(roles)
    if len(of) != 1:
        raise InvalidInput(DELEGATION_WITHOUT_ROLE)
    return GivenDelegation(next(iter(of)), text, day)


def require_delegable(person: Person, tenant: Tenant, given: GivenDelegation, day: date) -> None:
    """Refuse (Conflict) a delegation beside another one that stands for the tenant."""
    roles = {Role(role) for role in directory.deciding_roles(tenant.key, person.id, day) if role in set(Role)}
    _delegation(frozenset(roles if person.active else ()), habilitation_of(tenant.key, person.id), given)


def declare(person: Person, copies: Copies, tenants: Collection[int] = ()) -> list[str]:
    """Enter in each journal concerned what it does not have yet of a person who has a key; the tenants, by code.

    Concerned: the tenants for which they have a role, or had one by a convention, and `tenants` (keys). May be
    repeated: what an interruption left undone is done by the next call. Raises Conflict, Unavailable.
    """
    keys = {held.tenant for held in directory.grants_of(person.id)} | set(tenants)
    told = []
    for key in sorted(keys):
        tenant = register.tenant(f"{key:09d}")
        if declare_to(person, tenant, copies):
            told.append(tenant.code)
    return told


def declare_to(person: Person, tenant: Tenant, copies: Copies, delegation: GivenDelegation | None = None) -> bool:
    """The same, for one tenant; whether there was something to enter. Raises Conflict, Unavailable."""
    person = directory.person(person.id)
    public = credentials.public_keys([person.id]).get(person.id)
    known = habilitation_of(tenant.key, person.id)
    if public is None:
        return False
    day = day_of(copies.clock())
    roles = directory.deciding_roles(tenant.key, person.id, day)
    held = {Role(role) for role in roles if role in set(Role)}
    now = Habilitation(
        person=person.id,
        principal=directory.principal_of(person),
        public_key=public,
        roles=frozenset(held if person.active else ()),
    )
    now = replace(now, delegation=_delegation(now.roles, known, delegation))
    if now == known or (known is None and not now.roles):
        return False
    files = {DELEGATION_FILE: delegation.text.encode()} if delegation else {}
    what = Act(
        operation="habilitation",
        members=now.as_members(),
        files=files,
        facts=lambda cursor: require_current(cursor, tenant.key, now, day),
    )
    act(what, tenant, copies, None)
    return True


def _delegation(roles: frozenset[Role], known: Habilitation | None, given: GivenDelegation | None) -> Delegation | None:
    """The delegation that stands: the one given now, else the one before, as long as its role is held."""
    before = known.delegation if known and known.delegation and known.delegation.of in roles else None
    if given is None:
        return before
    if before is not None and before.of is not given.of:
        raise Conflict(TWO_DELEGATIONS, role=str(before.of))
    return Delegation(given.of, Digest.of("sha512", given.text.encode()), given.day)
