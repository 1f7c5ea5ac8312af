"""The home pages: what waits for whoever is there, what happened, what is at risk, and where they may go."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render

from chartrier.administration.health import AUDITED, COPIES_DAMAGED, COPY_DAMAGED, WORK_FAILED
from chartrier.administration.status import TenantStatus, status_of
from chartrier.catalog.archive.volumes import Volume, volume_of
from chartrier.catalog.consultations.register import number_since
from chartrier.catalog.openings.register import under_way as openings_under_way
from chartrier.catalog.tenants import register
from chartrier.catalog.tenants.services import logo
from chartrier.catalog.works import register as works
from chartrier.errors import InvalidInput
from chartrier.reception.kinds import kinds
from chartrier.records.finding import Severity
from chartrier.records.roles import Permission
from chartrier.records.tenant import Tenant
from chartrier.registers.operations import Sought, Told, page_of
from chartrier.web.accounts.strength import is_strong
from chartrier.web.frame.asking import Asked, somebody
from chartrier.web.frame.navigation import first_address
from chartrier.web.frame.page import page, public
from chartrier.web.frame.risking import risks_for
from chartrier.web.frame.waiting import told_to
from chartrier.web.instance.looking import looked_at_lately, machine
from chartrier.web.operations.asking import sees_all

SHOWN = 60
"""Collectivités that the page names; of more, it says how many."""

LAST = 8
"""Operations that the page names."""

FEW = 3
"""Operations that are named of one of several collectivités."""

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
        "instance": _instance(request) if request.rights.operator and is_strong(request) else None,
    }
    return render(request, "home/home.html", context)


@page(Permission.READ_INDICATORS, Permission.SEARCH_DESCRIPTIONS)
def tenant_home(request: Asked, tenant: Tenant) -> HttpResponse:
    """Of a collectivité, for each role what it may see; who may see its indicators only is led to them.

    Figures of the whole are for whoever sees its indicators within no bounds.
    """

    def may(permission: Permission) -> bool:
        return request.rights.decide(permission, tenant.key).allowed

    whole = request.rights.everywhere(Permission.READ_INDICATORS, tenant.key)
    if not may(Permission.SEARCH_DESCRIPTIONS):
        return redirect("cockpit" if whole else "view", tenant.code)
    watches = may(Permission.READ_AUDIT)
    beside = {"volume": volume_of(tenant.key)} if whole else {}
    if watches:
        beside["readings"] = number_since(tenant.key, request.archive.copies.clock() - LATELY)
    told = told_to(request, tenant, beside)
    context = {
        "picture": logo(tenant.key),
        "kinds": _kinds(request, tenant),
        "readings": told.beside.get("readings"),
        "days": LATELY.days,
        "waits": told.waits,
        "happened": _happened(request, tenant, LAST),
        "sees_all": sees_all(request, tenant),
        "volume": Volume(*told.beside["volume"]) if whole else None,
        **_at_risk(request, tenant),
    }
    return render(request, "home/tenant.html", context)


@page(Permission.READ_INDICATORS, Permission.SEARCH_DESCRIPTIONS)
def waiting(request: Asked, tenant: Tenant) -> HttpResponse:
    """What waits in one of several collectivités, what happened there and what is at risk: a part of the page that
    lists them.
    """
    searches = request.rights.decide(Permission.SEARCH_DESCRIPTIONS, tenant.key).allowed
    context = {
        "waits": told_to(request, tenant).waits,
        "follows": searches,
        "happened": _happened(request, tenant, FEW) if searches else [],
        **_at_risk(request, tenant),
    }
    return render(request, "home/waiting.html", context)


def _happened(request: Asked, tenant: Tenant, most: int) -> Sequence[Told]:
    """The last operations: one's own, or those of all for who may see them."""
    whose = Sought(by=None if sees_all(request, tenant) else str(request.user.pk))
    return page_of(tenant, whose, limit=most).lines


def _at_risk(request: Asked, tenant: Tenant) -> dict[str, Any]:
    """What each subject tells, and how the copies stand."""
    status = status_of(tenant, request.archive.copies)
    return {
        "risks": risks_for(request, tenant),
        "status": status,
        "overdue": _overdue(status, request.archive.copies.clock()),
        "months": AUDITED.days // 30,
        "watches": request.rights.decide(Permission.READ_AUDIT, tenant.key).allowed,
    }


def _instance(request: Asked) -> dict[str, Any]:
    """What waits for whoever operates the instance, and what is at risk in it."""
    seen = [each for _, findings in looked_at_lately(request.archive) for each in findings]
    of_machine = [each for _, findings in machine(request.archive) for each in findings]
    grave = [each for each in of_machine if each.severity is Severity.ERROR]
    return {
        "works": works.counts(register.tenant_keys()),
        "openings": openings_under_way(),
        "risks": [*(each for each in seen if each.code != WORK_FAILED.code), *grave],
        "damaged": any(each.code in (COPY_DAMAGED.code, COPIES_DAMAGED.code) for each in seen),
        "to_review": len(of_machine) - len(grave),
    }


def _overdue(status: TenantStatus, now: datetime) -> bool:
    """Whether the copies were not read in full for too long, since the first entry where they never were."""
    read = status.audit.ended if status.audit is not None else None
    return status.entries > 0 and (read is None or now - read > AUDITED)


def _kinds(request: Asked, tenant: Tenant) -> list[tuple[str, str]]:
    """For whoever is there to deposit, the kinds that are deposited most, by code and label."""
    decide = request.rights.decide
    if not decide(Permission.DEPOSIT, tenant.key).allowed or decide(Permission.REVIEW_DEPOSITS, tenant.key).allowed:
        return []
    try:
        known = list(kinds(tenant).values())
    except InvalidInput:
        # no table is in force yet
        return []
    may = [each for each in known if decide(Permission.DEPOSIT, tenant.key, series=each.code).allowed]
    shown = [each for each in may if each.usual] if len(may) == len(known) else may
    return [(each.code, each.label(request.language)) for each in (shown or may)[:FIRST_KINDS]]


def _folded(text: str) -> str:
    return "".join(each for each in unicodedata.normalize("NFD", text.casefold()) if each.isalnum())
