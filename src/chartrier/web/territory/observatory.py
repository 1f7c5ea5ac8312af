"""The observatory: what instances publish together, who published; and what this one publishes, where it was opened."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from chartrier.errors import InvalidInput
from chartrier.records.anonymity import FEWEST
from chartrier.records.finding import Finding, Findings
from chartrier.records.roles import Permission
from chartrier.territory.area import FRANCE, AreaKind, parts_of
from chartrier.territory.coverage import share
from chartrier.territory.observatory.lists import COLUMNS, COLUMNS_TOO
from chartrier.territory.observatory.national import Least, Picture, picture, shown_areas
from chartrier.territory.observatory.publication import Layer
from chartrier.territory.observatory.publishing import published
from chartrier.territory.observatory.receiving import Received, receive
from chartrier.territory.observatory.words import LAYERS, sized
from chartrier.web.frame.asking import Asked
from chartrier.web.frame.page import anywhere, public
from chartrier.web.frame.sentences import say
from chartrier.web.territory.asking import may_lead, percent, today, view_of
from chartrier.web.territory.drawing import SHADES, Map, of_areas
from chartrier.web.territory.forms import GivenPublication

MOST_FINDINGS = 100


@anywhere(Permission.READ_INDICATORS)
@require_http_methods(["GET", "POST"])
def show(request: Asked) -> HttpResponse:
    """The national picture of a year (`annee`); whoever leads a project may enter a publication or a list."""
    may, form, findings = may_lead(request), GivenPublication(request), Findings(MOST_FINDINGS)
    told: list[Finding] = []
    done: Received | None = None
    if request.method == "POST":
        if not may:
            raise Http404
        form = GivenPublication(request, request.POST, request.FILES)
        if form.is_valid():
            done, told = _received(request, form.cleaned_data["file"], findings)
    settings = request.archive.settings
    asked = request.GET.get("annee", "")
    found = picture(settings, today(request), int(asked) if asked.isdecimal() and len(asked) == 4 else None)
    refused = bool(form.errors) or (bool(told) and (done is None or findings.refused))
    context = {
        "picture": found,
        "communes": len(FRANCE.communes),
        "rate": percent(found.whole.communes, len(FRANCE.communes), request.language),
        "layers": [(LAYERS[each], found.whole.layers[each]) for each in Layer if each in found.whole.layers],
        "sizes": [(sized(low), number) for low, number in found.sizes.items()],
        "rows": _rows(request, found),
        "map": _map(request, found),
        "by_communes": False,
        "shades": SHADES,
        "fewest": FEWEST,
        "may": may,
        "form": form,
        "done": done,
        "refused": refused,
        "findings": told,
        "columns": (COLUMNS, COLUMNS_TOO),
        "open": settings.observatory_page == "open",
        "operates": request.rights.decide(Permission.OPERATE, None).allowed,
    }
    return render(request, "territory/observatory.html", context, status=400 if refused else 200)


@public
@require_safe
def publication(request: Asked) -> HttpResponse:
    """The last publication of this instance, to the byte; absent unless the operator opened it and made one."""
    settings = request.archive.settings
    document = published(settings) if settings.observatory_page == "open" else None
    if document is None:
        raise Http404
    answer = HttpResponse(document, content_type="application/json; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="publication.json"'
    return answer


def _received(request: Asked, file: Any, findings: Findings) -> tuple[Received | None, list[Finding]]:
    now = request.archive.copies.clock()
    try:
        done = receive(
            file.file, findings, request.archive.settings, file=str(file.name)[:80], now=now, person=request.user.pk
        )
    except InvalidInput as problem:
        return None, [problem.finding]
    return done, list(findings)


def _rows(request: Asked, found: Picture) -> list[dict[str, Any]]:
    view = view_of(request)
    return [
        {
            "name": area.name,
            "address": view.address(area),
            "inner": area.kind is AreaKind.DEPARTEMENT,
            "least": least,
            "of": communes,
            "rate": percent(least.communes, communes, request.language),
            "depositing": least.layers.get(Layer.DEPOSITING),
        }
        for area, least, communes in shown_areas(found)
        if least.communes
    ]


def _map(request: Asked, found: Picture) -> Map:
    shown = []
    for area in parts_of(FRANCE):
        least, communes = found.of(area), len(area.communes)
        label = say(
            request,
            "{name} : au moins {rate} des communes" if least.communes else "{name} : rien n'est connu",
            name=area.name,
            rate=percent(least.communes, communes, request.language),
        )
        shown.append((area, _shade(least, communes), label))
    return of_areas(shown, view_of(request).address, whole=True)


def _shade(least: Least, communes: int) -> str:
    rate = share(least.communes, communes) or 0
    return SHADES[0] if not least.communes else SHADES[2 + min(int(rate * 4), 3)]
