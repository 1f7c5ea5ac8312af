"""The territory in a browser: its map, its matrix, its initiatives, its lists; who may look, who may enter."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.core.files.uploadedfile import SimpleUploadedFile

from chartrier import clock
from chartrier.catalog.observatory import register as observed
from chartrier.catalog.observatory.register import Entered
from chartrier.catalog.territory import register
from chartrier.journal.checkpoint import VerifierKey
from chartrier.keyring.keyring import Keyring
from chartrier.records.identifiers import new_package_id
from chartrier.records.territory import Stage, State
from chartrier.territory.observatory import publishing
from chartrier.territory.observatory.counting import Counted
from chartrier.territory.observatory.publication import Layer, Publication, Told, read, signed
from chartrier.territory.observatory.publishing import KEY, own_key
from chartrier.web.frame.archive import served
from tests.cli.commands import COMMUNE, NEIGHBOUR
from tests.web.operator import browsing_as, operator_of
from tests.web.test_every_page import examine

NAME = "archives.essai.fr"
"""Of the instance, where it publishes."""

STATES = """commune;etat;source;date;flux
90010;convention;AD du Territoire de Belfort;2024-01-15;
90008;reguliere;AD du Territoire de Belfort;2026-09-15;actes
90032;aucune;<b>AD</b>;2026-02-01;
97105;convention;Archives départementales;2025-03-01;
"""
INITIATIVES = """nom;porteur;offre;modele;etape;perimetre;membres;source;date
Essai commun;Syndicat <i>d'essai</i>;sae;syndicat;production;D90;90093 90097:2024-01-01;annuaire;2026-10-01
Essai voisin;Département;sae;departement;pilote;D90;90093;annuaire;2026-10-01
"""


@pytest.fixture
def known(site: Any) -> Any:
    """Some of what is known, entered by lists; entering it again enters nothing."""
    for name, text in (("etats.csv", STATES), ("initiatives.csv", INITIATIVES)):
        path = site.chartrier.folder / name
        path.write_text(text, "utf-8")
        assert site.chartrier("territory", "import", path).status == 0
    return site


@pytest.fixture
def leader(known: Any, client_of: Any) -> Any:
    return client_of(known.person("chef-de-projet", name="Line Projet"))


@pytest.fixture
def looker(known: Any, client_of: Any) -> Any:
    return client_of(known.person("elu", name="Élise Maire"))


LOOKED_AT = (
    "/territoire/", "/territoire/?maille=departement&mesure=aucune", "/territoire/lieu/R27/", "/territoire/lieu/D90/",
    "/territoire/lieu/200069052/", "/territoire/commune/90032/", "/territoire/lieu/D90/matrice/",
    "/territoire/lieu/D90/zones-blanches/", "/territoire/acteurs/", "/territoire/initiatives/",
    "/territoire/lieu/D90/histoire/", "/territoire/observatoire/",
    "/territoire/listes/", "/territoire/lieu/R01/", "/territoire/lieu/D987/", "/territoire/commune/98735/",
)  # fmt: skip


def test_who_looks_and_who_enters(known: Any, client_of: Any, looker: Any, leader: Any) -> None:
    assert client_of().get("/territoire/").status_code == 302
    bare = client_of(known.person(name="Sans rôle"))
    for address in LOOKED_AT:
        assert bare.get(address).status_code == 404, address
        assert looker.get(address).status_code == 200, address
    for address in ("/territoire/initiatives/nouvelle/", "/territoire/lieu/D999/", "/territoire/commune/D90/"):
        assert looker.get(address).status_code == 404, address
    assert leader.get("/territoire/initiatives/nouvelle/").status_code == 200
    for address in ("/territoire/commune/90001/", "/territoire/listes/", "/territoire/initiatives/nouvelle/"):
        assert looker.post(address, {"state": "aucune", "source": "x", "day": "2026-01-01"}).status_code == 404
    assert "Dire ce que l" not in looker.get("/territoire/commune/90001/").content.decode()


def test_the_navigation_leads_there(known: Any, looker: Any, client_of: Any) -> None:
    assert 'href="/territoire/"' in looker.get("/territoire/listes/").content.decode()
    archivist = client_of(known.person("archiviste"))
    assert 'href="/territoire/"' in archivist.get(f"/{COMMUNE}/").content.decode()
    bare = client_of(known.person(name="Sans rôle"))
    assert 'href="/territoire/"' not in bare.get("/compte/").content.decode()
    operator = operator_of(known, client_of)
    assert 'href="/territoire/"' in operator.get("/exploitation/collectivites/").content.decode()
    assert operator.get("/territoire/").status_code == 200


def test_france_says_unknown_and_forgets_nobody(looker: Any) -> None:
    page = looker.get("/territoire/").content.decode()
    assert page.count('class="shape"') == 26 and "34\u202f875" in page
    assert "Aucune source n&#x27;en dit rien" in page and "&gt; 99,9" in page
    for name in ("Mayotte", "La Réunion", "Guyane", "Polynésie française", "Wallis et Futuna"):
        assert f'aria-label="{name} : ' in page, name
    finer = looker.get("/territoire/?maille=departement").content.decode()
    assert finer.count('class="shape"') == 109


@pytest.mark.parametrize("place", ["FR", "D984", "D989"])
def test_communes_whose_population_is_not_known_are_listed(looker: Any, place: str) -> None:
    page = looker.get(f"/territoire/lieu/{place}/matrice/?page=99999")
    assert page.status_code == 200 and '<td class="number">—</td>' in page.content.decode()


def test_every_commune_of_a_departement_is_drawn_and_said(looker: Any) -> None:
    page = looker.get("/territoire/lieu/D90/").content.decode()
    assert page.count('class="shape"') == 101
    assert 'aria-label="Belfort : convention en vigueur"' in page
    assert 'aria-label="Danjoutin : aucune initiative (vérifié)"' in page
    sides = [float(each) for each in re.findall(r'<rect x="[\d.]+" y="[\d.]+" width="([\d.]+)"', page)]
    assert min(sides) >= 3, "the smallest is seen"
    assert "Archives départementales du Territoire de Belfort" in page
    early = looker.get("/territoire/lieu/D90/?jour=2020-01-01").content.decode()
    assert 'aria-label="Belfort : inconnu"' in early and "?jour=2020-01-01" in early
    large = looker.get("/territoire/lieu/D62/").content.decode()
    assert large.count('class="shape"') == len(re.findall('aria-label="[^"]* : inconnu"', large)) > 880


def test_a_commune_tells_its_sources_and_takes_more(known: Any, leader: Any) -> None:
    page = leader.get("/territoire/commune/90032/").content.decode()
    assert "&lt;b&gt;AD&lt;/b&gt;" in page and "<b>AD" not in page
    assert "une piste à vérifier (compétence, statuts)" in page and "Essai commun" in page
    address = "/territoire/commune/90051/"
    wrong = leader.post(address, {"state": "aucune", "source": "", "day": "2999-01-01"})
    assert wrong.status_code == 400 and "Ce jour n&#x27;est pas encore passé" in wrong.content.decode()
    given = {"state": "sensibilisee", "flow": "actes", "source": "Réunion des maires", "day": "2026-05-05"}
    assert leader.post(address, given).status_code == 302
    (said,) = register.statements(["90051"])
    assert (
        said.statement.state is State.SENSIBILISEE
        and said.person == known.person("chef-de-projet", name="Line Projet").id
    )
    assert "Réunion des maires" in leader.get(address).content.decode()


def test_an_initiative_is_entered_changed_and_taken_away(leader: Any, looker: Any) -> None:
    address = "/territoire/initiatives/nouvelle/"
    given = {
        "nom": "Nouvelle", "porteur": "CDG 90", "offre": ["sae"], "modele": "centre-de-gestion", "etape": "etude",
        "perimetre": "D90", "membres": "90001 nulle-part", "source": "Délibération", "date": "2026-05-05",
        "number": "0",
    }  # fmt: skip
    refused = leader.post(address, given)
    assert refused.status_code == 400 and "TER-012" in refused.content.decode()
    made = leader.post(address, {**given, "membres": "90001"})["Location"]
    assert "CDG 90" in looker.get(made).content.decode()
    assert looker.get(f"{made}changer/").status_code == 404
    form = leader.get(f"{made}changer/").content.decode()
    assert 'name="number" value="1"' in form and "Délibération" in form
    changed = {**given, "membres": "90001", "etape": "pilote", "number": "1"}
    assert leader.post(f"{made}changer/", changed).status_code == 302
    stale = leader.post(f"{made}changer/", changed)
    assert stale.status_code == 400 and "CAT-132" in stale.content.decode()
    page = looker.get(made).content.decode()
    assert "version 2" in page and "1 version antérieure" in page
    assert "convention en vigueur" in looker.get("/territoire/commune/90001/").content.decode()
    assert leader.post(f"{made}changer/", {"gone": "1", "number": "2"}).status_code == 302
    assert looker.get(made).status_code == 404
    assert "Nouvelle" not in [each.content.name for each in register.initiatives()]


def test_an_actor_is_entered_by_hand(leader: Any, looker: Any) -> None:
    address = "/territoire/acteurs/"
    given = {"nom": "CDG <90>", "type": "centre-de-gestion", "perimetre": "D90", "source": "x", "date": "2026-01-01"}
    assert looker.post(address, given).status_code == 404
    refused = leader.post(address, {**given, "perimetre": "D9000"})
    assert refused.status_code == 400 and "TER-012" in refused.content.decode()
    assert leader.post(address, given).status_code == 302
    page = looker.get(address).content.decode()
    assert "CDG &lt;90&gt;" in page and "Archives d&#x27;Alsace" in page and "Bas-Rhin, Haut-Rhin" in page
    assert "CDG &lt;90&gt;" in looker.get("/territoire/commune/90032/").content.decode()
    assert leader.post(address, {**given, "perimetre": "D25"}).status_code == 302
    assert [each.number for each in register.actors() if each.content.name == "CDG <90>"] == [2]
    assert "CDG" not in looker.get("/territoire/commune/90032/").content.decode()


def test_overlaps_and_volumes_of_others(known: Any, looker: Any, client_of: Any) -> None:
    page = looker.get("/territoire/initiatives/").content.decode()
    assert "Où plusieurs se rencontrent" in page and "Syndicat &lt;i&gt;" in page
    assert "non communiqué : moins de 11" in page, "the neighbour is not theirs"
    assert "Par collectivité" not in page or NEIGHBOUR not in page
    both = known.person("elu", name="Élu des deux")
    assert "non communiqué" in client_of(both).get("/territoire/initiatives/").content.decode()
    operator = operator_of(known, client_of)
    assert "non communiqué" not in operator.get("/territoire/initiatives/").content.decode()
    assert all(each.content.stage in Stage for each in register.initiatives())


def test_lists_are_given_and_had(leader: Any, looker: Any) -> None:
    address = "/territoire/listes/"
    wrong = b"commune;etat;source;date\n99999;aucune;<script>;2026-01-01\n"
    refused = leader.post(address, {"file": SimpleUploadedFile("<i>.csv", wrong)})
    page = refused.content.decode()
    assert refused.status_code == 400 and "TER-003" in page and "<i>.csv" not in page
    right = b"commune;etat;source;date\n90088;sensibilisee;AD;2026-01-01\n"
    assert "1 chose nouvelle" in leader.post(address, {"file": SimpleUploadedFile("l.csv", right)}).content.decode()
    assert "0 chose nouvelle" in leader.post(address, {"file": SimpleUploadedFile("l.csv", right)}).content.decode()
    huge = SimpleUploadedFile("l.csv", right + b"x" * 2_000_000)
    assert leader.post(address, {"file": huge}).status_code == 400
    had = looker.get("/territoire/listes/couverture.csv?lieu=D90")
    rows = {row["insee"]: row for row in csv.DictReader(io.StringIO(had.content.decode("utf-8-sig")), delimiter=";")}
    assert len(rows) == 101 and rows["90010"]["etat"] == "convention"
    for which in ("initiatives", "etats", "acteurs"):
        assert looker.get(f"/territoire/listes/{which}.csv").status_code == 200
    assert looker.get("/territoire/listes/tout.csv").status_code == 404


OBSERVED = (
    "porteur;annee;territoire;communes;versent;actes;versements;volume_go;source;date\n"
    "Syndicat <b>;2025;D22;120;100;40;900;3,5;Rapport <i>;2025-12-31\n"
    "Syndicat <b>;2025;R53 sauf D22;60;;;;;Rapport <i>;2025-12-31\n"
    "Ailleurs;2025;FR;70;;;;;Courriel;2026-01-02\n"
)


def test_what_instances_publish_is_entered_and_shown(
    leader: Any, looker: Any, client_of: Any, monkeypatch: Any
) -> None:
    address, file = "/territoire/observatoire/", "/territoire/observatoire/publication.json"
    given = {"file": SimpleUploadedFile("l.csv", OBSERVED.encode())}
    assert looker.post(address, given).status_code == 404
    small = SimpleUploadedFile("l.csv", OBSERVED.replace("120", "10").encode())
    refused = leader.post(address, {"file": small})
    assert refused.status_code == 400 and "OBS-012" in refused.content.decode()
    for new in ("2 choses nouvelles", "0 chose nouvelle"):
        right = {"file": SimpleUploadedFile("l.csv", OBSERVED.encode())}
        assert new in leader.post(address, right).content.decode()
    page = looker.get(address).content.decode()
    assert (
        "Syndicat &lt;b&gt;" in page and "déclarée : Rapport &lt;i&gt;" in page and "Réparties plus largement" in page
    )
    assert 'aria-label="Bretagne : au moins 15,0' in page and 'aria-label="Normandie : rien' in page
    assert "Lire le fichier" not in page and "publication.json" not in page
    had = looker.get("/territoire/listes/observatoire.csv?annee=2025").content.decode("utf-8-sig")
    assert had.splitlines()[1].startswith("Ailleurs;2025;FR;70;Courriel;2025-12-31")
    # what this instance publishes: to nobody until its operator opens it
    archive, now = served(), clock.now()
    monkeypatch.setattr(archive, "settings", replace(archive.settings, observatory_page="open", journal_origin=NAME))
    assert client_of().get(file).status_code == 404, "nothing was published"
    key = own_key(archive.settings)
    told = Publication(key.name, 2024, date(2024, 12, 31), now, [Told("D90", (), 12, {Layer.DEPOSITING: 12})])
    document = signed(told, Keyring(archive.settings.keys).signing_key(KEY))
    entered = Entered(new_package_id(now), key.name, 2024, now, key.public, document.decode(), "", now)
    assert observed.enter(entered)
    answer = client_of().get(file)
    assert answer.content == document and read(answer.content).proven_by(key.public)
    assert "publication.json" in looker.get(address).content.decode()
    assert "cette instance" in looker.get(f"{address}?annee=2024").content.decode()
    forged = SimpleUploadedFile("p.json", document.replace(b'"communes":12', b'"communes":13'))
    assert "OBS-005" in leader.post(address, {"file": forged}).content.decode()
    assert "OBS-003" in leader.post(address, {"file": SimpleUploadedFile("p.json", b"{}")}).content.decode()
    monkeypatch.undo()
    assert client_of().get(file).status_code == 404


def test_an_operator_publishes_and_trusts_in_pages(
    known: Any, looker: Any, leader: Any, client_of: Any, monkeypatch: Any
) -> None:
    desk, keys = "/territoire/observatoire/publier/", "/territoire/observatoire/cles/"
    pages = (desk, f"{desk}signer/", f"{desk}cle/", keys)
    operator = operator_of(known, client_of)
    for address in pages:
        assert looker.get(address).status_code == leader.get(address).status_code == 404, address
        assert leader.post(address, {"counted": "every"}).status_code == 404, address
    assert "n&#x27;a pas de nom à elle" in operator.get(desk).content.decode()
    assert "OBS-018" in operator.post(f"{desk}cle/").content.decode()
    archive = served()
    monkeypatch.setattr(archive, "settings", replace(archive.settings, journal_origin=NAME))
    assert "OBS-001" in operator.get(f"{desk}signer/").content.decode(), "nothing unless it is chosen"
    assert operator.post(desk, {"counted": "tout"}).status_code == 400
    assert operator.post(desk, {"counted": "every"}).status_code == 302
    assert "OBS-002" in operator.get(desk).content.decode(), "too few are here"
    communes = [Counted("90", 0, frozenset({Layer.DEPOSITING}), 1, 100) for _ in range(12)]
    monkeypatch.setattr(publishing, "counted", lambda on, keys: communes)
    page = operator.get(desk).content.decode()
    assert "Territoire de Belfort" in page and "<code>D90</code>" in page and "1,2" in page and "Olivia" in page
    shown = operator.get(f"{desk}signer/").content.decode()
    (digest,) = re.findall(r'name="looked_at" value="([0-9a-f]{64})"', shown)
    assert "&quot;communes&quot;: 12" in shown and f"&quot;instance&quot;: &quot;{NAME}&quot;" in shown
    communes.append(communes[0])
    stale = operator.post(f"{desk}signer/", {"looked_at": digest})
    assert stale.status_code == 400 and "OBS-019" in stale.content.decode()
    communes.pop()
    assert operator.post(f"{desk}signer/", {"looked_at": digest}).status_code == 302
    page = operator.get(desk).content.decode()
    (file,) = re.findall(r'href="(/territoire/observatoire/publications/[^"]+)"', page)[:1]
    document = operator.get(file)
    key, told = own_key(archive.settings), read(document.content)
    assert told.proven_by(key.public) and told.publication.communes == 12 and key.fingerprint in page
    assert looker.get(file).status_code == 404 and str(key) in operator.get(f"{desk}cle/").content.decode()
    assert "compare" in operator.get(f"{desk}signer/").content.decode(), "one of this year went out"
    # keys of others: by a fingerprint that came another way
    other = VerifierKey.of("archives.ailleurs.fr", Ed25519PrivateKey.generate())
    wrong = operator.post(keys, {"key": str(other), "fingerprint": key.fingerprint})
    assert wrong.status_code == 400 and "OBS-020" in wrong.content.decode()
    assert operator.post(keys, {"key": str(other), "fingerprint": other.fingerprint}).status_code == 302
    assert other.fingerprint in operator.get(keys).content.decode()
    assert operator.post(keys, {"gone": "archives.ailleurs.fr"}).status_code == 302
    assert other.fingerprint not in operator.get(keys).content.decode()
    assert "OBS-008" in operator.post(keys, {"gone": "archives.ailleurs.fr"}).content.decode()
    observed.choose("off", clock.now(), None)


def faults(page: Any, addresses: tuple[str, ...]) -> dict[str, list[str]]:
    return {address: wrong for address in addresses if (wrong := examine(page, address))}


def test_these_pages_have_no_fault_in_the_dark_on_a_phone_in_english(known: Any, browse: Any) -> None:
    found = next(each for each in register.initiatives() if each.content.name == "Essai commun")
    one = f"/territoire/initiatives/{found.id}/"
    page = browse(known.person("chef-de-projet", name="Line Projet"), theme="dark", language="en-GB", phone=True)
    assert faults(page, (*LOOKED_AT, one, f"{one}changer/")) == {}


def test_the_map_is_walked_by_keyboard(known: Any, client_of: Any, browse: Any) -> None:
    page = browsing_as(browse(), operator_of(known, client_of), known.url)
    page.goto("/territoire/")
    page.locator(".past-map").focus()
    assert page.locator(".past-map").is_visible()
    page.locator('a.shape[aria-label^="Bretagne"]').focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/territoire/lieu/R53/")
    page.locator('a.shape[aria-label^="Finistère"]').focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/territoire/lieu/D29/")
    assert page.locator("a.shape").count() == page.locator('a.shape[aria-label*=" : "]').count() > 270
