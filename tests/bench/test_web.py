"""A small round of the bench of the site: everybody walks, nothing fails, and no page asks for more than it may."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bench.page import WEB, kept_web, put_web
from bench.watching import python, run
from bench.web.telling import p50, p95

MOST = {
    "accueil": 19, "accueil des collectivités": 19, "arborescence": 12, "branche": 12, "document": 16,
    "déposer : choisir": 15, "déposer : préparer": 15, "fiche": 34, "journal d'une unité": 22, "opération": 22,
    "opérations": 17, "recherche, facette": 22, "recherche, filtres": 22, "recherche, mot courant": 22,
    "recherche, mot fréquent": 22, "recherche, mot rare": 22, "recherche, page lointaine": 22,
    "recherche, page suivante": 22, "recherche, pertinence": 22, "échéances échues": 19,
}  # fmt: skip
"""Statements of each kind of page, at most, whatever there is."""
SEEN_BY_ALL = ("accueil", "arborescence", "fiche", "recherche, mot fréquent")


pytestmark = pytest.mark.timeout(900)  # one round of everything, on whatever is left of the machine


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What the command writes, from a hundredth of a hundredth of what it is for."""
    folder = tmp_path_factory.mktemp("bench-web")
    output = folder / "performance.md"
    output.write_text("# Ce que coûte un versement\n", "utf-8")
    sizes = {
        "units": 700, "collectivites": 2, "each": 100, "documents": 6, "users": 4, "hurry": 20, "alone": 15,
        "beside": 300, "reading": 1, "package": 60,
    }  # fmt: skip
    given = [part for name, value in sizes.items() for part in (f"--{name}", str(value))]
    run(python("-m", "bench.web", *given, "--work", str(folder), "--output", str(output)))
    return output.read_text("utf-8")


def test_nothing_fails_and_the_rest_of_the_page_stays(page: str) -> None:
    assert page.startswith("# Ce que coûte un versement\n")
    assert page.count(WEB) == 1
    assert page.partition("**Ont échoué :**")[2] == ""
    assert "Aucune demande n'a échoué." in page
    assert "n'était pas fini" not in page
    assert all(part in page for part in ("| seules |", "| pendant le versement |", "| pendant la lecture des textes |"))


def test_each_page_asks_for_so_much_at_most(page: str) -> None:
    asked = statements(page)
    assert set(SEEN_BY_ALL) <= asked.keys()
    assert {kind: asked[kind] for kind in asked.keys() & MOST.keys() if asked[kind] > MOST[kind]} == {}
    assert {kind: count for kind, count in asked.items() if count > max(MOST.values())} == {}


def test_the_part_of_the_site_is_put_and_kept(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    put_web(page, "un\n")
    put_web(page, "deux\n")
    assert "un\n" not in page.read_text("utf-8")
    assert kept_web(page).endswith("deux\n")
    assert kept_web(tmp_path / "absent.md") == ""


def test_quantiles() -> None:
    assert p50([1.0, 2.0, 9.0]) == 2.0
    assert p95([float(number) for number in range(1, 101)]) == pytest.approx(95.05)
    assert p95([3.0]) == 3.0


def statements(page: str) -> dict[str, int]:
    """The column of them, by kind of page."""
    rows = re.findall(r"^\| ([^|]+) \|.*\| (\d+) \| [\d,]+ ms \|$", page, re.MULTILINE)
    return {kind: int(count) for kind, count in rows}
