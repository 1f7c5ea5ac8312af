"""What is tried too often is counted for all processes together, and nobody is shut out by a stranger."""

from __future__ import annotations

import re
import subprocess
from dataclasses import replace
from http.cookiejar import CookieJar
from typing import Any
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener

import pytest
from django.core.cache import cache
from django.test import Client

from chartrier.administration.throttling import INVITING, WRONG_INVITATIONS, WRONG_PASSWORDS, Limit, note, take
from chartrier.catalog.throttles import register
from chartrier.errors import TooOften
from chartrier.web.frame.archive import served
from tests.cli.commands import COMMUNE, interpreter
from tests.web.test_accounts import enter, is_in

COUNTING = """
import os
from chartrier import wiring
from chartrier.settings import load_settings
wiring.set_up_django()
from chartrier.catalog.throttles.register import count
with wiring.wire(load_settings(None, os.environ)):
    for _ in range(40):
        count("essai à deux", 600)
"""


def from_address(address: str) -> Client:
    return Client(SERVER_NAME="127.0.0.1", REMOTE_ADDR=address)


def test_two_processes_lose_no_count(site: Any) -> None:
    python, environ = interpreter(site.chartrier.environ)
    both = [subprocess.Popen([python, "-c", COUNTING], env=environ) for _ in range(2)]
    assert [each.wait(120) for each in both] == [0, 0]
    assert register.counted("essai à deux")[0] == 80


def test_wrong_passwords_at_one_process_count_at_another(site: Any) -> None:
    """The served site is a process of its own; this one is another."""
    email = site.person("lecteur", name="Tentée").email
    opener = build_opener(HTTPCookieProcessor(CookieJar()))
    for _ in range(5):
        # by the name that this process is asked by too
        page = opener.open(Request(f"{site.url}/connexion/", headers={"Host": "127.0.0.1"})).read().decode()
        (token,) = set(re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', page))
        form = {"login": email, "password": "pas celui-là", "csrfmiddlewaretoken": token}
        opener.open(Request(f"{site.url}/connexion/", urlencode(form).encode(), {"Host": "127.0.0.1"}))
    here = from_address("127.0.0.1")
    assert enter(here, email).status_code == 200 and not is_in(here)
    elsewhere = from_address("198.51.100.4")
    assert enter(elsewhere, email).status_code == 302 and is_in(elsewhere), "a stranger locks nobody out"


def test_another_host_makes_no_other_count(site: Any) -> None:
    email = site.person("lecteur", name="Nommée").email
    stranger = from_address("203.0.113.70")
    for number in range(5):
        stranger.post(
            "/connexion/", {"login": email, "password": "non"}, headers={"Host": f"127.0.0.1:{9000 + number}"}
        )
    assert enter(stranger, email).status_code == 200 and not is_in(stranger)


def test_a_stranger_from_everywhere_does_not_shut_out_who_is_known_there(site: Any) -> None:
    email = site.person("lecteur", name="Assiégée").email
    home = from_address("198.51.100.20")
    assert enter(home, email).status_code == 302 and is_in(home)
    for number in range(WRONG_PASSWORDS.most):
        note(WRONG_PASSWORDS, email) if number else enter(from_address("203.0.113.1"), email, "non")
    unknown = from_address("203.0.113.250")
    enter(unknown, email)
    assert not is_in(unknown), "guesses from ever new addresses are stopped"
    again = from_address("198.51.100.20")
    assert enter(again, email).status_code == 302 and is_in(again)


@pytest.mark.parametrize("tries", [1, 5, 6])
def test_an_account_that_is_not_there_is_answered_as_one_that_is(site: Any, tries: int) -> None:
    texts = []
    for number, email in enumerate((site.person("lecteur", name="Là").email, "nulle.part@exemple.fr")):
        cache.clear()
        client = from_address(f"198.51.100.{40 + number}")
        for _ in range(tries):
            answer = enter(client, email, "ni l'une ni l'autre")
        text = re.sub(r"[A-Za-z0-9]{64}", "", answer.content.decode()).replace(email, "X")
        texts.append((answer.status_code, text))
    assert texts[0] == texts[1]


def test_links_that_invite_nobody_are_counted_by_address(site: Any) -> None:
    client = from_address("203.0.113.30")
    answers = [client.get(f"/invitation/essai-{number}/") for number in range(WRONG_INVITATIONS.most + 1)]
    assert {each.status_code for each in answers[:-1]} == {404}
    assert answers[-1].status_code == 429 and int(answers[-1]["Retry-After"]) >= 1
    assert "ADM-180" in answers[-1].content.decode()
    assert from_address("203.0.113.31").get("/invitation/essai/").status_code == 404


def test_the_address_that_a_client_says_it_has_is_not_believed(site: Any) -> None:
    client = from_address("203.0.113.40")
    for number in range(WRONG_INVITATIONS.most):
        client.get("/invitation/x/", headers={"X-Forwarded-For": f"192.0.2.{number}"})
    assert client.get("/invitation/x/", headers={"X-Forwarded-For": "192.0.2.200"}).status_code == 429


def test_invitations_of_one_person_are_counted(site: Any, client_of: Any) -> None:
    person = site.person("archiviste", name="Invitante")
    for _ in range(INVITING.most):
        note(INVITING, str(person.id))
    given = {"name": "Nouvelle", "email": "nouvelle.personne@exemple.fr", "role": "lecteur"}
    refused = client_of(person).post(f"/{COMMUNE}/administration/personnes/", given)
    assert refused.status_code == 400 and "ADM-180" in refused.content.decode()


def test_a_window_ends(site: Any) -> None:
    """By the database's clock: what has ended counts no more."""
    short = Limit("court", 1, 0)
    for _ in range(3):
        take(short, "x")
    long = Limit("long", 1, 600)
    take(long, "x")
    with pytest.raises(TooOften):
        take(long, "x")
    take(long, "y")


def test_the_page_of_too_many_tries_is_ours(site: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(served(), "settings", replace(served().settings, mail_url="smtp://127.0.0.1"))
    client = from_address("203.0.113.60")
    answers = [client.post("/connexion/mot-de-passe/", {"email": f"a{n}@exemple.fr"}) for n in range(11)]
    assert answers[-1].status_code == 429
    assert "trop de tentatives" in answers[-1].content.decode()
