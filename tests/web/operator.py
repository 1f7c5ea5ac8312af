"""Somebody who operates the instance, signed in with a second factor a moment ago."""

from __future__ import annotations

import time
from typing import Any

from allauth.account.internal.flows import login
from allauth.account.internal.userkit import user_id_to_str
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client

from chartrier.administration.people import let_operate


def operator_of(site: Any, client_of: Any, language: str = "fr") -> Client:
    """A client of theirs."""
    person = site.person(name="Olivia Exploitante")
    let_operate(str(person.id), True)
    return strong_client_of(person, client_of, language)


def made_strong(client: Client, person: Any) -> Client:
    """The same client, its person having just given a second factor."""
    if not person.authenticator_set.exists():
        TOTP.activate(person, generate_totp_secret())
    return freshened(client, person, "mfa")


def freshened(client: Client, person: Any, method: str) -> Client:
    """The same client, its person having just proven again who they are."""
    session = client.session
    session[login.AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": method, "at": time.time(), "reauthenticated": True}]
    session[login._AUTHENTICATION_METHODS_USER_SESSION_KEY] = user_id_to_str(person)
    session.save()
    return client


def browsing_as(page: Any, client: Client, url: str) -> Any:
    """The same session in a browser."""
    cookie = client.cookies["chartrier_session"]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": url}])
    return page


def strong_client_of(person: Any, client_of: Any, language: str = "fr") -> Client:
    """A client of somebody who gave a second factor a moment ago."""
    client: Client = client_of(person, language)
    return made_strong(client, person)
