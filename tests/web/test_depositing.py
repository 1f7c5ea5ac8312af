"""Depositing in a browser: in few steps, by keyboard, in both languages; and what a real tus client does."""

from __future__ import annotations

import hashlib
import io
import re
import subprocess
import time
import uuid
import zipfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pypdf
import pytest
from tusclient.client import TusClient

from chartrier import clock
from chartrier.administration.accords import set_accord
from chartrier.administration.collectivites.services import add_service
from chartrier.administration.tenants import tenant_of
from chartrier.catalog.deposits import register
from chartrier.catalog.people.models import Membership
from chartrier.catalog.tenants.services import service
from chartrier.catalog.transaction import transaction
from chartrier.catalog.works import register as works
from chartrier.errors import Conflict
from chartrier.papers import recepisse_depot
from chartrier.reception import deposits, seeing, uploads
from chartrier.reception.kinds import kinds
from chartrier.records.collectivite import Accord
from chartrier.records.roles import Role
from chartrier.records.tenant import Tenant
from tests.actors import person_with
from tests.cli.commands import COMMUNE, NEIGHBOUR, interpreter
from tests.packages_of_ours import Document, Sip
from tests.previews.samples import pdf
from tests.web.conftest import Site
from tests.web.test_every_page import examine, look, overflow


@pytest.fixture(scope="module")
def worker(ruled: Site) -> Iterator[None]:
    python, environ = interpreter(ruled.chartrier.environ)
    process = subprocess.Popen([python, "-m", "chartrier.cli.main", "worker"], env=environ)
    yield
    process.terminate()
    process.wait(60)


@pytest.fixture
def agree(site: Site) -> Iterator[Callable[..., None]]:
    """Sets accords which end with the test."""
    with ExitStack() as ending:

        def make(tenant: Tenant, accord: Accord, service: str | None = None) -> None:
            set_accord(tenant, accord, service)
            ending.callback(set_accord, tenant, None, service)

        yield make


COUNCIL = "Délibérations du conseil municipal"


def deliberations(folder: Path, mark: str) -> list[str]:
    """Three real ones, whose names say nothing."""
    paths = []
    for number, subject in enumerate(("Vote du budget", "Travaux de voirie", "Rentrée de l'école"), 1):
        words = f"Séance du {number + 10} mars 2026\nDélibération n° 2026-0{number}\nObjet : {subject} ({mark})"
        paths.append(folder / f"scan000{number}-{mark}.pdf")
        paths[-1].write_bytes(pdf(words))
    return [str(path) for path in paths]


