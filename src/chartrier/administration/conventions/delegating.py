"""Who works for a collectivité by a convention: the archivist of a centre de gestion, a DPO of several."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from uuid import UUID

from chartrier.administration.conventions import findings as say
from chartrier.administration.conventions.drafting import tenants_of
from chartrier.administration.habilitations import DELEGABLE, declare, declare_to
from chartrier.administration.waiting import end_known_invitation
from chartrier.catalog.conventions import register
from chartrier.catalog.people import directory
from chartrier.catalog.people.models import Person
from chartrier.catalog.tenants import register as tenants
from chartrier.clock import day_of
from chartrier.copies.copies import Copies
from chartrier.errors import Conflict, InvalidInput, NotFound
from chartrier.records.roles import Role
from chartrier.rules.convention import Convention

NOT_GIVEN = DELEGABLE | {Role.CONTROLE, Role.EXPLOITANT}
"""Roles that no convention gives: those who control or decide for others have them by the law, or by themselves."""


def delegate(
    convention: UUID,
    known: Convention,
    person: Person,
    role: Role,
    copies: Copies,
    only: Collection[str] = (),
    *,
    services: Sequence[str] = (),
    series: Sequence[str] = (),
) -> list[str]:
    """Give a person a role for the tenants of a convention (or `only` these codes), as long as it holds; the codes.

    What they have by themselves stays as it is. Raises Conflict when the convention is not signed, InvalidInput for a
    role that no convention gives, NotFound for a tenant that is no party.
    """
    if role in NOT_GIVEN:
        raise InvalidInput(say.ROLE_NOT_DELEGATED, role=role)
    if known.signed is None:
        raise Conflict(say.NOT_SIGNED)
    parties = [f"{key:09d}" for key in tenants_of(known)]
    for code in only:
        if code not in parties:
            raise NotFound(say.NOT_A_PARTY, code=code[:20])
    given = [code for code in parties if not only or code in only]
    for code in given:
        tenant = tenants.tenant(code)
        end_known_invitation(person)
        directory.give_role(tenant.key, person.id, role, services=services, series=series, convention=convention)
        declare_to(person, tenant, copies)
    return given


def take_back(convention: UUID, parties: Sequence[int], copies: Copies) -> list[UUID]:
    """Take away what a convention gave to persons, and tell the journals; who they were. May be repeated."""
    persons: set[UUID] = set()
    for tenant in parties:
        persons.update(directory.take_roles_of(tenant, convention))
    for person in sorted(persons):
        declare(directory.person(person), copies, parties)
    return sorted(persons)


def follow_days(copies: Copies) -> list[UUID]:
    """Take back what ended conventions gave, and tell the journals what begun ones give; whom it changed.

    Nobody could act by an ended one since its last day, and whoever has a role by one that begins acts once this was
    done. May be repeated, and is to be done each day.
    """
    today, changed = day_of(copies.clock()), set[UUID]()
    for identifier, each in register.conventions(tenants.tenant_keys()).items():
        if each.last is not None and each.last < today:
            changed.update(take_back(identifier, tenants_of(each), copies))
        elif each.holds(today):
            changed.update(_tell_begun(identifier, each, copies))
    return sorted(changed)


def _tell_begun(convention: UUID, known: Convention, copies: Copies) -> set[UUID]:
    told = set()
    for key in tenants_of(known):
        tenant = tenants.tenant(f"{key:09d}")
        for person in directory.persons_by(key, convention):
            if declare_to(directory.person(person), tenant, copies):
                told.add(person)
    return told
