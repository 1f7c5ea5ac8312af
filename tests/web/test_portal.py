"""The public portals through HTTP: harvested as data.gouv.fr does; of what is not online nothing, not even a number."""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.core.cache import cache
from rdflib import DCTERMS, RDF, Graph, Namespace
from rdflib.namespace import DCAT

from chartrier.administration.throttling import Limit
from chartrier.opendata import dcat
from chartrier.opendata.scdl.validating import validate
from chartrier.web.opendata import removals as answering
from chartrier.web.portal import handing, removal
from tests.actors import PASSPHRASE
from tests.cli.commands import COMMUNE, NEIGHBOUR
from tests.opendata.archived import LA_POSTE
from tests.web.published import CODE, NAME, Published
from tests.web.test_opendata import lead

HYDRA = Namespace("http://www.w3.org/ns/hydra/core#")
SPDX = Namespace("http://spdx.org/rdf/terms#")
PORTAL = f"/public/{CODE}/"


def plain(answer: Any, *without: str) -> str:
    """What is shown, without the tokens of forms and what was asked."""
    text = re.sub(r"[A-Za-z0-9]{64}", "", answer.content.decode())
    for each in without:
        text = text.replace(each, "")
    return text


def harvested(client: Any, address: str) -> dict[str, dict[str, Any]]:
    """What data.gouv.fr takes of a catalogue: it follows `hydra:next`, and reads the datasets of each page."""
    found: dict[str, dict[str, Any]] = {}
    forms = {"application/ld+json": "json-ld", "text/turtle": "turtle", "application/rdf+xml": "xml"}
    while address:
        parts = urlsplit(address)
        answer = client.get(f"{parts.path}?{parts.query}" if parts.query else parts.path)
        assert answer.status_code == 200, address
        graph = Graph().parse(io.BytesIO(answer.content), format=forms[answer["Content-Type"].partition(";")[0]])
        for dataset in graph.subjects(RDF.type, DCAT.Dataset):
            distribution = graph.value(dataset, DCAT.distribution)
            found[str(graph.value(dataset, DCTERMS.identifier))] = {
                "title": str(graph.value(dataset, DCTERMS.title)),
                "description": str(graph.value(dataset, DCTERMS.description)),
                "keywords": {str(each) for each in graph.objects(dataset, DCAT.keyword)},
                "licence": str(graph.value(distribution, DCTERMS.license)),
                "address": str(graph.value(distribution, DCAT.downloadURL)),
                "bytes": int(str(graph.value(distribution, DCAT.byteSize))),
                "sha512": str(graph.value(graph.value(distribution, SPDX.checksum), SPDX.checksumValue)),
            }
        view = graph.value(None, RDF.type, HYDRA.PartialCollectionView)
        address = str(graph.value(view, HYDRA.next) or "")
    return found


