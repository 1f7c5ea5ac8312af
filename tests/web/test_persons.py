"""Requests of persons in the pages: instructed by the DPO, signed by the controller, seen by nobody else."""

from __future__ import annotations

import os
import re
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings

from chartrier import clock
from chartrier.catalog.persons.models import PersonRequest
from chartrier.catalog.transaction import transaction
from tests.actors import PASSPHRASE
from tests.cli.commands import COMMUNE, NEIGHBOUR
from tests.web.test_cockpit import signatory
from tests.web.test_every_page import examine

REQUESTS, VIOLATIONS, AIPD = f"/{COMMUNE}/demandes-personnes/", f"/{COMMUNE}/violations/", f"/{COMMUNE}/aipd/"
PROPOSE, ERASE = f"{REQUESTS}a-effacer/", f"{REQUESTS}effacer/"
REGISTERS = (f"{REQUESTS}registre.csv", f"{VIOLATIONS}registre.csv")

AGO = (clock.now() - timedelta(hours=5)).strftime("%Y-%m-%dT%H:%M")
"""A moment that is over wherever it is read."""


def entered(client: Any, **more: str) -> str:
    given = {"name": "<b>Projet</b>", "right": "acces", "received": str(clock.day_of(clock.now())), **more}
    answer = client.post(f"{REQUESTS}nouvelle/", given)
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def close(day: date, *addresses: str) -> list[UUID]:
    """As if these requests had been closed on that day."""
    found = [UUID(each.rstrip("/").rpartition("/")[2]) for each in addresses]
    with transaction([int(COMMUNE)]):
        PersonRequest.objects.filter(tenant=int(COMMUNE), id__in=found).update(closed=day)
    return found


def violated(client: Any, **more: str) -> str:
    given = {"what": "Un courriel <b>à tous</b>", "known": AGO, "risk": "a-evaluer", **more}
    answer = client.post(f"{VIOLATIONS}nouvelle/", given)
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def test_a_request_from_its_receipt_to_its_letter(read: Any, site: Any, client_of: Any) -> None:
    dpo = client_of(site.person("dpo"))
    address = entered(dpo, terms="gras\n\n")

    def do(what: str, status: int = 302, **given: Any) -> str:
        answer = dpo.post(address, {"what": what, **given})
        assert answer.status_code == status, answer.content.decode()
        return str(dpo.get(address).content.decode() if status == 302 else answer.content.decode())

    assert "à établir" in dpo.get(address).content.decode() and "<b>Projet" not in dpo.get(address).content.decode()
    do("identity", text="vue au guichet")
    text = do("find", terms="gras")
    unit = site.chartrier.unit("gras")
    assert unit in text and site.chartrier.unit("Photographie") not in text and "à regarder" in text
    assert "DDP-025" in do("tick", 400)
    assert "DDP-024" in do("tick", 400, unit=site.chartrier.unit("Photographie"))
    assert "refus possible" in do("tick", unit=unit)
    assert "DDP-025" in do("other-rest", 400), "all was looked at"
    assert "DDP-003" in do("decide", 400, unit=unit, outcome="refuse", ground="rgpd-15-4")
    assert "article 15, 4" in do("decide", unit=unit, outcome="refuse", ground="rgpd-15-4", why="Il parle d'autrui.")
    assert "réponse à signer" in do("decide", unit=unit, outcome="accorde")
    do("advice", text="Rien à redire")
    assert dpo.get(f"{address}projet.pdf").content.startswith(b"%PDF")
    assert dpo.get(f"{address}signer/").status_code == 404
    assert dpo.post(address, {"what": "effacer"}).status_code == 404
    mayor = signatory(site, client_of)
    assert "attend votre signature" in mayor.get(f"/{COMMUNE}/").content.decode()
    assert mayor.post(address, {"what": "advice", "text": "x"}).status_code == 404, "who signs does not instruct"
    assert "Rien à redire" in mayor.get(f"{address}signer/").content.decode()
    wrong = mayor.post(f"{address}signer/", {"passphrase": "pas la bonne phrase"})
    assert wrong.status_code == 400 and "pas la bonne" not in wrong.content.decode()
    signed = mayor.post(f"{address}signer/", {"passphrase": PASSPHRASE}, follow=True).content.decode()
    assert "répondue" in signed and "Acte au journal" in signed
    assert dpo.get(f"{address}reponse.pdf").content.startswith(b"%PDF")
    assert "DDP-021" in do("advice", 400, text="trop tard")


