"""How long a session lasts: what is done in it makes it last, and is told in the list of sessions of an account."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.http import HttpRequest, HttpResponse

SEEN, LISTED = "seen", "listed"
"""When the session was written last, and under which key it is in the list: signing in again changes it."""
WRITE_AFTER = 120
"""Seconds: a session is written again only when so much of it has gone. A page that reads writes nothing, so that it
never waits for a disk."""


class Lasting:
    """Puts the end of the session off. A request that a page makes by itself (`X-Quiet`) does not."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated and "X-Quiet" not in request.headers:
            now = int(datetime.now(UTC).timestamp())
            listed = request.session.get(LISTED) == request.session.session_key
            if not listed or now - request.session.get(SEEN, 0) >= WRITE_AFTER:
                request.session[SEEN] = now
                request.session.set_expiry(settings.SESSION_COOKIE_AGE)
                UserSession.objects.create_from_request(request)
                request.session[LISTED] = request.session.session_key
        return self.get_response(request)
