"""Communes: all that is known of one, the matrix of many, and those where there is nothing."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from chartrier.catalog.territory import register
from chartrier.geography import national_list
from chartrier.geography.archives import archives_services
from chartrier.records.roles import Permission
from chartrier.records.territory import Flow, Source, Statement
from chartrier.territory.area import AreaKind, is_apart
from chartrier.territory.coverage import coverage, known_on
from chartrier.territory.facts import Origin
from chartrier.territory.hosts import TO_VERIFY, field_of, leads
from chartrier.territory.words import FLOWS, SHORT_STATES, STATES
from chartrier.web.frame.asking import Asked
from chartrier.web.frame.page import anywhere
from chartrier.web.frame.sentences import say
from chartrier.web.territory.asking import area_or_absent, may_lead, today, told, trail_of, view_of
from chartrier.web.territory.forms import Stated

ON_A_PAGE = 100
WITH_LEADS = 25
"""White zones on a page: leads are looked for each of them."""


@anywhere(Permission.READ_INDICATORS)
@require_http_methods(["GET", "POST"])
def one(request: Asked, code: str) -> HttpResponse:
    """A commune, flow by flow, and where it is known from; who leads the project says what they know."""
    area, view = area_or_absent(code), view_of(request)
    if area.kind is not AreaKind.COMMUNE:
        raise Http404
    (commune,) = area.communes
    may = may_lead(request)
    form = Stated(request, initial={"day": today(request)})
    if request.method == "POST":
        if not may:
            raise Http404
        form = Stated(request, request.POST)
        if form.is_valid():
            _enter(request, commune.insee, form.cleaned_data)
            messages.success(request, say(request, "C'est noté, avec sa source."))
            return redirect("territory_commune", commune.insee)
    known = known_on(view.on)
    standing, field = known.standing(commune.insee), field_of(known)
    service = archives_services().get(commune.departement)
    context = {
        "commune": commune,
        "trail": trail_of(area, view),
        "on": view.on,
        "standing": standing,
        "state": STATES[standing.state],
        "flows": [(FLOWS[flow], *_cell(known.of_flow(commune.insee, flow))) for flow in Flow],
        "facts": [_fact(each) for each in reversed(known.facts.get(commune.insee, ()))],
        "leads": leads(commune, field, known) if standing.state.rank <= 1 else [],
        "to_verify": TO_VERIFY,
        "apart": is_apart(commune),
        "archives": service.name if service else "",
        "former": [each for each in national_list.former().values() if each.commune == commune.insee and each.name],
        "may": may,
        "form": form,
        "edition": national_list.edition().day,
    }
    return render(request, "territory/commune.html", context, status=400 if form.errors else 200)


@anywhere(Permission.READ_INDICATORS)
@require_safe
def matrix(request: Asked, code: str) -> HttpResponse:
    """Commune by commune and flow by flow, the most populous first."""
    area, view = area_or_absent(code), view_of(request)
    known = known_on(view.on)
    communes = sorted(area.communes, key=lambda each: (-(each.population or 0), each.insee))
    if only := request.GET.get("etat"):
        communes = [each for each in communes if known.standing(each.insee).state.value == only]
    page = Paginator(communes, ON_A_PAGE).get_page(request.GET.get("page"))
    rows = [
        {
            "commune": each,
            "all": _short(known.standing(each.insee)),
            "flows": [_short(known.of_flow(each.insee, flow)) for flow in Flow],
        }
        for each in page.object_list
    ]
    context = {
        "area": area, "trail": trail_of(area, view), "back": view.address(area), "page": page, "rows": rows,
        "flows": [FLOWS[flow] for flow in Flow], "total": len(communes), "only": only or "", "on": view.on,
        "states": [(state.value, words) for state, words in STATES.items()],
    }  # fmt: skip
    return render(request, "territory/matrix.html", context)


@anywhere(Permission.READ_INDICATORS)
@require_safe
def white(request: Asked, code: str) -> HttpResponse:
    """Where somebody verified that there is nothing, and who might be asked."""
    area, view = area_or_absent(code), view_of(request)
    known = known_on(view.on)
    found, field = coverage(known, area), field_of(known)
    page = Paginator(found.white, WITH_LEADS).get_page(request.GET.get("page"))
    rows = []
    for each in page.object_list:
        by = known.standing(each.insee).by
        rows.append({"commune": each, "by": by, "leads": leads(each, field, known)})
    context = {
        "area": area,
        "trail": trail_of(area, view),
        "back": view.address(area),
        "page": page,
        "rows": rows,
        "total": len(found.white),
        "unknown": told(found.tally.unknown, found.tally.all, request.language),
        "to_verify": TO_VERIFY,
    }
    return render(request, "territory/white.html", context)


def _enter(request: Asked, insee: str, given: dict[str, Any]) -> None:
    flow = Flow(given["flow"]) if given["flow"] else None
    source = Source(given["source"], given["day"])
    statement = Statement(insee, given["state"], source, flow, given["last"], given["host"], given["remark"])
    register.enter_statements([statement], request.archive.copies.clock(), request.user.pk)


def _cell(standing: Any) -> tuple[str, Any, Any]:
    return standing.state.value, STATES[standing.state], standing.by


def _short(standing: Any) -> tuple[str, Any]:
    return standing.state.value, SHORT_STATES[standing.state]


def _fact(each: Any) -> dict[str, Any]:
    address = reverse("territory_initiative", args=[each.id]) if each.id is not None else ""
    return {
        "fact": each,
        "state": STATES[each.state],
        "flow": FLOWS[each.flow] if each.flow is not None else None,
        "here": each.origin is Origin.INSTANCE,
        "address": address,
    }
