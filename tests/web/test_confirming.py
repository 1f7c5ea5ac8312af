"""Confirming a deposit: what leaves is what was shown, and nothing that was typed is lost or said twice."""

from __future__ import annotations

import html
import io
import re
import subprocess
from collections.abc import Callable, Iterator
from typing import Any

import pypdf
import pytest

from chartrier import clock
from chartrier.administration.accords import set_accord
from chartrier.administration.tenants import tenant_of
from chartrier.catalog.deposits import register
from chartrier.catalog.deposits.models import Draft
from chartrier.reception import deposits, seeing, uploads
from chartrier.records.collectivite import Accord
from chartrier.records.tenant import Tenant
from tests.cli.commands import COMMUNE, interpreter
from tests.web.conftest import Site
from tests.web.test_depositing import until, zipped
from tests.web.test_every_page import look, overflow


@pytest.fixture(scope="module")
def worker(ruled: Site) -> Iterator[None]:
    python, environ = interpreter(ruled.chartrier.environ)
    process = subprocess.Popen([python, "-m", "chartrier.cli.main", "worker"], env=environ)
    yield
    process.terminate()
    process.wait(60)


@pytest.fixture
def looked_at(site: Site) -> Iterator[Tenant]:
    """The commune, where an archivist looks first for as long as the test lasts."""
    tenant = tenant_of(COMMUNE)
    set_accord(tenant, Accord(review=True))
    yield tenant
    set_accord(tenant, None)


Put = Callable[..., None]


@pytest.fixture
def put(site: Site) -> Put:
    """Sends files for a draft, and has them read."""

    def send(draft: Draft, **files: bytes) -> None:
        for name, data in files.items():
            name = name.replace("__", ".")
            upload = uploads.begin(draft, name, len(data), site.means.yard, clock.now())
            uploads.go_on(upload, 0, io.BytesIO(data), site.means.yard)
        seeing.read_files(tenant_of(COMMUNE), draft.id, site.means, last=False)

    return send


def begun(person: Any, series: str = "S010", **answers: str) -> tuple[Draft, str]:
    draft = register.begin(int(COMMUNE), person.id, deposits.FILES, {"series": series, **answers}, clock.now())
    return draft, f"/{COMMUNE}/deposer/{draft.id}/relire/"


def form_of(shown: str, form: str = "") -> dict[str, str]:
    """What the form of the answers would send, as a browser reads it, without its buttons."""
    (found,) = re.findall(rf'<form method="post"{form}>(.*?)</form>', shown.partition("<main")[2], re.DOTALL)
    fields = {}
    for field in re.findall(r"<input[^>]*>", found):
        name, value, kind = (re.search(rf'\b{each}="([^"]*)"', field) for each in ("name", "value", "type"))
        if name and (kind is None or kind[1] != "radio" or " checked" in field):
            fields[name[1]] = html.unescape(value[1]) if value else ""
    for name, text in re.findall(r'<textarea[^>]*name="([^"]*)"[^>]*>(.*?)</textarea>', found, re.DOTALL):
        fields[name] = html.unescape(text)
    for name, options in re.findall(r'<select[^>]*name="([^"]*)"[^>]*>(.*?)</select>', found, re.DOTALL):
        offered = re.findall(r'<option value="([^"]*)"( selected)?', options)
        fields[name] = next((value for value, chosen in offered if chosen), offered[0][0])
    del fields["csrfmiddlewaretoken"]
    return fields


def answers_in(shown: str) -> dict[str, str]:
    return form_of(shown, ' id="answers"')


def keys_of(shown: str) -> dict[str, str]:
    """What the form calls each file."""
    found = re.findall(r'<legend>([^<]*)</legend><div class="field"><label for="title-([^"]+)"', shown)
    return {html.unescape(name): key for name, key in found}


def said_by(draft: Draft) -> list[str]:
    return [each["text"] for each in register.draft(int(COMMUNE), draft.id).comments]


def kept(draft: Draft) -> dict[str, Any]:
    return dict(register.draft(int(COMMUNE), draft.id).answers["pieces"])


