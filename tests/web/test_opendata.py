"""The référent's pages: what is withheld is told before anything is signed, and each decision is an act."""

from __future__ import annotations

import re
from typing import Any

from chartrier import clock, wiring
from chartrier.administration.habilitations import declare_to
from chartrier.catalog.people import credentials
from chartrier.catalog.tenants.register import tenant
from chartrier.keyring.personal import make_key, seal_key
from tests.actors import CHEAP, PASSPHRASE
from tests.web.operator import strong_client_of
from tests.web.published import CODE, SIRET, Published

PAGES = f"/{CODE}/donnees-ouvertes/"


def lead(site: Any, client_of: Any) -> Any:
    """The référent of the commune, with a key and a second factor just given."""
    person = site.person("referent-open-data", tenant=CODE, name="Rémi Référent")
    if not credentials.has_key(person.id):
        credentials.enter_key(person.id, seal_key(make_key(), PASSPHRASE, person.id, CHEAP), clock.now())
        with wiring.wire(site.settings) as archive:
            declare_to(person, tenant(CODE), archive.copies)
    return strong_client_of(person, client_of)


def test_a_dataset_is_read_then_signed(published: Published, site: Any, client_of: Any) -> None:
    client, page = lead(site, client_of), f"{PAGES}jeux/budget/"
    home = client.get(PAGES).content.decode()
    assert "portail ouvert" in home and "à vérifier" in home
    text = client.get(page).content.decode()
    assert "2 lignes" in text and "ODT-013" in text and "ODT-012" in text and "ca.xml" in text
    (sha512,) = re.findall(r'name="sha512" value="(\w{128})"', text)
    given = {"siret": SIRET, "motive": "", "passphrase": PASSPHRASE, "sha512": sha512, "do": "publish"}
    other = client.post(page, {**given, "sha512": "0" * 128}).content.decode()
    assert "ODT-035" in other, "what is signed is what was read"
    assert "phrase secrète fausse" in client.post(page, {**given, "passphrase": "une autre phrase"}).content.decode()
    assert client.post(page, given).status_code == 302
    assert "octet près" in client.get(page).content.decode()
    assert client_of().get(f"/public/{CODE}/jeux/budget/budget.csv").status_code == 200
    assert client.post(page, {**given, "do": "withdraw"}).status_code == 400, "a withdrawal says why"
    assert client.post(page, {**given, "do": "withdraw", "motive": "faux"}).status_code == 302
    assert client_of().get(f"/public/{CODE}/jeux/budget/budget.csv").status_code == 404
    register = client.get(f"{PAGES}registre/").content.decode()
    assert register.count("<td>Rémi Référent</td>") == 2 and "retrait" in register


def test_the_gate_of_a_record_and_its_withdrawal(published: Published, site: Any, client_of: Any) -> None:
    client, unit = lead(site, client_of), published.online
    page = f"{PAGES}fiche/?unit={unit}"
    assert "en ligne quand le portail est ouvert" in client.get(page).content.decode()
    closed = next(each for title, each in published.units.items() if "réservée" in title)
    assert "pas en ligne" in client.get(f"{PAGES}fiche/?unit={closed}").content.decode()
    given = {"motive": "demande d'une personne", "passphrase": PASSPHRASE, "do": "withdraw"}
    assert client.post(page, given).status_code == 302
    assert client_of().get(f"/public/{CODE}/archives/{unit}/").status_code == 404
    assert client.post(page, {**given, "do": "publish"}).status_code == 302
    assert client_of().get(f"/public/{CODE}/archives/{unit}/").status_code == 200
    series = {"series": "S010", "ground": "loi", "motive": "CGCT L2121-23", "passphrase": PASSPHRASE, "do": "publish"}
    assert "ODT-036" in client.post(f"{PAGES}series/", {**series, "ground": ""}).content.decode()
    assert client.post(f"{PAGES}series/", series).status_code == 302
    assert "S010" in client.get(PAGES).content.decode()
    assert client.post(f"{PAGES}series/", {**series, "do": "withdraw"}).status_code == 302


def test_who_does_not_publish_finds_nothing(published: Published, site: Any, client_of: Any) -> None:
    for role in ("archiviste", "lecteur", "elu"):
        client = client_of(site.person(role, tenant=CODE, name="Qui ne publie pas"))
        for below in ("", "registre/", "portail/", "series/", "fiche/", "jeux/budget/"):
            assert client.get(f"{PAGES}{below}").status_code == 404, (role, below)
