"""Whoever holds the link of an invitation opens the account: nobody makes one to roles that they do not give."""

from __future__ import annotations

import re
import secrets
from datetime import date
from typing import Any

import pytest

from chartrier.administration.conventions.delegating import delegate
from chartrier.administration.conventions.drafting import party
from chartrier.administration.invitations import invited
from chartrier.administration.people import add_person, find_person
from chartrier.catalog.conventions import register
from chartrier.catalog.people.directory import grants_of
from chartrier.records.identifiers import new_package_id
from chartrier.records.roles import Role
from chartrier.rules.convention import Convention, ConventionKind, Covers
from chartrier.web.frame.archive import served
from tests.cli.commands import COMMUNE, NEIGHBOUR
from tests.web.conftest import PASSWORD
from tests.web.operator import operator_of


def test_an_account_that_waits_is_not_given_roles_elsewhere(site: Any, client_of: Any) -> None:
    email = f"{secrets.token_hex(4)}@exemple.fr"
    person = add_person("Attendue", email, ["lecteur"], COMMUNE, served().copies)
    theirs = client_of(site.person("archiviste", tenant=NEIGHBOUR))
    given = {"name": "Dite autrement", "email": email.upper(), "role": "lecteur"}
    for _ in range(2):
        offered = theirs.post(f"/{NEIGHBOUR}/administration/personnes/", given)
        assert offered.status_code == 200 and "Attendue" not in offered.content.decode()
        (token,) = re.findall(r"/invitation/([^/<]+)/", offered.content.decode())
        assert {each.tenant for each in grants_of(person.id)} == {int(COMMUNE)}
        assert client_of().post(f"/invitation/{token}/", {"password": PASSWORD}).status_code == 409
        person.refresh_from_db()
        assert not person.has_usable_password(), "the link of a neighbour does not open it"
        with_role = client_of(site.person("archiviste")).post(f"/{COMMUNE}/administration/personnes/", given)
        (own,) = re.findall(r"/invitation/([^/<]+)/", with_role.content.decode())
        assert invited(own, served().copies.clock).id == person.id, "its own collectivité invites anew"


@pytest.mark.parametrize("role", ["signataire", "visa", "controle", "dpo", "exploitant", "archiviste"])
@pytest.mark.parametrize("inviting", ["archiviste", "responsable"])
def test_an_account_that_waits_for_a_grave_role_gets_no_other_link(
    site: Any, client_of: Any, role: str, inviting: str
) -> None:
    name, email = f"Attend {role} de {inviting}", f"{secrets.token_hex(4)}@exemple.fr"
    given = {"name": name, "email": email, "role": role}
    first = operator_of(site, client_of).post(f"/exploitation/collectivites/{COMMUNE}/personnes/", given)
    (token,) = re.findall(r"/invitation/([^/<]+)/", first.content.decode())
    theirs = client_of(site.person(inviting))
    second = theirs.post(f"/{COMMUNE}/administration/personnes/", {**given, "role": "lecteur"})
    assert second.status_code == 400
    assert "ADM-182" in second.content.decode() and "/invitation/" not in second.content.decode()
    person = find_person(name)
    assert {each.role for each in grants_of(person.id)} == {role}
    assert invited(token, served().copies.clock).id == person.id, "the link of the operator still opens it"


def test_an_account_that_waits_for_what_a_convention_gives_gets_no_other_link(site: Any, client_of: Any) -> None:
    copies, email = served().copies, f"{secrets.token_hex(4)}@exemple.fr"
    day, identifier = date(2026, 1, 1), new_package_id(served().copies.clock())
    parties = (party(COMMUNE), party("Centre de gestion"))
    signed = Convention(ConventionKind.MUTUALISATION, Covers.INTERMEDIAIRES, "Lue", parties, day, signed=day)
    register.enter([int(COMMUNE)], identifier, signed)
    person = add_person("Attend par convention", email, [], None, copies)
    delegate(identifier, signed, person, Role.LECTEUR, copies)
    given = {"name": person.name, "email": email, "role": "lecteur"}
    answer = client_of(site.person("archiviste")).post(f"/{COMMUNE}/administration/personnes/", given)
    assert answer.status_code == 400
    assert "ADM-182" in answer.content.decode() and "/invitation/" not in answer.content.decode()
