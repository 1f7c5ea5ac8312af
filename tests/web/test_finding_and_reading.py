"""From a word inside a PDF to its page, its text, its proof: by those who may, under the regime they asked for."""

from __future__ import annotations

import errno
import io
import re
import zipfile
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from PIL import Image

from chartrier.access import proving
from chartrier.access.searching import PUBLIC, Question, Scope
from chartrier.administration.rights import Grant, Rights
from chartrier.catalog.archive import questions
from chartrier.catalog.consultations.register import consultations_of
from chartrier.catalog.people import directory
from chartrier.catalog.people.models import Membership
from chartrier.catalog.transaction import transaction
from chartrier.records.roles import Role
from chartrier.records.voice import Bound
from chartrier.web.frame.archive import served
from chartrier.web.search.choices import Choices
from chartrier.web.search.scope import scope_of, scope_of_documents
from chartrier.worker.working import do
from tests.actors import person_with
from tests.cli.commands import COMMUNE, NEIGHBOUR
from tests.packages_of_ours import Document, Sip
from tests.web.test_accounts import with_totp

KEY = int(COMMUNE)


def unit_called(title: str) -> Any:
    return next(unit for unit in questions.newest([KEY], limit=20_000) if unit.title == title)


def document_of(title: str) -> tuple[Any, Any]:
    unit = unit_called(title)
    return unit, questions.objects_of([KEY], unit.id)[0]


def address(title: str, part: str = "") -> str:
    unit, found = document_of(title)
    return f"/{COMMUNE}/archives/{unit.id}/fichiers/{found.id}/{part}"


def body(answer: Any) -> str:
    return b"".join(answer.streaming_content).decode() if answer.streaming else answer.content.decode()


@pytest.fixture
def archivist(read: Any, site: Any, client_of: Any) -> Any:
    return client_of(site.person("archiviste"))


def test_a_word_inside_a_pdf_leads_to_its_record(archivist: Any) -> None:
    page = body(archivist.get(f"/{COMMUNE}/recherche/", {"words": "passerelle"}))
    assert "Projet &lt;b&gt;gras&lt;/b&gt;" in page
    assert "<b>gras" not in page
    assert "1 réponse" in page
    assert "accès administratif" in page
    assert "Voisin" not in body(archivist.get(f"/{COMMUNE}/recherche/", {"words": "enjambera"}))


def test_an_email_is_found_by_who_wrote_it_and_what_is_attached(archivist: Any) -> None:
    for words in ("préfecture@exemple.fr", "délib"):
        page = body(archivist.get(f"/{COMMUNE}/recherche/", {"words": words}))
        assert ">Courriel<" in page.replace("\n", ""), words
        assert "<mark>" in page, words


def test_filters_facets_and_lists(archivist: Any) -> None:
    page = body(archivist.get(f"/{COMMUNE}/recherche/", {"words": "enjambera", "service": "VOIRIE"}))
    assert "Projet" in page
    assert "agent" not in found_part(page)
    assert '<option value="VOIRIE" selected>' in page
    both = body(archivist.get(f"/{COMMUNE}/recherche/", {"words": "enjambera", "service": ["VOIRIE", "RH"]}))
    # what is sent again by the form is what was asked
    asked = both.partition('name="service"')[2].partition("</select>")[0]
    assert asked.startswith(" multiple>") and re.findall(r'value="(\w+)" selected', asked) == ["VOIRIE", "RH"]
    named = body(
        archivist.get(f"/{COMMUNE}/recherche/", {"format": "pdf", "below": str(unit_called("Fonds du pont").id)})
    )
    assert '<option value="PDF" selected>PDF</option>' in named and "agent.pdf" in named and "photo.png" not in named
    filters = named.partition('<ul class="choices"')[2].partition("</ul>")[0]
    assert "<span>PDF, PDF/A</span>" in filters and "<span>Fonds du pont</span>" in filters
    lists = sum(each.what == "liste" for each in consultations_of(KEY, None, None))
    listed = archivist.get(f"/{COMMUNE}/recherche/liste.csv", {"words": "enjambera"})
    assert sum(each.what == "liste" for each in consultations_of(KEY, None, None)) == lists + 1
    assert "une liste emportée" in body(
        archivist.get(f"/{COMMUNE}/administration/garde/consultations/", {"what": "liste"})
    )
    assert listed["Content-Disposition"].startswith("attachment")
    assert len(body(listed).splitlines()) == 3
    wrong = archivist.get(f"/{COMMUNE}/recherche/", {"first": "hier"})
    assert "ACC-030" in body(wrong)


