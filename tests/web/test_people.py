"""Who may do what for a collectivité, in a browser: seen, invited, taken away, explained."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.core import mail
from django.test import override_settings

from chartrier.administration.addresses import change_address
from chartrier.administration.collectivites.services import add_service
from chartrier.administration.conventions.delegating import delegate
from chartrier.administration.conventions.drafting import party
from chartrier.administration.people import add_person, add_role, remove_role
from chartrier.catalog.accounts import invitations
from chartrier.catalog.conventions import register as conventions
from chartrier.catalog.findings import NOT_REACHED
from chartrier.catalog.people import directory
from chartrier.errors import Unavailable
from chartrier.records.identifiers import new_package_id
from chartrier.records.roles import Role
from chartrier.rules.convention import Convention, ConventionKind, Covers
from chartrier.web.frame.archive import served
from tests.cli.commands import COMMUNE, NEIGHBOUR
from tests.web.conftest import PASSWORD
from tests.web.operator import browsing_as, operator_of
from tests.web.test_accounts import enter, is_in, with_totp
from tests.web.test_conventions import draft, step
from tests.web.test_every_page import examine, examine_in_both, look, overflow

PEOPLE = f"/{COMMUNE}/administration/personnes/"
RIGHTS = f"/{COMMUNE}/droits/"
OPERATED = f"/exploitation/collectivites/{COMMUNE}/personnes/"


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


def accepted(client_of: Any, page: str) -> None:
    """Open the account that an invitation on a page opens."""
    (link,) = re.findall(r"<code>\S+(/invitation/\S+)</code>", page)
    assert client_of().post(link, {"password": "une phrase à moi seule"}).status_code == 302


def test_somebody_is_invited_and_sent_away(site: Any, client_of: Any) -> None:
    add_service(int(COMMUNE), "EC", "État civil")
    client = client_of(site.person("archiviste"))
    given = {"name": "Inès Petit", "email": "ines@exemple.fr", "role": "deposant", "services": ["EC"]}
    page = client.post(PEOPLE, given).content.decode()
    assert "/invitation/" in page and "déposant, pour les services EC" in page
    assert directory.person_of_address("ines@exemple.fr") is None
    accepted(client_of, page)
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
    assert link in letter.body and "Noé Grand" in letter.body and "envoyé aussi" in page and "S044" in page
    with override_settings(EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend", EMAIL_PORT=1):
        page = client.post(PEOPLE, given).content.decode()
    assert "pas parti" in page and "/invitation/" in page, "the link is there all the same"
    accepted(client_of, page)
    person = directory.person_of_address("noe@exemple.fr")
    assert person is not None
    (held,) = directory.grants_of(person.id)
    assert held.series == {"S001", "S044"}
    assert client.post(PEOPLE, {**given, "series": ["S999"]}).status_code == 400


@pytest.mark.parametrize("address", [PEOPLE, OPERATED])
def test_a_role_within_other_bounds_is_replaced_only_when_asked(
    site: Any, ruled: Any, client_of: Any, address: str
) -> None:
    """A secretary of two services, to whom a third would have taken the first ones."""
    for code, name in (("EC", "État civil"), ("URBA", "Urbanisme"), ("RH", "Personnel")):
        add_service(int(COMMUNE), code, name)
    client = operator_of(site, client_of) if address == OPERATED else client_of(site.person("archiviste"))
    email = f"secretaire-{len(address)}@exemple.fr"
    given = {"name": "Secrétaire", "email": email, "role": "deposant", "services": ["EC", "RH"], "series": ["S001"]}
    page = client.get(address).content.decode()
    assert page.count('type="checkbox" name="services"') >= 3 and 'name="replace"' not in page
    page = client.post(address, given).content.decode()
    accepted(client_of, page)

    def held() -> list[tuple[set[str], set[str]]]:
        person = directory.person_of_address(email)
        assert person is not None
        return [(set(each.services), set(each.series)) for each in directory.grants_of(person.id)]

    both = [({"EC", "RH"}, {"S001"})]
    assert held() == both
    assert client.post(address, given).status_code == 200, "the same again is harmless"
    for other in ({"series": ["S034"]}, {"services": [], "series": []}):
        refused = client.post(address, {**given, **other})
        told = refused.content.decode()
        assert refused.status_code == 400 and "CAT-136" in told and "services EC, RH ; séries S001" in told
        assert 'name="replace"' in told and held() == both
    assert client.post(address, {**given, "services": [], "series": [], "replace": "on"}).status_code == 200
    assert held() == [(set(), set())]
    refused = client.post(address, given)
    assert refused.status_code == 400 and "CAT-137" in refused.content.decode() and held() == [(set(), set())]


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


def test_an_operator_gives_and_takes_every_role(site: Any, client_of: Any) -> None:
    """Those that sign, give visas, control and destroy too, which no collectivité gives."""
    client = operator_of(site, client_of)
    assert OPERATED in client.get("/exploitation/collectivites/").content.decode()
    offered = client.get(OPERATED).content.decode()
    for role in Role:
        assert f'<option value="{role}"' in offered
    given = {"name": "Maire Nouvelle", "email": "maire@exemple.fr", "role": "signataire"}
    page = client.post(OPERATED, given).content.decode()
    assert "/invitation/" in page and "signataire" in page
    person = directory.person_of_address("maire@exemple.fr")
    assert person is not None and directory.deciding_roles(int(COMMUNE), person.id) == {"signataire"}
    again = client.post(OPERATED, {**given, "role": "dpo"})
    assert again.status_code == 200 and "ADM-" not in again.content.decode()
    client.post(f"{OPERATED}retirer/", {"person": str(person.id), "role": "signataire"})
    assert directory.deciding_roles(int(COMMUNE), person.id) == {"dpo"}
    themself = {"name": "Olivia", "email": site.person(name="Olivia Exploitante").email, "role": "visa"}
    refused = client.post(OPERATED, themself)
    assert refused.status_code == 400 and "CAT-130" in refused.content.decode()
    for other in (site.person("archiviste"), site.person("lecteur")):
        for address in (OPERATED, f"{OPERATED}retirer/", f"{OPERATED}fermer/", f"{OPERATED}adresse/"):
            assert client_of(other).post(address, given).status_code == 404


@pytest.mark.parametrize("way", ["role", "elsewhere", "operator", "convention", "page"])
def test_a_link_that_an_administrator_knows_opens_no_more_than_they_give(site: Any, client_of: Any, way: str) -> None:
    """They would hold what the operator gave to somebody else."""
    given = {"name": f"Lien {way}", "email": f"lien-{way}@exemple.fr", "role": "lecteur"}
    add_person(given["name"], given["email"], ["lecteur"], COMMUNE, served().copies)
    page = client_of(site.person("archiviste")).post(PEOPLE, given).content.decode()
    (link,) = re.findall(r"(/invitation/[^/\s<]+/)", page)
    person = directory.person_of_address(given["email"])
    assert person is not None
    who, chartrier = str(person.id), site.chartrier
    less = chartrier("person", "role", "add", who, "--role", "deposant", "--tenant", COMMUNE)
    assert less.status == 0 and "person invite" not in less.out and client_of().get(link).status_code == 200, (
        "they give that too"
    )
    operator = operator_of(site, client_of)
    convention = draft(operator, covers="intermediaires", name=f"Du lien {way}")
    step(operator, convention, "sign", "2026-01-02")
    if way == "page":
        delegation = {"step": "delegate", "delegate-person": who, "delegate-role": "dpo"}
        told = operator.post(convention, delegation, follow=True).content.decode()
        assert f"L&#x27;invitation de Lien {way}" in told
    else:
        asked = {
            "role": ("person", "role", "add", who, "--role", "signataire", "--tenant", COMMUNE),
            "elsewhere": ("person", "role", "add", who, "--role", "lecteur", "--tenant", NEIGHBOUR),
            "operator": ("person", "operator", who),
            "convention": ("convention", "delegate", convention.rstrip("/").rpartition("/")[2], who, "--role", "dpo"),
        }[way]
        done = chartrier(*asked)
        assert done.status == 0 and f"chartrier person invite {who}" in done.out, done
    assert client_of().get(link).status_code == 404
    again = chartrier.json("person", "invite", who)["link"]
    assert client_of().get(f"/invitation/{again.partition('/invitation/')[2]}").status_code == 200
    assert chartrier("person", "role", "add", who, "--role", "signataire", "--tenant", COMMUNE).status == 0
    assert client_of().get(f"/invitation/{again.partition('/invitation/')[2]}").status_code == 200, "the operator's own"


@pytest.mark.parametrize("address", [PEOPLE, OPERATED])
def test_what_a_convention_gives_is_not_taken_in_the_pages(site: Any, client_of: Any, address: str) -> None:
    client = operator_of(site, client_of) if address == OPERATED else client_of(site.person("archiviste"))
    person, copies = site.person("deposant", tenant=NEIGHBOUR, name=f"Itinérante {len(address)}"), served().copies
    day, identifier = date(2026, 1, 1), new_package_id(copies.clock())
    parties = (party(COMMUNE), party("Centre de gestion"))
    signed = Convention(ConventionKind.MUTUALISATION, Covers.INTERMEDIAIRES, "Partage", parties, day, signed=day)
    conventions.enter([int(COMMUNE)], identifier, signed)
    delegate(identifier, signed, person, Role.LECTEUR, copies)
    add_role(str(person.id), Role.LECTEUR, COMMUNE, copies)
    given = {"person": str(person.id), "role": "lecteur"}

    def ways() -> set[Any]:
        return {each.convention for each in directory.grants_of(person.id) if each.tenant == int(COMMUNE)}

    taken = client.post(f"{address}retirer/", given, follow=True).content.decode()
    assert ways() == {identifier} and "n&#x27;est plus lecteur que par une convention" in taken
    refused = client.post(f"{address}retirer/", given)
    assert ways() == {identifier} and refused.status_code == 403 and "ADM-183" in refused.content.decode()
    remove_role(str(person.id), Role.LECTEUR, COMMUNE, copies)
    assert ways() == set(), "the command takes all"


def test_an_operator_changes_an_address_and_closes_an_account(site: Any, client_of: Any) -> None:
    client = operator_of(site, client_of)
    given = {"name": "Mal Adressé", "email": "faute@exemple.fr", "role": "lecteur"}
    (old,) = re.findall(r"<code>(\S+)/invitation/(\S+)/</code>", client.post(OPERATED, given).content.decode())
    person = directory.person_of_address("faute@exemple.fr")
    assert person is not None
    page = client.post(f"{OPERATED}adresse/", {"person": str(person.id), "email": "Juste@exemple.fr"}).content.decode()
    (new,) = re.findall(r"<code>(\S+)/invitation/(\S+)/</code>", page)
    assert "Mal Adressé se connecte maintenant par juste@exemple.fr" in page
    stranger = client_of()
    assert stranger.get(f"/invitation/{old[1]}/").status_code == 404, "it was sent where the person is not"
    assert stranger.get(f"/invitation/{new[1]}/", follow=True).status_code == 200
    for wrong, code in (("pas une adresse", "ADM-"), (site.person("lecteur").email, "CAT-032")):
        answer = client.post(f"{OPERATED}adresse/", {"person": str(person.id), "email": wrong})
        assert answer.status_code == 400 and code in answer.content.decode()
    stays = site.person("lecteur", name="S'en va")
    assert client_of(stays).get(RIGHTS).status_code == 200
    theirs = {"person": str(site.person("lecteur", tenant=NEIGHBOUR).id)}
    assert client.post(f"{OPERATED}fermer/", theirs).status_code == 404
    client.post(f"{OPERATED}fermer/", {"person": str(stays.id)})
    assert not directory.person(stays.id).active
    assert "Compte fermé" in client.get(OPERATED).content.decode()


@pytest.mark.parametrize("door", ["page", "command"])
def test_whoever_used_a_wrong_address_is_out(site: Any, client_of: Any, door: str) -> None:
    """They chose the password, and may have made themself a passkey or linked an identity."""
    email = f"faute-{door}@exemple.fr"
    person = site.person("lecteur", name=f"Boîte d'un autre {door}")
    change_address(str(person.id), email)
    given = site.chartrier.json("person", "invite", str(person.id))["link"]
    other = client_of()
    other.post(f"/invitation/{given.partition('/invitation/')[2]}", {"password": PASSWORD})
    assert enter(other, email).status_code == 302 and is_in(other)
    with_totp(person)
    SocialAccount.objects.create(user=person, provider="lié", uid=door)
    same = site.chartrier("person", "email", str(person.id), email.upper())
    assert same.status == 0 and "person invite" not in same.out and is_in(other), "the same address ends nothing"
    if door == "page":
        client = operator_of(site, client_of)
        before = client.get(OPERATED).content.decode()
        sent = {"person": str(person.id), "email": f"juste-{door}@exemple.fr"}
        page = client.post(f"{OPERATED}adresse/", sent).content.decode()
        assert not is_in(other)
        assert "est dehors" in before and "Rien de ce qui ouvrait le compte ne l&#x27;ouvre plus" in page
        (token,) = re.findall(r"/invitation/(\S+)/</code>", page)
    else:
        told = site.chartrier("person", "email", str(person.id), f"juste-{door}@exemple.fr")
        assert not is_in(other)
        assert f"chartrier person invite {person.id}" in told.out
        link = site.chartrier.json("person", "invite", str(person.id))["link"]
        token = link.partition("/invitation/")[2].rstrip("/")
    assert not UserSession.objects.filter(user=person).exists()
    assert not SocialAccount.objects.filter(user=person).exists()
    for address in (email, f"juste-{door}@exemple.fr"):
        again = client_of()
        enter(again, address)
        assert not is_in(again)
    client_of().post(f"/invitation/{token}/", {"password": "la phrase de la bonne personne"})
    right = client_of()
    enter(right, f"juste-{door}@exemple.fr", "la phrase de la bonne personne")
    assert is_in(right)


def test_nobody_changes_their_own_address_in_the_page_of_operators(site: Any, client_of: Any) -> None:
    client = operator_of(site, client_of)
    person = site.person(name="Olivia Exploitante")
    add_role(str(person.id), Role.LECTEUR, COMMUNE, served().copies)
    own = {"person": str(person.id), "email": "olivia-dehors@exemple.fr"}
    assert "Votre propre compte" in client.get(OPERATED).content.decode()
    assert client.post(f"{OPERATED}adresse/", own).status_code == 404 and is_in(client)
    remove_role(str(person.id), Role.LECTEUR, COMMUNE, served().copies)


def test_a_closed_account_is_reopened(site: Any, client_of: Any) -> None:
    client, person = operator_of(site, client_of), site.person("lecteur", name="Revient")
    add_role(str(person.id), Role.ELU, NEIGHBOUR, served().copies)
    theirs = client_of(person)
    assert theirs.get(RIGHTS).status_code == 200
    before = client.get(OPERATED).content.decode()
    client.post(f"{OPERATED}fermer/", {"person": str(person.id)})
    given = {"name": person.name, "email": person.email, "role": "lecteur"}
    refused = client_of(site.person("archiviste")).post(PEOPLE, given)
    assert refused.status_code == 400
    page = refused.content.decode()
    assert "ADM-184" in page and "exploitant de l" in page and "fermé" not in page, "no more is told of the account"
    refused = client.post(OPERATED, given)
    assert refused.status_code == 400 and "ADM-173" in refused.content.decode()
    assert "peut être rouvert" in before and not UserSession.objects.filter(user=person).exists()
    assert f'value="{person.id}"' in refused.content.decode() and "Rouvrir le compte" in refused.content.decode()
    invited = site.chartrier("person", "invite", str(person.id))
    assert "ADM-173" in invited.err and "person reactivate" in invited.err
    added = site.chartrier("person", "add", person.name, "--email", person.email)
    assert "CAT-032" in added.err and "person reactivate" in added.err
    address = f"{OPERATED}rouvrir/"
    assert client_of(site.person("archiviste")).post(address, {"person": str(person.id)}).status_code == 404
    assert client.post(address, {"person": "personne"}).status_code == 404
    told = client.post(address, {"person": str(person.id)}, follow=True).content.decode()
    assert "Le compte de Revient est rouvert" in told and "ses rôles : lecteur" in told and "ses rôles : élu" in told
    assert directory.person(person.id).active
    assert theirs.get(RIGHTS).status_code == 302, "sessions of before do not come back"
    again = client_of()
    enter(again, person.email)
    assert again.get(RIGHTS).status_code == 200


def test_an_address_changes_with_the_end_of_its_invitation_or_not_at_all(
    site: Any, client_of: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = operator_of(site, client_of)
    given = {"name": "À moitié", "email": "moitie@exemple.fr", "role": "lecteur"}
    (token,) = re.findall(r"/invitation/(\S+)/</code>", client.post(OPERATED, given).content.decode())
    person = directory.person_of_address("moitie@exemple.fr")
    assert person is not None

    def gone(_: Any) -> None:
        raise Unavailable(NOT_REACHED, reason="essai")

    with monkeypatch.context() as broken:
        broken.setattr(invitations, "forget", gone)
        client.post(f"{OPERATED}adresse/", {"person": str(person.id), "email": "entiere@exemple.fr"})
    taken = {"person": str(person.id), "email": site.person("lecteur").email}
    assert "CAT-032" in client.post(f"{OPERATED}adresse/", taken).content.decode()
    assert directory.person(person.id).email == "moitie@exemple.fr"
    assert client_of().get(f"/invitation/{token}/", follow=True).status_code == 200
    change_address(str(person.id), "moitie@exemple.fr")
    assert client_of().get(f"/invitation/{token}/").status_code == 404, "saying it again mends what was half done"


def test_the_page_of_an_operator_is_read_by_all(site: Any, client_of: Any, browse: Any) -> None:
    site.person("signataire", name="Est regardée")
    page = browsing_as(browse(), operator_of(site, client_of), site.url)
    assert examine_in_both(page, f"{site.url}{OPERATED}") == []
    page.get_by_text("Changer").first.click()
    assert look(page) + overflow(page) == []
