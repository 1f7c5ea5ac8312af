"""Opening collectivités in a browser: by name, and a list of them."""

from __future__ import annotations

import re
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from chartrier.catalog.people import directory
from chartrier.catalog.tenants import register
from chartrier.records.roles import Permission, Role
from tests.cli.commands import COMMUNE
from tests.web.operator import browsing_as, operator_of
from tests.web.test_every_page import examine

PAGES = ("/exploitation/collectivites/", "/exploitation/collectivites/ouvrir/", "/exploitation/collectivites/liste/")


def test_only_who_operates_opens(site: Any, client_of: Any) -> None:
    for client in (client_of(site.person("archiviste")), client_of(site.person("exploitant", name="Léa"))):
        for address in (*PAGES, "/exploitation/collectivites/liste/suite/"):
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


def test_a_list_is_opened_little_by_little(site: Any, client_of: Any) -> None:
    client = operator_of(site, client_of)
    names = ["Marlhes", "Planfoy", "Jonzieux", "Nulle-Part-Ici"]
    data = "nom;departement\n" + "".join(f"{name};42\n" for name in names)
    answer = client.post(PAGES[2], {"file": SimpleUploadedFile("<b>liste</b>.csv", data.encode())})
    assert answer["Location"] == "/exploitation/collectivites/liste/suite/"
    for _ in range(9):
        page = client.get(answer["Location"]).content.decode()
        if "3 ouvertes" in page:
            break
        assert client.post(answer["Location"], headers={"HX-Request": "true"}).status_code == 200
    assert "ADM-120" in page and "ligne 5" in page and "<b>liste" not in page
    listed = client.get(PAGES[0], {"q": "planf"}).content.decode()
    assert "Planfoy" in listed and "Marlhes" not in listed


def test_a_list_in_a_browser(site: Any, client_of: Any, browse: Any) -> None:
    client = operator_of(site, client_of)
    page = browsing_as(browse(), client, site.url)
    page.goto(PAGES[2])
    rows = "nom;departement\n" + "".join(f"{name};42\n" for name in ("Tarentaise", "Le Bessat", "Graix"))
    page.set_input_files("input[type=file]", {"name": "liste.csv", "mimeType": "text/csv", "buffer": rows.encode()})
    page.click("main form button")
    page.click("#going button")
    page.wait_for_selector("text=3 ouvertes")
    assert page.locator("progress").get_attribute("value") == "100"


def test_these_pages_have_no_fault(site: Any, client_of: Any, browse: Any) -> None:
    for theme, language in (("light", "fr-FR"), ("dark", "en-GB")):
        client = operator_of(site, client_of)
        page = browsing_as(browse(theme=theme, language=language, phone=theme == "dark"), client, site.url)
        addresses = (*PAGES, f"{PAGES[1]}?q=saint-et", f"{PAGES[1]}?siren=214202186", f"{PAGES[1]}?autre")
        assert {address: wrong for address in addresses if (wrong := examine(page, address))} == {}


def test_operating_is_no_role_of_a_collectivite(site: Any) -> None:
    from chartrier.administration.rights import rights_of

    known = rights_of(site.person("exploitant", name="Léa").id)
    assert known.tenants == (int(COMMUNE),)
    assert not known.decide(Permission.OPERATE, int(COMMUNE))
