"""A session warns before it ends, and what was typed is not lost. The hours that pass are the browser's clock's."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.sessions.models import Session

from tests.web.conftest import PASSWORD


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
    assert page.input_value("textarea") == "", "what was sent is not kept any more"
