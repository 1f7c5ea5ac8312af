"""How people come in: by invitation, by password, by a second factor, by an issuer that may speak for them."""

from __future__ import annotations

import re
import secrets
import time
from dataclasses import replace
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import generate_totp_secret, hotp_value, yield_hotp_counters_from_time
from allauth.socialaccount.models import SocialAccount
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import override_settings

from chartrier.administration.people import find_person, let_operate
from chartrier.catalog.accounts.models import Invitation
from chartrier.web.frame.archive import served
from tests.cli.commands import COMMUNE, NEIGHBOUR, Chartrier
from tests.web.conftest import PASSWORD


def enter(client: Any, email: str, password: str = PASSWORD) -> Any:
    return client.post("/connexion/", {"login": email, "password": password})


def is_in(client: Any) -> bool:
    return bool(client.get("/compte/").status_code == 200)


def code(secret: str) -> str:
    """The code of this moment, which still holds when it is sent: one that has just begun is awaited."""
    left = 30 - time.time() % 30
    if left < 5:
        time.sleep(left)
    return f"{hotp_value(secret, next(iter(yield_hotp_counters_from_time()))):06d}"


def test_an_invitation_serves_once(site: Any, client_of: Any) -> None:
    email = f"{secrets.token_hex(4)}@exemple.fr"
    invited = site.chartrier.json(
        "person", "invite", "Zoé Martin", "--email", email, "--role", "deposant", "--tenant", COMMUNE
    )
    address = invited["link"].removeprefix("http://127.0.0.1:8000")
    client = client_of()
    assert "Zoé Martin" in client.get(address).content.decode()
    assert "Au moins 12" in client.get(address).content.decode()
    short = client.post(address, {"password": "court"})
    assert short.status_code == 200
    assert "trop court" in short.content.decode()
    assert client.post(address, {"password": "une phrase à moi seule"}).status_code == 302
    assert enter(client, email.upper(), "une phrase à moi seule").status_code == 302
    assert is_in(client)
    assert client.get(f"/{COMMUNE}/").status_code == 200
    again, absent = client_of().get(address), client_of().get("/invitation/inconnue/")
    assert again.status_code == absent.status_code == 404
    assert "ADM-171" in again.content.decode()
    assert "ADM-171" in absent.content.decode()


def test_a_new_invitation_replaces_the_former(site: Any, client_of: Any) -> None:
    person = site.person("lecteur", name="Invitée deux fois")
    links = [site.chartrier.json("person", "invite", str(person.id))["link"] for _ in range(2)]
    answers = [client_of().get(link.removeprefix("http://127.0.0.1:8000")).status_code for link in links]
    assert answers == [404, 200]
    kept = {bytes(row.digest) for row in Invitation.objects.filter(person=person.id)}
    assert not any(link.rstrip("/").rpartition("/")[2].encode() in digest for link in links for digest in kept)


def test_an_invitation_needs_an_address(site: Any) -> None:
    answer = site.chartrier("person", "invite", "Sans Adresse", "--email", "pas une adresse")
    assert answer.status == 2
    assert "ADM-172" in answer.err


def test_nobody_signs_up(client_of: Any) -> None:
    for address in ("/connexion/signup/", "/signup/", "/connexion/inscription/"):
        assert client_of().get(address).status_code == 404


def test_a_wrong_password_says_no_more_than_a_wrong_address(site: Any, client_of: Any) -> None:
    person = site.person("lecteur")
    wrong = enter(client_of(), person.email, "un autre mot de passe").content.decode()
    absent = enter(client_of(), "personne@exemple.fr", "un autre mot de passe").content.decode()

    def told(page: str) -> list[str]:
        return re.findall(r"<li>(.*?)</li>", page)

    assert told(wrong) == told(absent)
    assert told(wrong)


def test_guessing_is_slowed_down(site: Any, client_of: Any) -> None:
    person = site.person("lecteur", name="Devinée")
    client = client_of()
    for _ in range(6):
        enter(client, person.email, "un autre mot de passe")
    assert not is_in(client)
    enter(client, person.email)
    assert not is_in(client), "the right password is not tried any more"


def test_a_closed_account_is_out_at_once(site: Any, client_of: Any) -> None:
    person = site.person("lecteur", name="Bientôt partie")
    client = client_of(person)
    assert is_in(client)
    site.chartrier.json("person", "deactivate", str(person.id))
    assert not is_in(client)
    assert not is_in(enter(client_of(), person.email).client)


@pytest.mark.parametrize("role", ["signataire", "controle", "visa", "exploitant"])
def test_some_roles_take_a_second_factor(site: Any, client_of: Any, role: str) -> None:
    others = [] if role in ("controle", "visa") else ["archiviste"]
    person = site.person(role, *others, name=f"Second facteur {role}")
    client = client_of(person)
    assert client.get(f"/{COMMUNE}/").headers["Location"] == "/compte/second-facteur/exige/"
    with_totp(person)
    assert client.get(f"/{COMMUNE}/").status_code == 200


