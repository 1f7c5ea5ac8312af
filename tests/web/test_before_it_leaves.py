"""A deposit before it leaves: files not read, taken away, many; packages; what is given up; what is missing."""

from __future__ import annotations

import io
import os
import re
from pathlib import Path
from typing import Any

from chartrier import clock
from chartrier.catalog.deposits import register
from chartrier.catalog.works import register as works
from chartrier.reception import deposits, uploads
from tests.cli.commands import COMMUNE
from tests.web.conftest import Site
from tests.web.test_every_page import examine, look, overflow

PLACE = f"/{COMMUNE}/deposer/"
FEW = f"{PLACE}{{}}/"


def begun(site: Site, person: Any, *names: str, series: str = "S043", form: str = deposits.FILES) -> Any:
    """A draft with these files, all whole."""
    answers = {"series": series} if series else {}
    draft = register.begin(int(COMMUNE), person.id, form, answers, clock.now())
    for name in names:
        data = f"Contenu de {name}\n".encode()
        upload = uploads.begin(draft, name, len(data), site.means.yard, clock.now())
        uploads.go_on(upload, 0, io.BytesIO(data), site.means.yard)
    return draft


def put(draft: Any, state: str) -> None:
    with register.changing(int(COMMUNE), draft.id, clock.now(), "open") as found:
        found.state = state
        if state == "left":
            asked = {"title": "Parti", "subject": found.id, "person": found.person, "now": clock.now()}
            found.work = works.ask(int(COMMUNE), "deposit", **asked)


def test_a_file_that_can_no_longer_be_read_is_told_at_once_and_holds_nothing(
    ruled: Any, site: Any, browse: Any, tmp_path: Path
) -> None:
    page = browse(site.person("deposant"))
    names = {name: tmp_path / name for name in ("reste.txt", "change.bin", "efface.bin")}
    for file in names.values():
        file.write_bytes(os.urandom(9 << 20) if file.suffix == ".bin" else b"Ce qui reste\n")

    def spoiled(route: Any) -> None:
        # between two parts of it, somebody saves one and deletes the other
        if route.request.method == "PATCH" and names["efface.bin"].exists():
            names["efface.bin"].unlink()
            names["change.bin"].write_bytes(b"autre chose")
        route.continue_()

    page.route("**/fichiers/*/", spoiled)
    page.goto(PLACE)
    page.set_input_files("#files", [str(names[name]) for name in ("change.bin", "efface.bin", "reste.txt")])
    alarm = page.locator("#refusals")
    alarm.get_by_text("efface.bin").wait_for(timeout=20_000)
    alarm.get_by_text("change.bin").wait_for(timeout=20_000)
    page.locator("#list .badge-success").wait_for()
    assert page.evaluate("document.activeElement.id") == "refusals"
    assert page.get_by_text("nouvel essai").count() == 0
    assert look(page) + overflow(page) == []
    # chosen again, one takes the place of its line
    names["change.bin"].write_bytes(b"ce qu'il est maintenant")
    with page.expect_file_chooser() as chosen:
        alarm.get_by_role("button", name="Choisir de nouveau").click()
    chosen.value.set_files(str(names["change.bin"]))
    page.locator("#list li", has_text="change.bin").locator(".badge-success").wait_for()
    assert page.locator("#list li", has_text="change.bin").count() == 1
    # the other is taken away, and nothing is left of it
    alarm.get_by_role("button", name="Retirer").click()
    alarm.wait_for(state="hidden")
    assert page.locator("#list li").count() == 2
    page.get_by_role("button", name="Courrier", exact=True).click()
    page.wait_for_url("**/relire/")
    (identifier,) = re.findall("/deposer/([0-9a-f-]{36})/", page.url)
    assert [each.name for each in register.uploads_of(int(COMMUNE), identifier)] == ["change.bin", "reste.txt"]


