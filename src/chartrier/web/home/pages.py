"""The home pages: what waits for whoever is there, what happened, what is at risk, and where they may go."""

from __future__ import annotations

import unicodedata
from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render

from chartrier.administration.status import status_of
from chartrier.catalog.archive.volumes import Volume, volume_of
from chartrier.catalog.consultations.register import number_since
from chartrier.catalog.openings.register import under_way as openings_under_way
from chartrier.catalog.tenants import register
from chartrier.catalog.works import register as works
from chartrier.errors import InvalidInput
from chartrier.reception.kinds import kinds
from chartrier.records.roles import Permission
from chartrier.records.tenant import Tenant
from chartrier.registers.operations import Sought, page_of
from chartrier.web.frame.asking import Asked, somebody
from chartrier.web.frame.navigation import first_address
from chartrier.web.frame.page import page, public
from chartrier.web.frame.waiting import told_to
from chartrier.web.operations.asking import sees_all

SHOWN = 60
"""Collectivités that the page names; of more, it says how many."""

LAST = 8
"""Operations that the page names."""

LATELY = timedelta(days=30)
"""For which readings are counted."""

FIRST_KINDS = 6
"""Kinds of deposits that are one click away."""


@public
def home(request: Asked) -> HttpResponse:
    """Of a person: their collectivités, or the only one's home; of who operates, the instance too. Of nobody: what
    this is.
    """
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
        "instance": _instance() if request.rights.operator else None,
    }
    return render(request, "home/home.html", context)


@page(Permission.READ_INDICATORS)
def tenant_home(request: Asked, tenant: Tenant) -> HttpResponse:
    """Of a collectivité, for each role what it may see; who may see its indicators only is led to them."""

    def may(permission: Permission) -> bool:
        return request.rights.decide(permission, tenant.key).allowed

    if not may(Permission.SEARCH_DESCRIPTIONS):
        return redirect("cockpit", tenant.code)
    whose = Sought(by=None if sees_all(request, tenant) else str(request.user.pk))
    follows = whose.by is None or may(Permission.DEPOSIT)
    watches = may(Permission.READ_AUDIT)
    beside = {"volume": volume_of(tenant.key)}
    if watches:
        beside["readings"] = number_since(tenant.key, request.archive.copies.clock() - LATELY)
    told = told_to(request, tenant, beside)
    context = {
        "kinds": _kinds(request, tenant),
        "readings": told.beside.get("readings"),
        "days": LATELY.days,
        "waits": told.waits,
        "follows": follows,
        "happened": page_of(tenant, whose, limit=LAST).lines if follows else [],
        "sees_all": whose.by is None,
        "status": status_of(tenant, request.archive.copies),
        "watches": watches,
        "volume": Volume(*told.beside["volume"]),
    }
    return render(request, "home/tenant.html", context)


@page(Permission.READ_INDICATORS)
def waiting(request: Asked, tenant: Tenant) -> HttpResponse:
    """What waits in one of several collectivités: a part of the page that lists them."""
    return render(request, "home/waiting.html", {"waits": told_to(request, tenant).waits})


def _instance() -> dict[str, Any]:
    """What waits for whoever operates the instance."""
    return {"works": works.counts(register.tenant_keys()), "openings": openings_under_way()}


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
