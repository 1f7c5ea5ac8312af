"""What watches over an archive: copies, audits, journal, who read what, volumes; and each role's home."""

from __future__ import annotations

import signal
import subprocess
import time
from typing import Any

import pytest

from chartrier.catalog.archive import questions
from chartrier.catalog.works import register as works
from chartrier.records.roles import Role
from tests.cli.commands import COMMUNE, NEIGHBOUR, interpreter
from tests.web.operator import operator_of, strong_client_of
from tests.web.test_every_page import examine

HERE = f"/{COMMUNE}/administration/garde"
PAGES = (f"{HERE}/", *(f"{HERE}/{name}/" for name in ("journal", "consultations", "volumes")))


def work(site: Any) -> None:
    assert site.chartrier("worker", "--once").status == 0


def last_work(tenant: str = COMMUNE) -> Any:
    return works.listed([int(tenant)], works.Sought(), limit=1)[0]


def test_who_may_watch(site: Any, client_of: Any) -> None:
    for role, allowed in (("archiviste", True), ("lecteur", False), ("deposant", False)):
        client = client_of(site.person(role))
        for address in PAGES[:3]:
            assert client.get(address).status_code == (200 if allowed else 404), (role, address)
    stranger = client_of(site.person("archiviste", tenant=NEIGHBOUR))
    assert {stranger.get(address).status_code for address in PAGES} == {404}
    assert client_of(site.person("lecteur")).post(f"{HERE}/audit/").status_code == 404


def test_an_audit_is_asked_for_and_followed(site: Any, client_of: Any, read: Any) -> None:
    client = client_of(site.person("archiviste"))
    asked = client.post(f"{HERE}/audit/")
    assert "/operations/" in asked["Location"]
    assert client.post(f"{HERE}/audit/").status_code == 409, "one at a time is enough"
    work(site)
    told = client.get(asked["Location"]).content.decode()
    assert 'data-state="done"' in told and "Tout est prouvé" in told and "Inscription" in told
    copies = client.get(PAGES[0]).content.decode()
    assert str(last_work().operation) in copies and "prouvé" in copies


def test_repairing_asks_for_the_second_factor_again(site: Any, client_of: Any) -> None:
    answer = client_of(site.person("archiviste")).post(f"{HERE}/reparation/")
    assert answer.status_code == 302 and "second-facteur" in answer["Location"]


def test_a_damaged_copy_is_told_then_mended(site: Any, client_of: Any, read: Any) -> None:
    operator = operator_of(site, client_of)
    packages = site.settings.copies["b"] / COMMUNE / "packages"
    victim = max((each for each in packages.rglob("*") if each.is_file() and "content" in str(each)), key=str)
    whole = victim.read_bytes()
    victim.chmod(0o600)
    victim.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    assert operator.post(f"/exploitation/copies/{COMMUNE}/audit/")["Location"] == "/exploitation/travaux/"
    work(site)
    assert last_work().state == "refused" and last_work().findings
    assert operator.post(f"/exploitation/copies/{COMMUNE}/reparation/").status_code == 302
    work(site)
    assert last_work().state == "done" and victim.read_bytes() == whole


def test_an_audit_whose_worker_is_killed_goes_on(site: Any, client_of: Any, read: Any) -> None:
    client = client_of(site.person("archiviste"))
    asked = client.post(f"{HERE}/audit/")["Location"]
    python, environ = interpreter(site.chartrier.environ)
    cut = subprocess.run([python, "-m", "tests.worker.cut_audit"], env=environ, timeout=120)
    assert cut.returncode == -signal.SIGKILL and last_work().state == "running"
    assert "en cours" in client.get(f"/{COMMUNE}/operations/").content.decode()
    soon = {**environ, "CHARTRIER_WORKER_HEARTBEAT": "2"}  # below that, a busy machine makes the new one look dead
    with subprocess.Popen([python, "-m", "chartrier.cli.main", "worker"], env=soon) as process:
        for _ in range(1200):
            if last_work().state == "done":
                break
            time.sleep(0.1)
        process.terminate()
    assert last_work().state == "done" and last_work().attempts == 2
    assert 'data-state="done"' in client.get(asked).content.decode()


