"""People who act, for the tests of any room.

`actor` is in memory only: for what is pure. `entered` is in the directory and the journal of a tenant, with a key of
its own but no passphrase (quick): for acts on a real archive. `person_with` is what the command line enters.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid4

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from chartrier import clock
from chartrier.administration.habilitations import declare_to
from chartrier.catalog.people import credentials, directory
from chartrier.catalog.people.models import Membership
from chartrier.catalog.transaction import transaction
from chartrier.keyring.personal import seal_key
from chartrier.records.actor import Actor
from chartrier.records.identifiers import new_package_id
from chartrier.records.roles import Role
from chartrier.records.sealed_key import Cost
from chartrier.records.tenant import Tenant
from chartrier.wiring import Wiring
from tests.cli.commands import Chartrier

CHEAP = Cost(passes=1, memory=8, lanes=1)
"""The least that argon2 takes."""

PASSPHRASE = "cinq mots sans aucun lien"


def actor(*roles: Role, principal: UUID | None = None, name: str = "Jeanne Martin") -> Actor:
    """Somebody with these roles, whom no archive knows."""
    person, key = new_package_id(clock.now()), Ed25519PrivateKey.generate()
    return _actor(person, principal or person, name, frozenset(roles), key)


def entered(archive: Wiring, tenant: Tenant, *roles: Role, same_as: Actor | None = None) -> Actor:
    """Somebody with these roles, whom the directory and the journal know; `same_as`: another account of theirs."""
    now = clock.now()
    person = directory.add_person(new_package_id(now), "Jeanne Martin", None, now)
    key = Ed25519PrivateKey.generate()
    credentials.enter_key(person.id, seal_key(key, PASSPHRASE, person.id, CHEAP), now)
    principal = same_as.principal if same_as else person.id
    directory.set_principal([person.id], principal)
    for role in roles:
        hold(tenant.key, person.id, role)
    declare_to(person, tenant, archive.copies)
    return _actor(person.id, principal, person.name, frozenset(roles), key)


def hold(tenant: int, person: UUID, role: str) -> None:
    """Let somebody have a role whatever they have besides: an older archive may have given what none gives any more."""
    with transaction([tenant]):
        Membership.objects.create(tenant=tenant, id=uuid4(), person=person, role=role, services=[], series=[])


def person_with(
    chartrier: Chartrier, tenant: str, name: str, *roles: Role, passphrase: str = PASSPHRASE
) -> tuple[object, ...]:
    """Enter somebody by the command line, as an operator does; the options by which they act afterwards."""
    file = Path(chartrier.folder).parent / f"{name}.passphrase"
    file.touch(mode=0o600)
    file.write_text(passphrase, "utf-8")
    given = [each for role in roles for each in ("--role", role)]
    chartrier.json("person", "add", name, *given, "--tenant", tenant, "--passphrase-file", file)
    return ("--as", name, "--passphrase-file", file)


def _actor(person: UUID, principal: UUID, name: str, roles: frozenset[Role], key: Ed25519PrivateKey) -> Actor:
    public = key.public_key().public_bytes_raw()
    return Actor(person, principal, name, roles, public, "passphrase", datetime.now(UTC), key.sign)
