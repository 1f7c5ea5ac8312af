"""The pages that the law asks of a public site: how long things last, whom to write to, how far the site complies."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from chartrier.web.frame.archive import served
from tests.cli.commands import NEIGHBOUR


def test_how_long_and_whom_to_write_to(site: Any, client_of: Any) -> None:
    address, years = "/donnees-personnelles/", site.settings.consultations_years
    officer = site.person("dpo", name="Odile <i>Protectrice")
    told = client_of().get(address).content.decode()
    assert f"<td>{years} ans</td>" in told and f"<td>{site.settings.deposit_days} jours</td>" in told
    assert "Protectrice" not in told, "to nobody"
    mine = client_of(site.person("lecteur")).get(address).content.decode()
    assert "Odile &lt;i&gt;Protectrice" in mine and officer.email in mine
    assert "Protectrice" not in client_of(site.person("lecteur", tenant=NEIGHBOUR)).get(address).content.decode()
    assert f"<td>{years} years</td>" in client_of(None, "en").get(address).content.decode()


def test_how_far_the_site_complies(site: Any, client_of: Any, monkeypatch: Any) -> None:
    assert "Accessibilité : non conforme" in client_of().get("/").content.decode()
    assert "Aucun audit" in client_of().get("/accessibilite/").content.decode()
    found = replace(
        served().settings,
        web_conformity="partielle",
        web_audit="Audit du 3 mai 2027 : 82 % <b>",
        web_officer="M. Délégué",
    )
    monkeypatch.setattr(served(), "settings", found)
    assert "Accessibilité : partiellement conforme" in client_of().get("/").content.decode()
    told = client_of().get("/accessibilite/").content.decode()
    assert "partiellement conforme." in told and "82 % &lt;b&gt;" in told and "Aucun audit" not in told
    assert "M. Délégué" in client_of().get("/donnees-personnelles/").content.decode()


def test_what_the_law_asks_is_said_or_said_to_be_missing(site: Any, client_of: Any, monkeypatch: Any) -> None:
    notice, statement = "/mentions-legales/", "/accessibilite/"
    assert "web_director" in body(client_of().get(notice)) and "web_hosting_phone" in body(client_of().get(notice))
    told = body(client_of().get(statement))
    for each in ("web_statement", "web_scheme", "web_plan", "Non-conformités", "Aucune n&#x27;est invoquée.", "HTML5"):
        assert each in told, each
    found = replace(
        served().settings,
        web_director="Mme <b>Présidente",
        web_hosting_phone="01 02 03 04 05",
        web_statement="3 mai 2027",
        web_shortcomings="Critère 4.1 <i>",
        web_burden="Les cartes",
        web_scheme="https://exemple.fr/schema.pdf",
        web_plan="Former six personnes",
    )
    monkeypatch.setattr(served(), "settings", found)
    said = body(client_of().get(notice))
    assert "Mme &lt;b&gt;Présidente" in said and "01 02 03 04 05" in said and "web_director" not in said
    told = body(client_of().get(statement))
    for each in ("3 mai 2027", "Critère 4.1 &lt;i&gt;", "Les cartes", "exemple.fr/schema.pdf", "Former six personnes"):
        assert each in told, each
    assert "web_s" not in told and "non conforme." in told


def body(answer: Any) -> str:
    return str(answer.content.decode())
