"""What a collectivité must publish, what it has put online, and what happened to each."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from chartrier.catalog.publications.register import What, publications
from chartrier.catalog.series.register import current
from chartrier.opendata.by_series import VERDICTS, Judged, Verdict, judged
from chartrier.opendata.datasets import DATASETS, dataset_for
from chartrier.opendata.duties import Owed, duties
from chartrier.opendata.grounds import GROUNDS, Ground
from chartrier.opendata.history import told_publications
from chartrier.opendata.removals import standings
from chartrier.records.roles import Permission
from chartrier.records.tenant import Tenant
from chartrier.rules.communicabilite.words import Words
from chartrier.web.frame.asking import Asked
from chartrier.web.frame.page import page

OWED = {
    Owed.YES: (Words("dû", "owed"), "badge-warning"),
    Owed.NO: (Words("non dû", "not owed"), ""),
    Owed.TO_CHECK: (Words("à vérifier", "to check"), "badge-info"),
}


BADGES = {
    Verdict.MUST: "badge-warning",
    Verdict.TO_CHECK: "badge-info",
    Verdict.MAY: "badge-success",
    Verdict.MUST_NOT: "badge-error",
}


@page(Permission.PUBLISH)
@require_safe
def home(request: Asked, tenant: Tenant) -> HttpResponse:
    """Duties, the portal, datasets, séries, and records withdrawn."""
    known = {(each.what, each.name): each for each in publications(tenant.key)}
    of, staff, now = tenant.custody.population, _staff(request), request.archive.copies.clock()
    context = {
        "portal": known.get((What.PORTAL, "")),
        "datasets": [(kind, described, known.get((What.DATASET, kind))) for kind, described in DATASETS.items()],
        "series": [
            (each, GROUNDS[Ground(each.content["ground"])])
            for (what, _), each in known.items()
            if what is What.SERIES and each.online
        ],
        "withdrawn": [each for (what, _), each in known.items() if what is What.RECORD and not each.online],
        "duties": [(each, *OWED[each.owed_by(tenant.kind, of, staff)], dataset_for(each.dataset)) for each in duties()],
        "by_series": _by_series(tenant, staff),
        "population": of,
        "staff": staff,
        "removals": standings(tenant, now, still_open=True),
    }
    return render(request, "opendata/home.html", context)


def _by_series(tenant: Tenant, staff: int | None) -> list[tuple[Words, str, list[Judged]]]:
    """The verdicts, with their badge and the séries that have them."""
    table = current(tenant.key)
    found = judged(table.series.values() if table is not None else (), tenant.kind, tenant.custody.population, staff)
    return [(VERDICTS[each], BADGES[each], [one for one in found if one.verdict is each]) for each in Verdict]


def _staff(request: Asked) -> int | None:
    """The staff that is said in the address, in équivalents temps plein; it is kept nowhere."""
    said = request.GET.get("effectif", "").strip()
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 7 else None


@page(Permission.PUBLISH)
@require_safe
def register(request: Asked, tenant: Tenant) -> HttpResponse:
    """The register of publications: what, when, by whom, and why; the latest first."""
    return render(request, "opendata/register.html", {"lines": told_publications(tenant)})
