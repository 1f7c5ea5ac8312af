"""Two people walk through the cockpit in a browser: an élu, and who leads a project; in both languages."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from tests.cli.commands import COMMUNE, NEIGHBOUR
from tests.web.conftest import PASSWORD
from tests.web.operator import browsing_as, operator_of
from tests.web.test_cockpit import signatory
from tests.web.test_conventions import draft
from tests.web.test_every_page import look, overflow

NOTE = f"/{COMMUNE}/cockpit/"
LEVELS = ("/territoire/", "/territoire/lieu/R27/", "/territoire/lieu/{departement}/")
WORDS = {
    "fr-FR": {
        "decision": "La décision à prendre", "initiatives": "chose nouvelle", "departement": "D70",
        "communes": "70550 70279 70310", "decided": "mise en service refusée", "lasts": "Coût net de toutes les années",
    },
    "en-GB": {
        "decision": "The decision to take", "initiatives": "new thing", "departement": "D39",
        "communes": "39300 39198 39478", "decided": "may not go into service", "lasts": "Net cost of all years",
    },
}  # fmt: skip
BOTH = pytest.mark.parametrize("language", WORDS)


def signed_in(browse: Any, site: Any, role: str, language: str) -> Any:
    """By the form, with the password."""
    page = browse(language=language)
    page.goto("/connexion/")
    page.fill("[name=login]", site.person(role).email)
    page.fill("[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/connexion/" not in url)
    assert page.locator("html").get_attribute("lang") == language[:2]
    return page


def led_to(page: Any, route: str) -> None:
    """By the navigation, opening its menu where the place is in one."""
    place = page.locator(f'nav.places a[href="{route}"]')
    if not place.is_visible():
        page.locator(f'nav.places details:has(a[href="{route}"]) > summary').click()
    place.click()
    page.wait_for_url(f"**{route}*")


def taken(page: Any, link: Any) -> bytes:
    with page.expect_download() as download:
        link.click()
    return Path(download.value.path()).read_bytes()


def covered(page: Any, address: str) -> int:
    """How many communes of an area have a convention, as its first figure says."""
    page.goto(address)
    said = page.locator(".figures .card .soft").first.inner_text()
    return int(re.sub(r"\D", "", said.replace("\u202f", "")))


@BOTH
def test_an_elu_sees_three_numbers_a_map_and_a_decision(ruled: Any, site: Any, browse: Any, language: str) -> None:
    path = site.chartrier.folder / "vus.csv"
    path.write_text("commune;etat;source;date\n25056;convention;AD25;2024-01-15\n", "utf-8")
    assert site.chartrier("territory", "import", path).status == 0
    page = signed_in(browse, site, "elu", language)
    assert page.url.endswith(NOTE)
    numbers = page.locator("section.card .figure-number")
    assert numbers.count() == 3 and all(number.strip() for number in numbers.all_inner_texts())
    assert page.get_by_role("heading", name=WORDS[language]["decision"]).is_visible()
    page.wait_for_selector(".note-map svg.map")
    assert page.locator(".note-map path.still").count() == 96
    assert look(page) + overflow(page) == []
    for form in ("pdf", "diapos"):
        assert taken(page, page.locator(f'a[href$="/note/{form}/"]')).startswith(b"%PDF")
    page.click(".note-map a")
    page.wait_for_url("**/territoire/**")


@BOTH
def test_who_leads_a_project_goes_from_the_map_to_the_gate(
    ruled: Any, site: Any, browse: Any, client_of: Any, language: str, tmp_path: Path
) -> None:
    words = WORDS[language]
    kit = draft(operator_of(site, client_of), name=f"Convention {language}", parties=f"{COMMUNE}\n{NEIGHBOUR}")
    levels = [each.format(departement=words["departement"]) for each in LEVELS]
    page = signed_in(browse, site, "chef-de-projet", language)
    led_to(page, "/territoire/")
    before = [covered(page, each) for each in levels]
    # what a syndicat does, by a list
    page.goto("/territoire/listes/")
    listed = tmp_path / "initiatives.csv"
    listed.write_text(
        "nom;porteur;offre;modele;etape;perimetre;membres;source;date\n"
        f"Marche {language};Syndicat;sae;syndicat;montée en charge;{words['departement']};{words['communes']};"
        "annuaire;2026-10-01\n",
        "utf-8",
    )
    page.set_input_files("[name=file]", listed)
    page.click("main form button")
    page.wait_for_selector(".notice-success")
    assert words["initiatives"] in page.locator(".notice-success").inner_text()
    assert [covered(page, each) for each in levels] == [each + 3 for each in before]
    # two models, compared
    page.goto(NOTE)
    led_to(page, f"/{COMMUNE}/scenarios/")
    page.fill("[name=titre]", "Comparer")
    page.fill("[name=departements]", words["departement"][1:])
    for at, name, regime in (("v0", "Syndicat mixte", "mutualisation"), ("v1", "Tiers agréé", "tiers-archivage")):
        for field, value in (("nom", name), ("porteur", name), ("adhesion-plafond-valeur", "80"),
                             ("adhesion-milieu-valeur", "2"), ("adhesion-etalement-valeur", "3"),
                             ("couts-par_commune-valeur", "120"), ("couts-par_commune-bas", "80"),
                             ("couts-par_commune-haut", "300")):  # fmt: skip
            page.fill(f'[name="{at}-{field}"]', value)
        page.select_option(f'[name="{at}-regime"]', regime)
    page.click('button[value="run"]')
    page.wait_for_selector("#outcome")
    assert page.locator("polyline.line").count() == 2 and page.locator("rect.bar").count() == 2
    assert words["lasts"] in page.locator("#costs").inner_text()
    assert page.locator("table:has(#compared) tbody tr").count() == 2
    # the documents of the convention
    page.goto(NOTE)
    led_to(page, f"/{COMMUNE}/conventions/")
    page.click(f"a.choice:has-text('Convention {language}')")
    page.click('main a[href$="/kit/"]')
    with zipfile.ZipFile(BytesIO(taken(page, page.locator('a[href$="kit.zip"]')))) as package:
        assert "1-convention.odt" in package.namelist()
    assert kit.rstrip("/").split("/")[-1] in page.url
    # a project, which they enter, and who signs decides
    page.goto(NOTE)
    led_to(page, f"/{COMMUNE}/projets/")
    page.click('a[href$="/projets/nouveau/"]')
    page.fill("[name=name]", f"Portail {language}")
    page.select_option("[name=flow]", "gru")
    page.fill("[name=responsible]", "Jeanne Martin")
    page.click("main form button:not([type=button])")
    page.wait_for_selector(".badge-error")
    project = page.url
    assert page.goto(f"{project}decider/").status == 404, "who leads does not decide"
    decided = decision(site, browse, client_of, project, language)
    assert words["decided"] in decided


def decision(site: Any, browse: Any, client_of: Any, project: str, language: str) -> str:
    """What the page says once the directeur has refused."""
    from tests.actors import PASSPHRASE

    page = browsing_as(browse(language=language), signatory(site, client_of), site.url)
    page.goto(project)
    page.click('a[href$="/decider/"]')
    answer = page.locator("[name=answer]")
    if answer.first.evaluate("each => each.tagName") == "SELECT":
        answer.select_option("refus")
    else:
        page.check("[name=answer][value=refus]")
    page.fill("[name=motive]", "aucun archivage n'est prévu")
    page.fill("[name=passphrase]", PASSPHRASE)
    page.click("main form button:not([type=button])")
    page.wait_for_url(project)
    return str(page.locator("main").inner_text())


@pytest.mark.parametrize("role", ["deposant", "archiviste", "lecteur", "elu", "chef-de-projet"])
def test_who_has_rights_over_one_service_finds_what_is_theirs(ruled: Any, site: Any, client_of: Any, role: str) -> None:
    """Whatever the navigation offers them opens, and what a page of their role is led to is there."""
    from chartrier.administration.collectivites.services import add_service
    from chartrier.administration.people import add_role
    from chartrier.web.frame.archive import served

    add_service(int(COMMUNE), "VOIRIE", "Voirie")
    person = site.person(name=f"Voirie {role}")
    add_role(str(person.id), role, COMMUNE, served().copies, services=["VOIRIE"])
    client = client_of(person)
    home = client.get("/", follow=True)
    assert home.status_code == 200
    menu = home.content.decode().partition('<nav class="places"')[2].partition("</nav>")[0]
    offered = re.findall(r'href="([^"]+)"', menu)
    assert offered, "nothing is offered"
    assert {each: status for each in offered if (status := client.get(each, follow=True).status_code) != 200} == {}