def test_searches_are_kept(archivist: Any, site: Any, client_of: Any) -> None:
    kept = archivist.post(f"/{COMMUNE}/recherche/garder", {"name": "Ponts <i>", "words": "passerelle", "due": "1"})
    assert kept.url == f"/{COMMUNE}/recherche/?words=passerelle&due=1"
    assert "Ponts &lt;i&gt;" in body(archivist.get(f"/{COMMUNE}/recherche/"))
    other = client_of(site.person("archiviste", name="Un autre"))
    assert "Ponts" not in body(other.get(f"/{COMMUNE}/recherche/"))
    archivist.post(f"/{COMMUNE}/recherche/oublier", {"name": "Ponts <i>"})
    assert "Ponts" not in body(archivist.get(f"/{COMMUNE}/recherche/"))


def test_browsing(archivist: Any) -> None:
    assert "Fonds du pont" in body(archivist.get(f"/{COMMUNE}/arborescence/"))
    top = unit_called("Fonds du pont")
    part = archivist.get(f"/{COMMUNE}/arborescence/{top.id}", headers={"HX-Request": "true"})
    assert "Photographie" in body(part)
    assert "<html" not in body(part)


def test_a_record_tells_all_and_is_entered(archivist: Any, site: Any) -> None:
    unit = unit_called("Dossier d'agent")
    before = len(list(consultations_of(KEY, None, None)))
    page = body(archivist.get(f"/{COMMUNE}/archives/{unit.id}/"))
    for told in (
        "non communicable",
        "copie a : présent",
        "AR048",
        "agent.pdf",
        "Fonds du pont",
        "Votre lecture est notée",
    ):
        assert told in page, told
    entered = list(consultations_of(KEY, None, None))[before:]
    assert [(each.what, each.unit, each.person) for each in entered] == [
        ("description", unit.id, site.person("archiviste").pk)
    ]


def test_verify_now_and_the_proof(archivist: Any, tmp_path: Any, read: Any) -> None:
    unit = unit_called("Projet <b>gras</b>")
    assert "Tout est prouvé" in body(archivist.post(f"/{COMMUNE}/archives/{unit.id}/verifier"))
    assert archivist.get(f"/{COMMUNE}/archives/{unit.id}/verifier").status_code == 405
    answer = archivist.get(f"/{COMMUNE}/archives/{unit.id}/preuves.zip")
    bundle = tmp_path / "preuves.zip"
    bundle.write_bytes(b"".join(answer.streaming_content))
    assert zipfile.ZipFile(bundle).testzip() is None
    assert read.chartrier("verify", "--bundle", bundle).status == 0
    original = tmp_path / "projet.pdf"
    original.write_bytes(b"".join(archivist.get(address(unit.title, "original")).streaming_content))
    assert read.chartrier("verify", "--bundle", bundle, "--package", original).status == 0
    original.write_bytes(original.read_bytes() + b"!")
    assert "VER-083" in read.chartrier("verify", "--bundle", bundle, "--package", original).out
    assert "Dépôt" not in body(archivist.get(f"/{COMMUNE}/archives/{unit.id}/journal"))


