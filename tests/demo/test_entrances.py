"""The neighbours of the commune, and the people of the demonstration who sign in."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from chartrier import wiring
from chartrier.cli.web import DEMO as MARK
from chartrier.geography import national_list
from chartrier.settings import load_settings
from chartrier.web import site as site_settings
from tests.demo.conftest import DEMO, PLAN, Played

COMMUNE, EPCI, DEPARTEMENT = PLAN["agency"]["commune"]["Identifier"], "200960011", "229600010"
SEES = {
    "Claire": {f"/{COMMUNE}/deposer/": 200, f"/{COMMUNE}/administration/": 404, f"/{EPCI}/": 404},
    "Jeanne": {f"/{COMMUNE}/administration/": 200, f"/{EPCI}/administration/": 200, f"/{DEPARTEMENT}/": 404},
    "Paul": {f"/{COMMUNE}/deposer/": 200, f"/{COMMUNE}/administration/personnes/": 200, f"/{EPCI}/": 404},
    "Odile": {f"/{COMMUNE}/deposer/": 404},
    "Bernard": {f"/{COMMUNE}/recherche/": 404, "/dpo/": 404},
    "Nadia": {f"/{COMMUNE}/deposer/": 404, f"/{EPCI}/traitements/": 200},
    "Marc": {f"/{COMMUNE}/recherche/": 200, f"/{EPCI}/recherche/": 200, f"/{DEPARTEMENT}/deposer/": 200},
    "Léa": {"/exploitation/collectivites/": 200, f"/{COMMUNE}/deposer/": 404},
}
"""What answers each of them, by address, besides what they are told to look at."""


def silence(french: str, english: str) -> None:
    """What the demonstration says on the way."""


@pytest.fixture(scope="module")
def entrances(played: Played) -> Any:
    """All of them, by first name, once the neighbours are there."""
    from governance import govern
    from neighbours import settle
    from openness import open_up

    settle(played.run, silence, played.people, COMMUNE)
    govern(played.run, silence, played.people, COMMUNE, played.versements)
    open_up(played.run, silence, played.people, COMMUNE)
    settings = load_settings(None, dict(played.chartrier.environ))
    with wiring.wire(settings) as archive:
        from entrances import keep, open_accounts, told
        from people import PEOPLE

        site_settings.turn_to(settings)
        made = open_accounts(PEOPLE, archive)
        keep(made, played.folder / "acces.txt", "fr", COMMUNE)
        for language in ("fr", "en"):
            assert max(map(len, told(made, language, COMMUNE))) < 120
        yield {each.who.first_name: each for each in made}


def test_the_neighbours_are_there(played: Played, entrances: Any) -> None:
    listed = played.chartrier("tenant", "list", "--json").objects
    kinds = {each["code"]: each["kind"] for each in listed}
    assert [kinds.pop(code) for code in (COMMUNE, EPCI, DEPARTEMENT)] == ["commune", "epci", "departement"]
    assert len(kinds) == 4 and set(kinds.values()) == {"commune"}
    (departement,) = (each for each in listed if each["code"] == DEPARTEMENT)
    assert departement["departement"] == "96"
    nowhere = ("tenant", "open", "Ailleurs", "--siren", "130025265", "--kind", "syndicat", "--departement", "00")
    assert played.chartrier(*nowhere).status == 4
    conventions = played.chartrier("convention", "list", "--json").objects
    parties = {each["code"] for convention in conventions for each in convention["parties"]}
    assert parties == {each["code"] for each in listed} - {DEPARTEMENT}
    assert all(each["signed"] and not each["copy_owed"] for each in conventions)
    for code, word in ((EPCI, "mi-temps"), (DEPARTEMENT, "infiltration")):
        assert played.chartrier.json("search", word, "--tenant", code)["units"], word
    assert played.chartrier("verify").status == 0


def test_there_is_something_to_see_everywhere(played: Played, entrances: Any) -> None:
    """Of each thing that the demonstration is there to show, one at least."""

    def asked(*command: str) -> Any:
        return played.chartrier(*command, "--json").objects

    national_list.add(None)  # as a process that has just begun
    (coverage,) = asked("territory", "coverage", "--departement", "96")
    assert coverage["communes"] == 26 and len(coverage["white"]) == 5
    assert 0 < coverage["unknown"]["communes"] < 26
    (rampup,) = asked("territory", "rampup")
    states = {each["name"]: each["state"] for each in rampup["members"]}
    assert set(states.values()) == {"sensibilisee", "convention", "premier-versement", "reguliere"}
    assert {each["name"] for each in rampup["missing"]} == {"Les Aulnettes"}
    projects = asked("project", "list", "--tenant", COMMUNE)
    assert sorted(each["readiness"] for each in projects) == ["a-risque", "prete", "prete", "sans-archivage"]
    (maturity,) = asked("cockpit", "maturity", "--tenant", COMMUNE)
    (before,) = maturity["earlier"]
    assert before["score"] < maturity["score"]
    kinds = {each["code"] for each in asked("privacy", "contradictions", "--tenant", COMMUNE)}
    assert len(kinds) >= 5
    (request,) = asked("privacy", "request", "list", "--tenant", COMMUNE)
    (shown,) = asked("privacy", "request", "show", request["id"], "--tenant", COMMUNE)
    assert len(shown["found"]) == 2
    (violation,) = asked("privacy", "violation", "list", "--tenant", COMMUNE)
    assert violation["owed"]
    register = asked("opendata", "register", "--tenant", COMMUNE)
    assert {each["what"] for each in register} == {"portail", "serie", "jeu"}
    checked = asked("hosting", "check", "--tenant", COMMUNE)
    assert "agrément" in json.dumps(checked, ensure_ascii=False)
    (view,) = asked("view", "--tenant", COMMUNE)
    assert "alert" in json.dumps(view) or "traiter" in json.dumps(view, ensure_ascii=False)


def test_whoever_destroys_binds_or_controls_has_a_second_factor(entrances: Any) -> None:
    assert {name for name, each in entrances.items() if each.codes and each.secret} == {"Odile", "Marc", "Léa"}


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
    from entrances import at

    for address, *_ in entrance.who.looks:
        assert client.get(at(address, COMMUNE), follow=True).status_code == 200, address


@pytest.mark.parametrize(("name", "waits"), [("Paul", "attend votre assentiment"), ("Odile", "attend votre signature")])
def test_something_waits_for_those_who_decide(entrances: Any, name: str, waits: str) -> None:
    cache.clear()
    client, entrance = Client(SERVER_NAME="127.0.0.1"), entrances[name]
    client.post("/connexion/", {"login": entrance.who.email, "password": entrance.password})
    if entrance.codes:
        client.post("/connexion/second-facteur/", {"code": entrance.codes[1]})
    assert waits in client.get(f"/{COMMUNE}/").content.decode()


def test_everybody_reads_what_is_online(entrances: Any) -> None:
    client = Client(SERVER_NAME="127.0.0.1")
    for word, seen in (("toiture", True), ("Torcheval", False)):
        page = client.get(f"/public/{COMMUNE}/archives/", {"q": word}).content.decode()
        assert ("Délibération n° 2025-002" in page) is seen
    assert "Torcheval" not in client.get(f"/public/{COMMUNE}/").content.decode()


def test_a_demo_says_that_it_is_one() -> None:
    assert f'MARK = "{MARK}"' in (DEMO / "walk.py").read_text("utf-8")
