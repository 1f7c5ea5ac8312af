"""For the archivist: what waits for a look before it is let in."""

from __future__ import annotations

from uuid import UUID

from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render

from chartrier.catalog.deposits import register
from chartrier.reception import deposits
from chartrier.reception.answers import Answers
from chartrier.records.finding import Findings
from chartrier.records.roles import Permission
from chartrier.records.tenant import Tenant
from chartrier.web.deposit.pages import understood
from chartrier.web.frame.asking import Asked
from chartrier.web.frame.page import page


@page(Permission.REVIEW_DEPOSITS)
def waiting(request: Asked, tenant: Tenant) -> HttpResponseBase:
    """The queue, the oldest first."""
    drafts = [(each, Answers.read(each.answers).title) for each in register.waiting(tenant.key)]
    return render(request, "deposit/waiting.html", {"drafts": drafts})


@page(Permission.REVIEW_DEPOSITS)
def examine(request: Asked, tenant: Tenant, identifier: UUID) -> HttpResponseBase:
    """One of them: let it in, or send it back with a comment."""
    draft = register.draft(tenant.key, identifier)
    if draft.state != deposits.REVIEW:
        return redirect("deposits_to_review", code=tenant.code)
    findings, means = Findings(), request.archive.deposits
    if request.method == "POST":
        comment = request.POST.get("comment", "").strip()
        if "back" in request.POST and comment:
            deposits.send_back(tenant, draft.id, request.user.pk, comment, means.clock())
            return redirect("deposits_to_review", code=tenant.code)
        if "accept" in request.POST:
            work = deposits.accept(tenant, draft, request.user.pk, means, findings)
            if work is not None:
                return redirect("operation", code=tenant.code, identifier=work)
    return render(request, "deposit/review.html", understood(request, tenant, draft, findings))
