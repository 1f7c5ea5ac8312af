"""What is answered when a page cannot be: a finding of ours, or one of the few sentences of this module."""

from __future__ import annotations

import sys
from collections.abc import Callable

import structlog
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from chartrier.errors import ChartrierError, NotFound, TooOften
from chartrier.records.finding import Finding
from chartrier.web.frame.sentences import say


class Problems:
    """Tells an error of ours as a page; anything else is a bug, told in the log and answered without its text."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponse | None:
        if isinstance(problem, NotFound):
            raise Http404 from problem
        if isinstance(problem, ChartrierError):
            answer = told(request, problem.http_status, finding=problem.finding)
            if isinstance(problem, TooOften):
                answer["Retry-After"] = str(problem.seconds)
            return answer
        return None


def told(
    request: HttpRequest, status: int, title: str = "", advice: str = "", finding: Finding | None = None, back: str = ""
) -> HttpResponse:
    """The page of a problem, with a link `back` to the page that it comes from."""
    context = {"status": status, "title": title, "advice": advice, "finding": finding, "back": back}
    # a part of a page is told in that part
    whole = finding is None or not getattr(request, "htmx", False)
    return render(request, "frame/problem.html" if whole else "frame/problem_part.html", context, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    title = say(request, "Cette demande n'est pas comprise.")
    return told(request, 400, title, say(request, "Revenez à la page précédente et recommencez."))


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    title = say(request, "Vous ne pouvez pas faire cela.")
    return told(request, 403, title, say(request, "Demandez à l'archiviste de votre collectivité."))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    title = say(request, "Cette page n'existe pas, ou ne vous est pas ouverte.")
    advice = say(request, "Vérifiez l'adresse, ou repartez de l'accueil.")
    return told(request, 404, title, advice)


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that was not ours, or whose session has ended meanwhile."""
    title = say(request, "Ce formulaire n'est plus valable.")
    advice = say(request, "Revenez à la page précédente, rechargez-la et recommencez : ce que vous avez tapé y est.")
    return told(request, 403, title, advice)


def broken(request: HttpRequest) -> HttpResponse:
    structlog.get_logger().error("bug", path=request.path, exc_info=sys.exc_info()[1])
    title = say(request, "Un défaut du programme empêche d'afficher cette page.")
    advice = say(
        request, "Rien n'a été changé à moitié. Recommencez ; si cela dure, prévenez l'exploitant de l'instance."
    )
    context = {
        "status": 500, "title": title, "advice": advice, "language": getattr(request, "language", "fr"),
        "conformity": request.archive.settings.web_conformity if hasattr(request, "archive") else "non",
    }  # fmt: skip
    # without the request: what it carries (session, person) may be what does not answer
    return HttpResponse(render_to_string("frame/problem.html", context), status=500)
