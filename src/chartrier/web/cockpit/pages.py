"""The note, live: three numbers, the decision to take, and where each number comes from."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from chartrier.clock import day_of
from chartrier.cockpit.note.advice import LAW, advice, stakes
from chartrier.cockpit.note.facts import facts_of
from chartrier.cockpit.note.forms import Form, written
from chartrier.cockpit.note.writing import AGES, note_of
from chartrier.geography import contours
from chartrier.records.roles import Permission
from chartrier.records.tenant import Tenant
from chartrier.territory.note_map import LEGEND, drawn, note_map
from chartrier.web.frame.asking import Asked
from chartrier.web.frame.page import page

KINDS = {
    Form.PDF: ("application/pdf", "note.pdf"),
    Form.SLIDES: ("application/pdf", "diapos.pdf"),
    Form.ODT: ("application/vnd.oasis.opendocument.text", "note.odt"),
}

WIDE = 460
"""Units of the longest bar of the diagram."""


@page(Permission.READ_INDICATORS, whole=True)
@require_safe
def live(request: Asked, tenant: Tenant) -> HttpResponse:
    """What is true today; nothing else is shown to an élu."""
    facts = facts_of(tenant, request.archive.copies)
    most = max((each.units for each in facts.ages.values()), default=0)
    bars = [
        {
            "label": label,
            "extent": facts.ages[age],
            "width": round(WIDE * facts.ages[age].units / most) if most else 0,
            "y": 14 + 34 * at,
        }
        for at, (age, label) in enumerate(AGES.items())
    ]
    context = {
        "facts": facts,
        "advice": advice(facts),
        "stakes": stakes(facts),
        "law": LAW,
        "bars": bars,
        "projects": request.rights.decide(Permission.SEE_PLANS, tenant.key).allowed,
    }
    return render(request, "cockpit/live.html", context)


@page(Permission.READ_INDICATORS, whole=True)
@require_safe
def around(request: Asked, tenant: Tenant) -> HttpResponse:
    """The map of the note. It comes after the numbers, which do not wait for it; by itself it is a page."""
    shown = drawn(tenant, day_of(request.archive.copies.clock()))
    context: dict[str, Any] = {
        "drawn": shown,
        "attribution": contours.ATTRIBUTION,
        "shades": [shade for shade, _ in LEGEND],
    }
    if shown is not None:
        area = shown.around
        context |= {
            "size": f"0 0 {contours.WIDTH} {contours.HEIGHT}",
            "name": area.name if area is not None else "France",
            "area": area.written if area is not None else "",
            "tally": shown.tally,
        }
    return render(request, "cockpit/map.html" if request.htmx else "cockpit/around.html", context)


@page(Permission.READ_INDICATORS, whole=True)
@require_safe
def taken(request: Asked, tenant: Tenant, form: str) -> HttpResponse:
    """The note to take away: two pages, slides, or a text to change. It is in French, as a council reads it."""
    if form not in set(Form):
        raise Http404
    chosen = Form(form)
    facts = facts_of(tenant, request.archive.copies)
    data = written(note_of(facts, note_map(tenant, facts.day)), chosen)
    kind, name = KINDS[chosen]
    return HttpResponse(data, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