def test_what_a_drop_cannot_read_is_told_by_name(ruled: Any, site: Any, browse: Any) -> None:
    page = browse(site.person("deposant"))
    page.goto(PLACE)
    page.evaluate("""() => {
        const refused = new DOMException("no", "NotReadableError");
        const file = (name) => ({ isFile: true, name, file: (done, failed) => failed(refused) });
        const good = { isFile: true, name: "bon.txt", file: (done) => done(new File(["bon"], "bon.txt")) };
        const folder = (name, entries) => ({ isFile: false, name, createReader: () => ({ readEntries: entries }) });
        const given = [[good, file("secret.txt")], []];
        const all = folder("dossier", (done) => done(given.shift()));
        const closed = folder("ferme", (done, failed) => failed(refused));
        const drop = new Event("drop", { bubbles: true, cancelable: true });
        drop.dataTransfer = { items: [all, closed].map((each) => ({ webkitGetAsEntry: () => each })), files: [] };
        document.querySelector("[data-drop]").dispatchEvent(drop);
    }""")
    alarm = page.locator("#refusals")
    alarm.get_by_text("ferme/").wait_for(timeout=20_000)
    assert "dossier/secret.txt" in alarm.inner_text()
    page.locator("#list .badge-success").wait_for()
    assert "dossier/bon.txt" in page.locator("#list").inner_text()


def test_a_file_is_taken_away_when_the_server_says_so_only(ruled: Any, site: Any, browse: Any) -> None:
    person = site.person("deposant")
    told = {}
    for state in ("left", "review", "gone"):
        draft = begun(site, person, "un.txt", "deux.txt")
        page = browse(person)
        page.goto(FEW.format(draft.id))
        if state == "gone":
            register.remove(int(COMMUNE), draft.id)
        else:
            put(draft, state)
            if state == "left":
                # as after its ingest
                for upload in register.uploads_of(int(COMMUNE), draft.id):
                    register.remove_upload(int(COMMUNE), upload.id)
        page.get_by_role("button", name="Retirer un.txt").click()
        page.locator("#refusals").wait_for(timeout=20_000)
        told[state] = page.locator("#refusals").inner_text()
        assert page.locator("#list li").count() == 2 and "un.txt" in told[state]
    assert "déjà parti" in told["left"] and "déjà parti" in told["review"] and "n'est plus là" in told["gone"]
    # what another tab took away is taken away here too
    draft, page = begun(site, person, "un.txt", "deux.txt"), browse(person)
    page.goto(FEW.format(draft.id))
    for upload in register.uploads_of(int(COMMUNE), draft.id):
        uploads.take_out(upload, site.means.yard, clock.now())
    page.get_by_role("button", name="Retirer un.txt").click()
    page.get_by_role("button", name="Retirer un.txt").wait_for(state="detached", timeout=20_000)
    assert not page.locator("#refusals").is_visible()
    page.context.clear_cookies(name=re.compile("session"))
    page.get_by_role("button", name="Retirer deux.txt").click()
    page.locator("#refusals").wait_for(timeout=20_000)
    assert "session est terminée" in page.locator("#refusals").inner_text()
    assert page.locator("#list li").count() == 1


def test_a_file_that_is_taken_away_while_it_is_announced_is_not_left_behind(
    ruled: Any, site: Any, browse: Any, tmp_path: Path
) -> None:
    person = site.person("deposant")
    draft, page = begun(site, person), browse(person)
    page.goto(FEW.format(draft.id))

    held: list[Any] = []
    page.route("**/fichiers/", lambda route: held.append(route))
    (tmp_path / "lent.txt").write_bytes(b"lent")
    page.set_input_files("#files", str(tmp_path / "lent.txt"))
    page.locator("[data-take-out]").click()
    page.wait_for_timeout(300)
    held[0].continue_()
    page.wait_for_timeout(500)
    page.locator("#list li").wait_for(state="detached", timeout=20_000)
    assert register.uploads_of(int(COMMUNE), draft.id) == []