def test_the_journal_is_verified_and_compared(site: Any, client_of: Any, read: Any) -> None:
    client = client_of(site.person("archiviste"))
    note = client.get(f"{HERE}/journal/point-de-controle.txt").content.decode()
    assert client.get(f"{HERE}/journal/cle.txt").content.decode().startswith(note.splitlines()[0])
    same = client.post(PAGES[1], {"checkpoint": note.replace("\n", "\r\n")}).content.decode()
    assert "rien n&#x27;a été réécrit" in same
    lines = note.split("\n")
    changed = client.post(PAGES[1], {"checkpoint": "\n".join([lines[0], "1", *lines[2:]])}).content.decode()
    assert "REG-032" in changed
    assert "JRN-" in client.post(PAGES[1], {"checkpoint": "<script>"}).content.decode()
    asked = client.post(f"{HERE}/journal/verifier/")["Location"]
    work(site)
    assert "Tout est prouvé" in client.get(asked).content.decode()


def test_who_read_what_is_told_and_filtered(site: Any, client_of: Any, read: Any) -> None:
    reader, control = site.person("lecteur", name="Luc Lecteur"), site.person("controle", name="Ada Contrôle")
    unit = str(questions.find([int(COMMUNE)], "Projet").units[0].id)
    assert client_of(reader).get(f"/{COMMUNE}/archives/{unit}/").status_code == 200
    examined = client_of(control)
    examined.get(f"/{COMMUNE}/archives/{unit}/")
    client = client_of(site.person("archiviste"))
    told = client.get(PAGES[2]).content.decode()
    assert "Luc Lecteur" in told and unit in told
    mine = client.get(PAGES[2], {"by": str(reader.id)}).content.decode().partition("<tbody>")[2]
    assert "Luc Lecteur" in mine and "Ada" not in mine
    archives = client.get(PAGES[2], {"by": "archives"}).content.decode().partition("<tbody>")[2]
    assert "Luc Lecteur" not in archives
    assert "Aucune lecture" in client.get(PAGES[2], {"last": "2001-01-01"}).content.decode()
    sheet = b"".join(client.get(f"{PAGES[2]}liste.csv", {"by": str(reader.id)}).streaming_content).decode("utf-8-sig")
    assert sheet.startswith("instant;regime;") and "Luc Lecteur" in sheet and "Ada" not in sheet


@pytest.mark.parametrize("role", [str(each) for each in Role])
def test_every_role_has_a_home(site: Any, client_of: Any, read: Any, role: str) -> None:
    client = strong_client_of(site.person(role, name="Avec second facteur"), client_of)
    answer = client.get(f"/{COMMUNE}/", follow=True)
    home = answer.content.decode()
    assert answer.status_code == 200
    assert "Entré depuis" in home or answer.redirect_chain == [(f"/{COMMUNE}/cockpit/", 302)]
    for address in sorted(set(_links(home))):
        assert client.get(address, follow=True).status_code == 200, (role, address)


def test_who_works_for_several_sees_what_waits_in_each(site: Any, client_of: Any, browse: Any) -> None:
    from chartrier.catalog.people import directory

    person = site.person("archiviste", name="Ida Deux")
    directory.give_role(int(NEIGHBOUR), person.id, Role.ARCHIVISTE)
    home = client_of(person).get("/").content.decode()
    assert f"/{COMMUNE}/attentes/" in home and f"/{NEIGHBOUR}/attentes/" in home
    page = browse(person)
    page.goto("/")
    page.locator("main li p, main li ul").nth(1).wait_for()
    assert examine(page, "/") == []


def test_these_pages_have_no_fault(site: Any, browse: Any, read: Any) -> None:
    person = site.person("archiviste")
    page = browse(person, theme="dark", language="en-GB", phone=True)
    addresses = (*PAGES, f"/{COMMUNE}/", f"{PAGES[2]}?what=document", f"/{COMMUNE}/echeances/",
                 f"/{COMMUNE}/echeances/?waiting=1", f"/{COMMUNE}/propositions/")  # fmt: skip
    assert {address: wrong for address in addresses if (wrong := examine(page, address))} == {}


def _links(page: str) -> list[str]:
    import re

    main = page.partition("<main")[2].partition("</main>")[0]
    return [each.replace("&amp;", "&") for each in re.findall(rf'href="(/{COMMUNE}/[^"#]*)"', main)]
