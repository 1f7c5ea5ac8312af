"""Somebody who has never seen the site: three files deposited, accepted, found by a word of theirs, verified, proven.

Counted by the test itself, from the signed-in home page to the acceptance: a click, a drop, an activating key or a
typed value is one interaction each.
"""

from __future__ import annotations

import base64
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.cli.commands import COMMUNE, interpreter
from tests.web.conftest import Site, await_site, free_port

FILES = sorted((Path(__file__).resolve().parents[2] / "demo" / "documents" / "a-deposer").glob("*.pdf"))
WORD = "lucioles"
"""It is said in one of them, and is in no title."""

MOST_INTERACTIONS, MOST_TYPED = 6, 3

WORDS = {
    "fr-FR": {
        "kind": "Délibérations du conseil municipal",
        "go on": "Continuer",
        "confirm": "Confirmer le dépôt",
        "archived": "C'est archivé.",
        "abandon": "Abandonner ce travail",
        "search": "Rechercher",
        "verify": "Vérifier maintenant",
        "proven": "Tout est prouvé",
        "proof": "Télécharger la preuve",
    },
    "en-GB": {
        "kind": "Deliberations of the council",
        "go on": "Continue",
        "confirm": "Confirm the deposit",
        "archived": "It is archived.",
        "abandon": "Abandon this work",
        "search": "Search",
        "verify": "Verify now",
        "proven": "All is proven",
        "proof": "Download the proof",
    },
}

DROPPED = """files => {
    const carried = new DataTransfer();
    for (const [name, data] of files) {
        const bytes = Uint8Array.from(atob(data), each => each.charCodeAt(0));
        carried.items.add(new File([bytes], name, {type: "application/pdf"}));
    }
    return carried;
}"""


@dataclass
class Hands:
    """Of somebody who uses a page: what they do is counted."""

    page: Any
    interactions: int = 0
    typed: int = 0

    def click(self, role: str, name: str) -> None:
        self.interactions += 1
        self.page.get_by_role(role, name=name, exact=True).click()

    def drop(self, files: list[Path], where: str) -> None:
        self.interactions += 1
        given = [(file.name, base64.b64encode(file.read_bytes()).decode()) for file in files]
        self.page.dispatch_event(where, "drop", {"dataTransfer": self.page.evaluate_handle(DROPPED, given)})

    def type(self, field: str, text: str) -> None:
        self.interactions += 1
        self.typed += 1
        self.page.locator(field).fill(text)

    def press(self, key: str) -> None:
        self.interactions += 1
        self.page.keyboard.press(key)


