"""How long a session lasts: what is done in it makes it last; the page warns before it ends."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse

SEEN = "seen"
WRITE_AFTER = 120
"""Seconds: a session is written again only when so much of it has gone."""


class Lasting:
    """Puts the end of the session off. A request that a page makes by itself (`X-Quiet`) does not."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated and "X-Quiet" not in request.headers:
            now = int(datetime.now(UTC).timestamp())
            if now - request.session.get(SEEN, 0) >= WRITE_AFTER:
                request.session[SEEN] = now
                request.session.set_expiry(settings.SESSION_COOKIE_AGE)
        return self.get_response(request)