def test_many_files_stand_between_nobody_and_what_they_are(
    ruled: Any, site: Any, browse: Any, client_of: Any, tmp_path: Path
) -> None:
    for count in range(40):
        (tmp_path / f"acte-{count:02}.txt").write_bytes(b"x" * (count + 1))
    given = sorted(str(each) for each in tmp_path.iterdir())
    page = browse(site.person("deposant"), phone=True)
    page.goto(PLACE)
    assert not page.locator("#sent-files").is_visible() and not page.locator("[data-abandon]").is_visible()
    page.set_input_files("#files", given)
    page.get_by_text("40 fichiers").wait_for()
    page.locator("#list .badge-success").nth(39).wait_for(state="attached")
    for _ in range(2):
        where = page.locator("#what").bounding_box()["y"] + page.evaluate("scrollY")
        assert where < 2_000, "what they are is asked close to them"
        page.focus("#files")
        presses = 0
        while not page.evaluate("document.activeElement.matches('.choice')"):
            page.keyboard.press("Tab")
            presses += 1
        assert presses < 6
        assert look(page) + overflow(page) == []
        assert page.get_by_text(re.compile("820.octets")).count()
        assert page.get_by_role("link", name="Abandonner ce dépôt").is_visible(), "once it is begun"
        page.reload()
    page.locator("#sent-files summary").click()
    region = page.get_by_role("group", name="Fichiers de ce dépôt")
    region.focus()
    assert region.evaluate("each => each.scrollHeight > each.clientHeight && each.clientHeight < 500")
    where = page.locator("#what").bounding_box()["y"] + page.evaluate("scrollY")
    assert where < 2_500 and look(page) + overflow(page) == []


def test_a_folder_is_chosen_without_dragging(ruled: Any, site: Any, browse: Any, tmp_path: Path) -> None:
    (tmp_path / "dossier" / "pieces").mkdir(parents=True)
    (tmp_path / "dossier" / "lettre.txt").write_bytes(b"Une lettre\n")
    (tmp_path / "dossier" / "pieces" / "plan.txt").write_bytes(b"Un plan\n")
    page = browse(site.person("deposant"))
    page.goto(PLACE)
    page.get_by_label("Choisir un dossier").set_input_files(str(tmp_path / "dossier"))
    page.locator("#list .badge-success").nth(1).wait_for()
    (identifier,) = re.findall("/deposer/([0-9a-f-]{36})/", page.url)
    names = [each.name for each in register.uploads_of(int(COMMUNE), identifier)]
    assert names == ["dossier/lettre.txt", "dossier/pieces/plan.txt"]
    assert examine(page, page.url) == []


def test_a_package_goes_alone_and_what_is_none_is_deposited_as_files(
    ruled: Any, site: Any, client_of: Any, browse: Any
) -> None:
    person = site.person("deposant")
    client = client_of(person)
    for names, code in (((), "REC-006"), (("un.zip", "deux.zip"), "REC-070")):
        draft = begun(site, person, *names, series="", form=deposits.PACKAGE)
        for address, posted in (("", {"check": "yes"}), ("relire/", {})):
            answer = client.post(f"{FEW.format(draft.id)}{address}", posted)
            shown = answer.content.decode()
            assert answer.status_code == 422 and code in shown, (names, address, answer.status_code)
            assert all(name in shown for name in names)
            assert ("REC-006" in shown) == (not names)
        assert works.last_about(int(COMMUNE), "check", draft.id) is None, "nothing was asked for"
    # a mistaken click is taken back, and what it is may be said
    draft = begun(site, person, "lettre.txt", "plan.txt")
    assert client.post(FEW.format(draft.id), {"package": "yes"}).status_code == 302
    shown = client.get(FEW.format(draft.id)).content.decode()
    assert "Ce ne sont pas des paquets : déposer ces fichiers" in shown
    assert client.post(FEW.format(draft.id), {"plain": "yes"})["Location"] == FEW.format(draft.id)
    shown = client.get(FEW.format(draft.id)).content.decode()
    assert 'value="S043"' in shown and "Contrôler sans verser" not in shown
    assert client.post(FEW.format(draft.id), {"series": "S043"})["Location"].endswith("/relire/")
    # a page of before that asks for its control is answered that it changed
    assert client.post(FEW.format(draft.id), {"check": "yes"}).status_code == 409
    page = browse(person)
    draft = begun(site, person, "lettre.txt", "plan.txt", series="", form=deposits.PACKAGE)
    assert examine(page, FEW.format(draft.id)) == []
    page.get_by_role("button", name="Verser", exact=True).click()
    page.get_by_role("button", name="Confirmer le dépôt").click()
    page.get_by_text("REC-070").wait_for()


