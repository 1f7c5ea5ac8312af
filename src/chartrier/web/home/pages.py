"""The home pages: what waits for whoever is there, what happened, what is at risk, and where they may go."""

from __future__ import annotations

import unicodedata

from django.http import HttpResponse
from django.shortcuts import redirect, render

from chartrier.administration.status import status_of
from chartrier.catalog.archive.questions import versements
from chartrier.catalog.tenants import register
from chartrier.records.roles import Permission
from chartrier.records.tenant import Tenant
from chartrier.web.frame.asking import Asked, somebody
from chartrier.web.frame.page import page, public
from chartrier.web.frame.waiting import waits_for

SHOWN = 60
"""Collectivités that the page names; of more, it says how many."""

LAST = 8
"""Versements that the page names."""


@public
def home(request: Asked) -> HttpResponse:
    """Of a person: their collectivités, or the only one's home. Of nobody: what this is."""
    if not somebody(request):
        return render(request, "home/welcome.html")
    tenants = register.tenants_of(request.rights.tenants)
    if len(tenants) == 1 and not request.rights.operator:
        return redirect("tenant_home", tenants[0].code)
    words = request.GET.get("q", "")[:80]
    found = [each for each in tenants if _folded(words) in _folded(each.name) or words == each.siren]
    context = {
        "tenants": found[:SHOWN],
        "more": len(found) - len(found[:SHOWN]),
        "many": len(tenants) > SHOWN // 4,
        "words": words,
    }
    return render(request, "home/home.html", context)


@page(Permission.READ_INDICATORS)
def tenant_home(request: Asked, tenant: Tenant) -> HttpResponse:
    """Of a collectivité; whoever may see its indicators only is led to them."""
    if not request.rights.decide(Permission.SEARCH_DESCRIPTIONS, tenant.key).allowed:
        return redirect("cockpit", tenant.code)
    watches = request.rights.decide(Permission.READ_AUDIT, tenant.key).allowed
    context = {
        "waits": waits_for(request, tenant),
        "versements": versements([tenant.key], limit=LAST),
        "status": status_of(tenant, request.archive.copies) if watches else None,
    }
    return render(request, "home/tenant.html", context)


def _folded(text: str) -> str:
    return "".join(each for each in unicodedata.normalize("NFD", text.casefold()) if each.isalnum())
