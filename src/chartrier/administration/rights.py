"""What a person may do, where, and why: asked by every door that knows who is there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from chartrier.administration.rights_in_words import PERMISSIONS_IN_WORDS, ROLES, listed, roles_giving
from chartrier.catalog.people import directory
from chartrier.catalog.people.models import Person
from chartrier.catalog.tenants.services import services
from chartrier.clock import day_of, now
from chartrier.records.roles import OF_THE_WHOLE, Permission, Role, permissions_of
from chartrier.records.voice import Bound, Voice
from chartrier.rules.communicabilite.words import Words, day_in_words


@dataclass(frozen=True, slots=True)
class ByConvention:
    """The convention by which somebody works for a collectivité, from its first day to its last (None: no last day)."""

    name: str
    first: date
    last: date | None

    def holds(self, on: date) -> bool:
        return self.first <= on and (self.last is None or on <= self.last)


@dataclass(frozen=True, slots=True)
class Grant:
    """One role of a person for a tenant. `services` and `series` bound it by their identifiers; empty: they do not.

    `only`: of what the role gives, no more than these permissions (a connector's); None: all of it.
    """

    tenant: int
    role: Role
    services: frozenset[str] = frozenset()
    series: frozenset[str] = frozenset()
    convention: ByConvention | None = None
    only: frozenset[Permission] | None = None

    @property
    def permissions(self) -> frozenset[Permission]:
        """All that its role lets one do, whatever bounds it."""
        given = permissions_of([self.role])
        return given if self.only is None else given & self.only

    @property
    def bounded(self) -> bool:
        return bool(self.services or self.series)

    def gives(self, permission: Permission) -> bool:
        """Whether it lets one do this somewhere: what is of a whole collectivité, only when nothing bounds it."""
        return permission in self.permissions and not (self.bounded and permission in OF_THE_WHOLE)

    def covers(self, service: str | None, series: str | None) -> bool:
        """Whether the grant reaches there; None asks whether it reaches anywhere."""
        return (not self.services or service is None or service in self.services) and (
            not self.series or series is None or series in self.series
        )

    @property
    def words(self) -> Words:
        """The role, and what bounds it."""
        fr, en = ROLES[self.role].fr, ROLES[self.role].en
        if self.convention is not None:
            fr, en = (
                f"{fr}, par la convention « {self.convention.name} »",
                f"{en}, by the convention “{self.convention.name}”",
            )
        if self.services:
            names = ", ".join(sorted(self.services))
            fr, en = f"{fr}, pour les services {names}", f"{en}, for the services {names}"
        if self.series:
            names = ", ".join(sorted(self.series))
            fr, en = f"{fr}, pour les séries {names}", f"{en}, for the series {names}"
        return Words(fr, en)


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether something is allowed, and the reasons, each a sentence in French and in English."""

    allowed: bool
    because: tuple[Words, ...]

    def __bool__(self) -> bool:
        return self.allowed


@dataclass(frozen=True, slots=True)
class Rights:
    """All that a person may do on a day. `operator`: they operate the instance, which is no role for a tenant."""

    person: UUID
    active: bool
    operator: bool
    on: date
    grants: Sequence[Grant]

    @property
    def tenants(self) -> tuple[int, ...]:
        """The tenants for which they have a role today, by key."""
        return tuple(sorted({grant.tenant for grant in self._holding()}))

    def where(self, permission: Permission) -> tuple[int, ...]:
        """The tenants for which they may do this today, by key."""
        return tuple(tenant for tenant in self.tenants if self.decide(permission, tenant).allowed)

    def throughout(self, permission: Permission) -> tuple[int, ...]:
        """Those for the whole of which they may do it."""
        return tuple(tenant for tenant in self.where(permission) if self.everywhere(permission, tenant))

    def roles(self, tenant: int) -> frozenset[Role]:
        """Their roles for a tenant today, whatever bounds them."""
        return frozenset(grant.role for grant in self._holding() if grant.tenant == tenant)

    def roles_by_bound(self, tenant: int) -> dict[Bound, frozenset[Role]]:
        """Their roles for a tenant today, each where it reaches."""
        held: dict[Bound, frozenset[Role]] = {}
        for grant in self._holding():
            if grant.tenant == tenant:
                bound = Bound(grant.services, grant.series)
                held[bound] = held.get(bound, frozenset[Role]()) | {grant.role}
        return held

    def reaching(self, permission: Permission, tenant: int) -> tuple[Grant, ...]:
        """The grants by which they may do this for a tenant today: what a list has to be bounded by. Empty: none."""
        return tuple(grant for grant in self._holding() if grant.tenant == tenant and grant.gives(permission))

    def bounds(self, tenant: int, *permissions: Permission) -> tuple[Bound, ...] | None:
        """Where one of these permissions reaches in a tenant today: nowhere (None), everywhere (empty), or within."""
        grants = [grant for permission in permissions for grant in self.reaching(permission, tenant)]
        if not grants:
            return None
        bounds = [Bound(grant.services, grant.series) for grant in grants]
        return () if any(not grant.bounded for grant in grants) else tuple(bounds)

    def services(self, permission: Permission, tenant: int) -> frozenset[str] | None:
        """The services for which they may do this in a tenant today; None: for any. Empty: for none."""
        grants = self.reaching(permission, tenant)
        if any(not grant.services for grant in grants):
            return None
        return frozenset[str]().union(*(grant.services for grant in grants))

    def voice(self, tenant: int) -> Voice:
        """For whom they deposit in a tenant today."""
        entered = services(tenant)
        closed = frozenset(each.identifier for each in entered if each.closed)
        known = frozenset({f"{tenant:09d}", *(each.identifier for each in entered)})
        within = self.bounds(tenant, Permission.SEARCH_DESCRIPTIONS)
        depositing = self.bounds(tenant, Permission.DEPOSIT) or ()
        return Voice(self.services(Permission.DEPOSIT, tenant), within, closed, depositing, known)

    def everywhere(self, permission: Permission, tenant: int) -> bool:
        """Whether they may do this for all of a tenant, by a grant that neither services nor series bound: so acts are
        decided; who is bounded decides none.
        """
        return any(not grant.bounded for grant in self.reaching(permission, tenant))

    def decide(
        self, permission: Permission, tenant: int | None, *, service: str | None = None, series: str | None = None
    ) -> Decision:
        """Whether they may do this, and why.

        `service` and `series` None ask whether it is allowed anywhere in the tenant; what belongs to no service or
        series is asked with an empty text. `tenant` None is the instance.
        """
        if not self.active:
            return _refused(Words("ce compte est fermé", "this account is closed"))
        if permission is Permission.OPERATE:
            return self._operating()
        ours = [grant for grant in self.grants if grant.tenant == tenant]
        if not ours:
            return _refused(Words("aucun rôle pour cette collectivité", "no role for this collectivité"))
        giving = [grant for grant in ours if permission in grant.permissions]
        if not giving:
            return _refused(_roles_lack(ours, permission))
        holding = [grant for grant in giving if self._holds(grant)]
        if not holding:
            return _refused(*(_out_of_time(grant) for grant in giving))
        reaching = [grant for grant in holding if grant.gives(permission)]
        if not reaching:
            return _refused(*(_of_the_whole(grant, permission) for grant in holding))
        covering = [grant for grant in reaching if grant.covers(service, series)]
        if not covering:
            return _refused(*(_out_of_bounds(grant) for grant in holding))
        return Decision(True, tuple(_by(grant, permission) for grant in covering))

    def _operating(self) -> Decision:
        if self.operator:
            return Decision(True, (Words("exploite cette instance", "operates this instance"),))
        return _refused(Words("n'exploite pas cette instance", "does not operate this instance"))

    def _holding(self) -> list[Grant]:
        return [grant for grant in self.grants if self._holds(grant)] if self.active else []

    def _holds(self, grant: Grant) -> bool:
        return grant.convention is None or grant.convention.holds(self.on)


def rights_of(person: UUID, on: date | None = None) -> Rights:
    """What a person may do on a day of the law (None: today). Raises NotFound when there is no such person."""
    return rights_known(directory.person(person), on)


def rights_in(tenant: int) -> list[tuple[Person, Rights]]:
    """Those who have a role for a tenant today, by name, each with what they may do there, and nowhere else."""
    on = day_of(now())
    held = {who: grants for who, grants in directory.grants_in(tenant).items() if any(one.holds(on) for one in grants)}
    return [(person, _rights(person, on, held[person.id])) for person in directory.persons_called(held.keys())]


def rights_known(person: Person, on: date | None = None) -> Rights:
    """The same of somebody whose account was just read."""
    return _rights(person, on or day_of(now()), directory.grants_of(person.id))


def _rights(person: Person, on: date, held: Sequence[directory.Held]) -> Rights:
    grants = [_grant(each) for each in held if each.role in set(Role)]
    return Rights(person.id, person.active, person.operator, on, grants)


def _grant(held: directory.Held) -> Grant:
    convention = ByConvention(held.name, held.first, held.last) if held.first is not None else None
    return Grant(held.tenant, Role(held.role), held.services, held.series, convention)


def _refused(*because: Words) -> Decision:
    return Decision(False, because)


def _by(grant: Grant, permission: Permission) -> Words:
    what, who = PERMISSIONS_IN_WORDS[permission], grant.words
    return Words(f"peut {what.fr} : {who.fr}", f"may {what.en}: {who.en}")


def _roles_lack(grants: Sequence[Grant], permission: Permission) -> Words:
    what, those = PERMISSIONS_IN_WORDS[permission], roles_giving(permission)
    held = listed(ROLES[role] for role in Role if role in {grant.role for grant in grants})
    return Words(
        f"pour {what.fr}, il faut l'un de ces rôles : {those.fr} ; rôles tenus : {held.fr}",
        f"to {what.en}, it takes one of these roles: {those.en}; roles held: {held.en}",
    )


def _out_of_time(grant: Grant) -> Words:
    convention = grant.convention
    assert convention is not None
    words = grant.words
    if convention.last is None:
        day = day_in_words(convention.first)
        return Words(f"{words.fr}, mais à partir du {day.fr} seulement", f"{words.en}, but from {day.en} only")
    first, last = day_in_words(convention.first), day_in_words(convention.last)
    return Words(
        f"{words.fr}, mais du {first.fr} au {last.fr} seulement", f"{words.en}, but from {first.en} to {last.en} only"
    )


def _of_the_whole(grant: Grant, permission: Permission) -> Words:
    what, who = PERMISSIONS_IN_WORDS[permission], grant.words
    return Words(
        f"{who.fr} : ce rôle est borné, et « {what.fr} » vaut pour toute la collectivité",
        f"{who.en}: this role is bounded, and “{what.en}” is of the whole collectivité",
    )


def _out_of_bounds(grant: Grant) -> Words:
    return Words(f"{grant.words.fr}, et non là", f"{grant.words.en}, and not there")
