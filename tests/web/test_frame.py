"""The frame: who may open what, in which language, with which headers."""

from __future__ import annotations

import re
from typing import Any

from tests.cli.commands import COMMUNE, NEIGHBOUR


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


def test_the_home_page_in_a_browser(browse: Any, served: Any) -> None:
    page = browse()
    page.goto("/")
    assert page.title().startswith("Accueil")
