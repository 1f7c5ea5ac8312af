"""The note, live, and the gate, in a browser: an élu sees the note and nothing else; who signs decides."""

from __future__ import annotations

import re
import time
from typing import Any

import pytest

from chartrier import clock, wiring
from chartrier.administration.habilitations import declare_to
from chartrier.catalog.people import credentials
from chartrier.catalog.tenants.register import tenant
from chartrier.keyring.personal import make_key, seal_key
from tests.actors import CHEAP, PASSPHRASE
from tests.cli.commands import COMMUNE
from tests.web.test_accounts import with_totp
from tests.web.test_every_page import examine

NOTE, PROJECTS, NEW = f"/{COMMUNE}/cockpit/", f"/{COMMUNE}/projets/", f"/{COMMUNE}/projets/nouveau/"

DECLARED = {
    "name": "<b>Portail</b> famille",
    "flow": "gru",
    "responsible": "Jeanne Martin",
    "profile": "profil GRU",
    "exit_clauses": "marché 12, article 4",
    "treatment": "fiche 3",
    "budget": "611",
}


def entered(client: Any, **more: str) -> str:
    answer = client.post(NEW, {**DECLARED, **more})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def signatory(site: Any, client_of: Any) -> Any:
    """Somebody who signs, with a key and a second factor just given."""
    person = site.person("signataire", name="Paul Directeur")
    now = clock.now()
    if not credentials.has_key(person.id):
        with_totp(person)
        credentials.enter_key(person.id, seal_key(make_key(), PASSPHRASE, person.id, CHEAP), now)
        with wiring.wire(site.settings) as archive:
            declare_to(person, tenant(COMMUNE), archive.copies)
    client = client_of(person)
    session = client.session
    session["account_authentication_methods"] = [
        {"method": "password", "at": time.time(), "email": person.email},
        {"method": "mfa", "at": time.time(), "reauthenticated": True},
    ]
    session.save()
    return client


def test_an_elu_sees_the_note_and_nothing_else(site: Any, client_of: Any) -> None:
    client = client_of(site.person("elu"))
    assert client.get("/", follow=True).redirect_chain[-1][0] == NOTE
    text = client.get(NOTE).content.decode()
    assert "La décision à prendre" in text and "inconnu" in text
    assert PROJECTS not in text
    for address in (PROJECTS, NEW, f"/{COMMUNE}/recherche/", f"/{COMMUNE}/projets/clauses/"):
        assert client.get(address).status_code == 404
    for form, kind in (("pdf", "%PDF"), ("diapos", "%PDF"), ("odt", "PK")):
        assert client.get(f"{NOTE}note/{form}/").content.decode("latin-1").startswith(kind)
    assert client.get(f"{NOTE}note/docx/").status_code == 404
    assert client_of().get(NOTE).status_code == 302


def test_a_project_is_entered_and_changed(ruled: Any, site: Any, client_of: Any) -> None:
    client = client_of(site.person("archiviste"))
    assert client.post(NEW, {"name": "", "flow": "gru"}).status_code == 400
    address = entered(client)
    text = client.get(address).content.decode()
    assert "<b>Portail" not in text and "sans archivage" in text and "Décider" not in text
    changed = client.post(f"{address}changer/", {**DECLARED, "series": ["S001"]}, follow=True).content.decode()
    assert "au tableau de gestion : S001" in changed and "à risque" in changed
    assert "Portail" in client.get(PROJECTS).content.decode()
    assert client_of(site.person("lecteur")).post(NEW, DECLARED).status_code == 404
    assert "Réversibilité" in client.get(f"{PROJECTS}clauses/").content.decode()


def test_who_signs_decides_after_the_second_factor(ruled: Any, site: Any, client_of: Any) -> None:
    address = entered(client_of(site.person("archiviste")), name="À décider")
    decide = f"{address}decider/"
    assert client_of(site.person("archiviste")).get(decide).status_code == 404
    client = signatory(site, client_of)
    given = {"answer": "accord", "passphrase": PASSPHRASE}
    refused = client.post(decide, given)
    assert refused.status_code == 400 and "COC-019" in refused.content.decode()
    wrong = client.post(decide, {**given, "passphrase": "pas la bonne phrase"})
    assert wrong.status_code == 400 and "pas la bonne" not in wrong.content.decode()
    done = client.post(decide, {**given, "answer": "refus", "motive": "rien n'est prévu"}, follow=True)
    text = done.content.decode()
    assert "mise en service refusée" in text and re.search(r"inscription n° \d+ du journal", text)


def test_no_passphrase_waits_in_a_session(ruled: Any, site: Any, client_of: Any) -> None:
    address = entered(client_of(site.person("archiviste")), name="Sans second facteur")
    client = signatory(site, client_of)
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
    session.save()
    answer = client.post(f"{address}decider/", {"answer": "refus", "motive": "x", "passphrase": PASSPHRASE})
    assert answer["Location"] == f"{address}decider/"
    assert PASSPHRASE not in str(dict(client.session))
    assert "second-facteur" in client.get(f"{address}decider/")["Location"]


@pytest.mark.parametrize(("theme", "language"), [("dark", "en-GB")])
def test_the_pages_in_a_browser(ruled: Any, site: Any, browse: Any, client_of: Any, theme: str, language: str) -> None:
    address = entered(client_of(site.person("archiviste")), name=f"Vu {theme}")
    page = browse(site.person("archiviste"), theme=theme, language=language, phone=theme == "dark")
    addresses = (NOTE, PROJECTS, NEW, address, f"{address}changer/", f"{PROJECTS}clauses/")
    assert {each: wrong for each in addresses if (wrong := examine(page, each))} == {}
