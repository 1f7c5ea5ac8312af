"""How much a form may bring: files are written to the disk before any view, and any guard, is asked."""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse

from chartrier.web.frame.asking import Asked, somebody
from chartrier.web.frame.problems import told
from chartrier.web.frame.sentences import say

FORMS = frozenset({"application/x-www-form-urlencoded", "multipart/form-data"})
OF_STRANGERS = 1 << 20
"""Bytes of a form of somebody who is not signed in: none of theirs has files."""


class Bounded:
    """Refuses, before anything of it is read, a form that is larger than whoever sends it may need.

    A NUL, which nobody can type and no database keeps, is in no text of ours: what has one is not understood. Files
    that are sent in parts, and packages of connectors, are no forms: their sizes are judged where they arrive.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Asked) -> HttpResponse:
        if request.content_type == "multipart/form-data":
            length = request.META.get("CONTENT_LENGTH") or "0"
            most = request.archive.settings.upload_quota if somebody(request) else OF_STRANGERS
            if not length.isdecimal() or int(length) > most:
                title = say(request, "Ce qui est envoyé est trop grand.")
                return told(request, 413, title, say(request, "Connectez-vous d'abord, ou envoyez moins à la fois."))
        return self.get_response(request)

    def process_view(self, request: Asked, *view: object) -> None:
        """Raises BadRequest. The door of other software says it in its own words."""
        if request.path.startswith("/api/"):
            return
        given = [request.GET]
        if request.method == "POST" and request.content_type in FORMS:
            given.append(request.POST)
        if any("\0" in text for each in given for name, texts in each.lists() for text in (name, *texts)):
            raise BadRequest
