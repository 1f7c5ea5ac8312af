"""What belongs to no subject: the language, the theme, a session that goes on, and whether the site works."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from chartrier.web.frame.archive import readiness
from chartrier.web.frame.language import COOKIE
from chartrier.web.frame.page import public

YEAR = 365 * 24 * 3600


@public
@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    return _remember(request, COOKIE, ("fr", "en"))


@public
@require_POST
def choose_theme(request: HttpRequest) -> HttpResponse:
    return _remember(request, "theme", ("light", "dark", "system"))


@public
@require_POST
def go_on(request: HttpRequest) -> HttpResponse:
    """The session lasts again from now (`lasting`): 204; 401 when it has ended."""
    return HttpResponse(status=204 if request.user.is_authenticated else 401)


@public
@require_safe
def healthy(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return JsonResponse({"status": "ok"})


@public
@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """What the site needs is there, or 503 and what is not."""
    missing = readiness().missing()
    return JsonResponse(
        {"status": "unavailable" if missing else "ok", "missing": missing}, status=503 if missing else 200
    )


def _remember(request: HttpRequest, cookie: str, choices: tuple[str, ...]) -> HttpResponse:
    chosen, back = request.POST.get("choice", ""), request.POST.get("next", "/")
    allowed = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    response = HttpResponseRedirect(back if allowed and back.startswith("/") else "/")
    if chosen in choices:
        response.set_cookie(cookie, chosen, max_age=YEAR, secure=request.is_secure(), httponly=True, samesite="Lax")
    return response
