"""The matrix of a collectivité, to be looked at, printed and taken away; and the same of an area, counted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from chartrier.catalog.hosting.facts import facts_counted_at
from chartrier.catalog.tenants.register import tenants, tenants_of
from chartrier.errors import NotFound
from chartrier.hosting.checking import registered
from chartrier.records.roles import Permission
from chartrier.records.tenant import Tenant
from chartrier.territory.area import FRANCE, Area, above, area_of
from chartrier.view.area_view import MOST, AreaView, Line, area_view, within
from chartrier.view.cells import COLUMNS, LEVELS, Level, Row
from chartrier.view.evidence import evidence
from chartrier.view.folder import DESIGNED, folder, shown_of
from chartrier.view.rows import place_of
from chartrier.view.spreadsheet import Form, area_written, written
from chartrier.view.tenant_view import TenantView, view_of
from chartrier.view.themes import Shown
from chartrier.web.frame.asking import Asked
from chartrier.web.frame.page import anywhere, page
from chartrier.web.view.doors import door_of

KINDS = {
    Form.CSV: "text/csv; charset=utf-8",
    Form.ODS: "application/vnd.oasis.opendocument.spreadsheet",
}

BADGES = {
    Level.ALERT: ("badge-error", "cross"),
    Level.WATCH: ("badge-warning", "warning"),
    Level.UNKNOWN: ("badge-info", "info"),
    Level.GOOD: ("badge-success", "check"),
    Level.NONE: ("", ""),
}
"""How each level is shown: a colour and a picture, beside its word."""

SHOWN = {
    Shown.YES: ("badge-success", "check"),
    Shown.PARTLY: ("badge-warning", "warning"),
    Shown.NO: ("badge-error", "cross"),
    Shown.ELSEWHERE: ("badge-info", "info"),
}
"""The same of how far the folder shows what a theme wants."""

COUNTED = (Level.ALERT, Level.WATCH, Level.UNKNOWN, Level.GOOD)


@page(Permission.READ_INDICATORS)
@require_safe
def matrix(request: Asked, tenant: Tenant) -> HttpResponse:
    """A row a série, within what they may see; what is red first."""
    found, whole = _view(request, tenant), request.rights.everywhere(Permission.READ_INDICATORS, tenant.key)
    context = {
        "view": found,
        "counted": facts_counted_at(tenant.key),
        "columns": COLUMNS.values(),
        "rows": [_row(request, tenant, each) for each in found.held],
        "empty": found.empty,
        "places": [(each.name, each.whole, place_of(each)) for each in found.checked.situation.places],
        # where the copies are is of the whole collectivité
        "may_see_places": whole,
        "bounded": not whole,
        "levels": [(LEVELS[level], *BADGES[level], sum(row.level is level for row in found.held)) for level in COUNTED],
        "forms": list(Form),
        "may_prove": request.rights.decide(Permission.READ_AUDIT, tenant.key).allowed,
        "may_search": request.rights.decide(Permission.SEARCH_DESCRIPTIONS, tenant.key).allowed,
    }
    return render(request, "view/matrix.html", context)


@page(Permission.READ_INDICATORS)
@require_safe
def table(request: Asked, tenant: Tenant, form: str) -> HttpResponse:
    """The same as a table to take away."""
    if form not in set(Form):
        raise Http404
    chosen = Form(form)
    data = written(_view(request, tenant), chosen, request.language)
    return _file(data, KINDS[chosen], f"vue-{tenant.siren}.{chosen}")


@page(Permission.READ_AUDIT)
@require_safe
def conformity(request: Asked, tenant: Tenant) -> HttpResponse:
    """The conformity folder: of all of the collectivité, or not at all."""
    data = folder(view_of(tenant, request.archive.copies, registered()), request.archive.copies)
    return _file(data, "application/zip", f"dossier-{tenant.siren}.zip")


@page(Permission.READ_AUDIT)
@require_safe
def themes(request: Asked, tenant: Tenant) -> HttpResponse:
    """What the folder answers, theme by theme; each proof opens."""
    found, answers = shown_of(view_of(tenant, request.archive.copies, registered()), request.archive.copies)
    context = {
        "on": found.view.on,
        "designed": DESIGNED,
        "answers": [(theme, answer, *SHOWN[answer.shown]) for theme, answer in answers],
    }
    return render(request, "view/conformity.html", context)


@page(Permission.READ_AUDIT)
@require_safe
def proof(request: Asked, tenant: Tenant, name: str) -> HttpResponse:
    """One of the files that the folder stands on, as it is now."""
    view = view_of(tenant, request.archive.copies, registered())
    if name == "vue.csv":
        return _file(written(view, Form.CSV, "fr"), KINDS[Form.CSV], f"vue-{tenant.siren}.csv")
    data = evidence(view, request.archive.copies).files.get(name)
    if data is None:
        raise Http404
    last = name.rpartition("/")[2]
    return _file(data, "application/octet-stream", last if "." in last else f"{last}.txt")


@anywhere(Permission.READ_INDICATORS)
@require_safe
def everywhere(request: Asked) -> HttpResponse:
    """All collectivités whose indicators they see."""
    return _area(request, FRANCE)


@anywhere(Permission.READ_INDICATORS)
@require_safe
def area(request: Asked, code: str) -> HttpResponse:
    """Those of them in a région, a département, an EPCI."""
    try:
        return _area(request, area_of(code))
    except NotFound:
        raise Http404 from None


@anywhere(Permission.READ_INDICATORS)
@require_safe
def area_table(request: Asked, code: str, form: str) -> HttpResponse:
    """The same as a table to take away."""
    if form not in set(Form):
        raise Http404
    try:
        of = area_of(code)
    except NotFound:
        raise Http404 from None
    chosen = Form(form)
    data = area_written(_counted(request, of, _seen(request, of)), chosen, request.language)
    return _file(data, KINDS[chosen], f"vue-{of.written}.{chosen}")


def _seen(request: Asked, of: Area) -> list[Tenant]:
    """The collectivités of an area whose indicators they see in full, by name."""
    operates = request.rights.decide(Permission.OPERATE, None).allowed
    return within(of, tenants() if operates else tenants_of(request.rights.throughout(Permission.READ_INDICATORS)))


def _counted(request: Asked, of: Area, seen: Sequence[Tenant]) -> AreaView:
    copies, entered = request.archive.copies, registered()
    return area_view(of, seen[:MOST], lambda tenant: view_of(tenant, copies, entered))


def _area(request: Asked, of: Area) -> HttpResponse:
    seen = _seen(request, of)
    found, keys = _counted(request, of, seen), request.rights.throughout(Permission.READ_INDICATORS)
    ours = {each.siren: each.code for each in seen if each.key in keys}
    around = [] if of == FRANCE else [FRANCE, *above(of)]
    context = {
        "area": of,
        "trail": [(each.name, _address(each.written)) for each in around],
        "columns": COLUMNS.values(),
        "whole": _line(found.whole, ""),
        "parts": [_line(each, _address(each.code)) for each in found.parts],
        "tenants": [
            _line(each, reverse("view", args=[ours[each.code]]) if each.code in ours else "") for each in found.tenants
        ],
        "more": len(seen) - len(seen[:MOST]),
        "forms": list(Form),
    }
    return render(request, "view/area.html", context)


def _view(request: Asked, tenant: Tenant) -> TenantView:
    bounds = request.rights.bounds(tenant.key, Permission.READ_INDICATORS)
    if bounds is None:
        raise Http404
    return view_of(tenant, request.archive.copies, registered(), bounds)


def _row(request: Asked, tenant: Tenant, row: Row) -> dict[str, Any]:
    cells = []
    for column, name in COLUMNS.items():
        cell = row.cells[column]
        door = door_of(request, tenant, cell.action) if cell.action is not None else ""
        cells.append((name, cell, LEVELS[cell.level], *BADGES[cell.level], door))
    return {"row": row, "cells": cells}


def _line(line: Line, address: str) -> dict[str, Any]:
    cells = [
        (
            name,
            [
                (line.summary[column][level], LEVELS[level], *BADGES[level])
                for level in COUNTED
                if line.summary[column][level]
            ],
        )
        for column, name in COLUMNS.items()
    ]
    return {"line": line, "address": address, "cells": cells}


def _address(written_code: str) -> str:
    return reverse("view_everywhere") if written_code == FRANCE.written else reverse("view_area", args=[written_code])


def _file(data: bytes, kind: str, name: str) -> HttpResponse:
    return HttpResponse(data, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
