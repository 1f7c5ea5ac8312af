"""The maturity in a browser: who sees it, who answers, and what the archive knows beside each question; the ramp-up."""

from __future__ import annotations

import html
import os
import re
from pathlib import Path
from typing import Any

from chartrier import clock
from chartrier.catalog.maturity import register
from chartrier.cockpit.maturity.questions import questionnaire
from tests.cli.commands import COMMUNE, NEIGHBOUR
from tests.web.operator import browsing_as, operator_of
from tests.web.test_every_page import examine_in_both

SHOTS = os.environ.get("CHARTRIER_SHOTS")
PAGE, ANSWER, RAMPUP = f"/{COMMUNE}/maturite/", f"/{COMMUNE}/maturite/repondre/", "/territoire/montee-en-charge/"


def test_an_elu_looks_and_an_archivist_answers(ruled: Any, site: Any, client_of: Any) -> None:
    elu, archivist = client_of(site.person("elu")), client_of(site.person("archiviste"))
    seen = html.unescape(elu.get(PAGE).content.decode())
    assert ANSWER not in seen and elu.get(ANSWER).status_code == 404
    assert "L'archive sait :" in seen and "rien n'est comparé" in seen
    assert f'href="/{COMMUNE}/echeances/"' not in seen, "no link to what an élu may not open"
    for code in questionnaire().questions:
        assert f'id="{code}"' in seen
    assert client_of(site.person("archiviste", tenant=NEIGHBOUR)).get(PAGE).status_code == 404

    # a correction without a reason is refused beside its question, and what was written is still there
    given = {"answer_G3": "oui", "answer_F2": "oui", "reason_F2": " ", "answer_F6": "sans-objet"}
    wrong = archivist.post(ANSWER, given)
    text = html.unescape(wrong.content.decode())
    assert wrong.status_code == 400 and text.count("Dites pourquoi.") == 4, "beside each of two, and in the summary"
    assert register.assessments(int(COMMUNE)) == []
    given |= {"reason_F2": "<b>ailleurs</b>", "reason_F6": "tenu par l'EPCI"}
    assert archivist.post(ANSWER, given)["Location"] == PAGE
    (entered,) = register.assessments(int(COMMUNE))
    assert entered.person == site.person("archiviste").id and entered.score is None
    page = archivist.get(PAGE).content.decode()
    assert "&lt;b&gt;ailleurs&lt;/b&gt;" in page and "<b>ailleurs" not in page
    assert f'href="/{COMMUNE}/operations/?kind=versement"' in page and "sans réponse" in page
    again = archivist.get(ANSWER).content.decode()
    assert 'value="&lt;b&gt;ailleurs&lt;/b&gt;"' in again
    # a question that is left empty again is answered by the archive
    archivist.post(ANSWER, {name: given[name] for name in ("answer_G3",)})
    assert "ailleurs" not in archivist.get(PAGE).content.decode()
    assert "As a whole" in client_of(site.person("elu"), "en").get(PAGE).content.decode()


def test_the_ramp_up_tells_of_theirs_and_the_operator_of_all(read: Any, site: Any, client_of: Any) -> None:
    archivist = client_of(site.person("archiviste"))
    text = html.unescape(archivist.get(RAMPUP).content.decode())
    assert "1 collectivité dont vous voyez les chiffres" in text and "Ma commune" in text
    assert "Place dans les copies" not in text and "versement" in text
    assert f'href="/{COMMUNE}/operations/?kind=versement"' in text, "the number leads to the versements that make it"
    step = html.unescape(archivist.get(f"{RAMPUP}?etape=sensibilisee").content.decode())
    assert "Aucun membre à cette étape" in step
    theirs = client_of(site.person("archiviste", tenant=NEIGHBOUR))
    assert f"/{COMMUNE}/" not in theirs.get(RAMPUP).content.decode()
    operator = operator_of(site, client_of)
    every = html.unescape(operator.get(RAMPUP).content.decode())
    assert re.search(r"\d+ collectivités sur cette instance", every) and "Place dans les copies" in every
    assert f'href="/{COMMUNE}/operations/' not in every, "who operates opens no archive"
    assert client_of(site.person(name="Sans rôle")).get(RAMPUP).status_code == 404


def test_the_pages_in_a_browser(ruled: Any, site: Any, client_of: Any, browse: Any) -> None:
    archivist = browse(site.person("archiviste"))
    operator = browsing_as(browse(), operator_of(site, client_of), site.url)
    shown = (("maturity", archivist, PAGE), ("answer", archivist, ANSWER), ("rampup", operator, RAMPUP))
    for name, page, address in shown:
        assert examine_in_both(page, address) == []
        if SHOTS:
            page.emulate_media(color_scheme="light")
            page.screenshot(path=Path(SHOTS) / f"{name}.png", full_page=True)
    archivist.goto(ANSWER)
    archivist.get_by_label("G3. ").focus()
    archivist.keyboard.type("oui")
    archivist.keyboard.press("Tab")
    assert archivist.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_a_year_later_it_waits_to_be_done_again(ruled: Any, site: Any, client_of: Any) -> None:
    person = site.person("responsable", tenant=NEIGHBOUR)
    client, home = client_of(person), f"/{NEIGHBOUR}/"
    assert "à refaire" not in client.get(home).content.decode()
    now, content = (
        clock.now(),
        {"edition": "2026", "given": {}, "answers": {"G1": "non"}, "themes": {"gouvernance": 40}},
    )
    register.enter(int(NEIGHBOUR), register.Entered(now.year - 1, now, None, 40, content))
    text = client.get(home).content.decode()
    assert (
        f"évaluée en {now.year - 1} : à refaire" in html.unescape(text) and f"/{NEIGHBOUR}/maturite/repondre/" in text
    )
    seen = html.unescape(client.get(f"/{NEIGHBOUR}/maturite/").content.decode())
    assert f'<th scope="row">{now.year - 1}</th><td class="number">40</td>' in seen
    register.enter(int(NEIGHBOUR), register.Entered(now.year, now, None, None, content))
    assert "à refaire" not in client.get(home).content.decode()