def test_who_sees_requests_and_where(read: Any, site: Any, client_of: Any) -> None:
    dpo = client_of(site.person("dpo"))
    address, violation = entered(dpo, name="Discrète Personne"), violated(dpo)
    for role in ("chef-de-service", "lecteur", "elu", "responsable", "deposant"):
        client = client_of(site.person(role))
        for each in (REQUESTS, f"{REQUESTS}nouvelle/", address, VIOLATIONS, violation, AIPD, "/dpo/", *REGISTERS):
            assert client.get(each).status_code == 404, (role, each)
    theirs = client_of(site.person("dpo", tenant=NEIGHBOUR))
    elsewhere = address.replace(COMMUNE, NEIGHBOUR)
    assert theirs.get(address).status_code == theirs.get(elsewhere).status_code == 404
    desk = dpo.get("/dpo/").content.decode()
    assert address in desk and violation in desk and "<b>à tous" not in desk
    asked, violated_ = (dpo.get(each).content.decode("utf-8-sig") for each in REGISTERS)
    assert "Discrète Personne" in asked and "Discrète" not in violated_ and "Reste dû" in violated_
    assert address not in theirs.get("/dpo/").content.decode()
    assert client_of().get("/dpo/").status_code == 302


def test_requests_are_erased_after_five_years(read: Any, ruled: Any, site: Any, client_of: Any) -> None:
    dpo, mayor = client_of(site.person("dpo")), signatory(site, client_of)
    old, kept = entered(dpo, name="Vieille <i>"), entered(dpo, name="Gardée Longtemps")
    for address in (old, kept):
        dpo.post(address, {"what": "withdraw", "text": "satisfaite"})
    assert "Dont la DUA est finie" not in dpo.get(REQUESTS).content.decode()
    old_id, kept_id = close(date(2019, 3, 1), old, kept)
    page = dpo.get(REQUESTS).content.decode()
    assert "2 demandes à proposer" in page and PROPOSE in page
    assert " checked" not in dpo.get(PROPOSE).content.decode(), "nobody has said what the visa covers"
    visa = {"text": "AD 2026-12", "day": "2026-01-02"}
    assert ERASE not in page and PROPOSE not in mayor.get(REQUESTS).content.decode(), "no link leads to a refusal"
    assert mayor.get(PROPOSE).status_code == mayor.post(PROPOSE, {**visa, "request": old_id}).status_code == 404
    assert dpo.get(ERASE).status_code == 404
    assert "DDP-032" in dpo.post(PROPOSE, visa).content.decode()
    refused = dpo.post(PROPOSE, {**visa, "text": "", "request": old_id})
    ticked = re.findall(r'value="([0-9a-f-]{36})" checked', refused.content.decode())
    assert (refused.status_code, ticked) == (400, [str(old_id)])
    assert (
        "proposée à l&#x27;effacement" in dpo.post(PROPOSE, {**visa, "request": old_id}, follow=True).content.decode()
    )
    assert "Vieille &lt;i&gt;" in dpo.get(old).content.decode()
    assert "proposée à l&#x27;effacement" in mayor.get(f"/{COMMUNE}/").content.decode()
    assert ERASE not in dpo.get(REQUESTS).content.decode() and ERASE in mayor.get(REQUESTS).content.decode()
    assert "plus proposé" in dpo.post(PROPOSE, {"withdraw": "1", "request": old_id}, follow=True).content.decode()
    given = {"passphrase": PASSPHRASE, f"visa-{old_id}": "AD 2026-12"}
    assert "DDP-033" in mayor.post(ERASE, {**given, "request": old_id}).content.decode()
    dpo.post(PROPOSE, {**visa, "request": old_id})
    form = mayor.get(ERASE).content.decode()
    assert str(old_id) in form and str(kept_id) not in form and "AD 2026-12" in form
    assert f'name="visa-{old_id}" value="AD 2026-12"' in form
    assert mayor.post(ERASE, {**given, "passphrase": "pas la bonne phrase", "request": old_id}).status_code == 400
    assert "DDP-033" in mayor.post(ERASE, {**given, "request": kept_id}).content.decode()
    dpo.post(PROPOSE, {**visa, "text": "AD 2026-99", "request": old_id})
    other = mayor.post(ERASE, {**given, "request": old_id}).content.decode()
    assert "DDP-037" in other and "Vieille" in dpo.get(old).content.decode(), "it is proposed under another visa since"
    dpo.post(PROPOSE, {**visa, "request": old_id})
    done = mayor.post(ERASE, {**given, "request": old_id}, follow=True).content.decode()
    assert "est effacée" in done
    shown = dpo.get(old).content.decode()
    assert "Vieille" not in shown and "AD 2026-12" in shown and "Exécuté par" in shown
    assert "Gardée Longtemps" in dpo.get(REQUESTS).content.decode(), "what was not proposed stays"


