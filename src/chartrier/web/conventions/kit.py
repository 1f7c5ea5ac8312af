"""The documents that a convention needs: one page that lists them, and each of their files."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from chartrier.administration.conventions import living
from chartrier.administration.conventions.drafting import tenants_of
from chartrier.administration.conventions.living import Known
from chartrier.catalog.tenants import register as tenants
from chartrier.cockpit.kit.articles import articles
from chartrier.cockpit.kit.calendar import steps
from chartrier.cockpit.kit.facts import facts_of
from chartrier.cockpit.kit.kit import BLANKS_SHEET, CALENDAR_FILE, RACI_SHEET, TYPES, WHOLE, Kit, kit_of
from chartrier.records.roles import Permission
from chartrier.records.tenant import Tenant
from chartrier.web.accounts.strength import is_strong, must_be_strong
from chartrier.web.frame.asking import Asked
from chartrier.web.frame.page import operating, page


@page(Permission.SEE_PLANS)
@require_safe
def of_tenant(request: Asked, tenant: Tenant, convention: UUID) -> HttpResponse:
    """What is ready, what the law asks, what is still to be filled in."""
    return _shown(request, living.find(str(convention), [tenant.key]), ours=True)


@page(Permission.SEE_PLANS)
@require_safe
def of_tenant_file(request: Asked, tenant: Tenant, convention: UUID, name: str) -> HttpResponse:
    """One file, or the zip of all."""
    return _handed(request, living.find(str(convention), [tenant.key]), name)


@operating
@require_safe
def steps_kit(request: Asked, convention: UUID) -> HttpResponse:
    """The same for whoever operates the instance, who sees of each party what their rights there show."""
    return _shown(request, living.find(str(convention), tenants.tenant_keys()), ours=False)


@operating
@require_safe
def steps_kit_file(request: Asked, convention: UUID, name: str) -> HttpResponse:
    """One file of it."""
    return _handed(request, living.find(str(convention), tenants.tenant_keys()), name)


def _kit(request: Asked, known: Known) -> Kit:
    visible = {key for key in tenants_of(known.convention) if _sees(request, key)}
    return kit_of(facts_of(known.id, known.convention, request.archive.copies, visible))


def _sees(request: Asked, tenant: int) -> bool:
    """Whether the pages of that collectivité would show them all that it has: the kit tells of the whole of it."""
    if not request.rights.everywhere(Permission.SEARCH_DESCRIPTIONS, tenant):
        return False
    return is_strong(request) or not must_be_strong(request.rights.roles(tenant))


def _shown(request: Asked, known: Known, *, ours: bool) -> HttpResponse:
    kit = _kit(request, known)
    numbers = {article: number for number, article in enumerate(articles(kit.facts), 1)}
    context: dict[str, Any] = {
        "id": known.id,
        "convention": known.convention,
        "ours": ours,
        "documents": kit.documents,
        "left": kit.left,
        "demands": [(each, numbers[each.article]) for each in kit.demands],
        "steps": steps(known.convention, kit.facts.today),
        "whole": WHOLE,
        "calendar": CALENDAR_FILE,
        "roles": RACI_SHEET,
        "blanks": BLANKS_SHEET,
    }
    return render(request, "conventions/kit.html", context)


def _handed(request: Asked, known: Known, name: str) -> HttpResponse:
    data = _kit(request, known).file(name)
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(data, content_type=TYPES[name.rpartition(".")[2]], headers=headers)
