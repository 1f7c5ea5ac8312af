"""English pages show product data in English; what is in French there is told as such (RGAA 8.7)."""

from __future__ import annotations

import re
from typing import Any

from chartrier.rules.treatments.models import models
from tests.cli.commands import COMMUNE
from tests.web.test_finding_and_reading import unit_called

HERE = f"/{COMMUNE}"


def text_of(answer: Any) -> str:
    assert answer.status_code == 200, answer
    return str(answer.content.decode())


def test_kinds_of_deposit_and_their_rule(ruled: Any, site: Any, client_of: Any) -> None:
    person = site.person("archiviste", name="Anglaise")
    english, french = (text_of(client_of(person, each).get(f"{HERE}/deposer/")) for each in ("en", "fr"))
    assert "Register of letters" in english and "Enregistrement du courrier" not in english
    assert "Enregistrement du courrier" in french and "Register of letters" not in french


def test_the_view_says_durations_in_english_and_marks_titles(ruled: Any, site: Any, client_of: Any) -> None:
    person = site.person("archiviste", name="Anglaise")
    english, french = (text_of(client_of(person, each).get(f"{HERE}/vue/")) for each in ("en", "fr"))
    assert "years, Destroy" in english and "ans, Éliminer" not in english
    assert "until the event, Sort" in english or "until the event, Destroy" in english
    assert "ans, Éliminer" in french and "Destroy" not in french
    assert '<span lang="fr">Enregistrement du courrier</span>' in english
    assert 'lang="fr"' not in french.partition("<main")[2]


def test_models_of_treatments_have_english_names(site: Any, client_of: Any) -> None:
    person = site.person("dpo", name="Anglaise")
    english, french = (text_of(client_of(person, each).get(f"{HERE}/traitements/modeles/")) for each in ("en", "fr"))
    assert "Municipal police" in english and "Police municipale" not in english
    assert "Police municipale" in french and "Municipal police" not in french
    assert all(each.called.en != each.called.fr == each.treatment.name for each in models())


def test_grounds_of_maturity_are_told_as_french(site: Any, client_of: Any) -> None:
    person = site.person("archiviste", name="Anglaise")
    english = text_of(client_of(person, "en").get(f"{HERE}/maturite/"))
    assert '<span lang="fr">Code du patrimoine, L212-10</span>' in english


def test_titles_of_archives_are_told_as_french(read: Any, site: Any, client_of: Any) -> None:
    person, unit = site.person("archiviste", name="Anglaise"), unit_called("Projet <b>gras</b>")
    english, french = client_of(person, "en"), client_of(person, "fr")
    for page, head in ((f"{HERE}/recherche/?words=gras", "h3"), (f"{HERE}/archives/{unit.id}/", "h1")):
        marked = rf'<{head}><(?:a|span) lang="fr"[^>]*>Projet'
        assert re.search(marked, text_of(english.get(page))), page
        assert not re.search(marked, text_of(french.get(page))), page
        assert "Projet <b>" not in text_of(english.get(page)), "what is marked is escaped"
    passage = f"{HERE}/recherche/?words=enjambera"
    assert 'class="passage"><p lang="fr">' in text_of(english.get(passage))
    assert 'class="passage"><p>' in text_of(french.get(passage))
