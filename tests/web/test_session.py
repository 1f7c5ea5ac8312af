"""A session warns before it ends, and what was typed is not lost. The hours that pass are the browser's clock's."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session

from tests.cli.commands import COMMUNE
from tests.web.conftest import PASSWORD
from tests.web.operator import browsing_as, operator_of, strong_client_of
from tests.web.test_finding_and_reading import unit_called
from tests.web.test_persons import entered as request_entered
from tests.web.test_redacting import asking
from tests.web.test_treatments import DECLARED
from tests.web.test_treatments import entered as treatment_entered


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
    page.evaluate("window.here = true")
    dialog.get_by_role("button").click()
    dialog.wait_for(state="hidden")
    page.clock.fast_forward("00:10:00")
    assert not dialog.is_visible()
    assert page.url.endswith("/compte/") and page.evaluate("window.here"), "the same page goes on"


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
    assert page.input_value("[name=service-name]") == "" and not page.is_visible(KEPT)
    page.fill("[name=service-name]", "Ce qui part avec qui l'a tapé")
    page.get_by_role("button", name="Se déconnecter").click()
    page.wait_for_load_state()
    assert page.evaluate("Object.keys(sessionStorage).filter((name) => !name.startsWith('htmx'))") == []


KEPT = "#typed-again"


def left_by_the_end(page: Any, person: Any) -> None:
    """The session ends, the page is asked for again, the same person signs in."""
    address = page.url
    end(page)
    page.reload()
    sign_in(page, person)
    page.wait_for_url(address)


def test_real_forms_come_back(ruled: Any, site: Any, client_of: Any, browse: Any) -> None:
    """A violation, a request, an accord: what is no secret, in its fields, and the page says so."""
    dpo = site.person("dpo", "responsable", name="Nadia Interrompue")
    page = browse(dpo)
    for address, typed in (
        (f"/{COMMUNE}/violations/nouvelle/", {"what": "Un courriel à tous"}),
        (f"/{COMMUNE}/demandes-personnes/nouvelle/", {"name": "Anne Passerelle", "said": "Tout ce qui me nomme"}),
        (f"/{COMMUNE}/administration/", {"accord-formats": "fmt/95", "accord-quota": "7"}),
    ):
        page.goto(address)
        assert not page.is_visible(KEPT)
        for name, value in typed.items():
            page.fill(f"[name={name}]", value)
        left_by_the_end(page, dpo)
        assert {name: page.input_value(f"[name={name}]") for name in typed} == typed
        assert "a été remis" in page.inner_text(KEPT)
        page.get_by_role("button", name="Oublier ce que j'avais tapé").click()
        assert {page.input_value(f"[name={name}]") for name in typed} == {""} and not page.is_visible(KEPT)
        page.reload()
        assert {page.input_value(f"[name={name}]") for name in typed} == {""}


def test_steps_of_a_request_each_have_their_own(read: Any, site: Any, client_of: Any, browse: Any) -> None:
    dpo = site.person("dpo", name="Nadia Des Étapes")
    page = browse(dpo)
    page.goto(request_entered(client_of(dpo)))
    page.locator("form", has=page.locator("[name=what][value=advice]")).locator(
        "textarea, input[type=text]"
    ).first.fill("Un avis pesé")
    name = page.evaluate("document.activeElement.name")
    left_by_the_end(page, dpo)
    told = page.evaluate("[...document.querySelectorAll('main form')].map((form) => [...new FormData(form)]).flat()")
    assert [given for given in told if given[1] == "Un avis pesé"] == [[name, "Un avis pesé"]]


def test_a_box_comes_back_for_what_it_named(ruled: Any, site: Any, client_of: Any, browse: Any) -> None:
    """A model was entered meanwhile: its box is gone, and the others are not ticked in its place."""
    dpo = site.person("dpo", name="Nadia Des Modèles")
    page = browse(dpo)
    page.goto(f"/{COMMUNE}/traitements/modeles/")
    boxes = "[...document.querySelectorAll('[name=modele]')].filter((box) => box.checked).map((box) => box.value)"
    page.evaluate("document.querySelectorAll('[name=modele]').forEach((box) => box.checked && box.click())")
    codes = page.evaluate("[...document.querySelectorAll('[name=modele]')].map((box) => box.value)")
    page.check(f"[name=modele][value={codes[3]}]")
    client_of(dpo).post(f"/{COMMUNE}/traitements/modeles/", {"modele": [codes[0]]})
    left_by_the_end(page, dpo)
    assert page.evaluate(boxes) == [codes[3]]


def test_what_was_left_is_not_shown_as_recorded(ruled: Any, site: Any, client_of: Any, browse: Any) -> None:
    dpo = site.person("dpo", name="Nadia Du Registre")
    client = client_of(dpo)
    place = treatment_entered(client, reference="T-GARDE")
    page = browse(dpo)
    page.goto(f"{place}changer/")
    page.fill("[name=recipients]", "jamais enregistré")
    page.goto(place)
    page.goto(f"{place}changer/")
    assert page.input_value("[name=recipients]") == "agents" and not page.is_visible(KEPT)
    page.fill("[name=recipients]", "jamais enregistré")
    page.goto(f"{place}changer/")
    assert page.input_value("[name=recipients]") == "agents" and not page.is_visible(KEPT)
    page.fill("[name=recipients]", "jamais enregistré")
    page.reload()
    assert page.input_value("[name=recipients]") == "jamais enregistré" and page.is_visible(KEPT)
    # somebody else records another version meanwhile
    client.post(f"{place}changer/", {**DECLARED, "reference": "T-GARDE", "recipients": "la trésorerie"})
    left_by_the_end(page, dpo)
    assert page.input_value("[name=recipients]") == "la trésorerie"
    assert "cela n'a pas été remis" in page.inner_text(KEPT)
    page.get_by_role("button", name="Le remettre quand même").click()
    assert page.input_value("[name=recipients]") == "jamais enregistré"


def test_a_form_that_is_refused_keeps_what_it_was(ruled: Any, site: Any, browse: Any) -> None:
    """The page of an error is at another address: after the end of the session its form is on its own page."""
    person = site.person("responsable", name="Refusée")
    page = browse(person)
    page.goto(f"/{COMMUNE}/administration/")
    page.fill("[name=accord-formats]", "nimporte")
    page.locator("#accord button.button").last.click()
    page.wait_for_url("**/administration/accord/")
    assert (
        page.title().startswith("Erreur : ") and page.evaluate("document.activeElement.getAttribute('role')") == "alert"
    )
    end(page)
    page.goto(page.url)
    sign_in(page, person)
    page.wait_for_url("**/administration/")
    assert page.input_value("[name=accord-formats]") == "nimporte" and page.is_visible(KEPT)


def test_areas_that_are_drawn_are_kept(read: Any, site: Any, browse: Any) -> None:
    anne = site.person("archiviste", name="Anne Des Zones")
    page = browse(anne)
    page.goto(asking("Projet <b>gras</b>"))
    page.get_by_role("button", name="Tracer sur l'image").click()
    sheet = page.locator(".tracing-page")
    sheet.scroll_into_view_if_needed()
    box = sheet.bounding_box()
    page.mouse.move(box["x"] + 20, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + 90, box["y"] + 90)
    page.mouse.up()
    drawn = page.input_value("#id_areas")
    assert drawn
    left_by_the_end(page, anne)
    assert page.input_value("#id_areas") == drawn


def test_the_reader_of_a_selection_stays(read: Any, site: Any, client_of: Any, browse: Any) -> None:
    """Something else on the page was sent, and leads back to it."""
    anne = site.person("archiviste", name="Anne De La Sélection")
    units = [unit_called(title).id for title in ("Photographie", "Tableau")]
    page = browse(anne)
    for unit in units:
        page.goto(f"/{COMMUNE}/archives/{unit}")
        page.locator(f"form[action='/{COMMUNE}/selection/ajouter'] button").first.click()
        page.wait_for_load_state()
    page.goto(f"/{COMMUNE}/selection/")
    page.fill("[name=reader]", "lecteur 12")
    page.get_by_role("button", name="Retirer").first.click()
    page.wait_for_load_state()
    assert page.input_value("[name=reader]") == "lecteur 12"


def test_what_was_taken_is_not_put_back(site: Any, browse: Any) -> None:
    page = browse(site.person("archiviste", name="Anne Des Recherches"))
    page.goto(f"/{COMMUNE}/recherche/?words=pont")
    page.fill("#name", "Les ponts")
    page.get_by_role("button", name="Garder").click()
    page.get_by_text("Recherche gardée").wait_for()
    assert page.input_value("#name") == "" and not page.is_visible(KEPT)


@pytest.mark.parametrize(
    ("path", "secret"),
    [
        (f"/{COMMUNE}/violations/nouvelle/", False),
        (f"/{COMMUNE}/administration/", True),
        ("/compte/mot-de-passe/", True),
        ("/connexion/second-facteur/confirmer/", True),
        ("/compte/second-facteur/cles/ajouter/", True),
    ],
    ids=["nothing secret", "a logo", "passwords", "a code", "a form that is not kept"],
)
def test_the_dialog_says_what_is_kept(
    ruled: Any, site: Any, client_of: Any, browse: Any, path: str, secret: bool
) -> None:
    client = strong_client_of(site.person("dpo", "responsable", name="Nadia Des Secrets"), client_of)
    page = browsing_as(browse(), client, site.url)
    page.clock.install()
    page.goto(path)
    assert page.url.endswith(path)
    page.clock.fast_forward("01:56:00")
    text = page.locator("#session-ends-text")
    text.wait_for(state="visible")
    assert "est gardé" in text.inner_text()
    assert ("sauf les mots de passe" in text.inner_text()) == secret


FULL = "for (let n = 1 << 20; n; ) try { sessionStorage.setItem(Math.random(), 'x'.repeat(n)); } catch { n >>= 1; }"


def test_the_dialog_says_what_cannot_be_kept(site: Any, browse: Any) -> None:
    page = browse(site.person("dpo", "responsable", name="Nadia Interrompue"))
    page.clock.install()
    page.goto(f"/{COMMUNE}/violations/nouvelle/")
    page.evaluate(FULL)
    page.fill("[name=what]", "Un courriel à tous")
    page.clock.fast_forward("01:56:00")
    text = page.locator("#session-ends-text")
    text.wait_for(state="visible")
    assert "ne peut pas être gardé" in text.inner_text() and "est gardé" not in text.inner_text()


def test_who_closes_the_dialog_is_told_once_more_shortly_before(site: Any, browse: Any) -> None:
    page = browse(site.person("archiviste", name="Patiente"))
    page.clock.install()
    page.goto("/compte/")
    dialog = page.locator("#session-ends")
    page.clock.fast_forward("01:56:00")
    dialog.wait_for(state="visible")
    page.keyboard.press("Escape")
    page.clock.fast_forward("00:02:00")
    assert not dialog.is_visible()
    page.clock.fast_forward("00:01:30")
    dialog.wait_for(state="visible")


def test_what_sends_by_itself_prolongs_and_is_never_cut(site: Any, browse: Any) -> None:
    page = browse(site.person("archiviste", name="Patiente"))
    page.clock.install()
    page.goto("/compte/")
    page.clock.fast_forward("01:50:00")
    page.evaluate("document.dispatchEvent(new Event('frame:activity'))")
    page.clock.fast_forward("00:07:00")
    assert not page.locator("#session-ends").is_visible()
    page.evaluate(
        "window.here = true; window.sending = true;"
        "addEventListener('beforeunload', (event) => { if (window.sending) event.preventDefault(); });"
    )
    page.clock.fast_forward("03:00:00")
    page.wait_for_timeout(300)
    assert page.evaluate("window.here") is True
    page.evaluate("window.sending = false")
    with page.expect_navigation(url="**/compte/"):
        page.clock.fast_forward("00:00:10")
