"""Erasing what names persons in requests that have been closed for long: proposed, then done by somebody else."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from chartrier.administration.credentials import prove
from chartrier.catalog.people.directory import names_of
from chartrier.clock import day_of
from chartrier.errors import ChartrierError
from chartrier.privacy.requests.erasing import erase_proposed, over, propose, take_back
from chartrier.privacy.requests.standing import Standing
from chartrier.records.roles import Permission
from chartrier.records.tenant import Tenant
from chartrier.rules.persons.request import Said
from chartrier.web.accounts.strength import is_fresh
from chartrier.web.frame.asking import Asked
from chartrier.web.frame.page import fresh, page
from chartrier.web.frame.sentences import count, say
from chartrier.web.persons.asking import require_handles
from chartrier.web.persons.forms import Erasable, Erased, units_of


@page(Permission.ANSWER_PERSONS)
@require_http_methods(["GET", "POST"])
def proposing(request: Asked, tenant: Tenant) -> HttpResponse:
    """Tick those that the visa covers, and say which visa: nothing is erased yet."""
    require_handles(request, tenant)
    copies, wrong = request.archive.copies, None
    form, ticked = Erasable(request, request.POST or None), units_of(request.POST.getlist("request"))
    withdraw = "withdraw" in request.POST
    if request.method == "POST" and (withdraw or form.is_valid()):
        try:
            if withdraw:
                take_back(tenant, ticked, copies.clock)
                messages.success(request, say(request, "Ce n'est plus proposé."))
                return redirect("person_requests_propose", tenant.code)
            visa = Said(form.cleaned_data["day"], form.cleaned_data["text"])
            proposed = propose(tenant, ticked, visa, request.user, copies.clock)
        except ChartrierError as problem:
            wrong = problem.finding
        else:
            said = count(
                request,
                len(proposed),
                "{count} demande est proposée à l'effacement.",
                "{count} demandes sont proposées à l'effacement.",
            )
            messages.success(request, said)
            return redirect("person_requests", tenant.code)
    found = over(tenant, day_of(copies.clock()))
    context = {
        "rows": (*found.erasable, *found.proposed, *found.lapsed),
        "proposed": {each.id for each in found.proposed},
        "lapsed": {each.id for each in found.lapsed},
        "ticked": ticked,
        "form": Erasable(request) if withdraw else form,
        "wrong": wrong,
    }
    bad = wrong or (form.errors and not withdraw)
    return render(request, "persons/propose.html", context, status=400 if bad else 200)


@page(Permission.SIGN)
@sensitive_post_parameters("passphrase")
@require_http_methods(["GET", "POST"])
def erasing(request: Asked, tenant: Tenant) -> HttpResponseBase:
    """Erase what was proposed: the second factor is asked for before the form, as for a signature."""
    if request.method == "POST" and not is_fresh(request):
        return redirect("person_requests_erase", tenant.code)
    return _erasing(request, tenant)


@fresh
def _erasing(request: Asked, tenant: Tenant) -> HttpResponse:
    copies, wrong = request.archive.copies, None
    form, ticked = Erased(request, request.POST or None), units_of(request.POST.getlist("request"))
    if request.method == "POST" and form.is_valid():
        try:
            proven = prove(request.user, form.cleaned_data["passphrase"], copies.clock)
            seen = {each: request.POST.get(f"visa-{each}", "") for each in ticked}
            erased = erase_proposed(tenant, seen, proven.acting_for(tenant, Permission.SIGN), copies)
        except ChartrierError as problem:
            wrong = problem.finding
        else:
            said = count(request, len(erased), "{count} demande est effacée.", "{count} demandes sont effacées.")
            messages.success(request, said)
            return redirect("person_requests", tenant.code)
    rows = [(each, told_erasing(each)) for each in over(tenant, day_of(copies.clock())).proposed]
    context = {"rows": rows, "ticked": ticked, "form": Erased(request) if wrong else form, "wrong": wrong}
    return render(request, "persons/erase.html", context, status=400 if wrong or form.errors else 200)


def told_erasing(standing: Standing) -> dict[str, Any] | None:
    """Under which visa, who proposed it, and who did it; the operator has no name."""
    erasing = standing.asked.erasing
    if erasing is None:
        return None
    names = names_of([UUID(each) for each in (erasing.by, erasing.done_by) if each])
    by, done_by = (names.get(UUID(each), "") if each else "" for each in (erasing.by, erasing.done_by))
    return {"erasing": erasing, "by": by, "done_by": done_by}