def test_a_catalogue_is_harvested_page_by_page(
    published: Published, site: Any, client_of: Any, monkeypatch: Any
) -> None:
    client = client_of()
    whole = harvested(client, f"{PORTAL}catalogue.jsonld")
    assert {each["title"] for each in whole.values()} == {
        f"Subventions — {NAME}", f"Marchés publics : données essentielles — {NAME}",
    }  # fmt: skip
    for each in whole.values():
        assert each["licence"] == "https://www.etalab.gouv.fr/licence-ouverte-open-licence"
        assert each["description"] and each["keywords"]
        answer = client.get(urlsplit(each["address"]).path)
        assert (answer.status_code, len(answer.content)) == (200, each["bytes"])
        assert hashlib.sha512(answer.content).hexdigest() == each["sha512"]
        # who has it already is told so, and gets nothing again
        again = client.get(urlsplit(each["address"]).path, headers={"If-None-Match": answer["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        assert answer["Access-Control-Allow-Origin"] == "*"
    mark = client.get(f"{PORTAL}catalogue.ttl")["ETag"]
    assert client.get(f"{PORTAL}catalogue.ttl", headers={"If-None-Match": mark}).status_code == 304
    monkeypatch.setattr(dcat, "PAGE", 1)
    for form in ("jsonld", "ttl", "rdf"):
        assert harvested(client, f"{PORTAL}catalogue.{form}") == whole
        assert whole.items() <= harvested(client, f"/public/catalogue.{form}").items()
    for wrong in ("3", "0", "x", "-1"):
        assert client.get(f"{PORTAL}catalogue.ttl?page={wrong}").status_code == 404


def test_a_closed_portal_is_as_one_that_is_not_there(published: Published, site: Any, client_of: Any) -> None:
    unit, client = published.online, client_of()
    for below in ("", "catalogue.jsonld", "catalogue.csv", "jeux/subventions/", "archives/", f"archives/{unit}/"):
        closed, absent = (client.get(f"/public/{code}/{below}") for code in (NEIGHBOUR, "999999999"))
        assert closed.status_code == absent.status_code == 404
        assert plain(closed, NEIGHBOUR) == plain(absent, "999999999")
    home = client.get("/public/").content.decode()
    assert "Commune &lt;ouverte&gt;" in home and "Ma commune" not in home
    assert COMMUNE not in client.get("/public/catalogue.ttl").content.decode()


def test_only_what_is_online_is_found_read_and_proven(published: Published, site: Any, client_of: Any) -> None:
    client = client_of()
    found = client.get(f"{PORTAL}archives/?q=delib%C3%A9ration").content.decode()
    hidden = [unit for unit in published.units.values() if unit != published.online]
    assert published.online in found and len(hidden) >= 3
    assert not [unit for unit in hidden if unit in found]
    for words in ("réservée", "cantine", "Subventions", "introuvable"):
        answer = client.get(f"{PORTAL}archives/", {"q": words}).content.decode()
        assert "est en ligne qui réponde à ces mots" in answer, words
    absent = "0194b0de-0000-7000-8000-000000000001"
    for below in ("", "preuve/", "1/"):
        assert client.get(f"{PORTAL}archives/{published.online}/{below}").status_code == 200
        none = plain(client.get(f"{PORTAL}archives/{absent}/{below}"), absent)
        for unit in hidden:
            answer = client.get(f"{PORTAL}archives/{unit}/{below}")
            assert (answer.status_code, plain(answer, unit)) == (404, none)
    page = client.get(f"{PORTAL}archives/{published.online}/").content.decode()
    assert "adhésion au service commun" in page and "Délibérations de 2025" not in page
    file = client.get(f"{PORTAL}archives/{published.online}/1/")
    assert b"".join(file.streaming_content).startswith(b"%PDF")
    assert "document-1.pdf" in file["Content-Disposition"]
    proof = b"".join(client.get(f"{PORTAL}archives/{published.online}/preuve/").streaming_content)
    with zipfile.ZipFile(io.BytesIO(proof)) as bundle:
        documents = bundle.read("documents.jsonl")
        everything = b"".join(bundle.read(name) for name in bundle.namelist())
    assert {json.loads(line)["description"][:1] for line in documents.splitlines()} == {"{"}
    # its own line names the unit above it by its identifier: that is sealed, and says nothing else of it
    above = published.units["Délibérations de 2025"]
    assert not [unit for unit in hidden if unit != above and unit.encode() in everything]
    assert "Délibérations de 2025".encode() not in everything
    assert b"cantine" not in everything and b"jeanne.martin" not in everything


def test_no_more_is_handed_out_at_once_than_the_disk_bears(
    published: Published, site: Any, client_of: Any, monkeypatch: Any
) -> None:
    client, address = client_of(None), f"{PORTAL}archives/{published.online}/1/"
    monkeypatch.setattr(handing, "AT_ONCE", 1)
    monkeypatch.setattr(handing, "_handed", [0])
    first = client.get(address)
    second = client.get(address)
    assert (first.status_code, second.status_code) == (200, 503) and "ODT-042" in second.content.decode()
    assert b"".join(first.streaming_content)
    first.close()
    assert client.get(address).status_code == 200


def removals_unanswered(published: Published) -> list[Any]:
    told = published.chartrier("opendata", "removals", "--tenant", CODE, "--json").objects
    return [each for each in told if each["answered"] is None]


def test_a_withdrawal_is_asked_for_without_a_name_and_answered(
    published: Published, site: Any, client_of: Any, monkeypatch: Any
) -> None:
    client, unit = client_of(), published.online
    others = {each["id"] for each in removals_unanswered(published)}
    page = f"{PORTAL}archives/{unit}/retrait/"
    assert f'href="{page}"' in client.get(f"{PORTAL}archives/{unit}/").content.decode()
    assert client.get(page).status_code == 200 and client.post(page, {"reason": " "}).status_code == 400
    hidden = next(each for each in published.units.values() if each != unit)
    for absent in (f"archives/{hidden}/retrait/", "jeux/budget/retrait/", f"retraits/{unit}/"):
        assert client.get(f"{PORTAL}{absent}").status_code == 404
        assert client.post(f"{PORTAL}{absent}", {"reason": "x"}).status_code in (404, 405)
    followed = client.post(page, {"reason": "Le nom <b>de ma fille</b> y est", "contact": "zoe@exemple.fr"})["Location"]
    waiting = client.get(followed).content.decode()
    assert "Réponse attendue avant" in waiting and "ma fille" not in waiting and "zoe@" not in waiting
    other = client.post(f"{PORTAL}jeux/subventions/retrait/", {"reason": "Une ligne est fausse"})["Location"]

    lead_of = lead(site, client_of)
    home, listed = (lead_of.get(f"/{CODE}/{each}").content.decode() for each in ("", "donnees-ouvertes/retraits/"))
    assert "2 demandes de retrait du portail attendent leur réponse dans la journée" in home
    one = f"/{CODE}/donnees-ouvertes/retraits/{followed.rstrip('/').rpartition('/')[2]}/"
    assert one in listed and "restent 23 heures" in listed
    told = lead_of.get(one).content.decode()
    assert "&lt;b&gt;de ma fille" in told and "zoe@exemple.fr" in told
    given = {"passphrase": PASSPHRASE, "motive": "Le nom est celui d'une élue", "do": "garde"}
    assert lead_of.post(one, {**given, "motive": ""}).status_code == 400
    assert "ODT-040" in lead_of.post(one, {**given, "do": "corrige"}).content.decode(), "a record is not corrected"
    assert lead_of.post(one, given).status_code == 302
    answered = client.get(followed).content.decode()
    assert "celui d&#x27;une élue" in answered and "CNIL" in answered
    assert "zoe@exemple.fr" not in lead_of.get(one).content.decode(), "what they said of themselves is erased"
    assert lead_of.post(one, given).status_code == 400 and client.get(f"{PORTAL}archives/{unit}/").status_code == 200

    # by the command: late ones are told, and the withdrawal is an act
    (waits,) = [each for each in removals_unanswered(published) if each["id"] not in others]
    assert (waits["what"], waits["name"], waits["late"]) == ("jeu", "subventions", False)
    untouched = published.chartrier("opendata", "answer", waits["id"], "--answer", "corrige", "--motive", "x",
                                    "--tenant", CODE, *published.by)  # fmt: skip
    assert (untouched.status, "ODT-043" in untouched.err) == (6, True), "nothing was corrected since"
    done = published.decide("answer", waits["id"], "--answer", "retire", "--motive", "une ligne est fausse")
    assert done["act"] and client.get(f"{PORTAL}jeux/subventions/").status_code == 404
    assert "retiré" in client.get(other).content.decode()
    published.decide("publish", "subventions", "--siret", f"{CODE}00014", "--motive", "corrigé")
    refused = published.chartrier("opendata", "answer", waits["id"], "--answer", "garde", "--motive", "x",
                                  "--tenant", CODE, *published.by)  # fmt: skip
    assert (refused.status, "ODT-039" in refused.err) == (6, True)
    cache.clear()
    monkeypatch.setattr(removal, "PUBLIC_REMOVALS", Limit("removal of a test", 1, 60))
    assert [client.post(page, {"reason": "encore"}).status_code for _ in range(2)] == [302, 429]
    (last,) = [each for each in removals_unanswered(published) if each["id"] not in others]
    published.decide("answer", last["id"], "--answer", "garde", "--motive", "déjà répondu")
    monkeypatch.setattr(answering, "LINES", 1)
    pages = [lead_of.get(f"/{CODE}/donnees-ouvertes/retraits/?page={page}").content.decode() for page in (1, 2)]
    numbers = [re.findall(r"donnees-ouvertes/retraits/([0-9a-f-]{36})/", page) for page in pages]
    assert numbers[0] != numbers[1] and all(len(each) == 1 for each in numbers) and 'rel="next"' in pages[0]


def test_the_territory_is_searched_together(published: Published, site: Any, client_of: Any) -> None:
    client = client_of()
    found = client.get("/public/archives/", {"q": "adhésion"}).content.decode()
    assert published.online in found and "Commune &lt;ouverte&gt;" in found
    hidden = [unit for unit in published.units.values() if unit != published.online]
    everything = client.get("/public/archives/").content.decode()
    assert published.online in everything and not [unit for unit in hidden if unit in everything]
    assert "Rien n&#x27;est en ligne" in client.get("/public/archives/", {"q": "réservée"}).content.decode()
    assert client.get("/public/archives/?avant=x").status_code == 404
    # nothing is older than the one that is there
    older = client.get("/public/archives/", {"avant": published.online}).content.decode()
    assert f"/archives/{published.online}/" not in older
    elsewhere = client.get("/public/archives/", {"territoire": "D90"}).content.decode()
    assert published.online not in elsewhere
    assert "Commune &lt;ouverte&gt;" not in client.get("/public/?territoire=D90").content.decode()
    page = client.get(f"{PORTAL}archives/{published.online}/").content.decode()
    assert f"urn:uuid:{published.online}" in page and re.search(r"sha512:[0-9a-f]{128}<", page)
    assert published.online in client.get(PORTAL).content.decode(), "the newest are on the first page"


def test_datasets_are_shown_and_withdrawn_at_once(
    published: Published, site: Any, client_of: Any, tmp_path: Path
) -> None:
    client = client_of()
    page = client.get(f"{PORTAL}jeux/subventions/").content.decode()
    assert "Licence Ouverte" in page and "sha512" in page
    data = client.get(f"{PORTAL}jeux/subventions/subventions.csv").content.decode()
    assert LA_POSTE in data and "DUPONT" not in data and "Petit" not in data
    listed = tmp_path / "catalogue.csv"
    listed.write_bytes(client.get(f"{PORTAL}catalogue.csv").content)
    assert (validate(listed, "catalogue"), listed.read_bytes().count(b"\r\n")) == ([], 3)
    for absent in ("jeux/budget/", "jeux/inconnu/", "jeux/subventions/autre.csv", "jeux/budget/budget.csv"):
        assert client.get(f"{PORTAL}{absent}").status_code == 404
    published.decide("withdraw", "jeu", "subventions", "--motive", "une personne l'a demandé")
    for gone in ("jeux/subventions/", "jeux/subventions/subventions.csv"):
        assert client.get(f"{PORTAL}{gone}").status_code == 404
    assert "Subventions" not in client.get(f"{PORTAL}catalogue.ttl").content.decode()
    published.decide("publish", "subventions", "--siret", f"{CODE}00014", "--motive", "corrigé")
    published.decide("withdraw", "fiche", published.online, "--motive", "une personne l'a demandé")
    assert client.get(f"{PORTAL}archives/{published.online}/").status_code == 404
    published.decide("back", published.online, "--motive", "elle a changé d'avis")
    published.decide("close", "--motive", "une heure")
    assert client.get(PORTAL).status_code == client.get(f"{PORTAL}catalogue.ttl").status_code == 404
    published.decide("open", "--siret", f"{CODE}00014")
    assert client.get(PORTAL).status_code == 200
