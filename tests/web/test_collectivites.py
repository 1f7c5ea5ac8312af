"""Opening collectivités in a browser: by name, and a list of them."""

from __future__ import annotations

import re
import signal
import subprocess
import time
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from chartrier import clock, wiring
from chartrier.administration.collectivites.openings import forget_mandates
from chartrier.catalog.openings.register import opening as register_of
from chartrier.catalog.people import directory
from chartrier.catalog.series.register import current
from chartrier.catalog.tenants import register
from chartrier.geography import national_list
from chartrier.records.roles import Permission, Role
from tests.actors import PASSPHRASE, person_with
from tests.cli.commands import COMMUNE, interpreter
from tests.web.operator import browsing_as, operator_of
from tests.web.test_every_page import examine

PAGES = ("/exploitation/collectivites/", "/exploitation/collectivites/ouvrir/", "/exploitation/collectivites/liste/")


def test_only_who_operates_opens(site: Any, client_of: Any) -> None:
    for client in (client_of(site.person("archiviste")), client_of(site.person("exploitant", name="Léa"))):
        for address in PAGES:
            assert client.get(address).status_code == client.post(address).status_code == 404
    for address in PAGES:
        assert client_of().get(address).status_code == 302


def test_a_name_then_a_choice_then_a_link(site: Any, client_of: Any) -> None:
    client = operator_of(site, client_of)
    offered = client.get(PAGES[1], {"q": "Saint-Genest-Lerpt"}).content.decode()
    (address,) = re.findall(r'href="(/exploitation/collectivites/ouvrir/\?siren=[0-9]+)"', offered)
    part = client.get(PAGES[1], {"q": "Saint-Genest-L"}, headers={"HX-Request": "true"}).content.decode()
    assert address in part and "<html" not in part
    confirm = client.get(address).content.decode()
    assert "Loire (42)" in confirm and "Saint-Étienne" in confirm
    siren = address.partition("=")[2]
    given = {"siren": siren, "deposant": "Zoé Martin", "email": "zoe@saint-genest.exemple.fr"}
    done = client.post(PAGES[1], given).content.decode()
    assert "/invitation/" in done and "ADM-125" in done
    tenant = register.tenant(siren)
    assert (tenant.where.insee, tenant.where.departement) == ("42223", "42")
    person = directory.person_of_address("ZOE@saint-genest.exemple.fr")
    assert person is not None and directory.memberships_of(person.id) == [(tenant.key, Role.DEPOSANT)]
    link = re.findall(r"/invitation/[\w-]+/", done)[0]
    assert "Zoé Martin" in client_of().get(link).content.decode()
    again = client.post(PAGES[1], {"siren": siren}).content.decode()
    assert "ADM-125" in again and "/invitation/" not in again


def test_choices_are_offered_and_none_is_made(site: Any, client_of: Any) -> None:
    client = operator_of(site, client_of)
    assert "Ouvrir Rennes" not in client.get(PAGES[1], {"siren": "Rennes Métropole"}).content.decode()
    offered = client.get(PAGES[1], {"q": "Finist"}).content.decode()
    (address,) = re.findall(r'href="(/exploitation/collectivites/ouvrir/\?autre[^"]+)"', offered)
    form = client.get(address.replace("&amp;", "&")).content.decode()
    assert 'value="Finistère"' in form and '<option value="departement" selected>' in form
    client.post(PAGES[1], {"siren": "222900011", "name": "Finistère", "kind": "departement"})
    tenant = register.tenant("222900011")
    assert (tenant.kind, tenant.where.departement) == ("departement", "29") and tenant.custody.population


def test_what_cannot_be_opened_says_why(site: Any, client_of: Any) -> None:
    client = operator_of(site, client_of, "en")
    assert "no SIREN" not in client.get(PAGES[1], {"q": "Papeete"}).content.decode()
    unknown = {"siren": "123456789", "name": "Nulle part", "kind": "region"}
    answer = client.post(PAGES[1], unknown)
    assert answer.status_code == 400 and "ADM-123" in answer.content.decode()
    assert "check digit" in answer.content.decode()
    hostile = {"siren": "130005481", "name": "<script>x</script>", "kind": "region"}
    shown = client.post(PAGES[1], hostile).content.decode()
    assert "<script>x" not in shown and "&lt;script&gt;x" in shown
    wrong = client.post(PAGES[1], {"siren": "214202186", "archivist": "Personne", "passphrase": "x"})
    assert wrong.status_code == 400


