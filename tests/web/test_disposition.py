"""Échéances and propositions in the pages, to be read: what is due, and each step of a bordereau."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from chartrier.records.roles import Role
from tests.actors import person_with
from tests.disposition.eliminating import RULES, appraisal
from tests.packages_of_ours import Document, Sip
from tests.web.operator import strong_client_of
from tests.web.test_every_page import examine


@pytest.fixture(scope="module")
def due(served: Any, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """A collectivité with two lines proposed, signed, of which a visa grants one; a third dossier is due."""
    chartrier, folder = served.chartrier, tmp_path_factory.mktemp("due")
    code = chartrier.json("tenant", "open", "Chambles", "--departement", "42")["code"]
    who = {
        name: person_with(chartrier, code, name, role)
        for name, role in (
            ("Jeanne Due", Role.ARCHIVISTE), ("Paul Due", Role.CHEF_DE_SERVICE), ("Anne Due", Role.SIGNATAIRE),
        )
    }  # fmt: skip
    table: Path = folder / "rules.csv"
    table.write_text(RULES)
    assert chartrier("rules", "import", table, "--tenant", code, *who["Jeanne Due"]).status == 0
    for title in ("Factures", "Marchés <b>"):
        sip = Sip(message=title, title=title, documents=[Document("a.txt", title.encode(), f"{title} a")])
        sip.metadata = appraisal()
        name = title[:3]
        assert chartrier("ingest", sip.write(folder / f"{name}.zip"), "--tenant", code).status == 0
    proposed = chartrier.json("propose", "--due", "--tenant", code, *who["Jeanne Due"])
    number = proposed["number"]
    assert chartrier("agree", number, "--tenant", code, *who["Paul Due"]).status == 0
    return {"code": code, "number": number, "id": proposed["proposition"], "who": who, "folder": folder}


def test_what_is_due_is_listed_and_exported(site: Any, client_of: Any, due: Any) -> None:
    code = due["code"]
    client = client_of(site.person("archiviste", tenant=code))
    listed = client.get(f"/{code}/echeances/").content.decode()
    assert "Factures" in listed and "Marchés &lt;b&gt;" in listed and "liminer" in listed
    assert "Factures" not in client.get(f"/{code}/echeances/", {"on": "1999-01-01"}).content.decode()
    sheet = client.get(f"/{code}/echeances/liste.csv").content.decode("utf-8-sig")
    assert sheet.startswith("identifiant;intitulé;échéance") and "Factures" in sheet
    wrong = client.get(f"/{code}/echeances/", {"on": "jamais", "category": "<x>", "after": "2020"})
    assert wrong.status_code == 400 and "<x>" not in wrong.content.decode()
    home = client.get(f"/{code}/").content.decode()
    assert f"/{code}/echeances/" in home


def test_each_waits_for_their_step(site: Any, client_of: Any, due: Any) -> None:
    code = due["code"]
    waits = f"/{code}/attentes/"
    signs = strong_client_of(site.person("signataire", tenant=code), client_of).get(waits)
    agrees = strong_client_of(site.person("chef-de-service", tenant=code), client_of).get(waits).content.decode()
    assert "assentiment" not in agrees
    assert f"/{code}/propositions/?step=agreed" in signs.content.decode()
    gives = strong_client_of(site.person("visa", tenant=code), client_of)
    assert gives.get(f"/{code}/propositions/{due['id']}/").status_code == 200


def test_a_proposition_is_read_step_by_step(site: Any, client_of: Any, due: Any) -> None:
    code, number, chartrier = due["code"], due["number"], site.chartrier
    address = f"/{code}/propositions/{due['id']}/"
    client = client_of(site.person("archiviste", tenant=code))
    assert number in client.get(f"/{code}/propositions/").content.decode()
    assert number not in client.get(f"/{code}/propositions/", {"step": "done"}).content.decode()
    told = client.get(address).content.decode()
    assert "Factures" in told and "Paul Due" in told and told.count("en attente") >= 2
    assert client.get(f"{address}bordereau.pdf").content.startswith(b"%PDF-")
    assert "Factures" in client.get(f"{address}bordereau.csv").content.decode("utf-8-sig")
    assert client.get(f"{address}autre.pdf").status_code == 404
    assert chartrier("sign", number, "--attest", "--tenant", code, *due["who"]["Anne Due"]).status == 0
    table, scan = due["folder"] / "visa.csv", due["folder"] / "visa.pdf"
    table.write_text("ligne;décision;motif;sort final\n1;accordé;;\n2;refusé;à garder;Conserver\n")
    scan.write_bytes(b"%PDF-1.4 visa")
    given = ("--decisions", table, "--file", scan, "--original", "carton 3", "--tenant", code)
    assert chartrier("visa", number, *given, *due["who"]["Jeanne Due"]).status == 0
    told = client.get(address).content.decode()
    assert "accordé" in told and "refusé" in told and "à garder" in told and "en attente" not in told
    assert client.get(f"{address}reponses.pdf").content.startswith(b"%PDF-")
    operation = client.get(f"/{code}/operations/{due['id']}/").content.decode()
    assert "Qui a fait quoi" in operation and "isa des Archives" in operation and "lines.jsonl" in operation


def test_others_do_not_read_them(site: Any, client_of: Any, due: Any) -> None:
    stranger = client_of(site.person("archiviste"))
    for address in ("echeances/", "propositions/", f"propositions/{due['id']}/"):
        assert stranger.get(f"/{due['code']}/{address}").status_code == 404


def test_these_pages_have_no_fault(site: Any, browse: Any, due: Any) -> None:
    code = due["code"]
    person = site.person("archiviste", tenant=code)
    addresses = [f"/{code}/{each}" for each in ("echeances/", "propositions/", f"propositions/{due['id']}/")]
    page = browse(person, theme="dark", language="en-GB", phone=True)
    assert {address: wrong for address in addresses if (wrong := examine(page, address))} == {}
