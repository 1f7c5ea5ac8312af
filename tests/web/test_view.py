"""The view and the hosting in a browser: who sees which rows, what is taken away, what the host enters."""

from __future__ import annotations

import io
import os
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest

from chartrier.administration.collectivites.services import add_service
from chartrier.administration.people import add_role
from chartrier.web.frame.archive import served
from tests.cli.commands import COMMUNE, NEIGHBOUR
from tests.ruled import accessible, declaring, ruled
from tests.web.operator import browsing_as, operator_of
from tests.web.test_every_page import examine

VIEW, HOSTING, FOLDER = f"/{COMMUNE}/vue/", f"/{COMMUNE}/hebergement/", f"/{COMMUNE}/vue/dossier/"
THEMES = f"/{COMMUNE}/vue/conformite/"
HOST = "/exploitation/hebergement/"
SHOTS = os.environ.get("CHARTRIER_SHOTS")
"""A folder in which pictures of the pages are left, for people to look at."""


@pytest.fixture(scope="module")
def seen(ruled: Any, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The commune with two séries: one that is due, of its road service, and one that everybody may read."""
    folder: Path = tmp_path_factory.mktemp("view")
    for sip, agency in (
        (ruled_sip("VUE-1", "Intentions", "S076a"), "VUE-VOIRIE"),
        (ruled_sip("VUE-2", "Séances", "S002"), "VUE-SECRETARIAT"),
    ):
        text = sip.bordereau().decode().replace("SERVICE-PRODUCTEUR", agency)
        package = folder / f"{sip.message}.zip"
        with zipfile.ZipFile(package, "w") as archive:
            for name, data in sip.files().items():
                archive.writestr(name, text.encode() if name == "manifest.xml" else data)
        answer = ruled.chartrier("ingest", package, "--tenant", COMMUNE)
        assert answer.status == 0, answer
    return ruled


def ruled_sip(message: str, title: str, code: str) -> Any:
    return ruled(message, title, declaring(code, "2001-01-01") + accessible("AR038", start="2020-01-01"))


def test_who_sees_what(seen: Any, site: Any, client_of: Any) -> None:
    elu = client_of(site.person("elu"))
    text = elu.get(VIEW).content.decode()
    assert "S076a" in text and "à échéance" in text and "Dossier de conformité" not in text
    english = client_of(site.person("elu"), "en").get(VIEW).content.decode()
    rows = re.findall(r'<th scope="row">(?:<a [^>]*>)?S[^<]*(?:</a>)?<br><span class="small">(.*?)</th>', english)
    assert len(rows) >= 2 and all(each.startswith('<span lang="fr">') for each in rows)
    assert elu.get(HOSTING).status_code == 200 and elu.get(FOLDER).status_code == 404
    for form, head in (("csv", b"\xef\xbb\xbf"), ("ods", b"PK")):
        answer = elu.get(f"{VIEW}tableau/{form}/")
        assert answer.content.startswith(head) and "attachment" in answer["Content-Disposition"]
    assert elu.get(f"{VIEW}tableau/exe/").status_code == 404
    assert f'href="/{COMMUNE}/echeances/' not in text, "who may not go there is not led there"
    assert f'href="/{COMMUNE}/hebergement/"' in text and f'href="/{COMMUNE}/donnees-ouvertes/' not in text
    lead = client_of(site.person("referent-open-data")).get(VIEW).content.decode()
    assert f'href="/{COMMUNE}/donnees-ouvertes/' in lead
    archivist = client_of(site.person("archiviste"))
    text = archivist.get(VIEW).content.decode()
    assert "Dossier de conformité" in text
    assert f'href="/{COMMUNE}/echeances/' in text, "what is to be done is done there"
    themes = archivist.get(THEMES).content.decode()
    proofs = re.findall(rf'href="({THEMES}[^"]+)"', themes)
    assert "ni une certification" in themes and len(proofs) >= 5
    for proof in proofs:
        answer = archivist.get(proof)
        assert answer.status_code == 200 and answer.content and "attachment" in answer["Content-Disposition"], proof
    for absent in (f"{THEMES}preuves/absente.json", f"{THEMES}dossier.pdf", f"{THEMES}../vue.csv"):
        assert archivist.get(absent).status_code == 404
    with zipfile.ZipFile(io.BytesIO(archivist.get(FOLDER).content)) as folder:
        assert {"dossier.pdf", "dossier.json", "SHA256SUMS"} <= set(folder.namelist())
    for address in (VIEW, HOSTING, FOLDER, THEMES, f"{THEMES}preuves/journal.json"):
        assert client_of(site.person("elu", tenant=NEIGHBOUR)).get(address).status_code == 404
        assert client_of().get(address).status_code == 302


def test_a_bounded_right_sees_its_rows_only(seen: Any, site: Any, client_of: Any) -> None:
    add_service(int(COMMUNE), "VUE-VOIRIE", "Voirie")
    of_service, of_series = site.person(name="Vue d'un service"), site.person(name="Vue d'une série")
    add_role(str(of_service.id), "lecteur", COMMUNE, served().copies, services=["VUE-VOIRIE"])
    add_role(str(of_series.id), "lecteur", COMMUNE, served().copies, series=["S002"])
    for person, theirs, other in ((of_service, "S076a", "S002"), (of_series, "S002", "S076a")):
        client = client_of(person)
        table = client.get(f"{VIEW}tableau/csv/").content.decode("utf-8-sig")
        row = next(line for line in table.splitlines() if line.startswith(f"{theirs};"))
        assert "unités" in row
        assert not [line for line in table.splitlines() if line.startswith(f"{other};") and "unités" in line]
        # what is of the whole collectivité is not theirs
        assert client.get(HOSTING).status_code == client.get(FOLDER).status_code == 404
        assert 'id="copies"' not in client.get(VIEW).content.decode()
        assert "Ma commune" not in client.get("/territoire/vue/").content.decode().partition("<main")[2]


def test_the_territory_counts_what_one_may_see(seen: Any, site: Any, client_of: Any) -> None:
    main = client_of(site.person("elu")).get("/territoire/vue/").content.decode().partition("<main")[2]
    assert "Ma commune" in main and "à traiter" in main and main.count('<th scope="row">') == 2
    everything = operator_of(site, client_of).get("/territoire/vue/").content.decode().partition("<main")[2]
    assert everything.count('<th scope="row">') > 2
    table = client_of(site.person("elu")).get("/territoire/vue/FR/tableau/csv/").content.decode("utf-8-sig")
    assert f"{COMMUNE};Ma commune;1;" in table and NEIGHBOUR not in table
    assert client_of(site.person("elu")).get("/territoire/vue/D22/").status_code == 200
    assert client_of(site.person("elu")).get("/territoire/vue/ZZ/").status_code == 404


def test_the_host_enters_offers(seen: Any, site: Any, client_of: Any) -> None:
    client = operator_of(site, client_of)
    assert client_of(site.person("exploitant", name="Léa")).get(HOST).status_code == 404
    given = {
        "code": "essai", "fournisseur": "<b>SIB</b>", "statut": "mutualise", "pays": "FR", "departement": "35",
        "site": "Rennes", "technologie": "disque", "copies": ["a"], "certifications": "hds=2099-01-01",
        "prix_par_to": "98765", "source_du_prix": "convention",
    }  # fmt: skip
    wrong = client.post(f"{HOST}nouvelle/", {**given, "departement": "99"})
    assert wrong.status_code == 400 and "HEB" not in wrong.content.decode() and "le code d" in wrong.content.decode()
    assert client.post(f"{HOST}nouvelle/", {**given, "code": "Essai"}).status_code == 400
    assert client.post(f"{HOST}nouvelle/", given)["Location"] == HOST
    assert client.post(f"{HOST}nouvelle/", given).status_code == 400
    text = client.get(HOST).content.decode()
    assert "&lt;b&gt;SIB" in text and "Personne n&#x27;a dit chez qui est la copie b" in text and "HEB-033" in text
    assert f'href="{HOST}nouvelle/">Le faire' in text and f'href="{HOST}offres/essai/">Le faire' in text
    one = f"{HOST}offres/essai/"
    changed = {**given, "site": "Vitré", "number": "1"}
    assert client.post(one, changed)["Location"] == HOST
    assert client.post(one, changed).status_code == 400, "somebody changed it meanwhile"
    told = client_of(site.person("elu")).get(HOSTING).content.decode().partition("<main")[2]
    assert "Vitré" in told and "98765" not in "".join(told.split()) and "Sans prix : copies b" in told
    assert client.post(f"{HOST}politique/", {"copies": "2", "sites": "1", "technologies": "1", "ahead": "90",
                                             "drill": "400"})["Location"] == HOST  # fmt: skip
    assert "90 jours avant" in client.get(HOST).content.decode()
    assert client.post(f"{one}oter/")["Location"] == HOST
    assert client.get(one).status_code == 404


def test_the_pages_in_a_browser(seen: Any, site: Any, browse: Any, client_of: Any) -> None:
    wrong = {}
    for theme, language, phone in (("dark", "en-GB", True), ("light", "fr-FR", False)):
        page = browse(site.person("archiviste"), theme=theme, language=language, phone=phone)
        wrong |= {f"{theme} {each}": look(page, each, theme) for each in (VIEW, THEMES, HOSTING, "/territoire/vue/")}
    operator = browsing_as(browse(), operator_of(site, client_of), site.url)
    wrong |= {each: look(operator, site.url + each, "host") for each in (HOST, f"{HOST}nouvelle/")}
    assert {each: found for each, found in wrong.items() if found} == {}


def look(page: Any, address: str, name: str) -> list[str]:
    """What is wrong with a page; where it is wanted, a picture of it is left."""
    found = examine(page, address)
    if SHOTS:
        page.screenshot(
            path=str(Path(SHOTS) / f"{name}-{'-'.join(address.strip('/').split('/')[-2:])}.png"), full_page=True
        )
    return found
