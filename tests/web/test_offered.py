"""A role that a collectivité offers: to any address alike, and given to whoever has it once they say yes."""

from __future__ import annotations

import re
import secrets
from typing import Any

import pytest

from chartrier.administration.people import add_person, let_operate
from chartrier.catalog.people import directory
from chartrier.web.frame.archive import served
from tests.cli.commands import COMMUNE, NEIGHBOUR
from tests.web.conftest import PASSWORD
from tests.web.test_accounts import add_issuer, enter
from tests.web.test_confined import come_by, linked, provider

__all__ = ["provider"]

PEOPLE = f"/{COMMUNE}/administration/personnes/"
NEW = "une phrase à moi seule"


def fresh_address() -> str:
    return f"{secrets.token_hex(4)}@exemple.fr"


def offer(client: Any, email: str, role: str = "lecteur", name: str = "Tel que tapé") -> tuple[Any, str]:
    """Invite, as the administrator that a client is signed in as; the answer, and where the link leads."""
    answer = client.post(PEOPLE, {"name": name, "email": email, "role": role})
    (link,) = re.findall(r"<code>\S+(/invitation/\S+)</code>", answer.content.decode())
    return answer, link


def alike(page: str, *told: str) -> str:
    """A page without what differs between any two: tokens, addresses, what time it is."""
    for each in told:
        page = page.replace(each, "…")
    page = re.sub(r"/invitation/[^/<\" ]+", "/invitation/…", page)
    return re.sub(r'(csrfmiddlewaretoken" value=|X-CSRFToken": |nonce=)"[^"]+"', r"\1…", page)


@pytest.fixture
def admin(site: Any, client_of: Any) -> Any:
    return client_of(site.person("archiviste"))


def test_addresses_are_answered_alike_whoever_has_them(site: Any, client_of: Any, admin: Any) -> None:
    unknown, entered = fresh_address(), fresh_address()
    has_account = site.person("lecteur", tenant=NEIGHBOUR, name="Vraie Identité Ailleurs")
    closed = site.person("lecteur", tenant=NEIGHBOUR, name="Vraie Identité Fermée")
    site.chartrier.json("person", "deactivate", str(closed.id))
    operates = site.person(name="Vraie Identité Exploite")
    let_operate(str(operates.id), True)
    waiting = add_person("Vraie Identité Attend", entered, ["lecteur"], NEIGHBOUR, served().copies)
    pages, opened, held = [], [], {}
    for email in (unknown, has_account.email, closed.email, operates.email, waiting.email):
        person = directory.person_of_address(email)
        held[email] = directory.grants_of(person.id) if person else []
        answer, link = offer(admin, email)
        assert answer.status_code == 200
        page = answer.content.decode() + admin.get(PEOPLE).content.decode()
        assert "Vraie Identité" not in page and "Tel que tapé" in page
        assert admin.post(f"{PEOPLE}reprendre/", {"email": email}).status_code == 302
        pages.append(alike(answer.content.decode(), email))
        _, link = offer(admin, email)
        first, mine = client_of().get(link), admin.get(link)
        assert (first.status_code, mine.status_code) == (200, 200)
        opened.append(alike(first.content.decode() + mine.content.decode(), email))
        admin.post(f"{PEOPLE}reprendre/", {"email": email})
        assert client_of().get(link).status_code == 404
        admin.get(PEOPLE)
    assert len(set(pages)) == 1
    assert len(set(opened)) == 1
    for email, before in held.items():
        person = directory.person_of_address(email)
        assert (directory.grants_of(person.id) if person else []) == before, "nothing is given without them"


def test_an_unknown_address_opens_its_account(site: Any, client_of: Any, admin: Any) -> None:
    email = fresh_address()
    _, link = offer(admin, email, name="Nadia Neuve")
    assert directory.person_of_address(email) is None
    client = client_of()
    assert "trop court" in client.post(link, {"password": "court"}).content.decode()
    assert client.post(link, {"password": NEW}).status_code == 302
    enter(client, email, NEW)
    assert client.get(f"/{COMMUNE}/").status_code == 200
    assert "Nadia Neuve" in admin.get(PEOPLE).content.decode()
    assert client_of().get(link).status_code == 404, "it serves once"
    again = admin.post(PEOPLE, {"name": "", "email": email, "role": "deposant"})
    assert again.status_code in (200, 400)