def with_totp(person: Any) -> str:
    """Give somebody a code application; its secret."""
    from allauth.mfa.totp.internal.auth import TOTP

    secret = generate_totp_secret()
    TOTP.activate(person, secret)
    return str(secret)


def test_a_second_factor_is_asked_for(site: Any, client_of: Any) -> None:
    person = site.person("archiviste", name="À deux facteurs")
    secret = with_totp(person)
    kept = Authenticator.objects.get(user=person, type="totp").data["secret"]
    assert secret not in kept
    client = client_of()
    assert enter(client, person.email).headers["Location"] == "/connexion/second-facteur/"
    assert not is_in(client)
    client.post("/connexion/second-facteur/", {"code": "000000"})
    assert not is_in(client)
    client.post("/connexion/second-facteur/", {"code": code(secret)})
    assert is_in(client)


def test_sessions_are_listed_and_ended(site: Any, client_of: Any) -> None:
    person = site.person("archiviste", name="Partout")
    here, there = client_of(), client_of()
    for client in (here, there):
        enter(client, person.email)
        assert is_in(client)
    page = here.get("/compte/sessions/").content.decode()
    (other,) = re.findall(r'name="session" value="(\d+)"', page)
    here.post("/compte/sessions/", {"session": other})
    assert is_in(here)
    assert not is_in(there)
    stranger = client_of(site.person("lecteur"))
    mine = here.session.session_key
    for number in range(max(int(other) - 50, 0), int(other) + 3):
        stranger.post("/compte/sessions/", {"session": str(number)})
    assert Session.objects.filter(session_key=mine).exists()


@pytest.fixture(scope="module")
def provider() -> Any:
    """A real provider of OpenID Connect, of this test."""
    oidc = pytest.importorskip("oidc_provider_mock")
    with oidc.run_server_in_thread() as server:
        yield f"http://localhost:{server.server_port}"


def add_issuer(chartrier: Chartrier, provider: str, slug: str, *options: str) -> None:
    secret = chartrier.folder.parent / f"{slug}.secret"
    secret.write_text("un secret de client", "utf-8")
    chartrier.json(
        "issuer", "add", slug, "--name", f"Identité {slug}", "--url", provider, "--client", "chartrier",
        "--secret-file", secret, *options,
    )  # fmt: skip


