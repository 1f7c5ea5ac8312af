"""What every template of the site knows."""

from __future__ import annotations

from typing import Any, cast

from django.conf import settings
from django.http import HttpRequest

from chartrier.web.frame.asking import Asked, came_by
from chartrier.web.frame.navigation import menu_of

PROVING = ("account_reauthenticate", "mfa_reauthenticate", "mfa_reauthenticate_webauthn", "second_factor")


def frame(request: HttpRequest) -> dict[str, Any]:
    """`tenant` (None outside of one), `language`, `rights`, the issuer of a collectivité that confines the session to
    it (`came_by`), `theme`, how far the site complies with the RGAA, whether it is asked who one is before what was
    sent is done (`proving`), and the seconds that the session has left.
    """
    signed_in = hasattr(request, "user") and request.user.is_authenticated
    match = getattr(request, "resolver_match", None)
    return {
        "tenant": getattr(request, "tenant", None),
        "language": getattr(request, "language", "fr"),
        "came_by": came_by(request) if signed_in and hasattr(request, "session") else None,
        "rights": getattr(request, "rights", None),
        "theme": request.COOKIES.get("theme") if request.COOKIES.get("theme") in ("light", "dark") else "",
        "menu": menu_of(cast(Asked, request)) if signed_in and hasattr(request, "tenant") else [],
        "conformity": request.archive.settings.web_conformity if hasattr(request, "archive") else "non",
        "proving": match is not None and match.url_name in PROVING,
        "session_seconds": settings.SESSION_COOKIE_AGE if signed_in else 0,
    }