def test_what_was_typed_of_a_file_stays_with_it_when_another_page_adds_one(
    ruled: Any, site: Any, client_of: Any, put: Put
) -> None:
    client = client_of(person := site.person("deposant"))
    draft, place = begun(person)
    put(draft, b__txt=b"b de deux pages", c__txt=b"c de deux pages")
    shown = client.get(place).content.decode()
    typed, keys = answers_in(shown), keys_of(shown)
    typed |= {
        "title": "Deux pages", "year": "2026",
        f"title-{keys['b.txt']}": "TITRE DE B", f"aside-{keys['c.txt']}": "brouillon",
    }  # fmt: skip
    put(draft, a__txt=b"a de deux pages")
    told = client.post(place, typed)
    text = told.content.decode()
    assert told.status_code == 409 and "REC-055" not in text and "a changé depuis que vous le regardez" in text
    assert "il y en a 3" in text and text.count("nouveau</span>") == 1
    assert register.draft(int(COMMUNE), draft.id).state == "open"
    again = answers_in(text)
    assert again[f"title-{keys['b.txt']}"] == "TITRE DE B" and again[f"aside-{keys['c.txt']}"] == "brouillon"
    assert again["title"] == "Deux pages"
    assert "/operations/" in client.post(place, again)["Location"]
    assert {name: (each["title"], each["aside"]) for name, each in kept(draft).items()} == {
        "b.txt": ("TITRE DE B", ""), "c.txt": ("", "brouillon"),
    }  # fmt: skip