def test_whoever_has_an_account_accepts_by_it(site: Any, client_of: Any, admin: Any) -> None:
    person = site.person("lecteur", tenant=NEIGHBOUR, name="Accepte Ailleurs")
    _, link = offer(admin, person.email.upper(), "deposant")
    refused = client_of().post(link, {"password": NEW})
    assert refused.status_code == 409 and "ADM-185" in refused.content.decode()
    person.refresh_from_db()
    assert person.check_password(PASSWORD), "who holds the link takes nothing over"
    for other in (admin, client_of(site.person("lecteur", tenant=NEIGHBOUR, name="Une autre"))):
        assert "déconnectez-vous" in other.post(link).content.decode()
    assert {each.tenant for each in directory.grants_of(person.id)} == {int(NEIGHBOUR)}
    client = client_of()
    at = client.get(link).content.decode()
    (sign_in,) = re.findall(r'href="(/connexion/\?next=[^"]+)"', at)
    entered = client.post(sign_in, {"login": person.email, "password": PASSWORD})
    assert entered.headers["Location"] == link
    shown = client.get(link).content.decode()
    assert "Ma commune" in shown and "déposant" in shown
    assert {each.tenant for each in directory.grants_of(person.id)} == {int(NEIGHBOUR)}, "reading accepts nothing"
    assert client.post(link).status_code == 302
    assert {(each.tenant, each.role) for each in directory.grants_of(person.id)} == {
        (int(NEIGHBOUR), "lecteur"), (int(COMMUNE), "deposant"),
    }  # fmt: skip
    done = admin.post(PEOPLE, {"name": "Peu importe", "email": person.email, "role": "lecteur"}).content.decode()
    assert "est déjà ici" in done and "Accepte Ailleurs" in done


def test_who_waits_elsewhere_opens_their_own_account_first(site: Any, client_of: Any, admin: Any) -> None:
    email = fresh_address()
    person = add_person("Attend Ailleurs", email, ["lecteur"], NEIGHBOUR, served().copies)
    own = site.chartrier.json("person", "invite", str(person.id))["link"].removeprefix("http://127.0.0.1:8000")
    _, link = offer(admin, email)
    refused = client_of().post(link, {"password": NEW})
    assert refused.status_code == 409 and "ADM-185" in refused.content.decode()
    assert not directory.person(person.id).has_usable_password()
    client = client_of()
    assert client.post(own, {"password": NEW}).status_code == 302
    enter(client, email, NEW)
    assert client.post(link).status_code == 302
    assert {each.tenant for each in directory.grants_of(person.id)} == {int(COMMUNE), int(NEIGHBOUR)}


def test_who_waits_for_nothing_is_as_unknown(site: Any, client_of: Any, admin: Any) -> None:
    email = fresh_address()
    add_person("Entrée sans rôle", email, [], None, served().copies)
    answer, link = offer(admin, email)
    assert "Entrée sans rôle" not in answer.content.decode()
    assert client_of().post(link, {"password": NEW}).status_code == 302
    client = client_of()
    enter(client, email, NEW)
    assert client.get(f"/{COMMUNE}/").status_code == 200


def test_an_account_closed_for_want_of_a_role_opens_to_accept(site: Any, client_of: Any, admin: Any) -> None:
    person = site.person(name="Sans rôle depuis longtemps")
    directory.set_without_role(person.id, served().copies.clock())
    directory.close_without_role(person.id)
    _, link = offer(admin, person.email)
    client = client_of()
    enter(client, person.email)
    assert client.post(link).status_code == 302
    assert client.get(f"/{COMMUNE}/").status_code == 200


def test_two_collectivites_offer_to_one_address(site: Any, client_of: Any, admin: Any) -> None:
    email = fresh_address()
    _, ours = offer(admin, email)
    theirs = client_of(site.person("archiviste", tenant=NEIGHBOUR))
    answer = theirs.post(
        f"/{NEIGHBOUR}/administration/personnes/", {"name": "Autrement dit", "email": email, "role": "lecteur"}
    )
    (link,) = re.findall(r"<code>\S+(/invitation/\S+)</code>", answer.content.decode())
    assert client_of().post(ours, {"password": NEW}).status_code == 302
    assert client_of().post(link, {"password": NEW}).status_code == 409
    client = client_of()
    enter(client, email, NEW)
    client.post(link)
    assert client.get(f"/{NEIGHBOUR}/").status_code == 200
    _, first = offer(admin, email2 := fresh_address())
    _, second = offer(admin, email2)
    assert (client_of().get(first).status_code, client_of().get(second).status_code) == (404, 200)


def test_a_confined_session_accepts_nothing_elsewhere(site: Any, client_of: Any, admin: Any, provider: str) -> None:
    slug = f"voisine-{secrets.token_hex(4)}"
    add_issuer(site.chartrier, provider, slug, "--tenant", NEIGHBOUR)
    person = site.person("lecteur", tenant=NEIGHBOUR, name="Confinée, et invitée")
    _, link = offer(admin, person.email)
    client = client_of()
    come_by(client, slug, linked(person, slug))
    assert "déconnectez-vous" in client.post(link).content.decode()
    assert {each.tenant for each in directory.grants_of(person.id)} == {int(NEIGHBOUR)}


def test_a_neighbour_takes_back_no_offer_of_ours(site: Any, client_of: Any, admin: Any) -> None:
    email = fresh_address()
    _, link = offer(admin, email)
    theirs = client_of(site.person("archiviste", tenant=NEIGHBOUR))
    assert theirs.post(f"/{NEIGHBOUR}/administration/personnes/reprendre/", {"email": email}).status_code == 404
    assert theirs.post(f"{PEOPLE}reprendre/", {"email": email}).status_code == 404
    assert email not in theirs.get(f"/{NEIGHBOUR}/administration/personnes/").content.decode()
    assert client_of().get(link).status_code == 200
