"""The issuer of a collectivité opens that collectivité, and nothing else, whatever is given to the person elsewhere."""

from __future__ import annotations

import re
import secrets
import time
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

import pytest
from allauth.account.internal.userkit import user_id_to_str
from allauth.socialaccount.models import SocialAccount

from chartrier.administration.people import add_role, let_operate, remove_role
from chartrier.records.roles import Role
from chartrier.web.frame.archive import served
from tests.cli.commands import COMMUNE, NEIGHBOUR
from tests.web.test_accounts import add_issuer, code, enter, with_totp

NOTICE = "fournisseur d&#x27;identité d&#x27;une collectivité"


@pytest.fixture
def provider() -> Any:
    """A real provider of OpenID Connect, of one test: an address is one issuer's for ever."""
    oidc = pytest.importorskip("oidc_provider_mock")
    with oidc.run_server_in_thread() as server:
        yield f"http://localhost:{server.server_port}"


@pytest.fixture
def ours(site: Any, provider: str) -> str:
    """The slug of an issuer of the commune."""
    slug = f"commune-{secrets.token_hex(4)}"
    add_issuer(site.chartrier, provider, slug, "--tenant", COMMUNE)
    return slug


class Stay(HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        return None


def come_by(client: Any, slug: str, subject: str, process: str = "login") -> Any:
    """Go to the provider by an issuer, be this subject there, and come back."""
    there = client.post(f"/connexion/identite/{slug}/login/", {"process": process}).headers["Location"]
    with pytest.raises(HTTPError) as back:
        build_opener(Stay).open(Request(there, urlencode({"sub": subject}).encode()))
    parts = urlsplit(back.value.headers["Location"])
    return client.get(f"{parts.path}?{parts.query}")


def linked(person: Any, slug: str) -> str:
    """The subject by which an issuer knows somebody, who linked it."""
    subject = secrets.token_hex(8)
    SocialAccount.objects.create(user=person, provider=slug, uid=subject)
    return subject


def give(person: Any, tenant: str, role: Role = Role.LECTEUR) -> None:
    add_role(str(person.id), role, tenant, served().copies)


def status(client: Any, address: str) -> int:
    return int(client.get(address).status_code)


def test_a_role_elsewhere_shuts_nobody_out(site: Any, client_of: Any, ours: str) -> None:
    person = site.person("archiviste", name="Enfermée dehors")
    subject = linked(person, ours)
    give(person, NEIGHBOUR)
    client = client_of()
    assert come_by(client, ours, subject).status_code == 302
    assert status(client, f"/{COMMUNE}/") == 200


def test_a_session_by_an_issuer_is_confined(site: Any, client_of: Any, ours: str) -> None:
    person = site.person("archiviste", name="Confinée")
    client = client_of()
    come_by(client, ours, linked(person, ours))
    give(person, NEIGHBOUR, Role.ARCHIVISTE)
    for place in ("", "personnes/", "recherche/"):
        theirs, absent = client.get(f"/{NEIGHBOUR}/{place}"), client.get(f"/999999999/{place}")
        assert theirs.status_code == absent.status_code == 404
    assert client.get("/").headers["Location"] == f"/{COMMUNE}/"
    home = client.get(f"/{COMMUNE}/").content.decode()
    assert NOTICE in home and "par votre adresse et votre mot de passe" in home
    account = client.get("/compte/").content.decode()
    assert NOTICE in account and "Ma commune" in account and NEIGHBOUR not in account
    for address in ("/compte/sessions/", "/mentions-legales/", "/accessibilite/"):
        assert status(client, address) == 200
    assert client.post("/langue/", {"choice": "en"}).status_code == 302
    let_operate(str(person.id), True)
    with_totp(person)
    assert status(client, "/instance/") == status(client, f"/{COMMUNE}/") == 404, "it signs in no operator"
    let_operate(str(person.id), False)
    assert status(client, f"/{COMMUNE}/") == 200
    remove_role(str(person.id), Role.ARCHIVISTE, COMMUNE, served().copies)
    assert status(client, f"/{COMMUNE}/") == status(client, f"/{NEIGHBOUR}/") == 404
    refused = come_by(client_of(), ours, SocialAccount.objects.get(user=person).uid)
    assert refused.status_code == 403 and "ne peut pas vous connecter" in refused.content.decode()


def test_who_came_otherwise_is_not_confined(site: Any, client_of: Any, ours: str) -> None:
    person = site.person("lecteur", name="Par deux portes")
    give(person, NEIGHBOUR)
    client = client_of(person)
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time(), "reauthenticated": True}]
    session["account_authentication_methods_user"] = user_id_to_str(person)
    session.save()
    subject = secrets.token_hex(8)
    come_by(client, ours, subject, "connect")
    assert SocialAccount.objects.get(user=person).uid == subject
    assert status(client, f"/{NEIGHBOUR}/") == 200, "linking confines nobody"
    assert NOTICE not in client.get(f"/{NEIGHBOUR}/").content.decode()
    come_by(client, ours, subject)
    assert status(client, f"/{NEIGHBOUR}/") == 404
    client.post("/connexion/sortir/")
    enter(client, person.email)
    assert status(client, f"/{NEIGHBOUR}/") == status(client, f"/{COMMUNE}/") == 200
    sessions = client.get("/compte/sessions/").content.decode()
    assert "mot de passe ou clé" in sessions


