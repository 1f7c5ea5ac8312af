"""Scenarios in a browser: filled in, calculated, taken away as the file that the command line runs."""

from __future__ import annotations

import re
import tomllib
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from chartrier.cockpit.scenario.example import example
from chartrier.cockpit.scenario.outcome import run
from chartrier.cockpit.scenario.reading import scenario_of
from chartrier.records.finding import Findings
from chartrier.web.scenarios.form import whole_of
from tests.cli.commands import COMMUNE
from tests.web.axe import violations
from tests.web.test_every_page import examine

PAGE = f"/{COMMUNE}/scenarios/"
GIVEN = {
    "titre": "<b>Essai</b>",
    "premiere_annee": "2027",
    "annees": "4",
    "departements": "22",
    "flux-nom": "PES",
    "flux-dossiers_par_habitant-valeur": "0,5",
    "flux-mo_par_dossier-valeur": "4,4",
    "flux-mo_par_dossier-source": "SIB 2019",
    "v0-nom": "Syndicat",
    "v0-porteur": "Syndicat mixte",
    "v0-regime": "mutualisation",
    "v0-ordre": "epci",
    "v0-part_egale": "20",
    "v0-dispositif": "ANET",
    "v0-adhesion-plafond-valeur": "80",
    "v0-adhesion-plafond-bas": "50",
    "v0-adhesion-plafond-haut": "100 %",
    "v0-adhesion-milieu-valeur": "2",
    "v0-adhesion-etalement-valeur": "3",
    "v0-couts-investissement-valeur": "40 000 €",
    "v0-couts-par_commune-valeur": "120,50",
    "v0-subvention-taux-valeur": "30",
    "do": "run",
}


def calculated(**change: str) -> Any:
    return run(scenario_of(whole_of({**GIVEN, **change}), Findings()), Findings())


def number(amount: float) -> str:
    return f"{amount:,.0f}".replace(",", "\xa0")


def test_what_is_typed_is_calculated(site: Any, client_of: Any) -> None:
    client = client_of(site.person("archiviste"))
    answer = client.post(PAGE, GIVEN)
    text = answer.content.decode()
    assert answer.status_code == 200, re.findall(r"COC-\d+.*", text)
    assert "<b>Essai" not in text and "Syndicat" in text
    assert "COC-010" in text and "COC-011" in text
    assert "Si rien n&#x27;est fait, chez Ma commune" in text and "Tenu par une seule copie complète" in text
    outcome = calculated()
    (variant,) = outcome.variants
    assert len(outcome.scenario.places) > 300 and variant.total.low < variant.total.value < variant.total.high
    assert number(variant.total.value) in text.replace("\u202f", "\xa0").replace("&nbsp;", "\xa0")
    model = outcome.scenario.variants[0].models[0]
    assert (model.equal_share, model.subsidy.rate.value, model.adoption.ceiling.high) == (0.2, 0.3, 1.0)
    assert model.costs.commune.value == 120.5


def test_a_third_variant_is_added_and_calculated(site: Any, client_of: Any) -> None:
    client = client_of(site.person("archiviste"))
    second = {"v1-nom": "Tiers", "v1-porteur": "Y", "v1-regime": "tiers-archivage", "v1-ordre": "grandes"}
    more = client.post(PAGE, {**GIVEN, **second, "do": "more"}).content.decode()
    assert 'name="v2-nom" value=""' in more and 'name="variantes" value="3"' in more and "outcome" not in more
    third = {name: value for name, value in fields_of(more).items() if name.startswith("v2-")}
    given = {**GIVEN, **second, **third, "v2-nom": "EPCI par EPCI", "v2-porteur": "Les EPCI", "variantes": "3"}
    given |= {name.replace("v0-", "v1-"): value for name, value in GIVEN.items() if name.startswith("v0-adhesion")}
    answer = client.post(PAGE, given)
    assert answer.status_code == 200 and "EPCI par EPCI" in answer.content.decode()
    assert [each.variant.name for each in run(scenario_of(whole_of(given), Findings()), Findings()).variants] == [
        "Syndicat", "Tiers", "EPCI par EPCI",
    ]  # fmt: skip
    many = client.post(PAGE, {**GIVEN, "variantes": "99", "do": "more"}).content.decode()
    assert 'name="variantes" value="12"' in many and "Ajouter une variante" not in many


