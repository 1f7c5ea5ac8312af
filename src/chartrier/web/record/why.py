"""Why somebody can see a record, or cannot: by their rights, and as the public, each regime by itself."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from chartrier.access.communicabilite.answer import public_reading
from chartrier.access.findings import NOT_FOUND
from chartrier.catalog.archive import questions
from chartrier.catalog.archive.searching import series_of, services_of
from chartrier.clock import day_of
from chartrier.errors import NotFound
from chartrier.records.roles import Permission
from chartrier.records.tenant import Tenant
from chartrier.web.frame.asking import Asked
from chartrier.web.frame.page import page
from chartrier.web.record.asking import by_rights
from chartrier.web.search.scope import scope_of

ASKED = (
    Permission.SEARCH_DESCRIPTIONS,
    Permission.READ_DOCUMENT,
    Permission.READ_WITH_MOTIVE,
    Permission.DELIVER,
)


@page(Permission.SEARCH_DESCRIPTIONS)
def why(request: Asked, tenant: Tenant, unit: UUID) -> HttpResponse:
    """Each right of who asks on this record, with its reason; and what the public may do, with its own."""
    by_rights(request, tenant, unit)
    key = tenant.key
    found = questions.unit([key], unit)
    if found is None:
        raise NotFound(NOT_FOUND, identifier=str(unit))
    service = services_of([key], [unit]).get(unit, "")
    series = series_of([key], [unit]).get(unit, []) or [""]
    decided = []
    for permission in ASKED:
        # a record with several rules is reached by any of them
        decisions = [request.rights.decide(permission, key, service=service, series=each) for each in series]
        best = next((each for each in decisions if each.allowed), decisions[0])
        decided.append((str(permission), best.allowed, [words.within(request.language) for words in best.because]))
    reading = public_reading(key, unit, day_of(request.archive.copies.clock()))
    context = {
        "unit": found,
        "decided": decided,
        "open": reading.open,
        "early": reading.early is not None,
        "sentence": reading.answer.sentence(request.language),
        "reasons": reading.answer.reasons,
        "in_texts": scope_of(request.rights, key, public=False).texts,
    }
    return render(request, "record/why.html", context)