def test_a_document_and_its_proof_are_one_download(
    archivist: Any, tmp_path: Any, read: Any, site: Any, client_of: Any
) -> None:
    title = "Projet <b>gras</b>"
    assert "Télécharger avec sa preuve" in body(archivist.get(address(title)))
    answer = archivist.get(address(title, "avec-preuve.zip"))
    both = tmp_path / "both.zip"
    both.write_bytes(b"".join(answer.streaming_content))
    proven = read.chartrier("verify", "--bundle", both)
    assert proven.status == 0 and "objets : 1" in proven.out
    changed = tmp_path / "changed.zip"
    with zipfile.ZipFile(both) as source, zipfile.ZipFile(changed, "w") as target:
        assert "documents/projet.pdf" in source.namelist()
        for name in source.namelist():
            target.writestr(name, source.read(name) + (b"!" if name.startswith("documents/") else b""))
    assert "VER-082" in read.chartrier("verify", "--bundle", changed).out
    assert "Télécharger avec sa preuve" not in body(archivist.get(address(title) + "?regime=public"))
    stranger = client_of(site.person("archiviste", tenant=NEIGHBOUR, name="Du voisin, sans preuve"))
    assert stranger.get(address(title, "avec-preuve.zip")).status_code == 404
    bounded = site.person(name="D'un autre service, sans preuve")
    directory.give_role(KEY, bounded.id, "lecteur", services=["AUTRE"])
    as_public = client_of(bounded).get(address(title, "avec-preuve.zip") + "?regime=public")
    assert as_public.status_code == 404, "by rights alone"


def test_a_file_without_a_byte_is_said_to_be_empty(archivist: Any, site: Any, tmp_path: Any) -> None:
    names = ("rien.txt", "rien.jpg", "rien.mp3")
    titles = [f"{name} {tmp_path.name}" for name in names]
    sip = Sip(message=tmp_path.name, documents=[Document(n, b"", t) for n, t in zip(names, titles, strict=True)])
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as package:
        for name, data in sip.files().items():
            package.writestr(name, data.replace(b"<Size>0</Size>", b""))
    assert site.chartrier("ingest", tmp_path / "a.zip", "--tenant", COMMUNE).status == 0
    for title in titles:
        page = body(archivist.get(address(title)))
        assert "Ce fichier est vide" in page and "format sans texte" not in page


def test_a_pdf_is_shown_as_pictures_and_text(archivist: Any) -> None:
    first = body(archivist.get(address("Projet <b>gras</b>")))
    assert "passerelle enjambera" in first
    assert "Page 1 sur 2" in first
    assert "Deuxième page" in body(archivist.get(address("Projet <b>gras</b>"), {"page": "2"}))
    drawn = archivist.get(address("Projet <b>gras</b>", "page-1"))
    assert drawn["Content-Security-Policy"].startswith("sandbox")
    with Image.open(io.BytesIO(drawn.content)) as seen:
        assert max(seen.size) > 500
    assert archivist.get(address("Projet <b>gras</b>", "page-3")).status_code == 404


def test_a_sitting_is_one_reading(archivist: Any) -> None:
    def readings() -> int:
        return sum(each.what == "document" for each in consultations_of(KEY, None, None))

    before = readings()
    archivist.get(address("Photographie"))
    archivist.get(address("Photographie", "page-1"))
    archivist.get(address("Photographie", "page-1"))
    assert readings() == before + 1
    archivist.get(address("Photographie", "original"))
    assert readings() == before + 2