def test_a_violation_is_completed(ruled: Any, site: Any, client_of: Any) -> None:
    dpo = client_of(site.person("dpo"))
    address = violated(dpo)
    text = dpo.get(address).content.decode()
    known = re.search(r'name="known"[^>]* value="([^"]+)"', text)
    assert "les 72 heures courent" in text and known and known[1] == AGO, "in the time of France both ways"
    given = {"what": "Un courriel à tous", "known": known[1], "risk": "aucun"}
    assert "VIO-003" in dpo.post(address, given).content.decode()
    assert dpo.post(address, {**given, "known": "hier"}).status_code == 400
    text = dpo.post(address, {**given, "cnil_why": "rappelé aussitôt"}, follow=True).content.decode()
    assert "rien n&#x27;est dû" in text or "rien n'est dû" in text
    assert "Ce qui en était dit avant" in text
    said = dpo.post(f"{AIPD}S010/", {"state": "non-requise", "why": ""})
    assert "DDP-011" in said.content.decode()
    assert (
        "sans donnée"
        in dpo.post(f"{AIPD}S010/", {"state": "non-requise", "why": "sans donnée"}, follow=True).content.decode()
    )
    assert dpo.get(f"{AIPD}S999/").status_code == 404


@pytest.mark.parametrize(("theme", "language"), [("light", "fr-FR"), ("dark", "en-GB")])
def test_the_pages_in_a_browser(
    read: Any, ruled: Any, site: Any, browse: Any, client_of: Any, theme: str, language: str
) -> None:
    dpo = client_of(site.person("dpo"))
    address, violation = entered(dpo, name=f"gras {theme}", terms="gras"), violated(dpo)
    dpo.post(address, {"what": "find", "terms": "gras"})
    dpo.post(address, {"what": "tick", "unit": site.chartrier.unit("gras")})
    dpo.post(old := entered(dpo, name="Ancienne"), {"what": "withdraw", "text": "satisfaite"})
    close(date(2019, 3, 1), old)
    page = browse(site.person("dpo"), theme=theme, language=language, phone=theme == "dark")
    addresses = (REQUESTS, f"{REQUESTS}nouvelle/", PROPOSE, address, VIOLATIONS, violation, AIPD, "/dpo/")
    assert {each: wrong for each in addresses if (wrong := examine(page, each))} == {}
    dpo.post(PROPOSE, {"text": "AD 2026-12", "day": "2026-01-02", "request": close(date(2019, 3, 1), old)})
    mayor, name = signatory(site, client_of), settings.SESSION_COOKIE_NAME
    signing = browse(None, theme=theme, language=language, phone=theme == "dark")
    signing.context.add_cookies([{"name": name, "value": mayor.cookies[name].value, "url": site.url}])
    assert examine(signing, ERASE) == []
    assert signing.locator("[name=request]").count() > 0 and signing.locator("[name=passphrase]").count() == 1
    if shots := os.environ.get("CHARTRIER_SHOTS"):
        for each in addresses:
            page.goto(each)
            page.screenshot(path=f"{shots}/{theme}{each.replace('/', '_')[:40]}.png", full_page=True)
        signing.screenshot(path=f"{shots}/{theme}-effacer.png", full_page=True)