def test_a_second_factor_is_asked_for_and_frees_from_nothing(site: Any, client_of: Any, ours: str) -> None:
    person = site.person("signataire", "archiviste", name="Signe, et est confinée")
    give(person, NEIGHBOUR)
    subject, secret, client = linked(person, ours), with_totp(person), client_of()
    assert come_by(client, ours, subject).headers["Location"] == "/connexion/second-facteur/"
    assert status(client, f"/{COMMUNE}/") == 302
    client.post("/connexion/second-facteur/", {"code": code(secret)})
    assert (status(client, f"/{COMMUNE}/"), status(client, f"/{NEIGHBOUR}/")) == (200, 404)
    asked = client.get("/compte/second-facteur/application/retirer/")
    assert asked.status_code == 302 and "/second-facteur/confirmer/" in asked.headers["Location"], "once more"


def test_what_an_issuer_opened_sees_only_its_own_sessions(site: Any, client_of: Any, ours: str) -> None:
    person = site.person("lecteur", name="Sessions de deux sortes")
    by_password, by_issuer = client_of(), client_of()
    enter(by_password, person.email)
    come_by(by_issuer, ours, linked(person, ours))
    for client in (by_password, by_issuer):
        assert status(client, "/compte/") == 200
    rows = re.findall("<tr>", by_issuer.get("/compte/sessions/").content.decode())
    assert len(rows) == 2, "the head and itself"
    assert len(re.findall("<tr>", by_password.get("/compte/sessions/").content.decode())) == 3
    assert f"Identité {ours}" in by_password.get("/compte/sessions/").content.decode()
    by_issuer.post("/compte/sessions/", {"session": "others"})
    assert status(by_password, "/compte/") == 200
    by_password.post("/compte/sessions/", {"session": "others"})
    assert status(by_issuer, "/compte/") == 302


def test_a_closed_issuer_gives_nothing_any_more(site: Any, client_of: Any, ours: str) -> None:
    person = site.person("lecteur", name="Issue d'un fournisseur fermé")
    client = client_of()
    come_by(client, ours, linked(person, ours))
    assert status(client, f"/{COMMUNE}/") == 200
    site.chartrier.json("issuer", "close", ours)
    assert status(client, f"/{COMMUNE}/") == 404
    assert "ne connecte plus personne ici" in client.get("/").content.decode()
    assert status(client, "/compte/") == 200


def test_issuers_that_share_a_client_take_a_second_factor(site: Any, client_of: Any, ours: str, provider: str) -> None:
    add_issuer(site.chartrier, provider.replace("localhost", "127.0.0.1"), f"autre-{secrets.token_hex(4)}")
    person, client = site.person("lecteur", name="À deux fournisseurs"), client_of()
    secret = with_totp(person)
    come_by(client, ours, linked(person, ours))
    client.post("/connexion/second-facteur/", {"code": code(secret)})
    assert NOTICE in client.get("/compte/").content.decode()


def test_an_issuer_of_a_collectivite_takes_over_nobody_else(site: Any, client_of: Any, ours: str) -> None:
    """Whoever is signed in as one of its people does not come back as somebody that it may not speak for."""
    stranger = site.person("lecteur", tenant=NEIGHBOUR, name="De chez les voisins")
    subject = linked(stranger, ours)
    client = client_of(site.person("lecteur", name="D'ici seulement"))
    assert come_by(client, ours, subject).status_code == 403
    assert "D&#x27;ici seulement" in client.get("/compte/").content.decode()


def test_an_issuer_of_the_instance_confines_nobody(site: Any, client_of: Any, provider: str) -> None:
    slug = f"instance-{secrets.token_hex(4)}"
    add_issuer(site.chartrier, provider.replace("localhost", "127.0.0.1"), slug)
    person = site.person("lecteur", name="Par l'instance")
    give(person, NEIGHBOUR)
    client = client_of()
    come_by(client, slug, linked(person, slug))
    assert status(client, f"/{NEIGHBOUR}/") == status(client, f"/{COMMUNE}/") == 200
    assert NOTICE not in client.get("/").content.decode()
