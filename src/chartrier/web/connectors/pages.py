"""The connectors of a collectivité: opened, with a token that is shown once; seen; revoked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from chartrier.administration.connectors import Granted, called, grant, latest_day
from chartrier.administration.connectors import revoke as revoke_connector
from chartrier.administration.findings import NO_SUCH_CONNECTOR
from chartrier.catalog.connectors import register
from chartrier.catalog.connectors.models import Connector
from chartrier.catalog.tenants.services import services
from chartrier.clock import day_of
from chartrier.errors import ChartrierError, NotFound
from chartrier.records.connectors import ConnectorOperation
from chartrier.records.roles import Permission
from chartrier.records.tenant import Tenant
from chartrier.rules.communicabilite.words import Words
from chartrier.web.accounts.strength import ask_again, is_fresh, is_strong
from chartrier.web.connectors.forms import Opening
from chartrier.web.connectors.words import OPERATIONS
from chartrier.web.frame.asking import Asked
from chartrier.web.frame.page import page
from chartrier.web.frame.sentences import say


@dataclass(frozen=True, slots=True)
class Shown:
    """A connector, with who opened it (empty: the operator of the machine) and what it may do."""

    connector: Connector
    by: str
    may: list[Words]
    last: Words | None
    until: date
    state: str
    """`open`, `revoked` or `over`."""


@page(Permission.ADMINISTER_TENANT)
@require_http_methods(["GET", "POST"])
def connectors(request: Asked, tenant: Tenant) -> HttpResponse:
    """Those of the collectivité; one more (POST), whose token this answer alone shows.

    Whoever has a second factor, by their roles or by choice, is asked for it again.
    """
    clock, offered, wrong = request.archive.copies.clock, services(tenant.key), None
    initial = {"until": latest_day(clock)}
    form, granted = Opening(request, offered, initial=initial), None
    if request.method == "POST":
        form = Opening(request, offered, request.POST, initial=initial)
        if form.is_valid() and is_strong(request) and not is_fresh(request):
            return ask_again(request)
        if form.is_valid():
            try:
                granted = _open(request, tenant, form)
            except ChartrierError as problem:
                wrong = problem.finding
            else:
                form = Opening(request, offered, initial=initial)
    context = {
        "connectors": [_shown(tenant, each, request) for each in register.connectors(tenant.key)],
        "form": form,
        "wrong": wrong,
        "granted": granted,
        "address": f"{request.archive.settings.web_url}/api/v1/",
    }
    return render(request, "connectors/connectors.html", context, status=400 if wrong or form.errors else 200)


@page(Permission.ADMINISTER_TENANT)
@require_POST
def revoke(request: Asked, tenant: Tenant) -> HttpResponse:
    """Close one, at once and for ever. Raises NotFound."""
    try:
        identifier = UUID(request.POST.get("connector", ""))
    except ValueError:
        raise NotFound(NO_SUCH_CONNECTOR, name="") from None
    revoke_connector(tenant, identifier, request.archive.copies.clock)
    messages.success(request, say(request, "C'est fait : son jeton n'ouvre plus rien."))
    return redirect("connectors", tenant.code)


def _open(request: Asked, tenant: Tenant, form: Opening) -> Granted:
    given = form.cleaned_data
    return grant(
        tenant,
        given["name"],
        given["operations"],
        given["until"],
        request.user.pk,
        request.archive.copies.clock,
        service=given.get("service") or "",
    )


def _shown(tenant: Tenant, each: Connector, request: Asked) -> Shown:
    over = each.expires <= request.archive.copies.clock()
    return Shown(
        each,
        called(tenant, each.person) if each.person else "",
        [words for operation, words in OPERATIONS.items() if operation in each.operations],
        OPERATIONS[ConnectorOperation(each.used_for)] if each.used_for else None,
        day_of(each.expires - timedelta(seconds=1)),
        "revoked" if each.revoked else "over" if over else "open",
    )
