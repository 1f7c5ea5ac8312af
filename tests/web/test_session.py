"""A session warns before it ends, and what was typed is not lost. The hours that pass are the browser's clock's."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.sessions.models import Session

from tests.cli.commands import COMMUNE
from tests.web.conftest import PASSWORD
from tests.web.operator import browsing_as, operator_of


def test_a_session_warns_and_goes_on(site: Any, browse: Any) -> None:
    page = browse(site.person("archiviste", name="Patiente"))
    page.clock.install()
    page.goto("/compte/")
    dialog = page.locator("#session-ends")
    page.clock.fast_forward("01:50:00")
    assert not dialog.is_visible()
    page.clock.fast_forward("00:06:00")
    dialog.wait_for(state="visible")
    assert "va se terminer" in dialog.inner_text()
    dialog.get_by_role("button").click()
    dialog.wait_for(state="hidden")
    page.clock.fast_forward("00:10:00")
    assert not dialog.is_visible()
    assert page.url.endswith("/compte/")


FORM = """
document.addEventListener("readystatechange", () => {
  if (document.readyState !== "interactive" || location.pathname !== "/compte/") return;
  const form = document.createElement("form");
  form.method = "post";
  form.innerHTML = '<textarea name="note"></textarea><input type="checkbox" name="sure">' +
    '<input name="secret" type="password"><button name="go">Go</button>';
  document.querySelector("main").append(form);
});
"""
"""A form in a page that has none, there before the scripts of the page run."""


def test_what_was_typed_survives_the_end_of_the_session(site: Any, browse: Any) -> None:
    """The session is gone on the server; the same page, once signed in again, has what was typed."""
    person = site.person("archiviste", name="Interrompue")
    page = browse(person)
    page.add_init_script(FORM)
    page.goto("/compte/")
    page.fill("textarea", "trois lignes de description")
    page.check("input[name=sure]")
    page.fill("input[name=secret]", "jamais gardé")
    (session,) = [each["value"] for each in page.context.cookies() if each["name"] == settings.SESSION_COOKIE_NAME]
    Session.objects.filter(session_key=session).delete()
    page.reload()
    assert "/connexion/" in page.url
    page.fill("input[name=login]", person.email)
    page.fill("input[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_url("**/compte/")
    assert page.input_value("textarea") == "trois lignes de description"
    assert page.is_checked("input[name=sure]")
    assert page.input_value("input[name=secret]") == ""
    page.click("button[name=go]")
    page.goto("/compte/")
    page.goto("/compte/")
    assert page.input_value("textarea") == "", "what was sent is not kept any more"


def end(page: Any) -> None:
    """The session ends on the server; the browser does not know."""
    (session,) = [each["value"] for each in page.context.cookies() if each["name"] == settings.SESSION_COOKIE_NAME]
    Session.objects.filter(session_key=session).delete()


def sign_in(page: Any, person: Any) -> None:
    page.fill("input[name=login]", person.email)
    page.fill("input[name=password]", PASSWORD)
    page.click("main button[type=submit]")


def test_answers_of_a_deposit_sent_too_late_are_still_there(ruled: Any, site: Any, browse: Any) -> None:
    """Sent after the end: nothing was taken, and after signing in the form has what was typed, until it is taken."""
    person = site.person("deposant", name="Lente")
    page = browse(person)
    page.goto(f"/{COMMUNE}/deposer/")
    page.get_by_role("button", name="Délibérations du conseil municipal").click()
    page.wait_for_url("**/deposer/*-*/")
    address = f"{page.url}relire/"
    page.goto(address)
    page.fill("[name=title]", "Un intitulé longuement pesé")
    page.fill("[name=year]", "2024")
    page.check("[name=digitised][value=yes]")
    end(page)
    page.get_by_role("button", name="Enregistrer sans déposer").click()
    page.wait_for_url("**/connexion/**")
    sign_in(page, person)
    page.wait_for_url(address)
    assert page.input_value("[name=title]") == "Un intitulé longuement pesé"
    assert page.input_value("[name=year]") == "2024" and page.is_checked("[name=digitised][value=yes]")
    page.get_by_role("button", name="Enregistrer sans déposer").click()
    page.wait_for_load_state()
    assert page.input_value("[name=title]") == "Un intitulé longuement pesé"
    assert not page.evaluate("Object.keys(sessionStorage).filter((name) => name.startsWith('typed:'))")


def test_a_convention_sent_too_late_is_still_there(site: Any, client_of: Any, browse: Any) -> None:
    client = operator_of(site, client_of)
    page = browsing_as(browse(), client, site.url)
    page.goto("/exploitation/conventions/nouvelle/")
    page.fill("[name=name]", "Une convention de vingt lignes")
    page.fill("[name=missions]", "première mission\nseconde mission")
    end(page)
    page.evaluate("document.querySelector('main form').noValidate = true")
    page.get_by_role("button", name="Entrer le projet").click()
    page.wait_for_url("**/connexion/**")
    browsing_as(page, operator_of(site, client_of), site.url)
    page.goto("/exploitation/conventions/nouvelle/")
    assert page.input_value("[name=name]") == "Une convention de vingt lignes"
    assert page.input_value("[name=missions]") == "première mission\nseconde mission"


def test_what_one_typed_is_not_shown_to_another(site: Any, browse: Any) -> None:
    """The same tab, somebody else: a shared machine in a mairie."""
    first, second = (site.person("archiviste", name=name) for name in ("Première", "Seconde"))
    page = browse(first)
    address = f"/{COMMUNE}/administration/"
    page.goto(address)
    page.fill("[name=service-name]", "Un nom que l'autre n'a pas à lire")
    end(page)
    page.reload()
    sign_in(page, second)
    page.wait_for_url(f"**{address}")
    assert page.input_value("[name=service-name]") == ""
    page.get_by_role("button", name="Se déconnecter").click()
    page.wait_for_load_state()
    assert page.evaluate("Object.keys(sessionStorage).filter((name) => !name.startsWith('htmx'))") == []