def test_what_was_typed_is_sent_again_while_the_new_file_is_not_read(
    ruled: Any, site: Any, client_of: Any, put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = client_of(person := site.person("deposant"))
    draft, place = begun(person)
    put(draft, b__txt=b"b non lu", c__txt=b"c non lu")
    shown = client.get(place).content.decode()
    keys = keys_of(shown)
    typed = answers_in(shown) | {f"title-{keys['b.txt']}": "TITRE DE B", f"aside-{keys['c.txt']}": "brouillon"}
    monkeypatch.setattr(register, "defer_reading", lambda tenant, draft: None)
    upload = uploads.begin(draft, "a.txt", 3, site.means.yard, clock.now())
    uploads.go_on(upload, 0, io.BytesIO(b"abc"), site.means.yard)
    again = answers_in(client.post(place, typed).content.decode())
    assert again[f"title-{keys['b.txt']}"] == "TITRE DE B" and again[f"aside-{keys['c.txt']}"] == "brouillon"
    client.post(place, again)
    assert kept(draft)["b.txt"]["title"] == "TITRE DE B" and kept(draft)["c.txt"]["aside"] == "brouillon"


def test_the_files_of_a_zip_keep_their_titles(ruled: Any, site: Any, client_of: Any, put: Put) -> None:
    client = client_of(person := site.person("deposant"))
    draft, place = begun(person)
    put(draft, lot__zip=zipped({"b.txt": b"b du zip", "c.txt": b"c du zip"}))
    keys = keys_of(shown := client.get(place).content.decode())
    typed = answers_in(shown) | {f"title-{keys['b.txt']}": "TITRE DE B"}
    put(draft, a__txt=b"a du zip")
    told = client.post(place, typed)
    assert told.status_code == 409 and "TITRE DE B" in told.content.decode()
    assert keys_of(told.content.decode()).keys() == {"a.txt", "lot.zip"}
    client.post(place, answers_in(told.content.decode()))
    assert kept(draft) == {}, "what is said of a member is said of no other file"


def test_another_kind_is_confirmed_by_nobody_who_was_shown_the_first(
    ruled: Any, site: Any, client_of: Any, put: Put
) -> None:
    client = client_of(person := site.person("deposant"))
    draft, place = begun(person, "S008")
    put(draft, lettre__txt=b"une lettre de deux onglets")
    typed = answers_in(client.get(place).content.decode()) | {"title": "Mes lettres", "year": "2026"}
    client.post(place.removesuffix("relire/"), {"series": "S010", "stay": "yes"})
    told = client.post(place, typed)
    text = told.content.decode()
    assert told.status_code == 409 and "Sa nature est maintenant : Bulletin" in text
    again = answers_in(text)
    assert again["title"] == "Mes lettres" and register.draft(int(COMMUNE), draft.id).state == "open"
    # what was said meanwhile is kept by no stale page either
    assert client.post(place, {**typed, "stay": "yes"}).status_code == 409
    assert "/operations/" in client.post(place, again)["Location"]


def test_a_page_that_nothing_changed_is_confirmed_however_often_it_was_sent(
    ruled: Any, site: Any, client_of: Any, put: Put
) -> None:
    client = client_of(person := site.person("deposant"))
    draft, place = begun(person)
    put(draft, lettre__txt=b"une lettre que l'on renvoie")
    typed = answers_in(client.get(place).content.decode()) | {"title": "Lettre", "year": "2026"}
    kept_so = client.post(place, {**typed, "stay": "yes"})
    assert kept_so.status_code == 200 and "Vos réponses sont gardées" in kept_so.content.decode()
    assert "/operations/" in client.post(place, typed)["Location"]


def returned(client: Any, keeper: Any, draft: Draft, place: str) -> str:
    """Has it sent back by the archivist; what the page then shows."""
    typed = answers_in(client.get(place).content.decode())
    client.post(place, typed | {"title": "Lettre", "year": "2024", "digitised": "no"})
    review = f"/{COMMUNE}/a-examiner/{draft.id}/"
    shown = form_of(keeper.get(review).content.decode())
    assert keeper.post(review, {**shown, "comment": "De quel mois ?", "back": "yes"}).status_code == 302
    return str(client.get(place).content.decode())


def test_a_reply_is_said_once_when_the_deposit_leaves(
    ruled: Any, site: Any, client_of: Any, put: Put, looked_at: Tenant
) -> None:
    client, keeper = client_of(person := site.person("deposant")), client_of(site.person("archiviste"))
    draft, place = begun(person)
    put(draft, lettre__txt="Valombre, le 12 mars 2024\nObjet : la réponse".encode())
    typed = answers_in(returned(client, keeper, draft, place)) | {"comment": "De mars."}
    for wrong, status in (({"year": "20x6"}, 422), ({"stay": "yes"}, 200), ({"year": "1950"}, 200)):
        told = client.post(place, {**typed, **wrong})
        assert told.status_code == status, wrong
        assert answers_in(told.content.decode())["comment"] == "De mars.", wrong
        assert said_by(draft) == ["De quel mois ?"], wrong
    assert answers_in(client.get(place).content.decode())["comment"] == "De mars.", "it is kept with the answers"
    left = client.post(place, answers_in(told.content.decode()))
    assert left.status_code == 302 and said_by(draft) == ["De quel mois ?", "De mars."]
    client.post(f"/{COMMUNE}/deposer/{draft.id}/reprendre/")
    assert answers_in(client.get(place).content.decode())["comment"] == "", "it was said"


def test_the_word_of_an_archivist_stays_in_its_box(
    ruled: Any, site: Any, client_of: Any, put: Put, looked_at: Tenant
) -> None:
    client, keeper = client_of(person := site.person("deposant")), client_of(site.person("archiviste"))
    draft, place = begun(person)
    put(draft, lettre__txt=b"une lettre de l'archiviste")
    typed = answers_in(client.get(place).content.decode())
    client.post(place, typed | {"title": "Lettre", "year": "2026", "digitised": "no"})
    review = f"/{COMMUNE}/a-examiner/{draft.id}/"
    typed = form_of(keeper.get(review).content.decode()) | {"title": "Lettre corrigée", "comment": "Un mot commencé."}
    told = keeper.post(review, {**typed, "correct": "yes"})
    assert "Les corrections sont gardées" in told.content.decode()
    after = form_of(told.content.decode())
    assert (after["title"], after["comment"]) == ("Lettre corrigée", "Un mot commencé.")
    assert keeper.post(review, {**after, "back": "yes"}).status_code == 302
    assert said_by(draft) == ["Un mot commencé."]


@pytest.mark.parametrize("decided", ["accept", "back", "correct"])
def test_a_decision_on_a_deposit_that_was_taken_back_is_told(
    ruled: Any, site: Any, client_of: Any, put: Put, looked_at: Tenant, decided: str
) -> None:
    client, keeper = client_of(person := site.person("deposant")), client_of(site.person("archiviste"))
    draft, place = begun(person)
    put(draft, lettre__txt=f"une lettre reprise : {decided}".encode())
    typed = answers_in(returned(client, keeper, draft, place))
    client.post(place, {**typed, "comment": "De mars."})
    review = f"/{COMMUNE}/a-examiner/{draft.id}/"
    seen = form_of(keeper.get(review).content.decode())
    client.post(f"/{COMMUNE}/deposer/{draft.id}/reprendre/")
    told = keeper.post(review, {**seen, "comment": "Un mot perdu ?", decided: "yes"})
    text = told.content.decode()
    assert told.status_code == 409 and "l&#x27;a repris" in text and "Un mot perdu ?" in text
    shown = client.get(place).content.decode()
    assert "De quel mois ?" in shown and "De mars." in shown and "comment" in answers_in(shown)
    # it waits again: the word comes back too, on the page that shows what changed
    client.post(place, answers_in(shown))
    again = keeper.post(review, {**seen, "comment": "Un mot perdu ?", decided: "yes"})
    assert again.status_code == 409 and form_of(again.content.decode())["comment"] == "Un mot perdu ?"
    assert "a changé depuis que vous le regardez" in again.content.decode()


@pytest.mark.usefixtures("worker")
def test_receipts_agree_on_what_is_deposited_and_what_was_set_aside(
    ruled: Any, site: Any, client_of: Any, put: Put, looked_at: Tenant
) -> None:
    client, keeper = client_of(person := site.person("deposant")), client_of(site.person("archiviste"))
    draft, place = begun(person)
    put(
        draft,
        garde__txt=b"le garde",
        floue__txt=b"la photo floue",
        parti__txt=b"parti",
        Thumbs__db=b"x",
    )
    keys = keys_of(shown := client.get(place).content.decode())
    typed = answers_in(shown) | {"title": "Un seul", "year": "2026", f"aside-{keys['floue.txt']}": "photo floue"}
    client.post(place, {**typed, f"aside-{keys['parti.txt']}": "retirée ensuite", "stay": "yes"})
    (gone,) = (each for each in register.uploads_of(int(COMMUNE), draft.id) if each.name == "parti.txt")
    uploads.take_out(gone, site.means.yard, clock.now())
    assert client.post(place, answers_in(client.get(place).content.decode())).status_code == 302

    def told(address: str) -> tuple[str, str]:
        listed = b"".join(client.get(f"{address}recepisse.pdf?liste=oui").streaming_content).decode()
        pages = pypdf.PdfReader(io.BytesIO(client.get(f"{address}recepisse.pdf").content)).pages
        text = "".join("".join(page.extract_text() for page in pages).split())
        return listed, text

    waiting = told(f"/{COMMUNE}/deposer/{draft.id}/")
    review = f"/{COMMUNE}/a-examiner/{draft.id}/"
    operation = keeper.post(review, {**form_of(keeper.get(review).content.decode()), "accept": "yes"})["Location"]
    until(lambda: 'data-state="done"' in client.get(operation).content.decode())
    accepted = told(operation)
    assert waiting[0] == accepted[0] and waiting[0].count("\n") == 1 and waiting[0].endswith("  garde.txt\n")
    for _, text in (waiting, accepted):
        assert "Contenu1fichier,8octets" in text
        assert "Écartédudépôt" in text and "floue.txt" in text and "photofloue" in text and "parti.txt" not in text


def test_a_file_that_was_set_aside_then_taken_out_stops_nothing(
    ruled: Any, site: Any, client_of: Any, put: Put
) -> None:
    client = client_of(person := site.person("deposant"))
    draft, place = begun(person)
    put(draft, un__txt=b"un qui reste", deux__txt=b"deux qui part")
    keys = keys_of(shown := client.get(place).content.decode())
    typed = answers_in(shown) | {"title": "Un", "year": "2026", f"aside-{keys['deux.txt']}": "en double"}
    client.post(place, {**typed, "stay": "yes"})
    (gone,) = (each for each in register.uploads_of(int(COMMUNE), draft.id) if each.name == "deux.txt")
    uploads.take_out(gone, site.means.yard, clock.now())
    assert "/operations/" in client.post(place, answers_in(client.get(place).content.decode()))["Location"]


def test_a_doubt_says_that_nothing_is_deposited(ruled: Any, site: Any, client_of: Any, put: Put, browse: Any) -> None:
    draft, place = begun(person := site.person("deposant"))
    data = b"Valombre, le 12 mars 2024\nObjet : le doute"
    put(draft, lettre__txt=data, double__txt=data)
    page = browse(person)
    page.goto(place)
    page.fill("[name=title]", "Lettre")
    page.fill("[name=year]", "1950")
    page.get_by_role("button", name="Confirmer le dépôt").click()
    page.get_by_role("alert").wait_for()
    assert page.title().startswith("Pas encore déposé")
    assert page.evaluate("document.activeElement.innerText").startswith("Pas encore déposé : vérifiez")
    assert page.locator(".finding").count() > 1 and "REC-064" in page.locator(".finding").first.inner_text()
    assert look(page) + overflow(page) == []
    page.get_by_role("button", name="Confirmer le dépôt").click()
    page.wait_for_url("**/operations/**")


def test_enter_in_a_field_saves_and_deposits_nothing(ruled: Any, site: Any, put: Put, browse: Any) -> None:
    draft, place = begun(person := site.person("deposant"))
    put(draft, lettre__txt=b"une lettre et la touche Entree")
    page = browse(person)
    page.goto(place)
    assert page.get_by_text("gardez le papier").count(), "before anybody chooses that it was scanned"
    page.get_by_text("Corriger le titre").click()
    field = page.locator("[name^=title-]")
    field.fill("Un titre corrigé")
    field.press("Enter")
    page.get_by_text("Vos réponses sont gardées").wait_for()
    assert register.draft(int(COMMUNE), draft.id).state == "open"
    assert kept(draft)["lettre.txt"]["title"] == "Un titre corrigé"
    assert look(page) + overflow(page) == []
