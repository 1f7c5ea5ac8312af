"""Reading the register: the list, a fiche, the files, and what contradicts it."""

from __future__ import annotations

from itertools import groupby
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from chartrier.catalog.people.directory import names_of
from chartrier.catalog.treatments.register import holder_of, versions
from chartrier.clock import day_of
from chartrier.privacy.contradictions.looking import contradictions_of
from chartrier.privacy.treatments.exporting import Form, written
from chartrier.privacy.treatments.fiche import fiche
from chartrier.privacy.treatments.listing import Listed, register_of, treatment_of
from chartrier.records.roles import Permission
from chartrier.records.tenant import Tenant
from chartrier.rules.treatments.vocabulary import PARTS
from chartrier.web.frame.asking import Asked
from chartrier.web.frame.page import page
from chartrier.web.treatments.remedies import BY_COMMAND, way_of

KINDS = {
    Form.CSV: "text/csv; charset=utf-8",
    Form.ODS: "application/vnd.oasis.opendocument.spreadsheet",
    Form.PDF: "application/pdf",
}


@page(Permission.SEARCH_DESCRIPTIONS)
@require_safe
def every(request: Asked, tenant: Tenant) -> HttpResponse:
    """The two registers: what the collectivité answers for (art. 30(1)), what it does for others (art. 30(2))."""
    found = register_of(tenant)
    context = {
        "own": [_told(each) for each in found if not each.treatment.processes],
        "others": [_told(each) for each in found if each.treatment.processes],
        "holder": holder_of(tenant.key),
        "may_change": may_change(request, tenant),
    }
    return render(request, "treatments/treatments.html", context)


@page(Permission.SEARCH_DESCRIPTIONS)
@require_safe
def one(request: Asked, tenant: Tenant, treatment: UUID) -> HttpResponse:
    """The fiche of a treatment, its durations, and when it was said otherwise."""
    found = treatment_of(tenant, treatment)
    known = versions(tenant.key, treatment)
    names = names_of({each.person for each in known if each.person is not None})
    context = {
        **_told(found),
        "headings": fiche(found),
        "versions": [(each, names.get(each.person, "") if each.person else "") for each in reversed(known)],
        "may_change": may_change(request, tenant),
    }
    return render(request, "treatments/treatment.html", context)


@page(Permission.SEARCH_DESCRIPTIONS)
@require_safe
def taken(request: Asked, tenant: Tenant, form: str) -> HttpResponse:
    """The register to take away, in French as the law is."""
    if form not in set(Form):
        raise Http404
    now, chosen = request.archive.copies.clock(), Form(form)
    data = written(chosen, register_of(tenant), tenant, day_of(now), now)
    name = f'attachment; filename="registre-traitements-{tenant.code}.{chosen}"'
    return HttpResponse(data, content_type=KINDS[chosen], headers={"Content-Disposition": name})


@page(Permission.KEEP_TREATMENTS)
@require_safe
def contradictory(request: Asked, tenant: Tenant) -> HttpResponse:
    """What contradicts the register, by kind; for whoever keeps it, of the whole collectivité."""
    found = contradictions_of(tenant, request.archive.copies)
    kinds = [
        (kind, kind in BY_COMMAND, [(each, way_of(request, tenant, each)) for each in those])
        for kind, those in groupby(found, key=lambda each: each.kind)
    ]
    return render(request, "treatments/contradictions.html", {"kinds": kinds, "found": found})


def may_change(request: Asked, tenant: Tenant) -> bool:
    """Whether they keep the register."""
    return request.rights.decide(Permission.KEEP_TREATMENTS, tenant.key).allowed


def _told(listed: Listed) -> dict[str, object]:
    part = listed.treatment.part
    return {"listed": listed, "treatment": listed.treatment, "part": PARTS[part] if part is not None else None}
