"""The map of the territory: France by régions or départements, then EPCI and their communes; and what was before."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from chartrier.geography import contours, national_list
from chartrier.geography.archives import archives_services
from chartrier.records.roles import Permission
from chartrier.records.territory import Flow, State
from chartrier.territory.area import FRANCE, Area, AreaKind, parts_of
from chartrier.territory.coverage import Coverage, Known, Tally, coverage, history, known_on, tallies
from chartrier.territory.words import FLOWS, STATES
from chartrier.web.frame.asking import Asked
from chartrier.web.frame.page import anywhere
from chartrier.web.frame.sentences import say
from chartrier.web.territory.asking import (
    View,
    area_or_absent,
    may_lead,
    percent,
    sized,
    today,
    told,
    trail_of,
    view_of,
)
from chartrier.web.territory.drawing import SHADES, Map, of_areas, of_communes, shade_of

MEASURES = ("convention", "reguliere", "aucune")
"""What a map of régions or départements may show; the first unless another is asked for."""

YEARS = 6
"""How many are shown of the past."""


@anywhere(Permission.READ_INDICATORS)
@require_safe
def france(request: Asked) -> HttpResponse:
    """All of France."""
    return _shown(request, FRANCE)


@anywhere(Permission.READ_INDICATORS)
@require_safe
def area(request: Asked, code: str) -> HttpResponse:
    """A région, a département, an EPCI; a commune has a page of its own."""
    found = area_or_absent(code)
    if found.kind is AreaKind.COMMUNE:
        return redirect("territory_commune", found.code)
    return _shown(request, found)


@anywhere(Permission.READ_INDICATORS)
@require_safe
def past(request: Asked, code: str) -> HttpResponse:
    """The coverage of an area at the end of each of the last years, and today."""
    found, view, now = area_or_absent(code), view_of(request), today(request)
    days = [*(date(year, 12, 31) for year in range(now.year - YEARS, now.year)), now]
    rows = [{"day": each.on, **_figures(request, each.tally)} for each in history(days, found)]
    width, bars = 1_080 // len(rows), []
    for number, row in enumerate(rows):
        whole = row["all"].communes or 1
        covered, unknown = (row[name]["communes"] / whole * 110 for name in ("covered", "unknown"))
        bars.append(
            {
                "x": 10 + number * width, "middle": 10 + number * width + (width - 16) / 2, "width": width - 16,
                "covered": round(covered, 1), "top": round(120 - covered, 1), "year": row["day"].year,
                "unknown": round(unknown, 1), "rate": row["covered"]["of_communes"],
            }
        )  # fmt: skip
    context = {"area": found, "trail": trail_of(found, view), "rows": rows, "bars": bars, "back": view.address(found)}
    return render(request, "territory/history.html", context)


def _shown(request: Asked, found: Area) -> HttpResponse:
    view = view_of(request)
    known = known_on(view.on)
    measure = request.GET.get("mesure", "")
    measure = measure if measure in MEASURES else MEASURES[0]
    finer = found == FRANCE and request.GET.get("maille") == "departement"
    areas = parts_of(found)
    if finer:
        areas = [each for region in areas for each in parts_of(region)]
    parts = tallies(known, areas, view.flow)
    of_all = coverage(known, found, view.flow)
    by_communes = found.kind in (AreaKind.DEPARTEMENT, AreaKind.EPCI)
    context = {
        "area": found,
        "trail": trail_of(found, view),
        "view": view,
        "measure": measure,
        "finer": finer,
        "figures": _figures(request, of_all.tally),
        "apart": _figures(request, of_all.apart) if of_all.apart.all.communes else None,
        "sizes": _sizes(request, of_all),
        "parts": [
            {"name": each.name, "address": view.address(each), **_figures(request, tally)} for each, tally in parts
        ],
        "communes": _communes(known, found, view) if found.kind is AreaKind.EPCI else [],
        "map": _of_communes(request, known, found, view)
        if by_communes
        else _of_areas(request, parts, view, measure, found),
        "by_communes": by_communes,
        "shades": SHADES,
        "states": [(state.value, STATES[state]) for state in State],
        "flows": [(flow.value, FLOWS[flow], flow is view.flow) for flow in Flow],
        "white": len(of_all.white),
        "pages": {name: view.address(found, f"territory_{name}") for name in ("matrix", "white", "history")},
        "archives": _archives(found),
        "leads": may_lead(request),
        "edition": national_list.edition().day,
        "sources": (national_list.ATTRIBUTION, contours.ATTRIBUTION),
        "added": national_list.how_many_added(),
    }
    return render(request, "territory/area.html", context)


def _figures(request: Asked, tally: Tally) -> dict[str, Any]:
    language, whole = request.language, tally.all
    return {
        "all": whole,
        "covered": told(tally.covered, whole, language),
        "depositing": told(tally.depositing, whole, language),
        "white": told(tally.white, whole, language),
        "unknown": told(tally.unknown, whole, language),
        "uncovered": tally.uncovered,
    }


def _sizes(request: Asked, found: Coverage) -> list[dict[str, Any]]:
    return [
        {"bounds": sized(low, high, request.language), **_figures(request, tally)}
        for low, high, tally in found.by_size
        if tally.all.communes
    ]


def _of_areas(request: Asked, parts: list[tuple[Area, Tally]], view: View, measure: str, found: Area) -> Map:
    shown = []
    for each, tally in parts:
        count = {"convention": tally.covered, "reguliere": tally.depositing, "aucune": tally.white}[measure]
        label = say(
            request,
            "{name} : {rate} des communes, inconnu {unknown}",
            name=each.name,
            rate=percent(count.communes, tally.all.communes, request.language),
            unknown=percent(tally.unknown.communes, tally.all.communes, request.language),
        )
        shown.append((each, shade_of(count.communes, tally), label))
    return of_areas(shown, view.address, whole=found == FRANCE)


def _of_communes(request: Asked, known: Known, found: Area, view: View) -> Map:
    def state(insee: str) -> State:
        standing = known.standing(insee) if view.flow is None else known.of_flow(insee, view.flow)
        return standing.state

    def label(commune: Any) -> str:
        return f"{commune.name} : {STATES[state(commune.insee)].within(request.language)}"

    return of_communes(found.communes, state, label, view.address)


def _communes(known: Known, found: Area, view: View) -> list[dict[str, Any]]:
    rows = []
    for commune in sorted(found.communes, key=lambda each: -(each.population or 0)):
        standing = known.standing(commune.insee) if view.flow is None else known.of_flow(commune.insee, view.flow)
        address = view.address(Area(AreaKind.COMMUNE, commune.insee, commune.name))
        rows.append({"commune": commune, "address": address, "standing": standing, "state": STATES[standing.state]})
    return rows


def _archives(found: Area) -> list[str]:
    """The services of the Archives that are responsible there; none is told of France or a région."""
    if found.kind not in (AreaKind.DEPARTEMENT, AreaKind.EPCI):
        return []
    services = archives_services()
    codes = sorted({commune.departement for commune in found.communes})
    return list(dict.fromkeys(services[code].name for code in codes if code in services))
