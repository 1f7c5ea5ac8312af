"""The answer to a person: its draft, its signature by the responsable de traitement, and the letter."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from chartrier.administration.credentials import prove
from chartrier.clock import day_of
from chartrier.errors import ChartrierError
from chartrier.privacy.requests.answering import answer, draft_of, letter_of
from chartrier.privacy.requests.standing import lines_of, standing_of
from chartrier.records.roles import Permission
from chartrier.records.tenant import Tenant
from chartrier.rules.persons.request import Step
from chartrier.rules.persons.rights import GROUNDS, OUTCOMES, RIGHTS
from chartrier.web.accounts.strength import is_fresh
from chartrier.web.frame.asking import Asked
from chartrier.web.frame.page import fresh, page
from chartrier.web.frame.sentences import say
from chartrier.web.persons.forms import Signed


@page(Permission.SIGN)
@sensitive_post_parameters("passphrase")
@require_http_methods(["GET", "POST"])
def signing(request: Asked, tenant: Tenant, asked: UUID) -> HttpResponseBase:
    """Sign: the second factor is asked for before the form, so that no passphrase waits in a session."""
    if request.method == "POST" and not is_fresh(request):
        return redirect("person_request_sign", tenant.code, asked)
    return _signing(request, tenant, asked)


@fresh
def _signing(request: Asked, tenant: Tenant, asked: UUID) -> HttpResponse:
    copies, wrong = request.archive.copies, None
    form = Signed(request, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            proven = prove(request.user, form.cleaned_data["passphrase"], copies.clock)
            answer(tenant, asked, copies, proven.acting_for(tenant, Permission.SIGN))
        except ChartrierError as problem:
            wrong = problem.finding
        else:
            messages.success(request, say(request, "La réponse est signée ; la lettre est prête."))
            return redirect("person_request", tenant.code, asked)
    today = day_of(copies.clock())
    standing = standing_of(tenant, asked, today)
    decided = [
        (each, OUTCOMES[each.mark.decision.outcome], GROUNDS[ground] if (ground := each.mark.decision.ground) else None)
        for each in lines_of(tenant, asked, today)
        if each.mark.concerns and each.mark.decision
    ]
    context = {
        "standing": standing,
        "right": RIGHTS[standing.asked.right],
        "whole": GROUNDS[standing.asked.whole] if standing.asked.whole else None,
        "decided": decided,
        "ready": standing.step is Step.SIGN,
        "form": Signed(request) if wrong else form,
        "wrong": wrong,
    }
    return render(request, "persons/sign.html", context, status=400 if wrong or form.errors else 200)


@page(Permission.ANSWER_PERSONS)
@require_safe
def draft(request: Asked, tenant: Tenant, asked: UUID) -> HttpResponse:
    """What the letter would be today, unsigned."""
    return _pdf(draft_of(tenant, asked, request.archive.copies.clock()), "projet-de-reponse.pdf")


@page(Permission.ANSWER_PERSONS)
@require_safe
def letter(request: Asked, tenant: Tenant, asked: UUID) -> HttpResponse:
    """The letter as it was signed."""
    return _pdf(letter_of(tenant, asked), "reponse.pdf")


def _pdf(data: bytes, name: str) -> HttpResponse:
    disposition = f'attachment; filename="{name}"'
    return HttpResponse(data, content_type="application/pdf", headers={"Content-Disposition": disposition})