def to_identities(page: Any) -> None:
    """Where issuers are linked: the password is asked for again."""
    page.goto("/compte/identites/")
    page.fill("input[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_url("**/compte/identites/")


def through(page: Any, slug: str, subject: str) -> None:
    """Go to the provider by the button of an issuer, be this subject there, and come back."""
    page.get_by_role("button", name=f"Identité {slug}").click()
    page.fill("input[name=sub]", subject)
    page.locator("button[type=submit], input[type=submit]").first.click()
    page.wait_for_url("http://127.0.0.1:*/**")


def test_the_issuer_of_a_neighbour_is_linked_to_nobody_here(site: Any, browse: Any, provider: str) -> None:
    add_issuer(site.chartrier, provider.replace("localhost", "127.0.0.1"), "voisine", "--tenant", NEIGHBOUR)
    page = browse(site.person("archiviste", name="Convoitée"))
    to_identities(page)
    page.get_by_role("button", name="Identité voisine").click()
    page.fill("input[name=sub]", secrets.token_hex(8))
    page.locator("button[type=submit], input[type=submit]").first.click()
    page.wait_for_url(f"{site.url}/**")
    assert "ne peut pas vous connecter" in page.inner_text("h1")
    assert not SocialAccount.objects.filter(provider="voisine").exists()


def test_an_issuer_signs_in_whom_it_was_linked_to(site: Any, browse: Any, provider: str) -> None:
    add_issuer(site.chartrier, provider, "agglo")
    person, subject = site.person("archiviste", name="Liée"), secrets.token_hex(8)

    unknown = browse()
    unknown.goto("/connexion/")
    through(unknown, "agglo", subject)
    assert "Aucun compte" in unknown.inner_text("h1")

    page = browse(person)
    to_identities(page)
    through(page, "agglo", subject)
    assert "agglo" in page.inner_text("main")
    other = browse()
    other.goto("/connexion/")
    through(other, "agglo", subject)
    assert "Liée" in other.inner_text("h1")


def test_the_issuer_of_a_tenant_signs_in_its_people_only(site: Any) -> None:
    from chartrier.administration.issuers import signs_in
    from chartrier.catalog.accounts.issuers import issuers

    add_issuer(site.chartrier, "https://identite.exemple.fr", "commune", "--tenant", COMMUNE)
    (ours,) = [each for each in issuers() if each.slug == "commune"]
    here = site.person("lecteur", name="D'ici")
    assert signs_in(ours, here.id)
    assert not signs_in(ours, site.person("lecteur", tenant=NEIGHBOUR).id)
    operator = site.person("lecteur", name="D'ici, et exploite")
    assert signs_in(ours, operator.id)
    let_operate(str(operator.id), True)
    assert not signs_in(ours, operator.id), "it would act for the instance"
    site.chartrier.json("person", "role", "add", str(here.id), "--role", "lecteur", "--tenant", NEIGHBOUR)
    assert signs_in(ours, find_person(str(here.id)).id), "the session is confined: a neighbour shuts nobody out"
    again = site.chartrier(
        "issuer", "add", "commune", "--name", "Autre", "--url", "https://autre.exemple.fr", "--client", "c",
        "--secret-file", site.chartrier.folder.parent / "commune.secret",
    )  # fmt: skip
    assert again.status == 6
    assert site.chartrier.json("issuer", "close", "commune")["active"] is False
    assert not (site.settings.keys / "issuer-commune").exists()


@override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend")
def test_a_forgotten_password(site: Any, client_of: Any, monkeypatch: Any) -> None:
    mail.outbox = []
    monkeypatch.setattr(served(), "settings", replace(served().settings, mail_url="smtp://127.0.0.1"))
    person = site.person("lecteur", name="Oublieuse")
    client = client_of()
    known = client.post("/connexion/mot-de-passe/", {"email": person.email})
    entered = site.chartrier.json("person", "add", "Jamais invitée", "--email", f"{secrets.token_hex(4)}@exemple.fr")[
        "email"
    ]
    for email in (entered, "personne@exemple.fr"):
        answer = client_of().post("/connexion/mot-de-passe/", {"email": email})
        assert (answer.status_code, answer.headers["Location"]) == (known.status_code, known.headers["Location"])
    (sent,) = mail.outbox
    assert sent.to == [person.email]
    (address,) = re.findall(r"http://127\.0\.0\.1:8000(/connexion/\S+)", sent.body)
    there = client.get(address).headers["Location"]
    client.post(there, {"password1": "une autre phrase encore", "password2": "une autre phrase encore"})
    old = client_of()
    enter(old, person.email)
    assert not is_in(old)
    other = client_of()
    enter(other, person.email, "une autre phrase encore")
    assert is_in(other)
    assert client_of().get(address).status_code == 200, "a used link says so"
    assert [each.to for each in mail.outbox[1:]] == [[person.email]], "they are told"


def test_without_a_mail_server_nothing_is_sent_or_printed(site: Any, client_of: Any, capfd: Any) -> None:
    person = site.person("lecteur", name="Oublieuse sans courriel")
    for address in ("/connexion/mot-de-passe/", "/connexion/mot-de-passe/envoye/"):
        told = client_of().get(address).content.decode()
        assert "n&#x27;envoie pas de courriel" in told and "chartrier person invite" in told
    answer = client_of().post("/connexion/mot-de-passe/", {"email": person.email}, follow=True)
    assert "envoyé un e-mail" not in answer.content.decode() and "n&#x27;envoie pas" in answer.content.decode()
    assert site.chartrier.json("person", "invite", str(person.id))["link"], "whom the page names gives a new link"
    client = client_of(person)
    new = "une autre phrase encore"
    changed = client.post(
        "/compte/mot-de-passe/", {"oldpassword": PASSWORD, "password1": new, "password2": new}, follow=True
    )
    person.refresh_from_db()
    assert person.check_password(new), changed.content.decode()
    written = capfd.readouterr()
    assert "Subject:" not in written.out + written.err and "/mot-de-passe/" not in written.out + written.err


@pytest.mark.parametrize("host", ["archives.exemple.fr", "127.0.0.1:6666", "localhost"])
def test_a_letter_leads_to_the_public_address_whoever_asked_for_it(
    site: Any, client_of: Any, at_address: Any, host: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_address("https://archives.exemple.fr:8443", journal_origin="archives.exemple.fr")
    monkeypatch.setattr(served(), "settings", replace(served().settings, mail_url="smtp://127.0.0.1"))
    mail.outbox, person = [], site.person("lecteur", name="Loin")
    # the address that was set turned the mail server too
    with override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend"):
        client_of().post("/connexion/mot-de-passe/", {"email": person.email}, headers={"Host": host}, secure=True)
    (sent,) = mail.outbox
    (link,) = re.findall(r"https?://\S+/connexion/\S+", sent.body)
    assert link.startswith("https://archives.exemple.fr:8443/connexion/"), link
    assert not re.search("6666|localhost|127", sent.body), sent.body
    assert "archives.exemple.fr" in sent.body.splitlines()[0]
