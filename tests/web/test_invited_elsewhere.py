"""Whoever holds the link of an invitation opens the account: it gets no roles of another collectivité before."""

from __future__ import annotations

import secrets
from typing import Any

from chartrier.administration.people import find_person
from chartrier.catalog.people.directory import grants_of
from tests.cli.commands import COMMUNE, NEIGHBOUR
from tests.web.conftest import PASSWORD


def test_an_account_that_waits_is_not_given_roles_elsewhere(site: Any, client_of: Any) -> None:
    email = f"{secrets.token_hex(4)}@exemple.fr"
    given = {"name": "Attendue", "email": email, "role": "lecteur"}
    first = client_of(site.person("archiviste")).post(f"/{COMMUNE}/administration/personnes/", given)
    assert "/invitation/" in first.content.decode()
    theirs = client_of(site.person("archiviste", tenant=NEIGHBOUR))
    second = theirs.post(f"/{NEIGHBOUR}/administration/personnes/", {**given, "email": email.upper()})
    assert second.status_code == 400
    assert "ADM-181" in second.content.decode() and "/invitation/" not in second.content.decode()
    person = find_person("Attendue")
    assert {each.tenant for each in grants_of(person.id)} == {int(COMMUNE)}
    person.set_password(PASSWORD)
    person.save(update_fields=["password"])
    third = theirs.post(f"/{NEIGHBOUR}/administration/personnes/", given)
    assert third.status_code == 200 and "/invitation/" not in third.content.decode()
    assert {each.tenant for each in grants_of(person.id)} == {int(COMMUNE), int(NEIGHBOUR)}