def given(client: Any, rows: str, name: str = "liste.csv", **others: str) -> str:
    """The address of the opening of a list."""
    answer = client.post(PAGES[2], {"file": SimpleUploadedFile(name, rows.encode()), **others})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def names_of(*names: str) -> str:
    return "nom;departement\n" + "".join(f"{name};42\n" for name in names)


def work(site: Any, *options: str) -> None:
    assert site.chartrier("worker", "--once", *options).status == 0


def test_a_list_is_opened_by_a_worker(site: Any, client_of: Any) -> None:
    client = operator_of(site, client_of)
    address = given(client, names_of("Marlhes", "Planfoy", "Jonzieux", "Nulle-Part-Ici"), "<b>liste</b>.csv")
    assert 'data-state="waiting"' in client.get(address).content.decode()
    work(site)
    page = client.get(address).content.decode()
    assert 'data-state="done"' in page and "ADM-120" in page and "ligne 5" in page and "<b>liste" not in page
    assert page.count("<dd>3</dd>") == 1
    listed = client.get(PAGES[0], {"q": "planf"}).content.decode()
    assert "Planfoy" in listed and "Marlhes" not in listed
    again = given(client, names_of("Marlhes", "Planfoy"))
    work(site)
    assert client.get(again).content.decode().count("<dd>2</dd>") == 1, "the same list opens nothing twice"
    sheet = client.get(f"{address}non-ouvertes.csv").content.decode("utf-8-sig")
    assert "Nulle-Part-Ici" in sheet and "ADM-120" in sheet


def test_the_series_are_adopted_and_the_first_deposants_invited(site: Any, client_of: Any) -> None:
    client = operator_of(site, client_of)
    person_with(site.chartrier, COMMUNE, "Ida Itinérante", Role.ARCHIVISTE_ITINERANT)
    rows = "nom;departement;deposant;courriel\nVéranne;42;Zoé Roux;zoe@veranne.exemple.fr\nRoisey;42;=cmd;faux\n"
    refused = client.post(
        PAGES[2],
        {"file": SimpleUploadedFile("l.csv", rows.encode()), "archivist": "Ida Itinérante", "passphrase": "autre"},
    )
    assert refused.status_code == 400 and "ADM-040" in refused.content.decode()
    address = given(client, rows, archivist="Ida Itinérante", passphrase=PASSPHRASE)
    opening = register_of(UUID(address.rstrip("/").rpartition("/")[2]))
    assert PASSPHRASE.encode() not in bytes(opening.mandate)
    mandates = list(site.settings.keys.glob("mandate-*.key"))
    assert len(mandates) == 1
    work(site)
    page = client.get(address).content.decode()
    assert 'data-state="done"' in page and "Ida Itinérante" in page
    assert not list(site.settings.keys.glob("mandate-*.key")) and register_of(opening.id).mandate is None
    tenants = {each.name: each for each in register.tenants()}
    for name in ("Véranne", "Roisey"):
        assert current(tenants[name].key) is not None, "its series are adopted"
    assert "ligne 3" in page, "an address that is none is told at its line"
    sheet = client.post(f"{address}invitations.csv").content.decode("utf-8-sig")
    assert "Zoé Roux" in sheet and sheet.count("/invitation/") == 1
    link = re.findall(r"/invitation/[\w-]+/", sheet)[0]
    assert "Zoé Roux" in client_of().get(link).content.decode()


