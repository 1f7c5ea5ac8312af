"""Every page, in both themes and both languages: axe finds nothing, no console complains, nothing overflows."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.cli.commands import COMMUNE

OF_NOBODY = (
    "/",
    "/connexion/",
    "/connexion/mot-de-passe/",
    "/connexion/mot-de-passe/envoye/",
    "/composants/",
    "/accessibilite/",
    "/mentions-legales/",
    "/donnees-personnelles/",
    "/absente/",
)
OF_SOMEBODY = (
    "/",
    f"/{COMMUNE}/",
    f"/{COMMUNE}/recherche/",
    f"/{COMMUNE}/arborescence/",
    f"/{COMMUNE}/selection/",
    f"/{COMMUNE}/remises/",
    "/compte/",
    "/compte/mot-de-passe/",
    "/compte/sessions/",
    "/compte/identites/",
    "/compte/second-facteur/",
    "/compte/second-facteur/exige/",
    "/compte/second-facteur/application/",
    "/compte/second-facteur/cles/",
    "/compte/second-facteur/cles/ajouter/",
)


def examine(page: Any, address: str) -> list[str]:
    """What is wrong with a page."""
    said: list[str] = []
    page.on("console", lambda line: said.append(line.text) if line.type in ("error", "warning") else None)
    page.goto(address)
    found = Axe().run(page).response["violations"]
    wrong = [f"{each['id']}: {node['html'][:160]}" for each in found for node in each["nodes"]]
    width, shown = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    if width > shown:
        wrong.append(f"wider than the window: {width} > {shown}")
    return wrong + [line for line in said if "404" not in line and "403" not in line]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", ["fr-FR", "en-GB"])
def test_pages_of_nobody(browse: Any, theme: str, language: str) -> None:
    page = browse(theme=theme, language=language)
    assert {address: wrong for address in OF_NOBODY if (wrong := examine(page, address))} == {}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_pages_of_somebody(site: Any, browse: Any, theme: str) -> None:
    page = browse(site.person("archiviste"), theme=theme, phone=theme == "dark")
    assert {address: wrong for address in OF_SOMEBODY if (wrong := examine(page, address))} == {}
