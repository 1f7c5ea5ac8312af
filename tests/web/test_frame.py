"""The frame: who may open what, in which language, with which headers."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.cli.commands import COMMUNE, NEIGHBOUR
from tests.web.sentences import folders


def test_the_home_page_answers_in_both_languages(client_of: Any) -> None:
    assert "Se connecter" in client_of().get("/").content.decode()
    assert "Sign in" in client_of(language="en").get("/").content.decode()


def test_a_collectivite_of_others_is_as_one_that_is_not_there(site: Any, client_of: Any) -> None:
    client = client_of(site.person("lecteur"))
    assert client.get(f"/{COMMUNE}/").status_code == 200
    others, absent = client.get(f"/{NEIGHBOUR}/"), client.get("/999999999/")
    assert others.status_code == absent.status_code == 404
    assert plain(others).replace(NEIGHBOUR, "999999999") == plain(absent)


def plain(answer: Any) -> str:
    """A page without the tokens of its forms, which differ each time."""
    return re.sub(r"[A-Za-z0-9]{64}", "", answer.content.decode())


def test_health(site: Any, client_of: Any) -> None:
    assert client_of().get("/healthz").json() == {"status": "ok"}
    assert client_of().get("/readyz").json() == {"status": "ok", "missing": []}


def test_every_table_is_called_something() -> None:
    named = re.compile(r'<caption|role="region"[^>]*aria-label=|<table[^>]*aria-label=')
    by_another = re.compile(r'(?:role="region"|<table)[^>]*aria-labelledby="([^"]*)"')
    found = [
        (path.name, line[:80])
        for folder in folders()
        for path in (folder / "templates").rglob("*.html")
        for text in [path.read_text("utf-8")]
        for line in text.splitlines()
        if "<table" in line and not named.search(line)
        if not any(f'id="{each}"' in text for each in by_another.findall(line))
    ]
    # allauth's table is called by whoever fills it
    assert [each for each in found if each[0] != "table.html"] == []


def test_the_home_page_in_a_browser(browse: Any, served: Any) -> None:
    page = browse()
    page.goto("/")
    assert page.title().startswith("Accueil")


HTML = {"HTTP_ACCEPT": "text/html,application/xhtml+xml"}
SETTINGS = f"/{COMMUNE}/administration/"


def titles(answer: Any) -> list[str]:
    return re.findall(r"<title>(.*?)</title>", answer.content.decode())


def test_an_address_that_only_takes_a_form_leads_to_the_page_of_the_form(site: Any, client_of: Any) -> None:
    client = client_of(site.person("responsable"))
    refused = client.post(f"{SETTINGS}accord/?accord=EC", {"accord-formats": "nimporte"}, **HTML)
    assert refused.status_code == 400
    (back,) = set(re.findall(r'name="next" value="([^"]*)"', refused.content.decode()))
    chosen = client.post("/langue/", {"choice": "en", "next": back}, follow=True, **HTML)
    assert chosen.redirect_chain[-1] == (f"{SETTINGS}?accord=EC", 302) and "Settings" in chosen.content.decode()
    nobody = client_of()
    asked = nobody.post(f"{SETTINGS}accord/", {}, follow=True, **HTML)
    assert asked.redirect_chain[-1][0].startswith("/connexion/")
    closing = client.get(f"{SETTINGS}services/fermer/", follow=True, **HTML)
    assert closing.redirect_chain[-1][0] == SETTINGS and closing.status_code == 200


@pytest.mark.parametrize(("language", "said"), [("fr", "ne fait que recevoir"), ("en", "only takes a form")])
def test_what_an_address_does_not_take_is_told_by_a_page(site: Any, client_of: Any, language: str, said: str) -> None:
    client = client_of(site.person("responsable"), language)
    put, post = client.put(f"{SETTINGS}accord/", **HTML), client.post(SETTINGS, **HTML)
    for answer in (client.get(f"{SETTINGS}accord/"), put, post):
        assert answer.status_code == 405 and answer["Allow"]
        assert said in answer.content.decode()
    assert f'href="{SETTINGS}">' in client.get(f"{SETTINGS}accord/").content.decode()


def test_an_error_is_in_the_title_and_has_the_focus(site: Any, client_of: Any, browse: Any) -> None:
    client = client_of(site.person("responsable"))
    assert titles(client.get(f"/{COMMUNE}/absente/"))[0].startswith("Erreur : ")
    assert not titles(client.get(SETTINGS))[0].startswith("Erreur")
    english = client_of(site.person("responsable"), "en").post(f"{SETTINGS}services/", {"service-name": ""})
    assert titles(english)[0].startswith("Error: ")
    page = browse(site.person("responsable"))
    page.goto(SETTINGS)
    page.fill("[name=accord-formats]", "nimporte")
    page.locator("#accord button.button").last.click()
    page.wait_for_url("**/administration/accord/")
    assert page.title().startswith("Erreur : ")
    focused = "document.activeElement.className + document.activeElement.getAttribute('role')"
    assert "error" in page.evaluate(focused) and "alert" in page.evaluate(focused)