def test_a_mandate_lasts_a_day_at_most(site: Any, client_of: Any) -> None:
    client = operator_of(site, client_of)
    person_with(site.chartrier, COMMUNE, "Ida d'un jour", Role.ARCHIVISTE_ITINERANT)
    address = given(client, names_of("Burdignes"), archivist="Ida d'un jour", passphrase=PASSPHRASE)
    identifier = UUID(address.rstrip("/").rpartition("/")[2])
    with wiring.wire(site.settings) as archive:
        forget_mandates(archive.copies)
        assert register_of(identifier).mandate is not None
        forget_mandates(replace(archive.copies, clock=lambda: clock.now() + timedelta(hours=25)))
    assert register_of(identifier).mandate is None and not list(site.settings.keys.glob("mandate-*.key"))
    work(site)
    told = client.get(address).content.decode()
    assert 'data-state="done"' in told and "ADM-134" in told


def test_a_worker_killed_in_a_list_is_taken_over(site: Any, client_of: Any) -> None:
    client = operator_of(site, client_of)
    address = given(client, names_of("Maclas", "Lupé", "Malleval", "Pélussin"))
    python, environ = interpreter(site.chartrier.environ)
    cut = subprocess.run([python, "-m", "tests.worker.cut_opening", "2"], env=environ, timeout=120)
    assert cut.returncode == -signal.SIGKILL
    page = client.get(address).content.decode()
    assert 'data-state="running"' in page and 'value="25"' in page, "one line is told, one was cut off"
    soon = {**environ, "CHARTRIER_WORKER_HEARTBEAT": "0.5"}
    with subprocess.Popen([python, "-m", "chartrier.cli.main", "worker"], env=soon) as process:
        for _ in range(1200):
            page = client.get(address).content.decode()
            if 'data-state="done"' in page:
                break
            time.sleep(0.1)
        process.terminate()
    assert 'data-state="done"' in page and 'value="100"' in page
    names = {each.name for each in register.tenants()}
    assert {"Maclas", "Lupé", "Malleval", "Pélussin"} <= names


def test_a_list_in_a_browser(site: Any, client_of: Any, browse: Any) -> None:
    client = operator_of(site, client_of)
    page = browsing_as(browse(), client, site.url)
    page.goto(PAGES[2])
    rows = names_of("Tarentaise", "Le Bessat", "Graix")
    page.set_input_files("input[type=file]", {"name": "liste.csv", "mimeType": "text/csv", "buffer": rows.encode()})
    page.click("main form button")
    page.wait_for_selector("#going[data-state=waiting]")
    # beside this process, whose loop of events is the browser's
    python, environ = interpreter(site.chartrier.environ)
    subprocess.run([python, "-m", "chartrier.cli.main", "worker", "--once"], env=environ, timeout=120, check=True)
    page.wait_for_selector("#going[data-state=done]")
    assert page.locator("progress").get_attribute("value") == "100"
    assert examine(page, page.url) == []


@pytest.mark.faults
def test_a_thousand_are_opened_by_a_worker(site: Any, client_of: Any) -> None:
    client = operator_of(site, client_of)
    known = {each.siren for each in register.tenants()}
    communes = [each for each in national_list.communes().values() if each.siren and each.siren not in known][:1000]
    rows = "nom;siren\n" + "".join(f"{each.name};{each.siren}\n" for each in communes)
    began = time.monotonic()
    address = given(client, rows)
    read = time.monotonic() - began
    work(site)
    spent = time.monotonic() - began
    page = client.get(address).content.decode()
    print(f"\n1,000 collectivités: list read in {read:.1f} s, opened in {spent:.0f} s ({spent / 1000:.2f} s each)")
    assert 'data-state="done"' in page and "1\u202f000" in page


def test_these_pages_have_no_fault(site: Any, client_of: Any, browse: Any) -> None:
    client = operator_of(site, client_of)
    page = browsing_as(browse(theme="dark", language="en-GB", phone=True), client, site.url)
    addresses = (*PAGES, f"{PAGES[1]}?q=saint-et", f"{PAGES[1]}?siren=214202186", f"{PAGES[1]}?autre")
    assert {address: wrong for address in addresses if (wrong := examine(page, address))} == {}


def test_operating_is_no_role_of_a_collectivite(site: Any) -> None:
    from chartrier.administration.rights import rights_of

    known = rights_of(site.person("exploitant", name="Léa").id)
    assert known.tenants == (int(COMMUNE),)
    assert not known.decide(Permission.OPERATE, int(COMMUNE))