def zipped(files: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as out:
        for name, data in files.items():
            out.writestr(name, data)
    return stream.getvalue()


def until(condition: Any) -> None:
    for _ in range(600):
        if condition():
            return
        time.sleep(0.2)
    raise AssertionError("it never came")


def files(folder: Path, *names: str) -> list[str]:
    for name in names:
        (folder / name).write_bytes(f"Contenu de {name}\n".encode())
    return [str(folder / name) for name in names]


@pytest.mark.usefixtures("worker")
@pytest.mark.parametrize("language", ["fr-FR", "en-GB"])
def test_three_files_in_four_interactions(ruled: Any, site: Any, browse: Any, tmp_path: Path, language: str) -> None:
    page = browse(site.person("deposant"), language=language)
    page.goto(f"/{COMMUNE}/")
    french = language == "fr-FR"
    given = deliberations(tmp_path, language)
    places = page.get_by_role("navigation", name="Rubriques" if french else "Sections")
    places.get_by_role("link", name="Déposer" if french else "Deposit", exact=True).click()
    page.set_input_files("#files", given)
    page.get_by_role("button", name=COUNCIL if french else "Deliberations of the council").click()
    page.wait_for_url("**/relire/")
    page.get_by_role("button", name="Confirmer le dépôt" if french else "Confirm the deposit").wait_for()
    assert examine(page, page.url) == []
    assert page.input_value("[name=title]").endswith("2026") and page.input_value("[name=year]") == "2026"
    assert page.get_by_text("lu dans le fichier" if french else "read in the file", exact=True).count() == 6
    page.get_by_text("Corriger les titres" if french else "Correct the titles").click()
    page.locator("[name^=title-]").first.fill(f"Budget corrigé {language}")
    page.get_by_role("button", name="Confirmer le dépôt" if french else "Confirm the deposit").click()
    page.locator("#work[data-state=done]").wait_for(timeout=60_000)
    assert examine(page, page.url) == []
    assert page.get_by_text("registre papier" if french else "register on paper").count()
    with page.expect_download() as download:
        page.get_by_role("link", name="PDF").click()
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF")
    page.goto(f"/{COMMUNE}/operations/")
    assert page.get_by_role("link", name="PDF").count() and examine(page, page.url) == []
    page.goto(f"/{COMMUNE}/recherche/?q=corrigé")
    assert page.get_by_text(f"Budget corrigé {language}").count()


@pytest.mark.usefixtures("worker")
def test_what_is_there_already_is_told_with_a_link(ruled: Any, site: Any, client_of: Any) -> None:
    client = client_of(site.person("deposant"))

    def deposited() -> str:
        file = io.BytesIO(b"Le meme texte, deux fois\n")
        file.name = "texte.txt"
        place = client.post(f"/{COMMUNE}/deposer/", {"series": "S010", "files": [file]})["Location"]
        return str(place)

    place = deposited()
    work = client.post(place, {"title": "Une première fois", "year": "2026", "digitised": "yes"})["Location"]
    until(lambda: 'data-state="done"' in client.get(work).content.decode())
    assert "Numérisé à partir du papier" in client.get(work).content.decode()
    again = deposited()
    until(lambda: "REC-010" in client.get(again).content.decode())
    told = client.get(again).content.decode()
    (link,) = re.findall(rf'href="(/{COMMUNE}/archives/[0-9a-f-]+/)"', told)
    assert "Texte" in client.get(link).content.decode()
    reader = client_of(site.person("deposant", name="Sans recherche"))
    assert reader.get(again).status_code == 404


def test_the_pages_of_a_deposit_are_sound(
    ruled: Any, site: Any, client_of: Any, browse: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = site.person("archiviste")
    draft = register.begin(int(COMMUNE), person.id, deposits.FILES, {"series": "S043"}, clock.now())
    work_less = [f"/{COMMUNE}/deposer/", f"/{COMMUNE}/deposer/{draft.id}/", f"/{COMMUNE}/deposer/{draft.id}/relire/"]
    unread = register.begin(int(COMMUNE), person.id, deposits.FILES, {"series": "S043"}, clock.now())
    upload = uploads.begin(unread, "b.txt", 3, site.means.yard, clock.now())
    monkeypatch.setattr(register, "defer_reading", lambda tenant, draft: None)
    uploads.go_on(upload, 0, io.BytesIO(b"abc"), site.means.yard)
    work_less += [f"/{COMMUNE}/deposer/{unread.id}/relire/{query}" for query in ("", "?attendre=non")]
    work_less += [f"/{COMMUNE}/operations/", f"/{COMMUNE}/a-examiner/"]
    for state in ("review", "returned", "expired"):
        each = register.begin(int(COMMUNE), person.id, deposits.FILES, {"series": "S001", "title": state}, clock.now())
        data = zipped({"dossier/plan.pdf": pdf("Plan du lavoir", "Coupe"), "notes.txt": b"Des notes\n"})
        file = uploads.begin(each, "lot.zip", len(data), site.means.yard, clock.now())
        uploads.go_on(file, 0, io.BytesIO(data), site.means.yard)
        with register.changing(int(COMMUNE), each.id, clock.now(), "open") as found:
            register.comment(found, person.id, "Un mot.", clock.now())
            found.state = state
        work_less.append(f"/{COMMUNE}/deposer/{each.id}/")
        if state == "review":
            seeing.read_files(tenant_of(COMMUNE), each.id, site.means, last=False)
            glance = f"/{COMMUNE}/a-examiner/{each.id}/voir/"
            work_less += [f"/{COMMUNE}/a-examiner/{each.id}/", f"{glance}0/?page=2", f"{glance}1/"]
            keeper = client_of(person)
            told = keeper.get(f"{glance}0/").content.decode()
            assert "Plan du lavoir" in told and "Coupe" not in told and "Page 1 sur 2" in told
            drawn = keeper.get(f"{glance}0/page-2")
            assert drawn["Content-Security-Policy"].startswith("sandbox") and drawn["Content-Type"].startswith("image/")
            assert keeper.get(f"{glance}0/page-3").status_code == keeper.get(f"{glance}2/").status_code == 404
    for theme, phone in (("light", False), ("dark", True)):
        page = browse(person, theme=theme, phone=phone)
        assert {address: wrong for address in work_less if (wrong := examine(page, address))} == {}


@pytest.mark.usefixtures("worker")
def test_by_keyboard_alone(ruled: Any, site: Any, browse: Any, tmp_path: Path) -> None:
    page = browse(site.person("deposant"))
    page.goto(f"/{COMMUNE}/deposer/")
    page.get_by_role("button", name="Courrier", exact=True).focus()
    page.keyboard.press("Enter")
    page.locator("#files").wait_for()
    page.set_input_files("#files", files(tmp_path, "lettre-clavier.txt"))
    page.locator("#list .badge-success").wait_for()
    page.get_by_role("button", name="Continuer").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Intitulé").focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("Courrier du clavier")
    page.get_by_role("button", name="Confirmer le dépôt").focus()
    page.keyboard.press("Enter")
    page.locator("#work").wait_for()
    page.locator("#work[data-state=done]").wait_for(timeout=60_000)


def test_a_file_that_is_refused_is_told_before_anything_goes_on(
    ruled: Any, site: Any, browse: Any, client_of: Any, tmp_path: Path
) -> None:
    """A name of too many bytes can be on their disk, not on ours: the page is given the file as a drop gives it."""
    person = site.person("deposant")
    page = browse(person)
    page.goto(f"/{COMMUNE}/deposer/")
    long = f"{'é' * 130}.txt"
    dropped = """(names) => {
        const given = new DataTransfer();
        for (const name of names) given.items.add(new File(["Contenu de " + name], name));
        const input = document.getElementById("files");
        input.files = given.files;
        input.dispatchEvent(new Event("change", { bubbles: true }));
    }"""
    page.evaluate(dropped, ["un.txt", "deux.txt", long])
    page.get_by_role("button", name="Courrier", exact=True).click()
    alarm = page.locator("#refusals")
    alarm.wait_for()
    assert page.evaluate("document.activeElement.id") == "refusals" and "/relire/" not in page.url
    said = alarm.inner_text()
    assert long in said and "il dépasse 250 octets" in said and "ne seront pas déposés" in said
    assert look(page) + overflow(page) == []
    page.locator("li[data-refused]").filter(has_text=long).get_by_role("button").click()
    alarm.wait_for(state="hidden")
    page.evaluate(dropped, [long])
    page.locator("li[data-refused]").wait_for()
    page.get_by_role("button", name="Courrier", exact=True).click()
    alarm.wait_for()
    # knowing it, they go on
    page.get_by_role("button", name="Courrier", exact=True).click()
    page.wait_for_url("**/relire/")
    plain = io.BytesIO(b"x")
    plain.name = long
    refused = client_of(person).post(f"/{COMMUNE}/deposer/", {"series": "S043", "files": [plain]})
    assert refused.status_code == 422 and "REC-009" in refused.content.decode(), "without our script too"


def test_a_session_that_ends_while_files_are_sent_is_told(ruled: Any, site: Any, browse: Any, tmp_path: Path) -> None:
    page = browse(site.person("deposant"))
    page.goto(f"/{COMMUNE}/deposer/")
    page.set_input_files("#files", files(tmp_path, "avant.txt"))
    page.locator("#list .badge-success").wait_for()
    page.context.clear_cookies(name=re.compile("session"))
    page.set_input_files("#files", files(tmp_path, "apres.txt"))
    alarm = page.locator("#refusals")
    alarm.wait_for()
    assert "session est terminée" in alarm.inner_text() and "gardé" in alarm.inner_text()
    assert page.get_by_text("nouvel essai").count() == 0
    place = page.url
    assert re.search("/deposer/[0-9a-f-]{36}/$", place)
    alarm.get_by_role("link").click()
    page.wait_for_url("**/connexion/**")
    assert re.search("/deposer/[0-9a-f-]{36}/$", page.url)


@pytest.mark.usefixtures("worker")
def test_without_our_script_a_plain_form_does_it(ruled: Any, site: Any, client_of: Any) -> None:
    client = client_of(site.person("deposant"))
    begun = client.post(f"/{COMMUNE}/deposer/", {"series": "S010"})
    file = io.BytesIO(b"Le bulletin du printemps\n")
    file.name = "bulletin.txt"
    answers = {"title": "Bulletin du printemps", "year": "2026", "digitised": "no", "files": [file]}
    assert client.post(begun["Location"], answers)["Location"].endswith("/relire/")
    shown = client.get(f"{begun['Location']}relire/").content.decode()
    assert "Bulletin" in shown and "bulletin.txt" in shown
    left = client.post(f"{begun['Location']}relire/", {"title": "Bulletin du printemps", "digitised": "no"})
    assert "/operations/" in left["Location"]


def tus(site: Any, client: Any, address: str) -> TusClient:
    """A client that is not ours, signed in as this one."""
    client.get(f"/{COMMUNE}/deposer/")
    token = client.cookies["chartrier_csrf"].value
    cookies = "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())
    return TusClient(f"{site.url}{address}", {"Cookie": cookies, "X-CSRFToken": token})


def test_a_file_that_is_chosen_again_goes_on_where_it_was(ruled: Any, site: Any, browse: Any, tmp_path: Path) -> None:
    """After a crash of the browser the page knows what had come: sent again, it is the same line, and the rest."""
    person, yard = site.person("deposant"), site.means.yard
    draft = register.begin(int(COMMUNE), person.id, deposits.FILES, {"series": "S010"}, clock.now())
    file = tmp_path / "plan.txt"
    file.write_bytes(b"un plan du lavoir")
    upload = uploads.begin(draft, "plan.txt", 17, yard, clock.now())
    uploads.go_on(upload, 0, io.BytesIO(b"un plan"), yard)
    page, parts = browse(person), []
    page.on(
        "request", lambda asked: parts.append(asked.headers.get("upload-offset")) if asked.method == "PATCH" else None
    )
    page.goto(f"/{COMMUNE}/deposer/{draft.id}/")
    assert page.locator("#list li").count() == 1
    page.set_input_files("#files", str(file))
    page.locator("#list .badge-success").wait_for()
    assert (page.locator("#list li").count(), parts) == (1, ["7"])
    assert yard.place(int(COMMUNE), upload.id, "plan.txt").read_bytes() == file.read_bytes()


def test_a_real_tus_client_resumes(ruled: Any, site: Any, client_of: Any, tmp_path: Path) -> None:
    person = site.person("deposant")
    client = client_of(person)
    draft = register.begin(int(COMMUNE), person.id, deposits.FILES, {"series": "S010"}, clock.now())
    address = f"/{COMMUNE}/deposer/{draft.id}/fichiers/"
    data = bytes(range(251)) * 41_000
    file = tmp_path / "gros.bin"
    file.write_bytes(data)
    sender = tus(site, client, address)
    first = sender.uploader(str(file), chunk_size=2_000_000, metadata={"filename": "gros.bin"})
    for _ in range(2):
        first.upload_chunk()
    again = tus(site, client, address)
    rest = again.uploader(str(file), chunk_size=1_500_000, url=first.url, upload_checksum=True)
    assert rest.offset == 4_000_000
    rest.upload()
    (upload,) = register.uploads_of(int(COMMUNE), draft.id)
    assert upload.whole
    assert site.settings.reception.joinpath(COMMUNE, f"{upload.id.hex}.bin").read_bytes() == data


def test_the_upload_of_another_is_as_absent_as_none(ruled: Any, site: Any, client_of: Any) -> None:
    owner = site.person("deposant")
    draft = register.begin(int(COMMUNE), owner.id, deposits.FILES, {"series": "S010"}, clock.now())
    headers = {"Tus-Resumable": "1.0.0", "Upload-Length": "5", "Upload-Metadata": "filename YQ=="}
    address = f"/{COMMUNE}/deposer/{draft.id}/fichiers/"
    place = client_of(owner).post(address, headers=headers)["Location"]
    other = client_of(site.person("deposant", name="Une autre"))
    stranger = client_of(site.person("deposant", tenant=NEIGHBOUR))
    absent = address + "00000000-0000-4000-8000-000000000000/"
    version = {"Tus-Resumable": "1.0.0"}
    for asked in (other, stranger):
        real, none = (asked.head(each, headers=version) for each in (place, absent))
        assert (real.status_code, real.content) == (none.status_code, none.content) == (404, real.content)
    assert client_of(owner).head(place, headers=version)["Upload-Offset"] == "0"
    assert client_of(owner).head(place).status_code == 412
    able = client_of(owner).options(place)
    assert able.status_code == 204 and able["Tus-Version"] == "1.0.0"
    assert client_of(owner).head(place, headers=version)["Upload-Metadata"] == "filename YQ=="
    over = {**version, "Upload-Offset": "0", "X-HTTP-Method-Override": "PATCH"}
    by_post = client_of(owner).post(place, b"ab", content_type="application/offset+octet-stream", headers=over)
    assert (by_post.status_code, by_post["Upload-Offset"]) == (204, "2")
    wrong = {**version, "Upload-Offset": "3"}
    sent = client_of(owner).patch(place, b"abc", content_type="application/offset+octet-stream", headers=wrong)
    assert sent.status_code == 409


@pytest.mark.usefixtures("worker")
def test_an_archivist_looks_first_where_the_accord_says_so(
    ruled: Any, site: Any, client_of: Any, agree: Callable[..., None]
) -> None:
    tenant = tenant_of(NEIGHBOUR)
    archiviste = person_with(site.chartrier, NEIGHBOUR, "Nour Voisin", Role.ARCHIVISTE)
    site.chartrier("series", "adopt", "--confirm", "--tenant", NEIGHBOUR, *archiviste)
    agree(tenant, Accord(series=frozenset({"S010"}), largest=1000, review=True))
    depositor, keeper = (client_of(site.person(role, tenant=NEIGHBOUR)) for role in ("deposant", "archiviste"))

    def prepared(series: str, data: bytes, title: str) -> str:
        place = depositor.post(f"/{NEIGHBOUR}/deposer/", {"series": series})["Location"]
        file = io.BytesIO(data)
        file.name = "a.txt"
        depositor.post(place, {"title": title, "year": "2026", "digitised": "yes", "files": [file]})
        return str(place)

    chosen = depositor.get(f"/{NEIGHBOUR}/deposer/").content.decode()
    assert "Bulletin municipal" in chosen and "Courrier" not in chosen and "Ce que prévoit l&#x27;accord" in chosen
    large = io.BytesIO(b"x" * 2000)
    large.name = "gros.txt"
    refused = depositor.post(f"/{NEIGHBOUR}/deposer/", {"series": "S010", "files": [large]})
    assert refused.status_code == 422 and "REC-041" in refused.content.decode()
    refused = depositor.post(f"{prepared('S008', b'lettre', 'Autre chose')}relire/").content.decode()
    assert "REC-040" in refused and "Ne détruisez pas le papier" in refused
    place = prepared("S010", b"bulletin\n", "À voir d'abord")
    assert depositor.post(f"{place}relire/")["Location"] == place
    (draft,) = register.waiting(tenant.key)
    address = f"/{NEIGHBOUR}/a-examiner/{draft.id}/"
    assert depositor.get(address).status_code == 404
    assert "À voir d&#x27;abord" in keeper.get(f"/{NEIGHBOUR}/a-examiner/").content.decode()
    assert "1 dépôt attend votre examen" in keeper.get(f"/{NEIGHBOUR}/").content.decode()
    (upload,) = register.uploads_of(tenant.key, draft.id)
    bounded = site.person("archiviste", tenant=NEIGHBOUR, name="De peu")
    for bounds, sees in (
        ({"series": ["S008"]}, False), ({"series": ["S010"]}, True),
        ({"series": [], "services": ["VOIRIE"]}, False), ({"series": ["S010"], "services": ["VOIRIE"]}, False),
    ):  # fmt: skip
        with transaction([tenant.key]):
            Membership.objects.filter(tenant=tenant.key, person=bounded.id).update(**bounds)
        other = client_of(bounded)
        shown = other.get(address)
        assert shown.status_code == (200 if sees else 404), bounds
        assert not sees or "Accepter" not in shown.content.decode()
        assert other.get(f"{address}fichiers/{upload.id}/").status_code == (200 if sees else 404), bounds
        assert ("À voir d&#x27;abord" in other.get(f"/{NEIGHBOUR}/a-examiner/").content.decode()) is sees, bounds
        assert "attend votre examen" not in other.get(f"/{NEIGHBOUR}/").content.decode()
        assert other.post(address, {"back": "yes", "comment": "Non."}).status_code == 404
    assert keeper.post(address, {"back": "yes", "comment": "Sans avoir regardé."}).status_code == 409
    assert "chez l&#x27;archiviste" in depositor.get(place).content.decode()
    assert depositor.get(f"{place}recepisse.pdf").content.startswith(b"%PDF")
    keeper.post(address, {"back": "yes", "comment": "Précisez le mois.", **seen(keeper, address)})
    assert "Précisez le mois." in depositor.get(place).content.decode()
    assert "renvoyé par l&#x27;archiviste" in depositor.get(f"/{NEIGHBOUR}/").content.decode()
    depositor.post(f"{place}relire/", {"title": "Bulletin de mars", "digitised": "yes", "comment": "C'est mars."})
    shown = keeper.get(address).content.decode()
    assert "C&#x27;est mars." in shown
    (file,) = re.findall(rf'href="({address}fichiers/[0-9a-f-]+/)"', shown)
    assert b"".join(keeper.get(file).streaming_content) == b"bulletin\n"
    assert depositor.get(file).status_code == 404
    until(lambda: 'name="title-' in keeper.get(address).content.decode())
    glance = keeper.get(f"{address}voir/0/")
    assert "bulletin" in glance.content.decode().partition('id="text"')[2]
    for sees in (True, False):
        with transaction([tenant.key]):
            within = {"series": ["S010" if sees else "S008"], "services": []}
            Membership.objects.filter(tenant=tenant.key, person=bounded.id).update(**within)
        assert client_of(bounded).get(f"{address}voir/0/").status_code == (200 if sees else 404)
    for absent in ("voir/1/", "voir/0/page-1"):
        assert keeper.get(f"{address}{absent}").status_code == 404
    assert depositor.get(f"{address}voir/0/").status_code == 404
    (key,) = keys(keeper, address)
    corrected = {"title": "Bulletin corrigé", f"title-{key}": "Mars", f"day-{key}": "1/3/2026", "correct": "yes"}
    keeper.post(address, {**corrected, **seen(keeper, address)})
    shown = keeper.get(address).content.decode()
    assert "« Bulletin de mars » → « Bulletin corrigé »" in shown and "2026-03-01" in shown
    assert depositor.post(f"{place}relire/", {"title": "Autre"})["Location"] == place
    assert "/operations/" in keeper.post(address, {"accept": "yes", **seen(keeper, address)})["Location"]


@pytest.mark.usefixtures("worker")
def test_who_knows_seda_checks_a_package_then_transfers_it(ruled: Any, site: Any, browse: Any, tmp_path: Path) -> None:
    wrong = Document("a.txt", b"a", digest="00" * 64)
    packages = {
        "bon": Sip(message="M-WEB-BON").write(tmp_path / "bon.zip"),
        "faux": Sip(message="M-WEB-FAUX", documents=[wrong]).write(tmp_path / "faux.zip"),
    }
    page = browse(site.person("deposant"))

    def begin(package: str) -> None:
        page.goto(f"/{COMMUNE}/deposer/")
        page.get_by_role("button", name="Verser ou contrôler un paquet SEDA").click()
        page.set_input_files("#files", str(packages[package]))
        page.locator("#list .badge-success").wait_for()

    begin("faux")
    page.get_by_role("button", name="Contrôler sans verser").click()
    page.locator("#work[data-state=refused]").wait_for(timeout=60_000)
    assert page.locator(".finding-error").count() and page.get_by_role("link", name="PDF").count() == 0
    begin("bon")
    page.get_by_role("button", name="Verser", exact=True).click()
    page.get_by_role("button", name="Confirmer le dépôt").click()
    page.locator("#work[data-state=done]").wait_for(timeout=60_000)
    with page.expect_download() as download:
        page.get_by_role("link", name="Réponse SEDA").click()
    assert b"ArchiveTransferReply" in Path(download.value.path()).read_bytes()


def test_somebody_deposits_for_their_services_only(
    ruled: Any, site: Any, client_of: Any, agree: Callable[..., None]
) -> None:
    tenant = tenant_of(COMMUNE)
    for name in ("VOIRIE", "ECOLES", "CULTURE"):
        add_service(tenant.key, name, name.title())
    agree(tenant, Accord(largest=10), "ECOLES")
    person = site.person("deposant", name="Des deux services")
    membership = Membership.objects
    with transaction([tenant.key]):
        membership.filter(tenant=tenant.key, person=person.id).update(services=["ECOLES", "VOIRIE"])
    client = client_of(person)
    file = io.BytesIO(b"plus de dix octets\n")
    file.name = "a.txt"
    place = client.post(f"/{COMMUNE}/deposer/", {"series": "S010", "files": [file]})["Location"]
    answers = {"title": "Pour la voirie", "year": "2026", "digitised": "no"}
    shown = client.post(place, {**answers, "service": "CULTURE"}).content.decode()
    assert register.drafts_of(tenant.key, person.id)[0].state == "open"
    assert (
        'value="VOIRIE"' in shown
        and 'value="CULTURE"' not in shown
        and COMMUNE not in re.findall(r'value="(\d+)"', shown)
    )
    refused = client.post(place, {**answers, "service": "ECOLES"})
    assert "REC-041" in refused.content.decode()
    assert "/operations/" in client.post(place, {**answers, "service": "VOIRIE"})["Location"]


def test_a_rejected_deposit_is_mended_with_the_same_files(ruled: Any, site: Any, client_of: Any) -> None:
    person = site.person("deposant")
    client = client_of(person)
    file = io.BytesIO(b"a corriger\n")
    file.name = "a.txt"
    place = client.post(f"/{COMMUNE}/deposer/", {"series": "S010", "files": [file]})["Location"]
    left = client.post(place, {"title": "Rejeté", "year": "2026", "digitised": "no"})["Location"]
    work = uuid.UUID(left.rstrip("/").rpartition("/")[2])
    with works.hold(int(COMMUNE), work, clock.now) as held:
        assert held is not None
        held.end("refused", [])
    assert "Corriger et déposer de nouveau" in client.get(left).content.decode()
    draft = place.removesuffix("relire/")
    assert client.post(f"{draft}reprendre/")["Location"] == draft
    assert "a.txt" in client.get(draft).content.decode()
    other = client_of(site.person("deposant", name="Une autre"))
    assert other.post(f"{draft}reprendre/").status_code == 404


@pytest.mark.usefixtures("worker")
def test_what_an_archivist_looks_at_is_what_is_archived(ruled: Any, site: Any, client_of: Any) -> None:
    """Nothing is taken out of a deposit, nor put into it, once it waits or has left."""
    tenant, person = tenant_of(COMMUNE), site.person("deposant")
    client, keeper = client_of(person), client_of(site.person("archiviste"))
    set_accord(tenant, Accord(review=True))
    try:
        draft = register.begin(tenant.key, person.id, deposits.FILES, {"series": "S010"}, clock.now())
        place, yard = f"/{COMMUNE}/deposer/{draft.id}/", site.means.yard
        for name in ("un.txt", "deux.txt"):
            upload = uploads.begin(draft, name, 5, yard, clock.now())
            uploads.go_on(upload, 0, io.BytesIO(name.encode()[:5].ljust(5)), yard)
        with pytest.raises(Conflict, match="REC-008"):
            uploads.begin(draft, "UN.txt", 5, yard, clock.now())
        answers = {"title": "Deux fichiers", "year": "2026", "digitised": "no"}
        assert client.post(f"{place}relire/", answers)["Location"] == place
        version = {"Tus-Resumable": "1.0.0"}
        for each in register.uploads_of(tenant.key, draft.id):
            address, whole = f"{place}fichiers/{each.id}/", {**version, "Upload-Offset": "5"}
            assert client.delete(address, headers=version).status_code == 409
            body = "application/offset+octet-stream"
            assert client.patch(address, b"x", content_type=body, headers=whole).status_code == 409
            assert yard.place(tenant.key, each.id, each.name).exists()
        review = f"/{COMMUNE}/a-examiner/{draft.id}/"
        stale = {"accept": "yes", **seen(keeper, review)}
        client.post(f"{place}reprendre/")
        third = uploads.begin(register.draft(tenant.key, draft.id), "trois.txt", 5, yard, clock.now())
        uploads.go_on(third, 0, io.BytesIO(b"trois"), yard)
        assert client.post(f"{place}relire/", answers)["Location"] == place
        assert keeper.post(review, stale).status_code == 409, "nobody has looked at the third"
        operation = keeper.post(review, {"accept": "yes", **seen(keeper, review)})["Location"]
        assert client.delete(address, headers=version).status_code == 409
        until(lambda: "3 objets" in keeper.get(operation).content.decode())

        # a package waits for the same look, and is looked at as a whole
        package = register.begin(tenant.key, person.id, deposits.PACKAGE, {}, clock.now())
        upload = uploads.begin(package, "paquet.zip", 5, yard, clock.now())
        uploads.go_on(upload, 0, io.BytesIO(b"PK\x03\x04x"), yard)
        client.post(f"/{COMMUNE}/deposer/{package.id}/relire/")
        assert package.id in [each.id for each in register.waiting(tenant.key)]
        assert "paquet.zip</a>" in keeper.get(f"/{COMMUNE}/a-examiner/").content.decode()
        assert "Paquet SEDA" in client.get(f"/{COMMUNE}/deposer/{package.id}/").content.decode()
        review = f"/{COMMUNE}/a-examiner/{package.id}/"
        shown = keeper.get(review)
        assert shown.status_code == 200 and "paquet.zip" in shown.content.decode()
        assert "/operations/" in keeper.post(review, {"accept": "yes", **seen(keeper, review)})["Location"]
        # that of a service is enough: the package says inside whose it is
        set_accord(tenant, None)
        add_service(tenant.key, "REGARD", "Que l'on regarde")
        set_accord(tenant, Accord(review=True), "REGARD")
        package = register.begin(tenant.key, person.id, deposits.PACKAGE, {}, clock.now())
        uploads.go_on(uploads.begin(package, "autre.zip", 5, yard, clock.now()), 0, io.BytesIO(b"PK\x03\x04x"), yard)
        client.post(f"/{COMMUNE}/deposer/{package.id}/relire/")
        assert register.draft(tenant.key, package.id).state == deposits.REVIEW
    finally:
        set_accord(tenant, None)
        if service(tenant.key, "REGARD") is not None:
            set_accord(tenant, None, "REGARD")


def seen(client: Any, address: str) -> dict[str, str]:
    """What the page of a deposit says of when it was looked at."""
    found = re.search(r'name="seen" value="([^"]+)"', client.get(address).content.decode())
    assert found is not None
    return {"seen": found[1]}


def keys(client: Any, address: str) -> list[str]:
    """What the form of a page calls each of the files that it shows, in order."""
    return re.findall(r'name="title-([0-9a-f]{32})"', client.get(address).content.decode())


def test_one_wrong_date_takes_nothing_that_was_typed(ruled: Any, site: Any, client_of: Any) -> None:
    person = site.person("deposant")
    client, yard = client_of(person), site.means.yard
    draft = register.begin(int(COMMUNE), person.id, deposits.FILES, {"series": "S010"}, clock.now())
    for name in ("un.txt", "deux.txt"):
        uploads.go_on(uploads.begin(draft, name, 3, yard, clock.now()), 0, io.BytesIO(b"abc"), yard)
    seeing.read_files(tenant_of(COMMUNE), draft.id, site.means, last=False)
    first, second = keys(client, f"/{COMMUNE}/deposer/{draft.id}/relire/")
    typed = {
        "title": "Bulletin", "year": "2026", "digitised": "no",
        f"title-{first}": "Un <titre>", f"day-{first}": "32/01/2026", f"aside-{first}": "",
        f"title-{second}": "Un", f"day-{second}": "", f"aside-{second}": "photo floue",
    }  # fmt: skip
    answer = client.post(f"/{COMMUNE}/deposer/{draft.id}/relire/", typed)
    shown = answer.content.decode()
    assert answer.status_code == 422 and "REC-005" in shown
    for kept in (
        'value="Un &lt;titre&gt;"',
        'value="32/01/2026"',
        'value="photo floue"',
        '<details class="card" open>',
    ):
        assert kept in shown, kept
    finding = shown.partition("REC-005")
    assert "deux.txt" in finding[0][-900:] + finding[2][:300], "it is said of which file"


@pytest.mark.usefixtures("worker")
def test_remarks_tell_which_file(ruled: Any, site: Any, client_of: Any) -> None:
    """Who deposits files has never seen the bordereau that was made of them."""
    person = site.person("deposant")
    client, yard = client_of(person), site.means.yard
    draft = register.begin(int(COMMUNE), person.id, deposits.FILES, {"series": "S010"}, clock.now())
    for name, data in (("a.txt", b"un texte\n"), ("dossier/inconnu.zzz", bytes(range(256)))):
        uploads.go_on(uploads.begin(draft, name, len(data), yard, clock.now()), 0, io.BytesIO(data), yard)
    answers = {"title": "Un format que rien ne connaît", "year": "2026", "digitised": "no"}
    operation = client.post(f"/{COMMUNE}/deposer/{draft.id}/relire/", answers)["Location"]
    until(lambda: 'data-state="done"' in client.get(operation).content.decode())
    shown = client.get(operation).content.decode()
    assert "inconnu.zzz" in shown and "FMT-001" in shown and "manifest.xml" not in shown


DROPPED = """names => {
    const carried = new DataTransfer();
    for (const name of names) carried.items.add(new File([`Contenu de ${name}`], name, {type: ""}));
    return carried;
}"""


@pytest.mark.usefixtures("worker")
def test_what_a_computer_leaves_beside_documents_stops_no_deposit(ruled: Any, site: Any, client_of: Any) -> None:
    client, yard = client_of(person := site.person("deposant")), site.means.yard

    def begun(*names: str) -> str:
        draft = register.begin(int(COMMUNE), person.id, deposits.FILES, {"series": "S010"}, clock.now())
        for name in names:
            uploads.go_on(uploads.begin(draft, name, 3, yard, clock.now()), 0, io.BytesIO(b"abc"), yard)
        seeing.read_files(tenant_of(COMMUNE), draft.id, site.means, last=False)
        return f"/{COMMUNE}/deposer/{draft.id}/relire/"

    answers = {"title": "Bulletin", "year": "2026", "digitised": "no"}
    for beside in (".DS_Store", "dossier/Thumbs.db", "~$note.docx", ".~lock.note.odt#"):
        shown = client.get(place := begun(f"bulletin {len(beside)}.txt", beside)).content.decode()
        assert "REC-014" in shown and "REC-006" not in shown, beside
        left = client.post(place, answers)
        assert left.status_code == 302 and "/operations/" in left["Location"], beside
    until(lambda: 'data-state="done"' in client.get(left["Location"]).content.decode())
    alone = client.post(begun(".DS_Store", "Thumbs.db"), answers)
    assert alone.status_code == 422 and "REC-056" in alone.content.decode() and "REC-006" not in alone.content.decode()


@pytest.mark.usefixtures("worker")
def test_a_folder_is_dropped_with_what_a_computer_left_in_it(ruled: Any, site: Any, browse: Any) -> None:
    page = browse(site.person("deposant"))
    page.goto(f"/{COMMUNE}/deposer/")
    carried = page.evaluate_handle(DROPPED, ["lettre du lavoir.txt", ".DS_Store", "~$lettre.docx"])
    page.dispatch_event("[data-drop]", "drop", {"dataTransfer": carried})
    page.get_by_role("button", name="Courrier", exact=True).click()
    page.get_by_role("button", name="Confirmer le dépôt").wait_for()
    assert page.get_by_text("est un fichier de service de l'ordinateur").count() == 2
    page.get_by_role("button", name="Confirmer le dépôt").click()
    page.locator("#work[data-state=done]").wait_for(timeout=60_000)


def test_nothing_that_an_archivist_types_is_lost(ruled: Any, site: Any, client_of: Any) -> None:
    tenant, person = tenant_of(COMMUNE), site.person("deposant")
    client, keeper = client_of(person), client_of(site.person("archiviste"))
    set_accord(tenant, Accord(review=True))
    try:
        draft = register.begin(tenant.key, person.id, deposits.FILES, {"series": "S010"}, clock.now())
        place, review = f"/{COMMUNE}/deposer/{draft.id}/", f"/{COMMUNE}/a-examiner/{draft.id}/"
        upload = uploads.begin(draft, "mars.txt", 5, site.means.yard, clock.now())
        uploads.go_on(upload, 0, io.BytesIO(b"mars\n"), site.means.yard)
        answers = {"title": "Bulletin", "year": "2026", "digitised": "no"}
        assert client.post(f"{place}relire/", answers)["Location"] == place
        typed = {**answers, "series": "S010", "title": "Bulletin de mars"}
        wrong = {**typed, "year": "l'an", "back": "yes", "comment": "Un mot qui reste."}
        assert "Un mot qui reste." in keeper.post(review, {**wrong, **seen(keeper, review)}).content.decode()
        back = {**typed, "back": "yes", "comment": "Est-ce bien mars ?", **seen(keeper, review)}
        assert keeper.post(review, back)["Location"].endswith("/a-examiner/")
        told = client.get(f"{place}relire/?attendre=non").content.decode()
        assert 'value="Bulletin de mars"' in told and "« Bulletin » → « Bulletin de mars »" in told
        client.post(f"{place}relire/", {**answers, "title": "Bulletin de mars"})
        accepted = {**typed, "accept": "yes", "comment": "Merci, c'est parfait.", **seen(keeper, review)}
        operation = keeper.post(review, accepted)["Location"]
        assert "Merci, c&#x27;est parfait." in client.get(operation).content.decode()
    finally:
        set_accord(tenant, None)


@pytest.mark.usefixtures("worker")
def test_an_archivist_reads_what_a_package_says_before_deciding(
    ruled: Any, site: Any, client_of: Any, browse: Any, tmp_path: Path
) -> None:
    tenant, person, archivist = tenant_of(COMMUNE), site.person("deposant"), site.person("archiviste")
    client, keeper = client_of(person), client_of(archivist)
    set_accord(tenant, Accord(review=True))
    try:
        for message, documents in (
            ("M-REGARD", [Document("a.txt", b"a")]),
            ("M-FAUX", [Document("a.txt", b"a", digest="00" * 64)]),
        ):
            package = Sip(message=message, documents=documents).write(tmp_path / f"{message}.zip")
            draft = register.begin(tenant.key, person.id, deposits.PACKAGE, {}, clock.now())
            upload = uploads.begin(draft, package.name, package.stat().st_size, site.means.yard, clock.now())
            with package.open("rb") as stream:
                uploads.go_on(upload, 0, stream, site.means.yard)
            client.post(f"/{COMMUNE}/deposer/{draft.id}/relire/")
            review = f"/{COMMUNE}/a-examiner/{draft.id}/"
            until(lambda: "Tout le contrôle" in keeper.get(review).content.decode())  # noqa: B023
            shown = keeper.get(review).content.decode()
            assert message in shown and "1 objet" in shown and "Séries nommées" in shown
            assert ("serait rejeté" in shown) is (message == "M-FAUX") is ("finding-error" in shown)
            (operation,) = re.findall(rf'href="(/{COMMUNE}/operations/[0-9a-f-]+/)">Tout', shown)
            assert keeper.get(operation).status_code == client.get(operation).status_code == 200
        stale = seen(keeper, review)
        assert keeper.post(review, {"check": "yes"})["Location"] == review
        page = browse(archivist)
        page.goto(review)
        page.get_by_role("link", name="Tout le contrôle").wait_for()
        assert examine(page, review) == [] and seen(keeper, review) == stale
    finally:
        set_accord(tenant, None)


@pytest.mark.usefixtures("worker")
def test_a_receipt_proves_which_files_were_received(ruled: Any, site: Any, client_of: Any) -> None:
    """Those that wait as those that are archived: each name with its digest, at an hour; of very many, their list."""
    tenant, person = tenant_of(COMMUNE), site.person("deposant")
    client, keeper, yard = client_of(person), client_of(site.person("archiviste")), site.means.yard
    contents = {"un.txt": b"un\n", "deux.txt": b"deux\n"}
    digests = {name: hashlib.sha512(data).hexdigest() for name, data in contents.items()}

    def read(address: str) -> str:
        pages = pypdf.PdfReader(io.BytesIO(client.get(address).content)).pages
        return "".join("".join(page.extract_text() for page in pages).split())

    set_accord(tenant, Accord(review=True))
    try:
        draft = register.begin(tenant.key, person.id, deposits.FILES, {"series": "S010"}, clock.now())
        for name, data in contents.items():
            uploads.go_on(uploads.begin(draft, name, len(data), yard, clock.now()), 0, io.BytesIO(data), yard)
        place, review = f"/{COMMUNE}/deposer/{draft.id}/", f"/{COMMUNE}/a-examiner/{draft.id}/"
        client.post(f"{place}relire/", {"title": "Deux", "year": "2026", "digitised": "no"})
        told = [read(f"{place}recepisse.pdf")]
        operation = keeper.post(review, {"accept": "yes", **seen(keeper, review)})["Location"]
        until(lambda: 'data-state="done"' in client.get(operation).content.decode())
        told.append(read(f"{operation}recepisse.pdf"))
    finally:
        set_accord(tenant, None)
    for text in told:
        assert re.search(r"Reçule\d+\w+\d{4}à\d+h\d\d", text)
        assert all(name in text and digest in text for name, digest in digests.items())
    listed = b"".join(client.get(f"{operation}recepisse.pdf?liste=oui").streaming_content).decode()
    assert listed.splitlines() == [f"{digests[name]}  {name}" for name in ("deux.txt", "un.txt")]


@pytest.mark.usefixtures("worker")
def test_the_list_of_a_receipt_is_the_same_before_and_after_acceptance(
    ruled: Any, site: Any, client_of: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Files of one name in several folders are told apart, and the digest on the receipt is that of the list."""
    tenant, person = tenant_of(COMMUNE), site.person("deposant")
    client, keeper, yard = client_of(person), client_of(site.person("archiviste")), site.means.yard
    contents = {"lot/b/acte.txt": b"b\n", "lot/a/acte.txt": b"a\n", "lot/été.txt": b"e\n", "lot/Zone.txt": b"Z\n"}
    monkeypatch.setattr(recepisse_depot, "LISTED", 3)

    def told(address: str) -> tuple[str, str]:
        listed = b"".join(client.get(f"{address}recepisse.pdf?liste=oui").streaming_content)
        pages = pypdf.PdfReader(io.BytesIO(client.get(f"{address}recepisse.pdf").content)).pages
        text = "".join("".join(page.extract_text() for page in pages).split())
        return listed.decode(), text

    set_accord(tenant, Accord(review=True))
    try:
        draft = register.begin(tenant.key, person.id, deposits.FILES, {"series": "S010"}, clock.now())
        with monkeypatch.context() as unread:
            unread.setattr(register, "defer_reading", lambda tenant, draft: None)
            for name, data in contents.items():
                upload = uploads.begin(draft, name, len(data), yard, clock.now())
                # in parts, nobody digests it on its way
                for start, part in enumerate((data[:1], data[1:])):
                    uploads.go_on(upload, start, io.BytesIO(part), yard)
        place, review = f"/{COMMUNE}/deposer/{draft.id}/", f"/{COMMUNE}/a-examiner/{draft.id}/"
        client.post(f"{place}relire/", {"title": "Des actes", "year": "2026", "digitised": "no"})
        listed, text = told(place)
        assert "auront été lus".replace(" ", "") in text and "EmpreinteSHA-512decetteliste" not in text
        assert hashlib.sha512(listed.encode()).hexdigest() not in text
        seeing.read_files(tenant, draft.id, site.means, last=False)
        waiting, text = told(place)
        assert hashlib.sha512(waiting.encode()).hexdigest() in text
        operation = keeper.post(review, {"accept": "yes", **seen(keeper, review)})["Location"]
        until(lambda: 'data-state="done"' in client.get(operation).content.decode())
        listed, text = told(operation)
    finally:
        set_accord(tenant, None)
    assert listed == waiting and hashlib.sha512(listed.encode()).hexdigest() in text
    assert [line.partition("  ")[2] for line in listed.splitlines()] == [
        "Zone.txt",
        "a/acte.txt",
        "b/acte.txt",
        "été.txt",
    ]
    for name, data in contents.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(data)
    checked = subprocess.run(["sha512sum", "--check", "-"], input=listed.encode(), cwd=tmp_path / "lot", check=False)
    assert checked.returncode == 0


@pytest.mark.usefixtures("worker")
def test_absurd_days_are_told_before_a_deposit_leaves(ruled: Any, site: Any, client_of: Any) -> None:
    client, yard = client_of(person := site.person("deposant")), site.means.yard

    def begun(series: str, words: str) -> str:
        draft = register.begin(int(COMMUNE), person.id, deposits.FILES, {"series": series}, clock.now())
        data = words.encode()
        uploads.go_on(uploads.begin(draft, "lettre.txt", len(data), yard, clock.now()), 0, io.BytesIO(data), yard)
        seeing.read_files(tenant_of(COMMUNE), draft.id, site.means, last=False)
        return f"/{COMMUNE}/deposer/{draft.id}/relire/"

    typed = {"title": "Lettre", "digitised": "no"}
    place = begun("S010", "Valombre, le 12 mars 2024\nObjet : le lavoir")
    told = client.post(place, {**typed, "year": "1987"})
    shown = told.content.decode()
    assert told.status_code == 200 and "REC-064" in shown and "12/03/2024" in shown
    (seen_once,) = re.findall(r'name="doubted" value="([0-9a-f]+)"', shown)
    other = client.post(place, {**typed, "year": "1950", "doubted": seen_once})
    assert "REC-064" in other.content.decode(), "another year is another doubt"
    (seen_once,) = re.findall(r'name="doubted" value="([0-9a-f]+)"', other.content.decode())
    assert "/operations/" in client.post(place, {**typed, "year": "1950", "doubted": seen_once})["Location"]
    # what refuses is told alone: a doubt that was not shown is not one that somebody has seen
    place = begun("S010", "Valombre, le 12 mars 2024\nObjet : la fontaine")
    (key,) = keys(client, place)
    doubted = {**typed, "year": "1950", f"title-{key}": "La fontaine", f"day-{key}": "12/03/2024"}
    client.post(place, {**doubted, "stay": "yes"})
    refused = client.post(place, {**doubted, f"day-{key}": "32/01/2026"})
    assert refused.status_code == 422 and "REC-064" not in refused.content.decode()
    assert 'name="doubted"' not in refused.content.decode()
    place = begun("S010", "Valombre, le 12 mars 2024\nObjet : la source")
    (key,) = keys(client, place)
    told = client.post(place, {**typed, "year": "2024", f"title-{key}": "La source", f"day-{key}": "31/12/2150"})
    assert told.status_code == 200 and "REC-063" in told.content.decode()


@pytest.mark.parametrize(
    ("depart", "code", "status"), [("naissance", "REC-061", 422), ("fin de contrat", "REC-062", 200)]
)
def test_an_event_that_must_have_happened_is_not_to_come(
    ruled: Any, site: Any, client_of: Any, depart: str, code: str, status: int
) -> None:
    client, yard = client_of(person := site.person("deposant")), site.means.yard
    known = kinds(tenant_of(COMMUNE)).values()
    series = next(each.code for each in known if each.series.depart == depart)
    draft = register.begin(int(COMMUNE), person.id, deposits.FILES, {"series": series}, clock.now())
    uploads.go_on(uploads.begin(draft, "a.txt", 3, yard, clock.now()), 0, io.BytesIO(depart[:3].encode()), yard)
    typed = {"title": depart, "year": "2026", "digitised": "no", "event": "31/12/2150"}
    told = client.post(f"/{COMMUNE}/deposer/{draft.id}/relire/", typed)
    assert told.status_code == status and code in told.content.decode()


def test_a_zip_that_holds_a_file_of_its_own_name_is_received_as_itself(ruled: Any, site: Any, client_of: Any) -> None:
    client, yard = client_of(person := site.person("deposant")), site.means.yard
    data = zipped({"actes.zip": zipped({"a.txt": b"a"}), "b.txt": b"b"})
    draft = register.begin(int(COMMUNE), person.id, deposits.FILES, {"series": "S010"}, clock.now())
    upload = uploads.begin(draft, "actes.zip", len(data), yard, clock.now())
    # in parts, nobody digests it on its way
    for start, part in ((0, data[:20]), (20, data[20:])):
        uploads.go_on(upload, start, io.BytesIO(part), yard)
    seeing.read_files(tenant_of(COMMUNE), draft.id, site.means, last=False)
    listed = b"".join(client.get(f"/{COMMUNE}/deposer/{draft.id}/recepisse.pdf?liste=oui").streaming_content)
    assert listed.decode() == f"{hashlib.sha512(data).hexdigest()}  actes.zip\n"
