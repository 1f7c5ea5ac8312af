"""Lists: given, by archives services and centres de gestion; and had again, as open data."""

from __future__ import annotations

import io

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from chartrier.administration.throttling import LISTS
from chartrier.errors import InvalidInput
from chartrier.geography import national_list
from chartrier.records.finding import Findings
from chartrier.records.roles import Permission
from chartrier.territory.area import FRANCE
from chartrier.territory.exporting import OBSERVATORY, Export, export, export_picture
from chartrier.territory.importing import (
    ACTORS,
    ACTORS_TOO,
    INITIATIVES,
    INITIATIVES_TOO,
    STATEMENTS,
    STATEMENTS_TOO,
    import_list,
)
from chartrier.territory.observatory.national import picture
from chartrier.territory.words import ACTORS as KINDS
from chartrier.territory.words import FLOWS, MODELS, OFFERS, STAGES, STATES
from chartrier.web.frame.asking import Asked
from chartrier.web.frame.page import anywhere
from chartrier.web.frame.sparing import at_most
from chartrier.web.territory.asking import area_or_absent, may_lead, today, view_of
from chartrier.web.territory.forms import GivenList

MOST_FINDINGS = 100


@anywhere(Permission.READ_INDICATORS)
@require_http_methods(["GET", "POST"])
def give(request: Asked) -> HttpResponse:
    """Give a list, see what became of it; have those that are there."""
    may, form, done = may_lead(request), GivenList(request), None
    findings = Findings(MOST_FINDINGS)
    if request.method == "POST":
        if not may:
            raise Http404
        form = GivenList(request, request.POST, request.FILES)
        if form.is_valid():
            file, now = form.cleaned_data["file"], request.archive.copies.clock()
            done = import_list(
                file.file, findings, file=str(file.name)[:80], now=now, today=today(request), person=request.user.pk
            )
    context = {
        "form": form,
        "done": done,
        "refused": findings.refused,
        "findings": list(findings),
        "may": may,
        "exports": [*Export, OBSERVATORY],
        "columns": [
            (STATEMENTS, STATEMENTS_TOO), (INITIATIVES, INITIATIVES_TOO), (ACTORS, ACTORS_TOO),
        ],
        "choices": [
            ("etat", STATES.items()), ("flux", FLOWS.items()), ("offre", OFFERS.items()), ("modele", MODELS.items()),
            ("etape", STAGES.items()), ("type", KINDS.items()),
        ],
        "attribution": national_list.ATTRIBUTION,
    }  # fmt: skip
    status = 400 if form.errors or findings.refused else 200
    return render(request, "territory/lists.html", context, status=status)


@anywhere(Permission.READ_INDICATORS)
@require_safe
@at_most(LISTS)
def have(request: Asked, which: str) -> HttpResponse:
    """One of the lists, as CSV; the coverage is that of an area (`lieu`) on a day (`jour`)."""
    area = area_or_absent(request.GET.get("lieu") or FRANCE.written)
    stream = io.BytesIO()
    try:
        if which == OBSERVATORY:
            asked = request.GET.get("annee", "")
            year = int(asked) if asked.isdecimal() and len(asked) == 4 else None
            export_picture(stream, picture(request.archive.settings, today(request), year))
        else:
            export(which, stream, view_of(request).on, area)
    except InvalidInput:
        raise Http404 from None
    answer = HttpResponse(stream.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="territoire-{which}.csv"'
    return answer
