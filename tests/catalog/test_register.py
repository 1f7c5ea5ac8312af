"""Tenants, persons and their roles."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime

import pytest

from chartrier.catalog.people import directory
from chartrier.catalog.tenants import register
from chartrier.errors import Conflict, NotFound
from chartrier.records.policy import Policy

from .conftest import ALPHA, BETA, make_tenant

THEN = datetime(2026, 11, 22, tzinfo=UTC)


def test_a_tenant_is_read_as_it_was_entered(wired):
    made = make_tenant(ALPHA)
    assert register.tenant(made.code) == made
    assert register.tenants() == [made]


def test_a_code_is_never_used_twice(tenants):
    with pytest.raises(Conflict) as caught:
        make_tenant(ALPHA)
    assert caught.value.finding.code == "CAT-030"
    assert register.tenant_keys() == [ALPHA, BETA]


def test_a_code_with_leading_zeros(wired):
    made = make_tenant(12)
    assert made.code == "000000012"
    assert register.tenant("000000012").key == 12


@pytest.mark.parametrize("code", ["111111111", "", "x", "12", "²11234567", "2112345670", "' or 1=1"])
def test_an_unknown_tenant_is_not_found(tenants, code):
    with pytest.raises(NotFound):
        register.tenant(code)


def test_a_policy_changes(tenants):
    policy = Policy(frozenset({"unscanned"}), {"accord": frozenset({"AC-1"})})
    changed = register.change_policy(f"{ALPHA:09d}", policy)
    assert changed.policy.refuse == {"unscanned"}
    assert changed.policy.as_json() == policy.as_json()
    assert register.tenant(f"{BETA:09d}").policy.refuse == {"unknown-format"}


def test_persons(wired):
    ada, bob = uuid.uuid4(), uuid.uuid4()
    directory.add_person(ada, "Ada", "Ada@Exemple.fr ", THEN)
    directory.add_person(bob, "Bob", None, THEN)
    directory.add_person(uuid.uuid4(), "Bob", None, THEN)
    with pytest.raises(Conflict) as caught:
        directory.add_person(uuid.uuid4(), "Autre Ada", "ada@exemple.fr", THEN)
    assert caught.value.finding.code == "CAT-032"
    assert [person.name for person in directory.persons()] == ["Ada", "Bob", "Bob"]
    assert not directory.person(ada).has_usable_password()
    assert directory.set_active(ada, False).is_active is False
    with pytest.raises(NotFound):
        directory.person(uuid.uuid4())


def test_roles_are_a_tenants_and_are_found_before_any_is_chosen(tenants):
    ada, bob = uuid.uuid4(), uuid.uuid4()
    for identifier, name in ((ada, "Ada"), (bob, "Bob")):
        directory.add_person(identifier, name, None, THEN)
    for tenant, role in ((ALPHA, "archiviste"), (BETA, "lecteur"), (BETA, "lecteur")):
        directory.give_role(tenant, ada, role)
    directory.give_role(BETA, bob, "archiviste")
    assert directory.memberships_of(ada) == [(ALPHA, "archiviste"), (BETA, "lecteur")]
    assert directory.members(ALPHA) == [(ada, "archiviste")]
    directory.take_role(BETA, ada, "lecteur")
    assert directory.memberships_of(ada) == [(ALPHA, "archiviste")]
    with pytest.raises(NotFound):
        directory.give_role(ALPHA, uuid.uuid4(), "lecteur")