def test_giving_up_asks_first(ruled: Any, site: Any, client_of: Any, browse: Any) -> None:
    person = site.person("deposant")
    draft, client = begun(site, person, "un.txt", "deux.txt"), client_of(person)
    address = f"{FEW.format(draft.id)}abandonner/"
    for answer in (client.get(address), client.post(address, {})):
        shown = answer.content.decode()
        assert answer.status_code == 200 and "2 fichiers" in shown and "38\xa0octets" in shown
        assert len(register.uploads_of(int(COMMUNE), draft.id)) == 2
    page = browse(person)
    page.goto(FEW.format(draft.id))
    page.get_by_role("link", name="Abandonner ce dépôt").click()
    page.get_by_role("button", name="Tout effacer").wait_for()
    assert examine(page, page.url) == []
    page.get_by_role("link", name="Revenir au dépôt").click()
    page.locator("#list").wait_for(state="attached")
    page.get_by_role("link", name="Abandonner ce dépôt").click()
    page.get_by_role("button", name="Tout effacer").click()
    page.wait_for_url(f"**{PLACE}")
    assert register.uploads_of(int(COMMUNE), draft.id) == []
    assert client.get(address).status_code == 404
    waits = begun(site, person, "un.txt")
    put(waits, "review")
    assert client.get(f"{FEW.format(waits.id)}abandonner/")["Location"] == FEW.format(waits.id)
    assert client.post(f"{FEW.format(waits.id)}abandonner/", {"sure": "yes"}).status_code == 409
    gone = begun(site, person)
    put(gone, "expired")
    page.goto(FEW.format(gone.id))
    page.get_by_role("button", name="J'ai compris").click()
    page.wait_for_url(f"**{PLACE}")
    assert client.get(FEW.format(gone.id)).status_code == 404


def test_a_click_that_deposits_nothing_says_so(ruled: Any, site: Any, client_of: Any, browse: Any) -> None:
    person = site.person("deposant")
    client = client_of(person)
    for form, series, button in ((deposits.FILES, "S043", "Continuer"), (deposits.PACKAGE, "", "Verser")):
        draft = begun(site, person, series=series, form=form)
        answer = client.post(FEW.format(draft.id), {})
        assert answer.status_code == 422 and "REC-006" in answer.content.decode()
        page = browse(person)
        page.goto(FEW.format(draft.id))
        page.get_by_role("button", name=button, exact=True).click()
        alarm = page.locator("#refusals")
        alarm.get_by_text("aucun fichier").wait_for(timeout=20_000)
        assert page.evaluate("document.activeElement.id") == "refusals"
        assert alarm.get_by_role("link").get_attribute("href") == "#files"
        assert page.get_attribute("#files", "aria-invalid") == "true"
        assert page.title().startswith("Erreur") and look(page) + overflow(page) == []
    # saying what it is before any file is there is no error
    draft = begun(site, person, series="")
    assert client.post(FEW.format(draft.id), {"series": "S043"})["Location"] == FEW.format(draft.id)
