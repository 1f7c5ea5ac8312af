"""The same in a browser: from a word inside a PDF to its proof, by mouse and by keyboard, and what axe says of it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from tests.cli.commands import COMMUNE
from tests.web.axe import violations

SHOTS = os.environ.get("CHARTRIER_SHOTS")
"""A folder in which pictures of the pages are left, for people to look at."""


def look(page: Any, name: str) -> None:
    """No violation on this page, and nothing wider than the screen."""
    if SHOTS:
        page.screenshot(path=str(Path(SHOTS) / f"{name}.png"), full_page=True)
    assert violations(page) == []
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, f"{wide} pixels too wide"


@pytest.mark.parametrize(
    ("language", "theme", "phone"), [("fr-FR", "light", False), ("en-GB", "dark", False), ("fr-FR", "light", True)]
)
def test_from_a_word_to_the_proof(read: Any, browse: Any, language: str, theme: str, phone: bool) -> None:
    page = browse(read.person("archiviste"), theme=theme, phone=phone, language=language)
    mark = f"{language[:2]}-{theme}-{'phone' if phone else 'wide'}"
    french = language.startswith("fr")
    page.goto(f"/{COMMUNE}/recherche/")
    look(page, f"search-empty-{mark}")
    page.get_by_role("searchbox").fill("passerelle enjambera")
    page.get_by_role("searchbox").press("Enter")
    page.get_by_role("link", name="Projet <b>gras</b>").wait_for()
    page.locator("form[role=search] summary").click()
    look(page, f"search-{mark}")
    page.get_by_role("link", name="Projet <b>gras</b>").click()
    page.wait_for_url("**/archives/**")
    look(page, f"record-{mark}")
    page.get_by_role("button", name="Vérifier maintenant" if french else "Verify now").click()
    page.get_by_text("Tout est prouvé" if french else "All is proven").first.wait_for()
    page.get_by_role("link", name="Raconter ce qui" if french else "Tell what happened").click()
    page.locator("#journal ~ ol").wait_for()
    look(page, f"record-verified-{mark}")
    with page.expect_download() as download:
        page.get_by_role("link", name="Télécharger la preuve" if french else "Download the proof").click()
    assert download.value.suggested_filename.endswith(".preuves.zip")
    page.get_by_role("link", name="projet.pdf", exact=True).click()
    page.wait_for_url("**/fichiers/**")
    page.wait_for_function("document.querySelector('.sheet img').naturalWidth > 0")
    look(page, f"preview-{mark}")


@pytest.mark.parametrize("title", ["Courriel", "Tableau", "Photographie", "Dessin"])
def test_previews_have_no_violation(read: Any, browse: Any, title: str) -> None:
    page = browse(read.person("archiviste"))
    page.goto(f"/{COMMUNE}/recherche/?words={title}")
    page.get_by_role("link", name=title, exact=True).first.click()
    page.locator("#files ~ ul a").first.click()
    page.wait_for_url("**/fichiers/**")
    look(page, f"preview-{title}")


def test_the_tree_opens_by_keyboard(read: Any, browse: Any) -> None:
    page = browse(read.person("archiviste"))
    page.goto(f"/{COMMUNE}/arborescence/")
    page.locator(".tree summary", has_text="Fonds du pont").focus()
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Photographie").wait_for()
    look(page, "tree")
    while page.evaluate("document.activeElement.textContent") != "Photographie":
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/archives/**")


@pytest.mark.parametrize(("language", "theme", "phone"), [("fr-FR", "light", True), ("en-GB", "dark", False)])
def test_why_a_record_is_seen(read: Any, browse: Any, language: str, theme: str, phone: bool) -> None:
    page = browse(read.person("archiviste"), theme=theme, phone=phone, language=language)
    page.goto(f"/{COMMUNE}/recherche/?words=agent")
    page.get_by_role("link", name="Dossier d'agent").first.click()
    page.get_by_role("link", name="Pourquoi puis-je" if language == "fr-FR" else "Why can I see").click()
    page.get_by_role("heading", name="Par vos droits" if language == "fr-FR" else "By your rights").wait_for()
    look(page, f"why-{language[:2]}")
