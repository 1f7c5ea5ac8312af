"""Actors of the territory: those entered here, and the services of the Archives, which are a table of ours."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from chartrier.catalog.territory import register
from chartrier.errors import ChartrierError, NotFound
from chartrier.geography import national_list
from chartrier.geography.archives import archives_services
from chartrier.records.finding import Finding, Findings
from chartrier.records.roles import Permission
from chartrier.records.territory import Actor
from chartrier.territory.area import area_of
from chartrier.territory.importing import enter_actor
from chartrier.territory.words import ACTORS
from chartrier.web.frame.asking import Asked
from chartrier.web.frame.page import anywhere
from chartrier.web.frame.sentences import say
from chartrier.web.territory.asking import may_lead
from chartrier.web.territory.forms import Named


@anywhere(Permission.READ_INDICATORS)
@require_http_methods(["GET", "POST"])
def every(request: Asked) -> HttpResponse:
    """All of them; who leads the project enters one, or changes the one of that name."""
    may, form = may_lead(request), Named(request)
    findings: list[Finding] = []
    if request.method == "POST":
        if not may:
            raise Http404
        form = Named(request, request.POST)
        if form.is_valid():
            told = Findings()
            given = form.actor(told)
            findings = list(told)
            if given is not None and not told.refused:
                try:
                    enter_actor(given, request.archive.copies.clock(), request.user.pk)
                except ChartrierError as problem:
                    findings.append(problem.finding)
                else:
                    messages.success(request, say(request, "C'est enregistré."))
                    return redirect("territory_actors")
    context = {
        "actors": [_told(each.content) for each in register.actors()],
        "archives": _archives(),
        "form": form,
        "may": may,
        "findings": findings,
    }
    return render(request, "territory/actors.html", context, status=400 if findings or form.errors else 200)


def _told(actor: Actor) -> dict[str, Any]:
    areas = []
    for code in actor.perimeter:
        try:
            areas.append(area_of(code))
        except NotFound:
            continue
    return {"actor": actor, "kind": ACTORS[actor.kind], "areas": areas}


def _archives() -> list[dict[str, Any]]:
    services = dict.fromkeys(archives_services().values())
    names = national_list.departements()
    return [
        {"service": each, "departements": [names[code].name for code in each.departements]}
        for each in sorted(services, key=lambda each: each.departements)
    ]
