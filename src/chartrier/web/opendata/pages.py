"""What a collectivité must publish, what it has put online, and what happened to each."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from chartrier.catalog.publications.register import What, publications
from chartrier.opendata.datasets import DATASETS
from chartrier.opendata.duties import Owed, duties
from chartrier.opendata.grounds import GROUNDS, Ground
from chartrier.opendata.history import told_publications
from chartrier.records.roles import Permission
from chartrier.records.tenant import Tenant
from chartrier.rules.communicabilite.words import Words
from chartrier.web.frame.asking import Asked
from chartrier.web.frame.page import page

OWED = {
    Owed.YES: Words("dû", "owed"),
    Owed.NO: Words("non dû", "not owed"),
    Owed.TO_CHECK: Words("à vérifier", "to check"),
}


@page(Permission.PUBLISH)
@require_safe
def home(request: Asked, tenant: Tenant) -> HttpResponse:
    """Duties, the portal, datasets, séries, and records withdrawn."""
    known = {(each.what, each.name): each for each in publications(tenant.key)}
    of = tenant.custody.population
    context = {
        "portal": known.get((What.PORTAL, "")),
        "datasets": [(kind, described, known.get((What.DATASET, kind))) for kind, described in DATASETS.items()],
        "series": [
            (each, GROUNDS[Ground(each.content["ground"])])
            for (what, _), each in known.items()
            if what is What.SERIES and each.online
        ],
        "withdrawn": [each for (what, _), each in known.items() if what is What.RECORD and not each.online],
        "duties": [(each, OWED[each.owed_by(tenant.kind, of, None)]) for each in duties()],
    }
    return render(request, "opendata/home.html", context)


@page(Permission.PUBLISH)
@require_safe
def register(request: Asked, tenant: Tenant) -> HttpResponse:
    """The register of publications: what, when, by whom, and why; the latest first."""
    return render(request, "opendata/register.html", {"lines": told_publications(tenant)})
