"""The register of treatments in a browser: who keeps it, its fiches and their versions, what contradicts it."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse

from chartrier import wiring
from chartrier.administration.tenants import tenant_of
from chartrier.catalog.privacy.register import most_seen
from chartrier.catalog.treatments.register import versions
from chartrier.privacy.contradictions import findings as contradictions
from chartrier.privacy.contradictions.facts import Contradiction, Named
from chartrier.records.finding import FindingKind
from chartrier.rules.treatments.treatment import Treatment
from chartrier.web.treatments.remedies import BY_COMMAND, WAYS
from chartrier.worker.reading import read_texts
from tests.cli.commands import COMMUNE
from tests.packages_of_ours import Document, Sip
from tests.web.reading import CLOSED
from tests.web.test_every_page import examine

NIR = "2 95 10 99 126 111 93"
HERE = f"/{COMMUNE}/traitements/"
NEW, MODELS, IMPORT, HOLDER = f"{HERE}nouveau/", f"{HERE}modeles/", f"{HERE}import/", f"{HERE}organisme/"
CONTRADICTIONS = f"{HERE}contradictions/"
SEEN = f"/{COMMUNE}/donnees-relevees/"

DECLARED = {
    "reference": "T-01",
    "name": "<b>Cantine</b>",
    "part": "responsable",
    "purposes": "Inscrire\nFacturer",
    "basis": "interet-public",
    "basis_text": "délibération 12",
    "persons": "enfants",
    "data": ["identite", "sante"],
    "recipients": "agents",
    "series": ["S091a"],
    "processors": "Éditeur | IN | marché 3",
}


def entered(client: Any, **more: Any) -> str:
    answer = client.post(NEW, {**DECLARED, **more})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def test_a_treatment_from_its_fiche_to_its_contradictions(ruled: Any, site: Any, client_of: Any) -> None:
    dpo = site.person("dpo", name="Anne Le Gall")
    client = client_of(dpo)
    refused = client.post(NEW, {**DECLARED, "reference": "", "processors": "X | Inde"})
    assert refused.status_code == 400
    wrong = client.post(NEW, {**DECLARED, "told": "longtemps", "processors": "X | Inde"})
    text = wrong.content.decode()
    assert wrong.status_code == 400 and "TRT-002" in text and "TRT-004" in text and "longtemps" in text

    address = entered(client)
    assert client.post(NEW, DECLARED).status_code == 400, "a reference is of one treatment"
    text = client.get(address).content.decode()
    assert "<b>Cantine" not in text and "&lt;b&gt;Cantine" in text
    assert "5 ans à compter de : clôture du dossier" in text and "éliminé, sous visa" in text
    assert "Anne Le Gall" in text, "who said it is told"
    assert "5 years from: closing of the file" in client_of(dpo, "en").get(address).content.decode()

    told = client.get(CONTRADICTIONS).content.decode()
    for code in ("CTD-023", "CTD-026", "CTD-037"):
        assert code in told, code
    assert "chartrier " not in told.partition("<main")[2], "a page leads where it is mended, and names no command"
    assert f'href="{address}changer/"' in told
    form = client.get(f"{address}changer/").content.decode()
    assert "Facturer" in form and 'value="1"' in form
    change = {**DECLARED, "processors": "", "special_ground": "soins", "aipd": "faite", "after": "1"}
    assert client.post(f"{address}changer/", change).status_code == 302
    stale = client.post(f"{address}changer/", {**change, "name": "Autre"})
    assert stale.status_code == 400 and "TRT-022" in stale.content.decode(), "what was changed meanwhile is not lost"
    identifier = UUID(address.rstrip("/").split("/")[-1])
    kept = versions(int(COMMUNE), identifier)
    assert [(each.number, each.person) for each in kept] == [(1, dpo.id), (2, dpo.id)]
    assert kept[0].treatment is not None and kept[0].treatment.processors[0].country == "IN"
    told = client.get(CONTRADICTIONS).content.decode()
    ours = [each for each in told.split("<li>") if str(identifier) in each]
    assert ours and not any("Éditeur" in each for each in ours)

    for form_, begins in (("pdf", b"%PDF"), ("ods", b"PK"), ("csv", b"\xef\xbb\xbf")):
        answer = client.get(f"{HERE}registre/{form_}/")
        assert answer.content.startswith(begins) and "attachment" in answer["Content-Disposition"]
    assert client.get(f"{HERE}registre/docx/").status_code == 404
    assert client.post(f"{address}retirer/").status_code == 302
    assert client.get(address).status_code == 404 and len(versions(int(COMMUNE), identifier)) == 3


def test_each_contradiction_leads_somewhere(site: Any) -> None:
    """To a page that is there, or to a command: never to nothing, never to both."""
    declared = {each for each in vars(contradictions).values() if isinstance(each, FindingKind)}
    assert WAYS.keys() | BY_COMMAND == declared and not WAYS.keys() & BY_COMMAND
    treatment = Named(UUID(int=1), Treatment("T", "T"))
    for kind, leads in WAYS.items():
        for found in (Contradiction(kind, about=UUID(int=2)), Contradiction(kind, treatment, about=UUID(int=2))):
            route, parameters, _ = leads(found)
            assert reverse(route, kwargs={"code": COMMUNE, **parameters}), kind.code


def test_what_is_seen_in_documents(ruled: Any, site: Any, client_of: Any, tmp_path: Path) -> None:
    """Where, how many, masked; for who sees personal data in the whole collectivité, and nobody else."""
    for role in ("lecteur", "responsable", "elu"):
        outsider = client_of(site.person(role))
        assert (outsider.get(SEEN).status_code, outsider.post(f"{SEEN}chercher/").status_code) == (404, 404)
    text = f"Fiche de M. Jean Petit\nNIR {NIR}".encode()
    sip = Sip(message="WEB-NIR", documents=[Document("fiche.txt", text, "Fiche à NIR", management=CLOSED)])
    assert site.chartrier("ingest", sip.write(tmp_path / "nir.zip"), "--tenant", COMMUNE).status == 0
    client = client_of(site.person("dpo"))
    assert client.post(f"{SEEN}chercher/", follow=True).status_code == 200
    with wiring.wire(site.settings) as archive:
        read_texts(archive, tenant_of(COMMUNE), None, 60.0)
    text = client.get(SEEN).content.decode()
    assert "Fiche à NIR" in text and "numéro de sécurité sociale × 1" in text and "à parcourir" not in text
    assert "caractères 27 à 48" in text and "J• P•" in text, "where, and masked"
    assert NIR not in text and "Petit" not in text
    (most, *_) = most_seen(int(COMMUNE), kind="nir", limit=1)
    assert str(most.unit) in text
    assert client.get(f"{SEEN}?sorte=inconnue&unite={most.unit}").status_code == 200
    assert client.get(f"{SEEN}?unite=x").status_code == 404
    nothing = client.get(f"{SEEN}?unite={UUID(int=4)}").content.decode()
    assert "Rien n’est relevé" in nothing


def test_models_files_and_who_keeps_it(ruled: Any, site: Any, client_of: Any) -> None:
    client = client_of(site.person("archiviste"))
    assert "Cochez au moins un modèle" in client.post(MODELS, {}).content.decode()
    text = client.post(MODELS, {"modele": ["PAIE", "ELECTIONS"]}, follow=True).content.decode()
    assert "2 traitements inscrits" in text and "Paie et déclarations sociales" in text
    again = client.post(MODELS, {"modele": ["PAIE"]}, follow=True).content.decode()
    assert "0 traitement inscrit" in again
    file = io.BytesIO('"référence";"nom";"rôle"\nPAIE;Paie;responsable\nT-77;Chenil;roi\n'.encode())
    file.name = "registre.csv"
    refused = client.post(IMPORT, {"file": file})
    assert refused.status_code == 400 and "TRT-001" in refused.content.decode()
    assert "Chenil" not in client.get(HERE).content.decode()
    assert client.post(HOLDER, {"dpo": "Anne Le Gall"}, follow=True).content.decode().count("Anne Le Gall") >= 1


@pytest.mark.parametrize("role", ["lecteur", "deposant", "elu", "visa"])
def test_who_does_not_keep_it(site: Any, client_of: Any, role: str) -> None:
    client = client_of(site.person(role))
    for address in (NEW, MODELS, IMPORT, HOLDER, CONTRADICTIONS):
        # whoever gives the visa has a second factor to show first, wherever it is
        assert client.get(address).status_code == 404 or role == "visa", address
    if role == "lecteur":
        text = client.get(HERE).content.decode()
        assert "Registre des traitements" in text and CONTRADICTIONS not in text


@pytest.mark.parametrize(("theme", "language"), [("light", "fr-FR"), ("dark", "en-GB")])
def test_the_pages_in_a_browser(ruled: Any, site: Any, browse: Any, client_of: Any, theme: str, language: str) -> None:
    person = site.person("archiviste")
    address = entered(client_of(person), reference=f"VU-{theme}", name="Cantine et garderie")
    page = browse(person, theme=theme, language=language, phone=theme == "dark")
    addresses = (HERE, address, NEW, f"{address}changer/", MODELS, IMPORT, HOLDER, CONTRADICTIONS, SEEN)
    assert {each: wrong for each in addresses if (wrong := examine(page, each))} == {}