@pytest.fixture(scope="module")
def whole(ruled: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the archive as `chartrier serve` serves it: its pages, and its works beside them."""
    assert ruled.chartrier("worker", "--once").status == 0, "what others asked for is done before"
    python, environ = interpreter(ruled.chartrier.environ)
    port, log = free_port(), tmp_path_factory.mktemp("serve") / "serve.log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            [python, "-m", "chartrier.cli.main", "serve", "--port", str(port)], env=environ, stdout=out, stderr=out
        )
        try:
            await_site(f"http://127.0.0.1:{port}", process, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(60)


@pytest.mark.parametrize("language", WORDS)
def test_from_three_files_to_the_proof(site: Any, whole: str, browse: Any, language: str) -> None:
    words = WORDS[language]
    page = browse(site.person("deposant"), language=language)
    page.goto(f"{whole}/")
    page.wait_for_url(f"**/{COMMUNE}/")

    hands = Hands(page)
    hands.click("button", words["kind"])
    page.locator("#files").wait_for()
    hands.drop(FILES, "[data-drop]")
    page.locator("#list .badge-success").nth(len(FILES) - 1).wait_for()
    hands.click("button", words["go on"])
    # a worker reads them first, to propose the answers
    page.get_by_role("button", name=words["confirm"]).wait_for(timeout=60_000)
    for field, value in (("[name=title]", f"Décembre 2025 ({language})"), ("[name=year]", "2025")):
        # what is proposed is not typed
        if not page.locator(field).input_value():
            hands.type(field, value)
    hands.click("button", words["confirm"])
    page.locator("#work[data-state=done]").wait_for(timeout=60_000)
    assert page.get_by_text(words["archived"]).is_visible()
    # what could be done before it began is no longer offered
    assert page.get_by_text(words["abandon"]).count() == 0
    assert hands.interactions <= MOST_INTERACTIONS
    assert hands.typed <= MOST_TYPED

    page.get_by_role("link", name=words["search"], exact=True).click()
    answer = page.locator("#found ~ ul a").first
    for _ in range(60):
        # what documents say is read once they are in, beside what people do
        page.get_by_role("searchbox").fill(WORD)
        page.get_by_role("searchbox").press("Enter")
        page.wait_for_load_state()
        if answer.count():
            break
        page.wait_for_timeout(500)
    answer.click()
    page.wait_for_url("**/archives/**")
    page.get_by_role("button", name=words["verify"]).click()
    page.get_by_text(words["proven"]).first.wait_for()
    with page.expect_download() as download:
        page.get_by_role("link", name=words["proof"]).click()
    bundle = Path(download.value.path())
    proven = site.chartrier("verify", "--bundle", bundle)
    assert proven.status == 0, proven
    damaged = bundle.with_name("damaged.zip")
    data = bytearray(bundle.read_bytes())
    data[len(data) // 2] ^= 1
    damaged.write_bytes(data)
    assert site.chartrier("verify", "--bundle", damaged).status != 0


def tab_to(page: Any, selector: str, *, most: int = 80) -> None:
    """Go to what is meant by the Tab key alone."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("wanted => document.activeElement.matches(wanted)", selector):
            return
    raise AssertionError(f"the Tab key does not reach {selector}")


def test_by_the_keyboard_alone(site: Any, whole: str, browse: Any) -> None:
    page = browse(site.person("deposant"))
    page.goto(f"{whole}/{COMMUNE}/")
    tab_to(page, ".skip")
    page.keyboard.press("Enter")
    tab_to(page, "button[value=S008]", most=20)
    page.keyboard.press("Enter")
    page.locator("#files").wait_for()
    tab_to(page, "#files")
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Space")
    chooser.value.set_files(FILES)
    page.locator("#list .badge-success").nth(len(FILES) - 1).wait_for()
    # one of them is taken out again: the focus comes back to where files are chosen
    tab_to(page, "[data-take-out]")
    page.keyboard.press("Enter")
    page.locator("#list li").nth(len(FILES) - 1).wait_for(state="detached")
    page.locator("#files:focus").wait_for()
    tab_to(page, "main form button:not([data-take-out])")
    page.keyboard.press("Enter")
    page.wait_for_url("**/relire/")
    page.locator("[name=title]").wait_for(timeout=60_000)
    tab_to(page, "[name=title]")
    page.keyboard.press("Control+A")
    page.keyboard.type("Courrier du clavier")
    tab_to(page, "[name=year]")
    page.keyboard.press("Control+A")
    page.keyboard.type("2025")
    tab_to(page, "main form button")
    page.keyboard.press("Enter")
    page.locator("#work[data-state=done]").wait_for(timeout=60_000)
    tab_to(page, "main a.button")
    page.keyboard.press("Enter")
    page.wait_for_url("**/archives/**")


def test_a_menu_opens_and_closes_by_keyboard(ruled: Any, site: Any, browse: Any) -> None:
    page = browse(site.person("archiviste"))
    page.goto(f"/{COMMUNE}/")
    menu = page.locator("[data-menu]").first
    tab_to(page, "[data-menu] > summary")
    page.keyboard.press("Enter")
    assert menu.get_attribute("open") is not None
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('[data-menu]') !== null")
    page.keyboard.press("Escape")
    assert menu.get_attribute("open") is None
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


@pytest.mark.parametrize("role", ["archiviste", "deposant", "responsable"])
@pytest.mark.parametrize("language", WORDS)
def test_the_navigation_is_one_line(ruled: Any, site: Any, browse: Any, role: str, language: str) -> None:
    page = browse(site.person(role), language=language)
    page.goto(f"/{COMMUNE}/")
    tops = page.evaluate("[...document.querySelectorAll('.places > ul > li')].map(each => each.offsetTop)")
    assert len(tops) > 2 and len(set(tops)) == 1
