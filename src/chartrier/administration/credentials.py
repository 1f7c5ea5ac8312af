"""Personal credentials: proving who acts, giving and changing what proves it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from chartrier.administration.findings import NOT_DECLARED, NOT_PROVEN, TOO_MANY_FAILURES
from chartrier.administration.names import clean_name
from chartrier.administration.passphrases import require_fit
from chartrier.catalog.acts.habilitations import habilitation_of
from chartrier.catalog.people import credentials, directory
from chartrier.catalog.people.models import Person
from chartrier.clock import Clock, day_of, write_instant
from chartrier.errors import InvalidInput, NotAllowed
from chartrier.keyring.personal import make_key, open_key, open_nothing, seal_key
from chartrier.records.actor import Actor
from chartrier.records.roles import Permission, Role
from chartrier.records.sealed_key import Cost
from chartrier.records.tenant import Tenant

METHOD = "passphrase"


def authenticate(tenant: Tenant, who: str, passphrase: str, permission: Permission | None, clock: Clock) -> Actor:
    """The person of this name or identifier, proven by their passphrase, who has this permission for the tenant;
    None: any role, and what is asked decides.

    Their roles are those of the directory that the tenant's journal has too. Raises NotAllowed: ADM-040 alike for
    somebody unknown, a wrong passphrase, no role, and a role that does not permit it; ADM-041 after too many wrong
    passphrases; ADM-042, to whoever proved themselves, when the journal does not have their key or principal yet.
    """
    now = clock()
    person, roles = _only_one(tenant, who, day_of(now))
    if person is None:
        open_nothing(passphrase)
        raise NotAllowed(NOT_PROVEN)
    proven = Proven(person, _open(person, passphrase, now), now)
    actor = proven.as_actor(tenant, roles)
    if not actor.roles or (permission is not None and not actor.may(permission)):
        raise NotAllowed(NOT_PROVEN)
    proven.require_declared(tenant)
    return actor


@dataclass(frozen=True, slots=True)
class Proven:
    """A person who has proven who they are, before it is known for which tenants they act."""

    person: Person
    key: Ed25519PrivateKey = field(repr=False)
    authenticated: datetime

    def acting_for(self, tenant: Tenant, permission: Permission) -> Actor:
        """The person as they act for a tenant, of which they have this permission. Raises NotAllowed as above."""
        actor = self.as_actor(tenant, _roles(tenant, self.person, day_of(self.authenticated)))
        if not self.person.active or not actor.may(permission):
            raise NotAllowed(NOT_PROVEN)
        self.require_declared(tenant)
        return actor

    def as_actor(self, tenant: Tenant, roles: frozenset[Role]) -> Actor:
        """With those of these roles that the journal of the tenant has too."""
        known = habilitation_of(tenant.key, self.person.id)
        return Actor(
            self.person.id,
            directory.principal_of(self.person),
            self.person.name,
            roles & known.roles if known else roles,
            self._public,
            METHOD,
            self.authenticated,
            self.key.sign,
        )

    def require_declared(self, tenant: Tenant) -> None:
        """Refuse (NotAllowed) when the journal does not have this key and principal."""
        known = habilitation_of(tenant.key, self.person.id)
        principal = directory.principal_of(self.person)
        if known is None or known.public_key != self._public or known.principal != principal:
            raise NotAllowed(NOT_DECLARED, tenant=tenant.code)

    @property
    def _public(self) -> bytes:
        return self.key.public_key().public_bytes_raw()


def prove(person: Person, passphrase: str, clock: Clock) -> Proven:
    """A person, proven by their passphrase. Raises NotAllowed (ADM-040, ADM-041)."""
    now = clock()
    return Proven(person, _open(person, passphrase, now), now)


def give_key(person: UUID, passphrase: str, now: datetime, cost: Cost | None = None) -> None:
    """Make a person a new key under this passphrase, in the place of any other. Raises InvalidInput.

    The journals of their tenants have yet to be told: `habilitations.declare`.
    """
    require_fit(passphrase)
    credentials.enter_key(person, seal_key(make_key(), passphrase, person, cost), now)


def change_passphrase(person: Person, old: str, new: str, clock: Clock, cost: Cost | None = None) -> None:
    """Close the same key under another passphrase. Raises NotAllowed when the old one is wrong, InvalidInput."""
    require_fit(new)
    now = clock()
    key = _open(person, old, now)
    if not credentials.close_again(person.id, seal_key(key, new, person.id, cost), now):
        raise NotAllowed(NOT_PROVEN)


def _only_one(tenant: Tenant, who: str, on: date) -> tuple[Person | None, frozenset[Role]]:
    """The one person whom this name means here, with their roles for the tenant."""
    try:
        name = clean_name(who)
    except InvalidInput:
        return None, frozenset()
    found = []
    for each in directory.persons_named(name):
        held = _roles(tenant, each, on)
        if each.active and held:
            found.append((each, held))
    return found[0] if len(found) == 1 else (None, frozenset())


def _roles(tenant: Tenant, person: Person, on: date) -> frozenset[Role]:
    held = directory.deciding_roles(tenant.key, person.id, on)
    return frozenset(Role(role) for role in held if role in set(Role))


def _open(person: Person, passphrase: str, now: datetime) -> Ed25519PrivateKey:
    """A person's key. Raises NotAllowed, as soon for somebody who is none as for a wrong passphrase."""
    if not person.active or not credentials.has_key(person.id):
        open_nothing(passphrase)
        raise NotAllowed(NOT_PROVEN)
    opened = credentials.attempt(person.id, now, partial(open_key, passphrase=passphrase, person=person.id))
    if isinstance(opened, credentials.Closed):
        raise NotAllowed(TOO_MANY_FAILURES, until=write_instant(opened.until))
    if opened is None:
        raise NotAllowed(NOT_PROVEN)
    return opened
