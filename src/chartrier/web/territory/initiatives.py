"""Initiatives: who offers what to whom; entered and changed by who leads the project, every version kept."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from chartrier.catalog.territory import register
from chartrier.catalog.territory.register import Entered
from chartrier.errors import ChartrierError, NotFound
from chartrier.records.anonymity import FEWEST
from chartrier.records.finding import Finding, Findings
from chartrier.records.identifiers import new_package_id
from chartrier.records.roles import Permission
from chartrier.records.territory import Initiative, Offer, Stage
from chartrier.territory.area import FRANCE, Area, area_of
from chartrier.territory.coverage import known_on
from chartrier.territory.hosts import field_of, overlaps
from chartrier.territory.importing import member_written
from chartrier.territory.own import own
from chartrier.territory.words import FLOWS, MODELS, OFFERS, STAGES
from chartrier.web.frame.asking import Asked
from chartrier.web.frame.page import anywhere
from chartrier.web.frame.sentences import say
from chartrier.web.territory.asking import may_lead, today, viewer_of
from chartrier.web.territory.forms import Offered

SHOWN_OVERLAPS = 20


@anywhere(Permission.READ_INDICATORS)
@require_safe
def every(request: Asked) -> HttpResponse:
    """All of them, this instance first, and where several meet."""
    known = known_on(today(request))
    field = field_of(known)
    offer, stage = request.GET.get("offre", ""), request.GET.get("etape", "")
    shown = [
        _told(each, len(field.members.get(each.id, ())))
        for each in register.initiatives()
        if offer in ("", *each.content.offers) and stage in ("", each.content.stage)
    ]
    context = {
        "own": own(known.on, viewer_of(request)),
        "fewest": FEWEST,
        "initiatives": shown,
        "overlaps": overlaps(field, FRANCE)[:SHOWN_OVERLAPS],
        "leads": may_lead(request),
        "offers": [(each.value, OFFERS[each], each.value == offer) for each in Offer],
        "stages": [(each.value, STAGES[each], each.value == stage) for each in Stage],
    }
    return render(request, "territory/initiatives.html", context)


@anywhere(Permission.READ_INDICATORS)
@require_safe
def one(request: Asked, initiative: UUID) -> HttpResponse:
    """All that one says, and its former versions."""
    found = _found(initiative)
    field = field_of(known_on(today(request)))
    members = [{"member": member_written(each), "area": _area(each.code)} for each in found.content.members]
    context = {
        **_told(found, len(field.members.get(found.id, ()))),
        "members": members,
        "perimeter": [_area(code) for code in found.content.perimeter],
        "flows": [FLOWS[each] for each in found.content.flows],
        "versions": register.versions(initiative)[1:],
        "leads": may_lead(request),
    }
    return render(request, "territory/initiative.html", context)


@anywhere(Permission.LEAD_TERRITORY)
@require_http_methods(["GET", "POST"])
def new(request: Asked) -> HttpResponse:
    """Enter one."""
    return _entered(request, None)


@anywhere(Permission.LEAD_TERRITORY)
@require_http_methods(["GET", "POST"])
def change(request: Asked, initiative: UUID) -> HttpResponse:
    """Enter its next version, or take it away when it was entered by mistake."""
    return _entered(request, _found(initiative))


def _entered(request: Asked, known: Entered[Initiative] | None) -> HttpResponse:
    form = Offered(request) if known is None else Offered.of(request, known.content)
    findings: list[Finding] = []
    if request.method == "POST":
        form = Offered(request, request.POST)
        if known is not None and "gone" in request.POST:
            return _save(request, known, replace(known.content, gone=True))
        if form.is_valid():
            told = Findings()
            given = form.initiative(told)
            findings = list(told)
            if given is not None and not told.refused:
                try:
                    return _save(request, known, given)
                except ChartrierError as problem:
                    findings.append(problem.finding)
    context = {
        "form": form,
        "known": known,
        "number": request.POST.get("number") or (known.number if known else 0),
        "findings": findings,
    }
    status = 400 if findings or form.errors else 200
    return render(request, "territory/initiative_form.html", context, status=status)


def _save(request: Asked, known: Entered[Initiative] | None, given: Initiative) -> HttpResponse:
    now = request.archive.copies.clock()
    identifier = known.id if known is not None else new_package_id(now)
    seen = request.POST.get("number", "0")
    after = int(seen) if seen.isascii() and seen.isdecimal() and len(seen) < 9 else 0
    register.enter_initiative(identifier, given, now, request.user.pk, after=after)
    messages.success(request, say(request, "C'est enregistré."))
    return redirect("territory_initiatives") if given.gone else redirect("territory_initiative", identifier)


def _found(identifier: UUID) -> Entered[Initiative]:
    found = next((each for each in register.initiatives() if each.id == identifier), None)
    if found is None:
        raise Http404
    return found


def _told(entered: Entered[Initiative], communes: int) -> dict[str, Any]:
    each = entered.content
    return {
        "id": entered.id,
        "number": entered.number,
        "entered": entered.entered,
        "initiative": each,
        "offered": [OFFERS[offer] for offer in each.offers],
        "model": MODELS[each.model],
        "stage": STAGES[each.stage],
        "serves": each.stage.serves,
        "communes": communes,
    }


def _area(code: str) -> Area | None:
    try:
        return area_of(code)
    except NotFound:
        return None
