"""What people ask to have taken offline: the most pressing first, and the answer to each, within the day."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from chartrier.catalog.accounts.names import names_of
from chartrier.catalog.publications.register import What
from chartrier.catalog.removals.register import Answer, removals_of
from chartrier.errors import Conflict
from chartrier.opendata import findings as found
from chartrier.opendata.removals import answer_removal, standing_of, standings_of
from chartrier.records.actor import Actor
from chartrier.records.roles import Permission
from chartrier.records.tenant import Tenant
from chartrier.web.frame.asking import Asked
from chartrier.web.frame.page import page
from chartrier.web.frame.sentences import say
from chartrier.web.opendata.deciding import decided, decision
from chartrier.web.opendata.forms import Decided

LINES = 50
"""On a page of the list."""


class Answered(Decided):
    """The motive is what whoever asked reads."""

    def tell(self, request: Asked, tenant: Tenant) -> None:
        super().tell(request, tenant)
        hint = say(request, "La personne le lit. Ne nommez personne : en cas de retrait, le journal le garde.")
        self.label("motive", say(request, "Votre réponse"), hint)


@page(Permission.PUBLISH)
@require_safe
def every(request: Asked, tenant: Tenant) -> HttpResponse:
    """All of them, for who may answer: they are of the whole collectivité."""
    shown = Paginator(removals_of([tenant.key]), LINES).get_page(request.GET.get("page"))
    context = {"shown": shown, "removals": standings_of(tenant, shown, request.archive.copies.clock())}
    return render(request, "opendata/removals.html", context)


@decision
def one(request: Asked, tenant: Tenant, removal: UUID) -> HttpResponse:
    """A request: what is asked, how long there is, and the answer, which withdraws or says why not."""
    standing = standing_of(tenant, removal, request.archive.copies.clock())
    form, asked = Answered(request, tenant, request.POST or None), standing.removal

    def decide(actor: Actor, given: dict[str, Any]) -> None:
        answer = next((each for each in Answer if each.value == request.POST.get("do")), None)
        if answer is None:
            raise Conflict(found.NOT_CORRECTED)
        answer_removal(tenant, removal, answer, given["motive"], request.archive.copies, actor)

    of_dataset = asked.what is What.DATASET
    context = {
        "standing": standing,
        "of_dataset": of_dataset,
        "where": reverse("opendata_dataset", args=[tenant.code, asked.name])
        if of_dataset
        else f"{reverse('opendata_record', args=[tenant.code])}?unit={asked.name}",
        "by": names_of(tenant.key, [str(asked.person)]).get(str(asked.person), "") if asked.person else "",
    }
    return decided(
        request,
        tenant,
        form,
        decide,
        "opendata/removal.html",
        context,
        redirect_to="opendata_removals",
        done=say(request, "La réponse est donnée."),
    )
