"""Who may do what for a collectivité, in a browser: seen, invited, taken away, explained."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from django.core import mail
from django.test import override_settings

from chartrier.administration.collectivites.services import add_service
from chartrier.catalog.people import directory
from chartrier.records.roles import Role
from chartrier.web.frame.archive import served
from tests.cli.commands import COMMUNE, NEIGHBOUR
from tests.web.test_every_page import examine

PEOPLE = f"/{COMMUNE}/administration/personnes/"
RIGHTS = f"/{COMMUNE}/droits/"


def test_only_who_administers_sees_them(site: Any, client_of: Any) -> None:
    reader = client_of(site.person("lecteur"))
    stranger = client_of(site.person("archiviste", tenant=NEIGHBOUR))
    someone = site.person("archiviste")
    for address in (PEOPLE, f"{PEOPLE}retirer/", f"/{COMMUNE}/administration/droits/{someone.id}/"):
        for client in (reader, stranger):
            assert client.get(address).status_code == client.post(address).status_code == 404
    assert reader.get(RIGHTS).status_code == 200
    assert stranger.get(RIGHTS).status_code == 404
    assert client_of(someone).get(f"/{COMMUNE}/administration/droits/{someone.id}/").status_code == 200


def test_somebody_is_invited_and_sent_away(site: Any, client_of: Any) -> None:
    add_service(int(COMMUNE), "EC", "État civil")
    client = client_of(site.person("archiviste"))
    given = {"name": "Inès Petit", "email": "ines@exemple.fr", "role": "deposant", "service": "EC"}
    page = client.post(PEOPLE, given).content.decode()
    assert "/invitation/" in page and "déposant, pour les services EC" in page
    person = directory.person_of_address("ines@exemple.fr")
    assert person is not None
    assert directory.members(int(COMMUNE)).count((person.id, "deposant")) == 1
    assert directory.deciding_roles(int(COMMUNE), person.id) == set()
    taken = client.post(f"{PEOPLE}retirer/", {"person": str(person.id), "role": "deposant"}, follow=True)
    assert "Inès Petit n&#x27;est plus déposant." in taken.content.decode()
    assert directory.memberships_of(person.id) == []


def test_an_invitation_leaves_by_mail_for_some_series(site: Any, ruled: Any, client_of: Any, monkeypatch: Any) -> None:
    client = client_of(site.person("archiviste"))
    monkeypatch.setattr(served(), "settings", replace(served().settings, mail_url="smtp://127.0.0.1"))
    given = {"name": "Noé Grand", "email": "noe@exemple.fr", "role": "lecteur", "series": ["S001", "S044"]}
    with override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend"):
        page = client.post(PEOPLE, given).content.decode()
        (letter,) = [each for each in mail.outbox if each.to == ["noe@exemple.fr"]]
    (link,) = re.findall(r"<code>(\S+/invitation/\S+)</code>", page)
    assert link in letter.body and "Noé Grand" in letter.body and "envoyé aussi" in page
    person = directory.person_of_address("noe@exemple.fr")
    assert person is not None
    (held,) = directory.grants_of(person.id)
    assert held.series == {"S001", "S044"} and "S044" in page
    with override_settings(EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend", EMAIL_PORT=1):
        page = client.post(PEOPLE, given).content.decode()
    assert "pas parti" in page and "/invitation/" in page, "the link is there all the same"
    assert client.post(PEOPLE, {**given, "series": ["S999"]}).status_code == 400


def test_what_decides_is_not_the_collectivites_to_give(site: Any, client_of: Any) -> None:
    admin, signs = site.person("archiviste"), site.person("signataire", name="Anne Petit")
    client = client_of(admin)
    for role in Role:
        offered = f'<option value="{role}"' in client.get(PEOPLE).content.decode()
        assert offered is (role in ("deposant", "chef-de-service", "lecteur", "elu", "referent-open-data"))
    forged = {"name": "Eve", "email": "eve@exemple.fr", "role": "archiviste"}
    assert client.post(PEOPLE, forged).status_code == 400
    assert directory.person_of_address("eve@exemple.fr") is None
    assert client.post(f"{PEOPLE}retirer/", {"person": str(signs.id), "role": "signataire"}).status_code == 403
    assert (signs.id, "signataire") in directory.members(int(COMMUNE))


def test_somebody_of_another_collectivite_is_as_nobody(site: Any, client_of: Any) -> None:
    client, theirs = client_of(site.person("archiviste")), site.person("deposant", tenant=NEIGHBOUR)
    for identifier in (theirs.id, "00000000-0000-0000-0000-000000000001"):
        assert client.get(f"/{COMMUNE}/administration/droits/{identifier}/").status_code == 404
        assert client.post(f"{PEOPLE}retirer/", {"person": identifier, "role": "deposant"}).status_code == 404
    assert directory.memberships_of(theirs.id) == [(int(NEIGHBOUR), "deposant")]


def test_every_right_says_why(site: Any, client_of: Any) -> None:
    add_service(int(COMMUNE), "EC", "État civil")
    client = client_of(site.person("elu", name="Ève Élue"), language="en")
    page = client.get(RIGHTS, {"service": "EC"}).content.decode()
    assert "may see the indicators: elected representative" in page
    assert "to open documents, it takes one of these roles: depositor" in page
    assert client.get(RIGHTS, {"service": "inconnu"}).status_code == 200


def test_these_pages_have_no_fault(site: Any, browse: Any) -> None:
    person = site.person("archiviste")
    addresses = (PEOPLE, RIGHTS, f"/{COMMUNE}/administration/droits/{person.id}/")
    page = browse(person, theme="dark", language="en-GB", phone=True)
    assert {address: wrong for address in addresses if (wrong := examine(page, address))} == {}
