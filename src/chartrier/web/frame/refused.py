"""What every page that refuses has in common: its title says so, and no address that only takes forms is a dead end."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import Resolver404, resolve

from chartrier.web.frame.problems import told
from chartrier.web.frame.sentences import say

API = "/api/"
"""Where other software is answered, which reads no page."""


class Refused:
    """Marks the pages that refuse, and leads whoever opens an address that only takes forms to the page of its form."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        if answer.status_code == 405 and not answer.streaming and not answer.content:
            answer = _otherwise(request, answer)
        if (
            answer.status_code >= 400
            and not answer.streaming
            and answer.get("Content-Type", "").startswith("text/html")
        ):
            _mark(request, answer)
        return answer


def _otherwise(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    if request.path.startswith(API):
        return answer
    page = page_of(request.path)
    if request.method in ("GET", "HEAD") and "text/html" in request.headers.get("Accept", ""):
        query = request.GET.urlencode()
        return HttpResponseRedirect(f"{page}?{query}" if query else page)
    title = say(request, "Cette adresse ne fait que recevoir un formulaire.")
    otherwise = told(request, 405, title, say(request, "Repartez de la page de ce formulaire."), back=page)
    otherwise["Allow"] = answer.get("Allow", "")
    return otherwise


def page_of(address: str) -> str:
    """The page of the form that an address takes: the nearest address above it. It leads higher by itself, where it
    only takes forms too.
    """
    above = address.rstrip("/")
    while above := above.rpartition("/")[0]:
        for each in (f"{above}/", above):
            try:
                resolve(each)
            except Resolver404:
                continue
            return each
    return "/"


def _mark(request: HttpRequest, answer: HttpResponse) -> None:
    """Before its title for those who hear it first, on its body for its scripts."""
    said = f"<title>{say(request, 'Erreur :')} ".encode()
    marked = answer.content.replace(b"<title>", said, 1)
    answer.content = marked.replace(b"<body ", b"<body data-refused ", 1)
