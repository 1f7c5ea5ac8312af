"""The neighbours of the commune, and the people of the demonstration who sign in."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from chartrier import wiring
from chartrier.cli.web import DEMO as MARK
from chartrier.settings import load_settings
from chartrier.web import site as site_settings
from tests.demo.conftest import DEMO, PLAN, Played

COMMUNE, EPCI, DEPARTEMENT = PLAN["agency"]["commune"]["Identifier"], "200960011", "229600010"
SEES = {
    "Claire": {f"/{COMMUNE}/deposer/": 200, f"/{COMMUNE}/administration/": 404, f"/{EPCI}/": 404},
    "Jeanne": {f"/{COMMUNE}/administration/": 200, f"/{EPCI}/administration/": 200, f"/{DEPARTEMENT}/": 404},
    "Paul": {f"/{COMMUNE}/deposer/": 200, f"/{COMMUNE}/administration/personnes/": 200, f"/{EPCI}/": 404},
    "Anne": {f"/{COMMUNE}/conventions/": 200, f"/{COMMUNE}/deposer/": 404},
    "Marc": {f"/{COMMUNE}/recherche/": 200, f"/{EPCI}/recherche/": 200, f"/{DEPARTEMENT}/deposer/": 200},
    "Léa": {"/exploitation/collectivites/": 200, f"/{COMMUNE}/deposer/": 404},
}
"""What answers each of them, by address."""


@pytest.fixture(scope="module")
def entrances(played: Played) -> Any:
    """All of them, by first name, once the neighbours are there."""
    from neighbours import settle

    settle(played.run, lambda french, english: None, played.people, COMMUNE)
    settings = load_settings(None, dict(played.chartrier.environ))
    with wiring.wire(settings) as archive:
        from entrances import keep, open_accounts, told
        from people import PEOPLE

        site_settings.turn_to(settings)
        made = open_accounts(PEOPLE, archive)
        keep(made, played.folder / "acces.txt", "fr")
        for language in ("fr", "en"):
            assert max(map(len, told(made, language))) < 120
        yield {each.who.first_name: each for each in made}


def test_the_neighbours_are_there(played: Played, entrances: Any) -> None:
    listed = played.chartrier("tenant", "list", "--json").objects
    assert {each["code"]: each["kind"] for each in listed}.keys() == {COMMUNE, EPCI, DEPARTEMENT}
    assert {each["kind"] for each in listed} >= {"epci", "departement"}
    (convention,) = played.chartrier("convention", "list", "--json").objects
    assert {each["code"] for each in convention["parties"]} == {COMMUNE, EPCI, DEPARTEMENT}
    assert convention["signed"] and not convention["copy_owed"]
    for code, word in ((EPCI, "mi-temps"), (DEPARTEMENT, "infiltration")):
        assert played.chartrier.json("search", word, "--tenant", code)["units"], word
    assert played.chartrier("verify").status == 0


def test_whoever_destroys_binds_or_controls_has_a_second_factor(entrances: Any) -> None:
    assert {name for name, each in entrances.items() if each.codes and each.secret} == {"Anne", "Marc", "Léa"}


def test_passwords_are_drawn_and_kept_for_nobody_else(played: Played, entrances: Any) -> None:
    assert len({each.password for each in entrances.values()}) == len(entrances)
    kept = played.folder / "acces.txt"
    assert kept.stat().st_mode & 0o777 == 0o600
    assert all(each.password in kept.read_text("utf-8") for each in entrances.values())
    told = json.dumps(played.told)
    assert not any(each.password in told for each in entrances.values())


@pytest.mark.parametrize("name", SEES)
def test_each_signs_in_and_sees_what_their_role_lets_them(entrances: Any, name: str) -> None:
    cache.clear()
    client, entrance = Client(SERVER_NAME="127.0.0.1"), entrances[name]
    answer = client.post("/connexion/", {"login": entrance.who.email, "password": entrance.password})
    assert answer.status_code == 302
    if entrance.codes:
        assert answer["Location"].startswith("/connexion/second-facteur/")
        answer = client.post("/connexion/second-facteur/", {"code": entrance.codes[0]})
    assert answer["Location"] == "/"
    assert {address: client.get(address).status_code for address in SEES[name]} == SEES[name]


@pytest.mark.parametrize(("name", "waits"), [("Paul", "attend votre assentiment"), ("Anne", "attend votre signature")])
def test_something_waits_for_those_who_decide(entrances: Any, name: str, waits: str) -> None:
    cache.clear()
    client, entrance = Client(SERVER_NAME="127.0.0.1"), entrances[name]
    client.post("/connexion/", {"login": entrance.who.email, "password": entrance.password})
    if entrance.codes:
        client.post("/connexion/second-facteur/", {"code": entrance.codes[1]})
    assert waits in client.get(f"/{COMMUNE}/").content.decode()


def test_a_demo_says_that_it_is_one() -> None:
    assert f'MARK = "{MARK}"' in (DEMO / "walk.py").read_text("utf-8")
