"""The page of a data protection officer: what waits for them in all the collectivités that they serve."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from chartrier.catalog.tenants import register
from chartrier.privacy.desk import desk
from chartrier.records.roles import Permission
from chartrier.rules.persons.request import STEPS
from chartrier.rules.persons.rights import RIGHTS
from chartrier.web.frame.asking import Asked
from chartrier.web.frame.page import anywhere

SHOWN = 100
"""Lines of each list."""


@anywhere(Permission.ANSWER_PERSONS)
@require_safe
def desk_page(request: Asked) -> HttpResponse:
    """Requests and their days, violations, séries with sensitive data, hints of an AIPD: across collectivités.

    Who only operates the instance has none.
    """
    rights = request.rights
    where = rights.where(Permission.ANSWER_PERSONS)
    if not where:
        raise Http404
    tenants = register.tenants_of(where)
    found = desk(tenants, request.archive.copies.clock())
    requests = [(of, each, RIGHTS[each.asked.right], STEPS[each.step]) for of, each in found.requests[:SHOWN]]
    context = {
        "requests": requests,
        "violations": found.violations[:SHOWN],
        "sensitive": sorted(found.sensitive, key=lambda pair: -pair[1].sensitive)[:SHOWN],
        "aipd": found.aipd[:SHOWN],
        "urgent": sum(each.urgent for _, each in found.requests),
        "totals": (len(found.requests), len(found.violations), len(found.sensitive), len(found.aipd)),
        "served": len(where),
        "registers": [
            (each, rights.everywhere(Permission.SEE_PERSONAL_DATA, each.key))
            for each in tenants
            if rights.decide(Permission.KEEP_TREATMENTS, each.key).allowed
        ][:SHOWN],
        "most": SHOWN,
    }
    return render(request, "persons/dpo.html", context)
