"""The directory of persons and of what they may do."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, connections
from django.db.models import Q

from chartrier.catalog.findings import EMAIL_TAKEN, NO_PERSON
from chartrier.catalog.people.models import Membership, Person
from chartrier.catalog.transaction import transaction
from chartrier.errors import Conflict, NotFound


def add_person(identifier: UUID, name: str, email: str | None, created: datetime) -> Person:
    """Enter a person, who cannot log in yet. Raises Conflict when the e-mail address is another's."""
    person = Person(id=identifier, name=name, email=email.strip().lower() if email else None, created=created)
    person.set_unusable_password()
    try:
        with transaction([]):
            person.save(force_insert=True)
    except IntegrityError as problem:
        raise Conflict(EMAIL_TAKEN) from problem
    return person


def person(identifier: UUID) -> Person:
    """Raises NotFound."""
    with transaction([]):
        found = Person.objects.filter(id=identifier).first()
    if found is None:
        raise NotFound(NO_PERSON, person=str(identifier))
    return found


def persons() -> list[Person]:
    """Everybody, by name."""
    with transaction([]):
        return list(Person.objects.order_by("name", "id"))


def persons_named(name: str) -> list[Person]:
    """Those whom an identifier or a name means: nobody, one, or several of the same name."""
    with transaction([]):
        by_name = list(Person.objects.filter(name=name).order_by("id"))
        try:
            identifier = UUID(name)
        except ValueError:
            return by_name
        return list(Person.objects.filter(id=identifier)) or by_name


def principal_of(who: Person) -> UUID:
    """The human being that an account is of."""
    return who.principal or who.id


def accounts_of(principal: UUID) -> list[Person]:
    """The accounts of a human being, the oldest first."""
    with transaction([]):
        return list(Person.objects.filter(Q(principal=principal) | Q(id=principal, principal=None)).order_by("id"))


def set_principal(accounts: Collection[UUID], principal: UUID) -> None:
    """Say that these accounts are of one human being."""
    with transaction([]):
        Person.objects.filter(id__in=accounts).update(principal=principal)


def set_active(identifier: UUID, active: bool) -> Person:
    """Let a person in or keep them out; nobody is removed: journals name them. Raises NotFound."""
    with transaction([]):
        Person.objects.filter(id=identifier).update(active=active)
    return person(identifier)


def give_role(tenant: int, who: UUID, role: str) -> None:
    """Harmless when the person has it already. Raises NotFound when there is no such person."""
    person(who)
    with transaction([tenant]):
        Membership.objects.get_or_create(tenant=tenant, person=who, role=role)


def take_role(tenant: int, who: UUID, role: str) -> None:
    with transaction([tenant]):
        Membership.objects.filter(tenant=tenant, person=who, role=role).delete()


def members(tenant: int) -> list[tuple[UUID, str]]:
    """Who has which role for this tenant."""
    with transaction([tenant]):
        rows = Membership.objects.filter(tenant=tenant).order_by("person", "role")
        return list(rows.values_list("person", "role"))


def memberships_of(who: UUID) -> list[tuple[int, str]]:
    """The tenants for which a person has a role, with the role: asked before any tenant is chosen."""
    with transaction([]), connections["default"].cursor() as cursor:
        cursor.execute("SELECT tenant, role FROM memberships_of(%s)", [who])
        return list(cursor.fetchall())