def fields_of(page: str) -> dict[str, str]:
    """The inputs of a page, and the chosen option of each list."""
    found = dict(re.findall(r'<input[^>]* name="([^"]+)"[^>]* value="([^"]*)"', page))
    lists = re.findall(r'<select[^>]* name="([^"]+)">(.*?)</select>', page)
    chosen = {name: re.findall(r'value="([^"]*)" selected', options) for name, options in lists}
    return {name: unescape(value) for name, value in {**found, **{k: v[0] for k, v in chosen.items() if v}}.items()}


def test_the_file_that_is_taken_away_says_the_same(site: Any, client_of: Any, tmp_path: Any) -> None:
    client = client_of(site.person("archiviste"))
    taken = client.post(PAGE, {**GIVEN, "do": "download"})
    assert "attachment" in taken["Content-Disposition"]
    assert tomllib.loads(taken.content.decode())["variante"][0]["nom"] == "Syndicat"
    file = tmp_path / "scenario.toml"
    file.write_bytes(taken.content)
    told = site.chartrier.json("scenario", "run", file)
    total = calculated().variants[0].total
    assert told["variants"][0]["total"]["value"] == pytest.approx(total.value)
    sent = client.post(PAGE, {"do": "file", "file": SimpleUploadedFile("a.toml", taken.content)})
    assert sent.status_code == 200 and number(total.value) in sent.content.decode().replace("\u202f", "\xa0")
    assert client.get(f"{PAGE}?exemple").content.decode() == example()


def test_the_form_as_it_is_first_shown_can_be_calculated(site: Any, client_of: Any) -> None:
    client = client_of(site.person("archiviste"))
    shown = client.get(PAGE).content.decode()
    typed = dict(re.findall(r'<input[^>]* name="([^"]+)"[^>]* value="([^"]*)"', shown))
    answer = client.post(
        PAGE, {**GIVEN, **{name: unescape(text) for name, text in typed.items()}, "departements": "22"}
    )
    assert answer.status_code == 200


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"v0-subvention-taux-valeur": "40"}, "COC-009"),
        ({"v0-couts-agents-valeur": "deux"}, "COC-004"),
        ({"departements": "999"}, "COC-005"),
        ({"departements": ""}, "COC-006"),
        ({"annees": "mille"}, "COC-004"),
        ({"premiere_annee": ""}, "COC-003"),
        ({"v0-nom": ""}, "COC-003"),
        ({"v0-regime": "troc"}, "COC-004"),
    ],
)
def test_what_is_wrong_is_told_and_what_was_typed_stays(
    site: Any, client_of: Any, change: dict[str, str], code: str
) -> None:
    answer = client_of(site.person("archiviste")).post(PAGE, {**GIVEN, **change})
    assert answer.status_code == 400
    assert code in answer.content.decode() and 'value="120,50"' in answer.content.decode()


def test_nothing_that_would_make_one_wait(site: Any, client_of: Any) -> None:
    regions = " ".join(("11", "24", "27", "28", "32", "44", "52", "53", "75", "76", "84", "93"))
    answer = client_of(site.person("archiviste")).post(PAGE, {**GIVEN, "departements": "", "regions": regions})
    assert answer.status_code == 400 and "COC-013" in answer.content.decode()


@pytest.mark.parametrize(("theme", "language"), [("dark", "en-GB")])
def test_the_page_in_a_browser(site: Any, browse: Any, theme: str, language: str) -> None:
    page = browse(site.person("archiviste"), theme=theme, language=language, phone=theme == "dark")
    assert examine(page, PAGE) == []
    for name, value in GIVEN.items():
        if name not in ("do", "v0-regime", "v0-ordre"):
            page.fill(f'[name="{name}"]', value)
    page.click('button[value="run"]')
    page.wait_for_selector("#outcome")
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    assert violations(page) == []
    width, shown = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    assert width <= shown
