"""The directory of persons and of what they may do."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import IntegrityError, connections
from django.db.models import Q

from chartrier.catalog.findings import (
    CONTROLS_AND_OPERATES,
    CONTROLS_AND_WORKS,
    EMAIL_TAKEN,
    HELD_THROUGHOUT,
    HELD_WITHIN,
    NO_PERSON,
    OPERATES_AND_CONTROLS,
)
from chartrier.catalog.people.models import Membership, Person
from chartrier.catalog.transaction import transaction
from chartrier.clock import day_of, now
from chartrier.errors import Conflict, NotFound

HOLDS = """(m.convention IS NULL OR EXISTS (
    SELECT FROM conventions_convention c
    WHERE c.tenant = m.tenant AND c.id = m.convention AND c.signed IS NOT NULL
        AND c.first <= %(on)s AND (c.last IS NULL OR %(on)s <= c.last)
))"""
"""SQL of whether a membership `m` holds on the day `on`."""

DECIDES = f"({HOLDS} AND m.services = '{{}}' AND m.series = '{{}}')"
"""SQL of whether it lets one decide: acts are checked against no bounds, so that a bounded role is good for none."""


CONTROLLING = frozenset({"controle", "visa"})
"""Roles of the Archives départementales, which look over what a host does: no account is both."""
EXECUTING = "exploitant"
"""The role by which a host carries out what was decided."""


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


def names_of(identifiers: Collection[UUID]) -> dict[UUID, str]:
    """The names of those who are in the directory."""
    with transaction([]):
        return dict(Person.objects.filter(id__in=identifiers).values_list("id", "name"))


def persons_named(name: str) -> list[Person]:
    """Those whom an identifier or a name means: nobody, one, or several of the same name."""
    with transaction([]):
        by_name = list(Person.objects.filter(name=name).order_by("id"))
        try:
            identifier = UUID(name)
        except ValueError:
            return by_name
        return list(Person.objects.filter(id=identifier)) or by_name


def person_of_address(email: str) -> Person | None:
    """The person of an e-mail address, written in whatever case."""
    with transaction([]):
        return Person.objects.filter(email=email.strip().lower()).first()


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


def set_email(identifier: UUID, email: str) -> Person:
    """Give a person another address to sign in by, and forget the one before. Raises NotFound, Conflict when it is
    another's.
    """
    try:
        with transaction([]), connections["default"].cursor() as cursor:
            Person.objects.filter(id=identifier).update(email=email.strip().lower())
            cursor.execute("DELETE FROM account_emailaddress WHERE user_id = %s", [identifier])
    except IntegrityError as problem:
        raise Conflict(EMAIL_TAKEN) from problem
    return person(identifier)


def set_active(identifier: UUID, active: bool) -> Person:
    """Let a person in or keep them out; nobody is removed: journals name them. Raises NotFound."""
    with transaction([]):
        Person.objects.filter(id=identifier).update(active=active, without_role=None)
    return person(identifier)


def set_without_role(identifier: UUID, since: datetime | None) -> None:
    """Keep since when somebody has been without a role; None: they have one."""
    with transaction([]):
        Person.objects.filter(id=identifier).update(without_role=since)


def close_without_role(identifier: UUID) -> Person:
    """Keep out whoever has no role, until they are given one. Raises NotFound."""
    with transaction([]):
        Person.objects.filter(id=identifier).update(active=False)
    return person(identifier)


def open_again(identifier: UUID) -> None:
    """Open an account that was closed for want of a role, and no other."""
    with transaction([]):
        _open_again(identifier)


def _open_again(identifier: UUID) -> None:
    """They have something to do here: an account closed for want of it opens, one that somebody closed does not."""
    Person.objects.filter(id=identifier).exclude(without_role=None).update(active=True, without_role=None)


@dataclass(frozen=True, slots=True)
class Held:
    """A role that a person has for a tenant, what bounds it, and the convention by which, when it is by one."""

    tenant: int
    role: str
    services: frozenset[str] = frozenset()
    series: frozenset[str] = frozenset()
    convention: UUID | None = None
    name: str = ""
    first: date | None = None
    last: date | None = None

    def holds(self, on: date) -> bool:
        """Whether they have it on a day."""
        return (self.first is None or self.first <= on) and (self.last is None or on <= self.last)


def give_role(
    tenant: int,
    who: UUID,
    role: str,
    *,
    services: Collection[str] = (),
    series: Collection[str] = (),
    convention: UUID | None = None,
    replace: bool = False,
) -> None:
    """Give a role within these bounds; an account that was closed for want of one opens again. Each way of having it,
    oneself or a convention, stands and ends alone.

    Raises NotFound when there is no such person, Conflict for a role that controls when they operate the instance or
    work where they would control, and, unless others are to `replace` them, for one that they have by the same way
    within other bounds.
    """
    if role in CONTROLLING and person(who).operator:
        raise Conflict(OPERATES_AND_CONTROLS, role=role)
    person(who)
    _require_controls_alone(tenant, who, role)
    bounds = {"services": sorted(set(services)), "series": sorted(set(series))}
    with transaction([tenant]):
        if not replace:
            require_held_alike(tenant, who, role, services=services, series=series, convention=convention)
        _open_again(who)
        given = Membership.objects.filter(tenant=tenant, person=who, role=role, convention=convention)
        if not given.update(**bounds):
            Membership.objects.create(tenant=tenant, id=uuid4(), person=who, role=role, convention=convention, **bounds)


def _require_controls_alone(tenant: int, who: UUID, role: str) -> None:
    """Who controls a collectivité is nothing else to it, and carries out nothing for any."""
    for held in grants_of(who):
        pair = {role, held.role}
        control = pair & CONTROLLING
        if control and pair - CONTROLLING and (held.tenant == tenant or EXECUTING in pair):
            raise Conflict(CONTROLS_AND_WORKS, control=next(iter(control)), role=next(iter(pair - CONTROLLING)))


def require_held_alike(
    tenant: int,
    who: UUID,
    role: str,
    *,
    services: Collection[str] = (),
    series: Collection[str] = (),
    convention: UUID | None = None,
) -> None:
    """Refuse (Conflict) bounds other than those within which a person has a role by that way already."""
    with transaction([tenant]):
        held = Membership.objects.filter(tenant=tenant, person=who, role=role, convention=convention).first()
    if held is None or (set(held.services), set(held.series)) == (set(services), set(series)):
        return
    code = f"{tenant:09d}"
    if not held.services and not held.series:
        raise Conflict(HELD_THROUGHOUT, role=role, tenant=code)
    # both words are the same in French and in English
    bounds = [
        f"{kind} {', '.join(codes)}" for kind, codes in (("services", held.services), ("séries", held.series)) if codes
    ]
    raise Conflict(HELD_WITHIN, role=role, tenant=code, bounds=" ; ".join(bounds))


def take_role(tenant: int, who: UUID, role: str) -> None:
    """Take a role away, by whichever ways they have it."""
    with transaction([tenant]):
        Membership.objects.filter(tenant=tenant, person=who, role=role).delete()


def take_own_role(tenant: int, who: UUID, role: str) -> None:
    """Take a role away that they have by themselves; what conventions give stays."""
    with transaction([tenant]):
        Membership.objects.filter(tenant=tenant, person=who, role=role, convention=None).delete()


def persons_by(tenant: int, convention: UUID) -> list[UUID]:
    """Who has a role for a tenant by a convention."""
    with transaction([tenant]):
        given = Membership.objects.filter(tenant=tenant, convention=convention)
        return sorted(set(given.values_list("person", flat=True)))


def take_roles_of(tenant: int, convention: UUID) -> list[UUID]:
    """Take away what persons had for a tenant by a convention; who they were."""
    with transaction([tenant]):
        persons = persons_by(tenant, convention)
        Membership.objects.filter(tenant=tenant, convention=convention).delete()
    return persons


def members(tenant: int, on: date | None = None) -> list[tuple[UUID, str]]:
    """Who has which role for this tenant on a day; None: today."""
    with transaction([tenant]), connections["default"].cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT m.person, m.role FROM people_membership m WHERE m.tenant = %(tenant)s"  # noqa: S608 - SQL of ours
            f" AND {HOLDS} ORDER BY 1, 2",
            {"tenant": tenant, "on": on or day_of(now())},
        )
        return list(cursor.fetchall())


def deciding_roles(tenant: int, who: UUID, on: date | None = None) -> set[str]:
    """The roles by which a person decides for a tenant, and reads all that it has, on a day; None: today."""
    with transaction([tenant]), connections["default"].cursor() as cursor:
        cursor.execute(
            f"SELECT m.role FROM people_membership m WHERE m.tenant = %(tenant)s AND m.person = %(who)s AND {DECIDES}",  # noqa: S608 - SQL of ours
            {"tenant": tenant, "who": who, "on": on or day_of(now())},
        )
        return {role for (role,) in cursor.fetchall()}


def grants_of(who: UUID) -> list[Held]:
    """All roles of a person, for whichever tenant and of whatever days: asked before any tenant is chosen."""
    with transaction([]), connections["default"].cursor() as cursor:
        cursor.execute(
            "SELECT tenant, role, services, series, convention, coalesce(name, ''), first, last FROM grants_of(%s)",
            [who],
        )
        return [
            Held(tenant, role, frozenset(services), frozenset(series), *others)
            for tenant, role, services, series, *others in cursor.fetchall()
        ]


def grants_in(tenant: int) -> dict[UUID, list[Held]]:
    """All roles for one tenant, of whatever days, by the person who has them."""
    with transaction([tenant]), connections["default"].cursor() as cursor:
        cursor.execute(
            "SELECT m.person, m.tenant, m.role, m.services, m.series, m.convention, coalesce(c.name, ''), c.first,"
            " c.last FROM people_membership m"
            " LEFT JOIN conventions_convention c ON c.tenant = m.tenant AND c.id = m.convention"
            " WHERE m.tenant = %s AND (m.convention IS NULL OR c.signed IS NOT NULL) ORDER BY m.person, m.role",
            [tenant],
        )
        found: dict[UUID, list[Held]] = {}
        for person, key, role, services, series, *others in cursor.fetchall():
            held = Held(key, role, frozenset(services), frozenset(series), *others)
            found.setdefault(person, []).append(held)
    return found


def persons_called(identifiers: Collection[UUID]) -> list[Person]:
    """Those of these identifiers, by name."""
    with transaction([]):
        return list(Person.objects.filter(id__in=identifiers).order_by("name", "id"))


def memberships_of(who: UUID, on: date | None = None) -> list[tuple[int, str]]:
    """The tenants for which a person has a role on a day, with the role; None: today."""
    day = on or day_of(now())
    return list(dict.fromkeys((held.tenant, held.role) for held in grants_of(who) if held.holds(day)))


def set_operator(identifier: UUID, operator: bool) -> Person:
    """Let a person operate the instance, or no longer. Raises NotFound, Conflict for whoever controls."""
    held = sorted({each.role for each in grants_of(identifier)} & CONTROLLING) if operator else []
    if held:
        raise Conflict(CONTROLS_AND_OPERATES, role=held[0])
    with transaction([]):
        Person.objects.filter(id=identifier).update(operator=operator)
        if operator:
            _open_again(identifier)
    return person(identifier)
