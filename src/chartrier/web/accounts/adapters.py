"""How django-allauth is held to the rules of the house."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.internal.ratelimit import truncate_ip
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp
from allauth.usersessions.models import UserSession
from cryptography.fernet import Fernet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from chartrier.administration.issuers import secret_of, signs_in
from chartrier.administration.throttling import WRONG_PASSWORDS, note, require_left
from chartrier.catalog.accounts.issuers import issuers
from chartrier.catalog.accounts.models import Issuer
from chartrier.catalog.accounts.sessions import TRACES
from chartrier.catalog.embedded.passwords import secret
from chartrier.clock import now
from chartrier.errors import TooOften
from chartrier.settings import UNNAMED
from chartrier.web.frame.archive import served
from chartrier.web.frame.asking import CAME_BY

PROVIDER = "openid_connect"


class Accounts(DefaultAccountAdapter):
    """Nobody signs up: people are invited."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Refuse what was tried too often, for an account that is there and for one that is not alike."""
        login = str(credentials.get("email", "")).lower()
        if not _came_by(login, self.get_client_ip(request)):
            try:
                require_left(WRONG_PASSWORDS, login)
            except TooOften as often:
                raise self.validation_error("too_many_login_attempts") from often
        super().pre_authenticate(request, **credentials)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        login = str(credentials.get("email", "")).lower()
        if login and not _came_by(login, self.get_client_ip(request)):
            note(WRONG_PASSWORDS, login)

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        # whatever `Host` they give, which may be chosen anew for each try
        login = str(credentials.get("email", "")).lower()
        return f"{login} {truncate_ip(self.get_client_ip(request))}"

    def post_login(self, request: HttpRequest, user: Any, **said: Any) -> HttpResponse:
        """Remember in the session which issuer opened it, after a second factor too."""
        identity = (said["signal_kwargs"] or {}).get("sociallogin")
        if identity is None:
            request.session.pop(CAME_BY, None)
        else:
            request.session[CAME_BY] = identity.account.provider
        return super().post_login(request, user, **said)

    def get_reset_password_from_key_url(self, key: str) -> str:
        """At the address of the settings, whatever `Host` whoever asked for it gave."""
        return served().settings.web_url + urlsplit(super().get_reset_password_from_key_url(key)).path

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """In the name of the instance."""
        super().send_mail(template_prefix, email, {**context, "current_site": _instance()})

    def send_notification_mail(
        self, template_prefix: str, user: Any, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """Tell the person, at their one address, what was changed in their account."""
        super().send_notification_mail(template_prefix, user, context, email or user.email)


@dataclass(frozen=True, slots=True)
class _Instance:
    """What the texts of letters say of where they come from."""

    name: str
    domain: str


def _instance() -> _Instance:
    settings = served().settings
    name = "Chartrier" if settings.journal_origin == UNNAMED else settings.journal_origin
    return _Instance(name, settings.web_url)


def _came_by(login: str, address: str) -> bool:
    """Whether somebody came in to this account by this address lately: a stranger elsewhere does not shut them out."""
    return UserSession.objects.filter(user__email=login, ip=address, last_seen_at__gt=now() - TRACES).exists()


class SecondFactors(DefaultMFAAdapter):
    """Secrets of second factors lie in the database closed under a key that is beside it, in the folder of keys."""

    def encrypt(self, text: str) -> str:
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _box().decrypt(encrypted_text.encode()).decode()


class Issuers(DefaultSocialAccountAdapter):
    """Issuers are those that the operator entered; who somebody is for one is (issuer, subject), never an address."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def list_apps(self, request: HttpRequest, provider: Any = None, client_id: Any = None) -> list[SocialApp]:
        return [
            _as_app(each)
            for each in issuers()
            if provider in (None, PROVIDER, each.slug) and client_id in (None, each.client)
        ]

    def get_app(self, request: HttpRequest, provider: Any, client_id: Any = None) -> SocialApp:
        found = self.list_apps(request, provider, client_id)
        # a sign-in that waits for a second factor names its kind and client, which issuers may share: what it is by is
        # in its account
        if not found or (len(found) > 1 and provider != PROVIDER):
            raise Http404
        return found[0]

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Let an issuer sign in, and be linked to, only the people that it may speak for.

        Whoever is signed in already and whoever the issuer says are there may be two: it has to speak for both.
        """
        slug = sociallogin.account.provider
        issuer = next((each for each in issuers() if each.slug == slug), None)
        spoken_for = {sociallogin.user.pk, request.user.pk} - {None}
        if issuer is None or not all(signs_in(issuer, person) for person in spoken_for):
            raise ImmediateHttpResponse(render(request, "accounts/issuer_refused.html", status=403))


def _as_app(issuer: Issuer) -> SocialApp:
    return SocialApp(
        provider=PROVIDER,
        provider_id=issuer.slug,
        name=issuer.name,
        client_id=issuer.client,
        secret=secret_of(issuer.slug, served().settings.keys),
        settings={"server_url": issuer.url, "oauth_pkce_enabled": True, "fetch_userinfo": False, "scope": ["openid"]},
    )


def _box() -> Fernet:
    kept = secret(served().settings.keys, "second-factors")
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(kept.encode()).digest()))
