"""The home page: what waits for whoever is there, and where they may go."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from chartrier.catalog.tenants import register
from chartrier.records.roles import Permission
from chartrier.web.frame.asking import Asked
from chartrier.web.frame.page import page, public

SHOWN = 60
"""Collectivités that the page names; of more, it says how many."""


@public
def home(request: Asked) -> HttpResponse:
    """Of a person: their collectivités; with one only, its home. Of nobody: what this is."""
    if not request.user.is_authenticated:
        return render(request, "home/welcome.html")
    keys = request.rights.tenants
    tenants = register.tenants_of(keys[:SHOWN])
    if len(tenants) == 1 and len(keys) == 1:
        request.tenant = tenants[0]
    operates = request.rights.decide(Permission.OPERATE, None).allowed
    return render(
        request, "home/home.html", {"tenants": tenants, "more": len(keys) - len(tenants), "operates": operates}
    )


@page(Permission.SEARCH_DESCRIPTIONS)
def tenant_home(request: Asked, tenant: object) -> HttpResponse:
    """Of a collectivité."""
    return render(request, "home/home.html", {"tenants": [tenant], "more": 0})
