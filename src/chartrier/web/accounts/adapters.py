"""How django-allauth is held to the rules of the house."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest


class Accounts(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody signs up: people are invited."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


class SecondFactors(DefaultMFAAdapter):  # type: ignore[misc]
    """Second factors."""


class Providers(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Issuers of identities."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False
