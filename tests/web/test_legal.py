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
