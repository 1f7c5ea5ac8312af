"""In which language a request is answered: what was chosen on the site, else what the browser asks for, else French."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers
from django.utils.translation.trans_real import parse_accept_lang_header

from chartrier.records.finding import Language

COOKIE = "langue"
ZONE = "Europe/Paris"


class Speaks:
    """Gives each request its `language`, and Django's texts the same one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = language_of(request)
        request.language = language  # type: ignore[attr-defined]
        with translation.override(language), timezone.override(ZONE):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ("Accept-Language", "Cookie"))
        return response


def language_of(request: HttpRequest) -> Language:
    chosen = request.COOKIES.get(COOKIE)
    if chosen in ("fr", "en"):
        return "en" if chosen == "en" else "fr"
    for asked, _ in parse_accept_lang_header(request.headers.get("Accept-Language", "")[:200]):
        if asked.split("-")[0] in ("fr", "en"):
            return "en" if asked.startswith("en") else "fr"
    return "fr"
