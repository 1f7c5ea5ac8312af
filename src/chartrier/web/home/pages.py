"""The home pages: what waits for whoever is there, what happened, what is at risk, and where they may go."""

from __future__ import annotations

import unicodedata

from django.http import HttpResponse
from django.shortcuts import redirect, render

from chartrier.administration.status import status_of
from chartrier.catalog.archive.questions import titles_of, versements
from chartrier.catalog.tenants import register
from chartrier.errors import InvalidInput
from chartrier.reception.kinds import kinds
from chartrier.records.roles import Permission
from chartrier.records.tenant import Tenant
from chartrier.web.frame.asking import Asked, somebody
from chartrier.web.frame.navigation import first_address
from chartrier.web.frame.page import page, public
from chartrier.web.frame.waiting import waits_for

SHOWN = 60
"""Collectivités that the page names; of more, it says how many."""

LAST = 8
"""Versements that the page names."""

FIRST_KINDS = 6
"""Kinds of deposits that are one click away."""


@public
def home(request: Asked) -> HttpResponse:
    """Of a person: their collectivités, or the only one's home. Of nobody: what this is."""
    if not somebody(request):
        return render(request, "home/welcome.html")
    tenants = register.tenants_of(request.rights.tenants)
    addresses = {each.key: address for each in tenants if (address := first_address(request, each)) is not None}
    tenants = [each for each in tenants if each.key in addresses]
    if len(tenants) == 1 and not request.rights.operator:
        return redirect(addresses[tenants[0].key])
    words = request.GET.get("q", "")[:80]
    found = [each for each in tenants if _folded(words) in _folded(each.name) or words == each.siren]
    context = {
        "tenants": [(each, addresses[each.key]) for each in found[:SHOWN]],
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
    last = versements([tenant.key], limit=LAST)
    titles = titles_of([tenant.key], [each.id for each in last]) if _sees_all(request, tenant) else {}
    context = {
        "kinds": _kinds(request, tenant),
        "waits": waits_for(request, tenant),
        "versements": [(each, titles.get(each.id) or each.message or each.id) for each in last],
        "status": status_of(tenant, request.archive.copies) if watches else None,
    }
    return render(request, "home/tenant.html", context)


def _sees_all(request: Asked, tenant: Tenant) -> bool:
    """Whether nothing bounds the descriptions that they may see."""
    reaching = request.rights.reaching(Permission.SEARCH_DESCRIPTIONS, tenant.key)
    return any(not each.services and not each.series for each in reaching)


def _kinds(request: Asked, tenant: Tenant) -> list[tuple[str, str]]:
    """For whoever is there to deposit, the kinds that are deposited most, by code and label."""
    decide = request.rights.decide
    if not decide(Permission.DEPOSIT, tenant.key).allowed or decide(Permission.REVIEW_DEPOSITS, tenant.key).allowed:
        return []
    try:
        known = kinds(tenant).values()
    except InvalidInput:
        # no table is in force yet
        return []
    return [(kind.code, kind.label(request.language)) for kind in known if kind.usual][:FIRST_KINDS]


def _folded(text: str) -> str:
    return "".join(each for each in unicodedata.normalize("NFD", text.casefold()) if each.isalnum())
