"""Who has to prove who they are by two things."""

from __future__ import annotations

import time
from collections.abc import Collection
from typing import TYPE_CHECKING, cast

from allauth.account.adapter import get_adapter as get_account_adapter
from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.account.internal.flows.reauthentication import suspend_request
from allauth.mfa.adapter import get_adapter
from django.http import HttpResponse

from chartrier.records.roles import Role

if TYPE_CHECKING:
    from chartrier.web.frame.asking import Asked

STRONG_ROLES = frozenset({Role.EXPLOITANT, Role.SIGNATAIRE, Role.VISA, Role.CONTROLE})
"""Those who destroy, who bind the collectivité, and who look over it."""


def must_be_strong(roles: Collection[Role]) -> bool:
    """Whether one of these roles takes a second factor."""
    return not STRONG_ROLES.isdisjoint(roles)


def is_strong(request: Asked) -> bool:
    """Whether the person has a second factor: signing in asks for it then, by whatever way they came."""
    return bool(get_adapter().is_mfa_enabled(request.user))


FRESH = 300
"""Seconds for which a second factor that was asked for again counts."""


def is_fresh(request: Asked) -> bool:
    """Whether the person has just given their second factor again, in this session."""
    records = get_authentication_records(request, request.user)
    return any(
        each.get("reauthenticated") and each.get("method") == "mfa" and time.time() - each["at"] < FRESH
        for each in records
    )


def note_given(request: Asked) -> None:
    """Count a second factor as just given: whoever makes their first one has shown that they have it."""
    record_authentication(request, request.user, method="mfa", reauthenticated=True)


def ask_again(request: Asked) -> HttpResponse:
    """To where the second factor is given, and back: what was sent by a form is done then."""
    wanted = ("mfa_reauthenticate:webauthn", "mfa_reauthenticate")
    ways = {each["id"]: each["url"] for each in get_account_adapter().get_reauthentication_methods(request.user)}
    address = next(ways[way] for way in wanted if way in ways)
    return cast(HttpResponse, suspend_request(request, address))
