"""The persons of an archive and their roles. They sign in later; journals name them by an opaque identifier."""

from __future__ import annotations

from chartrier.administration.findings import BAD_ROLE, NO_NAME, ROLE_NEEDS_TENANT
from chartrier.administration.names import clean_name
from chartrier.catalog.people import directory
from chartrier.catalog.people.models import Person
from chartrier.catalog.tenants import register
from chartrier.clock import Clock
from chartrier.errors import InvalidInput
from chartrier.records.identifiers import new_package_id
from chartrier.records.roles import Role

ROLES = tuple(Role)


def add_person(name: str, email: str | None, role: str | None, tenant: str | None, clock: Clock) -> Person:
    """Enter a person, with a role for a tenant when both are given. Raises InvalidInput, NotFound, Conflict."""
    name = clean_name(name)
    email = clean_name(email) if email is not None else None
    if not name:
        raise InvalidInput(NO_NAME)
    if role is not None and role not in ROLES:
        raise InvalidInput(BAD_ROLE, role=role[:40], choices=", ".join(ROLES))
    if (role is None) != (tenant is None):
        raise InvalidInput(ROLE_NEEDS_TENANT)
    key = register.tenant(tenant).key if tenant is not None else None
    person = directory.add_person(new_package_id(clock()), name, email, clock())
    if key is not None and role is not None:
        directory.give_role(key, person.id, role)
    return person
