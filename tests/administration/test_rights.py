"""What a person may do, and the reasons that are told: pure first, then as the directory has it."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chartrier.administration.collectivites.services import add_service
from chartrier.administration.people import add_role, let_operate
from chartrier.administration.rights import ByConvention, Grant, Rights, rights_of
from chartrier.administration.rights_in_words import PERMISSIONS_IN_WORDS, ROLES
from chartrier.administration.tenants import open_tenant
from chartrier.catalog.acts.habilitations import habilitation_of
from chartrier.catalog.people import directory
from chartrier.catalog.tenants import register
from chartrier.clock import now
from chartrier.records.finding import Findings
from chartrier.records.roles import ACCESS, OF_THE_WHOLE, PERMISSIONS, Permission, Role, permissions_of
from chartrier.wiring import Wiring, wire
from tests.actors import entered
from tests.conftest import Home

TODAY = date(2027, 3, 15)
CDG = ByConvention("CDG", date(2027, 1, 1), date(2027, 12, 31))
COMMUNE, NEIGHBOUR = 211234567, 130025265


def rights(*grants: Grant, on: date = TODAY, active: bool = True, operator: bool = False) -> Rights:
    return Rights(UUID(int=1), active, operator, on, grants)


grants = st.builds(
    Grant,
    tenant=st.sampled_from([1, 2]),
    role=st.sampled_from(Role),
    services=st.frozensets(st.sampled_from(["FIN", "RH"])),
    series=st.frozensets(st.sampled_from(["S001", "S002"])),
    convention=st.none() | st.just(CDG),
)


@given(
    held=st.lists(grants, max_size=5),
    permission=st.sampled_from(Permission),
    tenant=st.sampled_from([1, 2, 3]),
    on=st.dates(date(2026, 12, 1), date(2028, 2, 1)),
    service=st.sampled_from([None, "FIN", "RH", ""]),
    series=st.sampled_from([None, "S001", "S002", ""]),
)
def test_a_decision_is_what_some_grant_gives(
    held: list[Grant], permission: Permission, tenant: int, on: date, service: str | None, series: str | None
) -> None:
    decision = rights(*held, on=on).decide(permission, tenant, service=service, series=series)
    gives = any(
        each.tenant == tenant
        and permission in PERMISSIONS[each.role] | ACCESS[each.role]
        and not (permission in OF_THE_WHOLE and (each.services or each.series))
        and (each.convention is None or date(2027, 1, 1) <= on <= date(2027, 12, 31))
        and (not each.services or service is None or service in each.services)
        and (not each.series or series is None or series in each.series)
        for each in held
    )
    assert decision.allowed is (gives and permission is not Permission.OPERATE)
    assert bool(decision) is decision.allowed
    assert decision.because
    for each in decision.because:
        assert each.fr.strip() and each.en.strip() and each.fr != each.en


@given(held=st.lists(grants, max_size=5), permission=st.sampled_from(Permission), tenant=st.sampled_from([1, 2, 3]))
def test_what_bounds_a_list_is_what_decides(held: list[Grant], permission: Permission, tenant: int) -> None:
    known = rights(*held)
    reaching = known.reaching(permission, tenant)
    if permission is not Permission.OPERATE:
        assert bool(reaching) is known.decide(permission, tenant).allowed
    for service in ("FIN", "RH", ""):
        assert any(each.covers(service, None) for each in reaching) is (
            known.decide(permission, tenant, service=service).allowed and permission is not Permission.OPERATE
        )


@pytest.mark.parametrize(
    ("known", "permission", "said"),
    [
        (rights(), Permission.DEPOSIT, "aucun rôle pour cette collectivité"),
        (rights(Grant(1, Role.ARCHIVISTE), active=False), Permission.DEPOSIT, "ce compte est fermé"),
        (
            rights(Grant(1, Role.ELU)),
            Permission.READ_WITH_MOTIVE,
            "pour ouvrir un document en disant pourquoi, il faut l'un de ces rôles : visa des Archives départementales,"
            " délégué à la protection des données, contrôle scientifique et technique ; rôles tenus : élu",
        ),
        (
            rights(Grant(1, Role.ARCHIVISTE, convention=CDG), on=date(2028, 1, 1)),
            Permission.DEPOSIT,
            "archiviste, par la convention « CDG », mais du 1er janvier 2027 au 31 décembre 2027 seulement",
        ),
        (
            rights(Grant(1, Role.DEPOSANT, services=frozenset({"RH", "EC"}))),
            Permission.DEPOSIT,
            "déposant, pour les services EC, RH, et non là",
        ),
        (
            rights(Grant(1, Role.ARCHIVISTE, services=frozenset({"FIN"}))),
            Permission.ADMINISTER_TENANT,
            "archiviste, pour les services FIN : ce rôle est borné, et « administrer la collectivité » vaut pour toute"
            " la collectivité",
        ),
        (rights(), Permission.OPERATE, "n'exploite pas cette instance"),
    ],
)
def test_a_refusal_says_why(known: Rights, permission: Permission, said: str) -> None:
    decision = known.decide(permission, 1, service="FIN")
    assert not decision
    assert [each.fr for each in decision.because] == [said]


def test_an_act_is_of_the_whole_collectivite() -> None:
    """What the journal knows, and what no service divides, no bounded role gives (decision 0109)."""
    assert frozenset[Permission]().union(*PERMISSIONS.values()) <= OF_THE_WHOLE
    for role in Role:
        known = rights(Grant(1, role, series=frozenset({"S001"})), Grant(1, Role.LECTEUR))
        for permission in OF_THE_WHOLE:
            assert not known.decide(permission, 1) and not known.everywhere(permission, 1)
            assert known.where(permission) == known.reaching(permission, 1) == ()
    assert rights(Grant(1, Role.ARCHIVISTE)).where(Permission.ADMINISTER_TENANT) == (1,)


def test_what_is_allowed_says_by_what() -> None:
    decision = rights(Grant(1, Role.ARCHIVISTE_ITINERANT, convention=CDG)).decide(Permission.DEPOSIT, 1)
    assert [each.within("en") for each in decision.because] == [
        "may deposit: itinerant archivist, by the convention “CDG”"
    ]
    assert rights(operator=True).decide(Permission.OPERATE, None).allowed


def test_everything_has_its_words() -> None:
    assert set(ROLES) == set(Role)
    assert set(PERMISSIONS_IN_WORDS) == set(Permission)
    assert set(ACCESS) == set(PERMISSIONS) == set(Role)
    assert Permission.OPERATE not in permissions_of(Role)


def test_who_controls_opens_nothing_without_a_motive() -> None:
    for role in (Role.CONTROLE, Role.VISA, Role.DPO):
        assert Permission.READ_WITH_MOTIVE in ACCESS[role]
        assert Permission.READ_DOCUMENT not in ACCESS[role]
    for role in (Role.ELU, Role.EXPLOITANT):
        assert not {Permission.SEARCH_DESCRIPTIONS, Permission.READ_DOCUMENT} & permissions_of([role])


def two_tenants(archive: Wiring) -> None:
    for key in (COMMUNE, NEIGHBOUR):
        open_tenant(f"{key:09d}", "", instance="essai.localhost", copies=archive.copies, findings=Findings())


def test_rights_are_those_of_the_directory(home: Home) -> None:
    with wire(home.settings) as archive:
        two_tenants(archive)
        person = directory.add_person(uuid4(), "Ada", None, now())
        add_service(COMMUNE, "FIN", "Finances")
        add_role("Ada", "deposant", f"{COMMUNE:09d}", archive.copies, services=["FIN"])
        add_role("Ada", "elu", f"{NEIGHBOUR:09d}", archive.copies)
        directory.give_role(NEIGHBOUR, person.id, "role-de-demain")
        known = rights_of(person.id)
        assert known.tenants == (NEIGHBOUR, COMMUNE)
        assert known.roles(NEIGHBOUR) == {Role.ELU}
        assert known.decide(Permission.DEPOSIT, COMMUNE, service="FIN")
        assert not known.decide(Permission.DEPOSIT, COMMUNE, service="RH")
        assert not known.decide(Permission.DEPOSIT, NEIGHBOUR)
        assert not known.decide(Permission.OPERATE, None)
        let_operate("Ada", True)
        assert rights_of(person.id).decide(Permission.OPERATE, None)
        directory.set_active(person.id, False)
        closed = rights_of(person.id)
        assert closed.tenants == ()
        assert not closed.decide(Permission.OPERATE, None)


def test_a_bounded_role_decides_nothing(home: Home) -> None:
    """Acts are checked against no bounds: neither the journal nor the proof of who acts counts such a role."""
    with wire(home.settings) as archive:
        two_tenants(archive)
        tenant = register.tenant(f"{COMMUNE:09d}")
        who = entered(archive, tenant, Role.ARCHIVISTE)
        assert directory.deciding_roles(tenant.key, who.person) == {"archiviste"}
        add_service(COMMUNE, "FIN", "Finances")
        add_role(str(who.person), "archiviste", tenant.code, archive.copies, services=["FIN"], replace=True)
        assert directory.deciding_roles(tenant.key, who.person) == set()
        known = habilitation_of(tenant.key, who.person)
        assert known is not None and known.roles == frozenset()
        assert rights_of(who.person).decide(Permission.REVIEW_DEPOSITS, COMMUNE, service="FIN")