def test_a_full_disk_is_told_and_leaves_nothing(archivist: Any, site: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(copies: Any, found: Any, out: Any) -> None:
        out.write(b"half of it")
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr("chartrier.web.record.files.fetch", full)
    answer = archivist.get(address("Photographie", "original"))
    assert (answer.status_code, "half" in body(answer)) == (503, False)
    assert list(site.settings.staging.glob("tmp*")) == []


def test_other_kinds(archivist: Any) -> None:
    mail = body(archivist.get(address("Courriel")))
    assert "Contrôle de légalité" in mail
    assert "délib.pdf" in mail
    assert "sont dans l&#x27;original" in mail or "sont dans l'original" in mail
    table = body(archivist.get(address("Tableau")))
    assert "<td>12</td>" in table
    assert "&lt;b&gt;x&lt;/b&gt;" in table


def test_a_picture_that_cannot_be_shown_says_why(archivist: Any) -> None:
    page = body(archivist.get(address("Plan illisible")))
    assert "PRV-005" in page
    assert "<img" not in page.partition("<main")[2] and "Agrandir" not in page


@pytest.mark.parametrize(("title", "shown"), [("Dessin", "&lt;script&gt;alert"), ("Page", "bonjour")])
def test_nothing_that_was_deposited_runs(archivist: Any, title: str, shown: str) -> None:
    page = body(archivist.get(address(title)))
    assert "<script>alert" not in page
    assert shown in page
    assert archivist.get(address(title, "page-1")).status_code == 404
    assert archivist.get(address(title, "lecture")).status_code == 404
    original = archivist.get(address(title, "original"))
    assert original["Content-Type"] == "application/octet-stream"
    assert original["Content-Disposition"].startswith("attachment")
    assert original["X-Content-Type-Options"] == "nosniff"
    assert original["Content-Security-Policy"].startswith("sandbox")


def test_sound_is_played_in_parts(archivist: Any) -> None:
    _, found = document_of("Son")
    if not str((found.format or {}).get("mime")).startswith("audio/mpeg"):
        pytest.skip(f"identified as {found.format}")
    part = archivist.get(address("Son", "lecture"), headers={"Range": "bytes=10-19"})
    assert (part.status_code, part["Content-Range"]) == (206, f"bytes 10-19/{found.size}")
    assert len(b"".join(part.streaming_content)) == 10
    assert "<audio" in body(archivist.get(address("Son")))
    assert archivist.get(address("Son", "lecture"), headers={"Range": "bytes=999999999-"}).status_code == 404


def test_the_regime_of_the_public(archivist: Any) -> None:
    page = body(archivist.get(f"/{COMMUNE}/recherche/", {"words": "enjambera", "regime": "public"}))
    assert "accès du public" in page
    assert "Projet" in page
    assert "agent" not in page.partition('<h2 id="found">')[2].partition("<aside")[0]
    closed, opened = unit_called("Dossier d'agent"), unit_called("Projet <b>gras</b>")
    assert archivist.get(f"/{COMMUNE}/archives/{closed.id}/?regime=public").status_code == 403
    assert archivist.get(address("Dossier d'agent", "page-1") + "?regime=public").status_code == 403
    page = body(archivist.get(f"/{COMMUNE}/archives/{opened.id}/?regime=public"))
    assert "accès du public" in page
    assert "Fonds du pont" not in page


def test_whoever_has_no_right_finds_nothing(read: Any, site: Any, client_of: Any) -> None:
    stranger = client_of(site.person("archiviste", tenant=NEIGHBOUR, name="Du voisin"))
    unit, found = document_of("Projet <b>gras</b>")
    for path in ("recherche/", "arborescence/", f"archives/{unit.id}/", f"archives/{unit.id}/fichiers/{found.id}/"):
        assert stranger.get(f"/{COMMUNE}/{path}").status_code == 404
        # nor by the address of their own collectivité
        if str(unit.id) in path:
            assert stranger.get(f"/{NEIGHBOUR}/{path}").status_code == 404
    # a document is read as that of a unit that has it
    other = unit_called("Photographie")
    assert (
        client_of(site.person("archiviste")).get(f"/{COMMUNE}/archives/{other.id}/fichiers/{found.id}/").status_code
        == 404
    )


def test_rights_bound_what_is_searched_and_told() -> None:
    def rights(*grants: Grant) -> Rights:
        return Rights(uuid4(), True, operator=False, on=date(2026, 11, 29), grants=grants)

    of_voirie = Grant(KEY, Role.LECTEUR, services=frozenset({"VOIRIE"}))
    everywhere = Grant(KEY, Role.SIGNATAIRE)
    assert scope_of(rights(of_voirie), KEY, public=False) == Scope(bounds=(Bound(frozenset({"VOIRIE"})),))
    assert scope_of(rights(Grant(KEY, Role.ARCHIVISTE)), KEY, public=False) == Scope()
    # what one may find here, one may not open everywhere: words inside documents would tell of them
    assert scope_of(rights(of_voirie, everywhere), KEY, public=False) == Scope(texts=False)
    assert scope_of(rights(everywhere), KEY, public=False) == Scope(texts=False)
    assert scope_of_documents(rights(everywhere), KEY) is None
    assert scope_of_documents(rights(of_voirie, everywhere), KEY) == Scope(bounds=(Bound(frozenset({"VOIRIE"})),))
    assert scope_of(rights(), KEY, public=True) == PUBLIC


def test_the_control_says_why(read: Any, site: Any, client_of: Any) -> None:
    person = site.person("controle")
    with_totp(person)
    control = client_of(person)
    unit = unit_called("Dossier d'agent")
    page = control.get(f"/{COMMUNE}/archives/{unit.id}/")
    assert "Pourquoi lisez-vous" in body(page)
    for unreadable in ("bon \u202e motif", "x" * 6_000):
        asked = control.post(f"/{COMMUNE}/archives/{unit.id}/motif", {"motive": unreadable})
        assert asked.status_code == 400 and "CPY-030" in body(asked) and 'name="motive"' in body(asked)
        assert "Pourquoi lisez-vous" in body(control.get(f"/{COMMUNE}/archives/{unit.id}/")), "nothing is kept of it"
    control.post(f"/{COMMUNE}/archives/{unit.id}/motif", {"motive": "visite annuelle"})
    assert "agent.pdf" in body(control.get(f"/{COMMUNE}/archives/{unit.id}/"))
    assert any(each.motive == "visite annuelle" for each in consultations_of(KEY, None, None))
    # it finds by descriptions alone
    assert "Seules les descriptions" in body(control.get(f"/{COMMUNE}/recherche/", {"words": "enjambera"}))


def test_who_is_asked_for_a_motive_is_entered_with_it(read: Any, site: Any, client_of: Any) -> None:
    """The preview that asked for it was no reading; that which follows is, once."""
    person = site.person("controle", name="Contrôle qui regarde d'abord")
    with_totp(person)
    control, unit = client_of(person), unit_called("Dossier d'agent")
    document = next(each.id for each in questions.objects_of([KEY], unit.id) if each.path is not None)
    shown = f"/{COMMUNE}/archives/{unit.id}/fichiers/{document}/"
    assert "Pourquoi lisez-vous" in body(control.get(shown))
    assert not [each for each in consultations_of(KEY, None, None) if each.motive == "contrôle de l'aperçu"]
    control.post(f"/{COMMUNE}/archives/{unit.id}/motif", {"motive": "contrôle de l'aperçu"})
    for _ in range(3):
        assert "agent.pdf" in body(control.get(shown))
    entered = [each for each in consultations_of(KEY, None, None) if each.motive == "contrôle de l'aperçu"]
    assert [each.object for each in entered] == [document]


@pytest.mark.parametrize("role", ["dpo", "controle"])
def test_a_role_that_is_bounded_elsewhere_spares_nobody_from_saying_why(
    read: Any, site: Any, client_of: Any, role: str
) -> None:
    person = site.person(role, name=f"Bornée {role}")
    with_totp(person)
    with transaction([KEY]):  # however they came to have both
        Membership.objects.create(
            tenant=KEY, id=uuid4(), person=person.id, role="lecteur", services=["ECOLES"], series=[]
        )
    client, (unit, found) = client_of(person), document_of("Dossier d'agent")
    shown = f"/{COMMUNE}/archives/{unit.id}/fichiers/{found.id}/"
    for page in (shown, f"{shown}original", f"{shown}avec-preuve.zip"):
        assert "Pourquoi lisez-vous" in body(client.get(page)), page
    assert client.get(f"{shown}page-1").status_code in (400, 404)
    assert not [each for each in consultations_of(KEY, None, None) if each.person == person.id and each.object]
    with transaction([KEY]):
        Membership.objects.filter(tenant=KEY, person=person.id, role="lecteur").update(services=[])
    assert "agent.pdf" in body(client.get(shown)), "one that reaches it does"


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_sentence_has_its_english(language: str) -> None:
    from pathlib import Path

    from chartrier.web.frame.sentences import english

    folder = Path(__file__).parents[2] / "src/chartrier/web"
    for subject in ("search", "record"):
        for template in (folder / subject / "templates").rglob("*.html"):
            for sentence in re.findall(r'{% (?:say|count \S+) "([^"]+)"', template.read_text("utf-8")):
                assert sentence in english(), sentence


def found_part(page: str) -> str:
    return page.partition('<h2 id="found">')[2].partition("<aside")[0]


def test_what_was_found_is_marked(archivist: Any) -> None:
    page = body(archivist.get(f"/{COMMUNE}/recherche/", {"words": "passerelle marne"}))
    assert "<mark>passerelle</mark>" in found_part(page)
    assert "<mark>Marne</mark>" in found_part(page)
    assert ", page 1</a>" in found_part(page)
    second = found_part(body(archivist.get(f"/{COMMUNE}/recherche/", {"words": '"deuxieme page"'})))
    assert "<mark>Deuxième</mark> <mark>page</mark>" in second
    assert "?page=2" in second
    title = found_part(body(archivist.get(f"/{COMMUNE}/recherche/", {"words": "gras"})))
    assert "Projet &lt;b&gt;<mark>gras</mark>&lt;/b&gt;" in title


def test_a_passage_is_shown_to_who_may_open_its_document(read: Any, site: Any, client_of: Any) -> None:
    address = f"/{COMMUNE}/recherche/"
    public = client_of(site.person("archiviste")).get(address, {"words": "enjambera", "regime": "public"})
    assert "Une passerelle" in found_part(body(public))
    assert "aussi" not in found_part(body(public))
    # whoever may only see descriptions is shown none, and no small picture
    elected = client_of(site.person("referent-open-data", name="Qui ne lit pas"))
    page = found_part(body(elected.get(address, {"words": "photographie"})))
    assert "Photographie" in page.replace("<mark>", "").replace("</mark>", "")
    assert "passage" not in page
    assert "vignette" not in page
    unit, found = document_of("Photographie")
    assert elected.get(f"/{COMMUNE}/archives/{unit.id}/fichiers/{found.id}/vignette").status_code == 404


def test_small_pictures_are_in_lists(archivist: Any, client_of: Any, site: Any) -> None:
    page = found_part(body(archivist.get(f"/{COMMUNE}/recherche/", {"words": "photographie"})))
    (source,) = re.findall(r'<img loading="lazy" alt="" src="([^"]+)"', page)
    small = archivist.get(source)
    assert small["Content-Security-Policy"].startswith("sandbox")
    with Image.open(io.BytesIO(small.content)) as seen:
        assert max(seen.size) <= 160
    neighbour = client_of(site.person("archiviste", tenant=NEIGHBOUR, name="Du voisin"))
    assert neighbour.get(source).status_code == 404
    closed = address("Dossier d'agent", "vignette")
    assert archivist.get(closed).status_code == 200
    assert archivist.get(f"{closed}?regime=public").status_code == 403
    assert archivist.get(address("Courriel", "vignette")).status_code == 404


def test_a_search_by_words_is_a_reading_without_its_words(read: Any, site: Any, client_of: Any) -> None:
    person = site.person("archiviste", name="Qui cherche")
    client = client_of(person)

    def entered() -> list[Any]:
        return [each for each in consultations_of(KEY, None, None) if each.person == person.pk]

    for _ in range(2):
        client.get(f"/{COMMUNE}/recherche/", {"words": "enjambera"})
    (one,) = entered()
    documents = {document_of(title)[1].id for title in ("Projet <b>gras</b>", "Dossier d'agent")}
    assert (one.what, one.unit, one.motive, set(one.passages)) == ("recherche", None, None, documents)
    client.get(f"/{COMMUNE}/recherche/", {"service": "VOIRIE"})
    client.get(f"/{COMMUNE}/recherche/", {"words": "introuvable"})
    assert len(entered()) == 2, "what shows something is entered, by words or by filters"
    client.get(f"/{COMMUNE}/recherche/", {"words": "enjambera", "regime": "public"})
    assert [each.regime for each in entered()] == ["administrative", "administrative", "public"]
    listed = read.chartrier("register", "consultations", "--tenant", COMMUNE, "--json")
    assert "enjambera" not in listed.out


def test_why_somebody_sees_it_or_not(archivist: Any, site: Any, client_of: Any) -> None:
    unit = unit_called("Dossier d'agent")
    page = body(archivist.get(f"/{COMMUNE}/archives/{unit.id}/pourquoi"))
    for told in ("Ouvrir ses documents", "non communicable au public", "AR048"):
        assert told in page, told
    signing = body(
        client_of(site.person("referent-open-data", name="Qui ne lit pas")).get(
            f"/{COMMUNE}/archives/{unit.id}/pourquoi"
        )
    )
    assert "il faut l&#x27;un de ces rôles" in signing
    stranger = client_of(site.person("archiviste", tenant=NEIGHBOUR, name="Du voisin"))
    assert stranger.get(f"/{COMMUNE}/archives/{unit.id}/pourquoi").status_code == 404


def test_what_is_long_to_prove_is_a_travail(archivist: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    unit = unit_called("Projet <b>gras</b>")
    proven = body(archivist.post(f"/{COMMUNE}/archives/{unit.id}/verifier"))
    assert "par la clé" in proven
    monkeypatch.setattr(proving, "PROVEN_AT_ONCE", 0)
    asked = archivist.post(f"/{COMMUNE}/archives/{unit.id}/verifier")
    assert "en cours" in body(archivist.get(asked.url))
    do(served(), KEY, UUID(asked.url.rpartition("/")[2]), last=True)
    page = body(archivist.get(asked.url))
    assert "Tout est prouvé" in page
    assert "par la clé" in page
    other = unit_called("Tableau")
    assert archivist.get(asked.url.replace(str(unit.id), str(other.id))).status_code == 404


def test_for_a_reader_who_has_a_derogation(read: Any, site: Any, client_of: Any) -> None:
    unit, found = document_of("Dossier d'agent")
    anne = (*person_with(site.chartrier, COMMUNE, "Anne Dérogation", Role.ARCHIVISTE), "--tenant", COMMUNE)
    iris = (*person_with(site.chartrier, COMMUNE, "Iris Dérogation", Role.CHEF_DE_SERVICE), "--tenant", COMMUNE)
    asked = site.chartrier.json(
        "derogation", "request", "--reader", "Jean Historien", "--reader-id", "L-7", "--motive", "Thèse",
        "--undertaking", "--unit", unit.id, *anne,
    )["id"]  # fmt: skip
    site.chartrier.json("derogation", "accord", asked, "--all", *iris)
    site.chartrier.json("derogation", "opinion", asked, "--favourable", *anne)
    site.chartrier.json("derogation", "decision", asked, "--all", "--letter", "S/9", *anne)
    person = site.person("archiviste", name="En salle de lecture")
    client, search = client_of(person), f"/{COMMUNE}/recherche/"
    page = f"/{COMMUNE}/archives/{unit.id}/?regime=public"
    document = f"/{COMMUNE}/archives/{unit.id}/fichiers/{found.id}/"
    assert client.get(page).status_code == 403
    assert "n&#x27;est à ce lecteur" in client.post(f"{search}lecteur", {"reader": "L-8"}, follow=True).content.decode()
    assert client.get(page).status_code == 403
    told = client.post(f"{search}lecteur", {"reader": "L-7"}, follow=True).content.decode()
    assert "Pour le lecteur L-7" in told
    assert "Dossier" in found_part(body(client.get(search, {"words": "agent", "regime": "public"})))
    assert "par sa dérogation" in body(client.get(page))
    assert "Enjambera aussi" in body(client.get(f"{document}?regime=public"))
    assert client.get(f"{document}original?regime=public").status_code == 404, "reading only"
    entered = [each for each in consultations_of(KEY, None, None) if each.person == person.pk]
    assert {(each.what, each.reader) for each in entered} >= {
        ("recherche", "L-7"), ("description", "L-7"), ("document", "L-7"),
    }  # fmt: skip
    # whoever hands nothing out serves no reader, and the next one is nobody's
    assert client_of(site.person("lecteur")).post(f"{search}lecteur", {"reader": "L-7"}).status_code == 404
    client.post(f"{search}lecteur", {"reader": ""})
    assert client.get(page).status_code == 403


def test_several_that_are_known_are_each_offered_once() -> None:
    choices = Choices({"VOI": "Voirie", "RH": "Ressources humaines"}, {"S010": "Plans"}, {}, {})
    question = Question.read({"service": ["VOI", "AUTRE", "VOI"], "series": ["S010", "S011"]})
    assert question.service == ("VOI", "AUTRE")
    offered = choices.offered(question, Scope())
    values = {name: [value for _, options in groups for value, _ in options] for name, groups in offered.items()}
    assert values["service"] == ["AUTRE", "VOI", "RH"] and values["series"] == ["S011", "S010"]


def test_filters_branches_and_small_pictures_are_entered(site: Any, client_of: Any, read: Any) -> None:
    client = client_of(site.person("archiviste", name="Qui parcourt"))
    photo, top = unit_called("Photographie"), unit_called("Fonds du pont")

    def entered() -> list[Any]:
        return [each for each in consultations_of(KEY, None, None) if each.what == "recherche"]

    before = len(entered())
    assert "Photographie" in body(client.get(f"/{COMMUNE}/recherche/", {"format": "PNG"}))
    (pictured,) = entered()[before:]
    (file,) = (each for each in questions.objects_of([KEY], photo.id) if each.filename == "photo.png")
    assert pictured.unit is None and file.id in pictured.passages, "its small picture is shown"
    client.get(f"/{COMMUNE}/recherche/", {"format": "PNG"})
    assert len(entered()) == before + 1, "once in a sitting"
    client.get(f"/{COMMUNE}/arborescence/")
    client.get(f"/{COMMUNE}/arborescence/{top.id}")
    assert [each.unit for each in entered()[before + 1 :]] == [None, top.id]
    listed = body(client.get(f"/{COMMUNE}/administration/garde/consultations/"))
    assert "Fonds du pont" in listed and "un dossier parcouru" in listed


def test_what_is_not_understood_is_no_answer(archivist: Any) -> None:
    for wrong in ({"first": "hier"}, {"last": "n importe"}, {"below": "x"}):
        page = body(archivist.get(f"/{COMMUNE}/recherche/", {"format": "PDF", "words": "enjambera", **wrong}))
        assert "ACC-030" in page and "agent.pdf" not in page and "réponse" not in found_part(page), wrong
        assert 'id="words" name="words" value="enjambera"' in page and '<option value="PDF" selected>' in page, (
            "the others are kept"
        )
    year = body(archivist.get(f"/{COMMUNE}/recherche/", {"first": "2025", "last": "2025"}))
    assert "ACC-030" not in year and 'value="2025-01-01"' in year and 'value="2025-12-31"' in year
    held = body(archivist.get(f"/{COMMUNE}/recherche/", {"regime": "public", "frozen": "1"}))
    assert "Sous gel" not in held and "ne se cherche que par vos droits" in held
    assert 'name="frozen" value="1" checked' not in held
    refused = archivist.get(f"/{COMMUNE}/recherche/liste.csv", {"regime": "public", "frozen": "1"})
    assert refused.status_code == 400 and "ACC-051" in body(refused)
