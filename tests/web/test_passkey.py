"""A passkey, made and used by a real browser with an authenticator of its own (Chromium's virtual one)."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.test import Client

from tests.cli.commands import COMMUNE
from tests.web.conftest import PASSWORD, let_in
from tests.web.test_every_page import examine

AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def test_a_passkey_signs_in(site: Any, browse: Any) -> None:
    """Under a name: no key is made for an address that is a number."""
    person, root = (
        site.person("signataire", "archiviste", name="Avec une clé"),
        site.url.replace("127.0.0.1", "localhost"),
    )
    client = Client(SERVER_NAME="localhost")
    let_in(client, person)
    page = browse()
    name = settings.SESSION_COOKIE_NAME
    page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": root}])
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})

    page.goto(f"{root}/")
    page.wait_for_url("**/compte/second-facteur/exige/")
    page.get_by_role("link", name="Une clé d'accès").click()
    page.fill("input[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_url("**/cles/ajouter/")
    page.fill("input[name=name]", "Mon ordinateur")
    page.check("input[name=passwordless]")
    page.locator("#mfa_webauthn_add").click()
    page.wait_for_url("**/codes/**")
    codes = page.input_value("#recovery_codes").split()
    assert len(codes) == 10
    listed = f"{root}/compte/second-facteur/cles/"
    assert examine(page, listed) == []
    for what in ("nommer", "retirer"):
        page.goto(listed)
        address = page.locator(f"main a[href$='/{what}/']").first.get_attribute("href")
        assert examine(page, f"{root}{address}") == []

    page.context.clear_cookies()
    page.goto(f"{root}/connexion/")
    page.get_by_role("button", name="Avec une clé d'accès").click()
    page.wait_for_url(f"{root}/{COMMUNE}/")
    assert "Avec une clé" in page.inner_text("h1")
