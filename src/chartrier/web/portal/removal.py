"""Asking that something online be withdrawn: no account, no name; and the page where whoever asked reads the answer."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from chartrier.administration.throttling import PUBLIC_REMOVALS, take
from chartrier.catalog.publications.register import What
from chartrier.clock import day_of
from chartrier.errors import ChartrierError, NotFound
from chartrier.opendata.datasets import DATASETS, DatasetKind
from chartrier.opendata.dcat import Addresses, Portal
from chartrier.opendata.findings import NOT_ONLINE
from chartrier.opendata.portal import public_record
from chartrier.opendata.removals import TIME_TO_ANSWER, ask_removal, is_online, standing_of
from chartrier.web.frame.asking import Asked
from chartrier.web.frame.sentences import say
from chartrier.web.portal.guard import open_portal

HOURS = int(TIME_TO_ANSWER.total_seconds()) // 3_600


class RemovalForm(forms.Form):
    """What is wrong, and how to answer if they want to be."""

    reason = forms.CharField(max_length=2_000, widget=forms.Textarea(attrs={"rows": 4}))
    contact = forms.CharField(max_length=200, required=False, widget=forms.TextInput(attrs={"autocomplete": "email"}))

    def __init__(self, request: Asked, data: Any = None) -> None:
        super().__init__(data)
        reason, contact = self.fields["reason"], self.fields["contact"]
        reason.label = say(request, "Qu'est-ce qui doit être retiré ou corrigé, et pourquoi ?")
        reason.help_text = say(request, "Ne donnez pas plus que ce qu'il faut pour comprendre.")
        contact.label = say(request, "Une adresse où vous répondre")
        contact.help_text = say(request, "Elle est effacée, avec votre message, dès que la réponse est donnée.")


@open_portal
@require_http_methods(["GET", "POST"])
def of_dataset(request: Asked, portal: Portal, dataset: str) -> HttpResponse:
    """Of a dataset that is online."""
    if not is_online(portal.tenant, What.DATASET, dataset, request.archive.copies.clock()):
        raise NotFound(NOT_ONLINE, name=dataset[:80])
    title = DATASETS[DatasetKind(dataset)].title.within(request.language)
    return _asking(request, portal, What.DATASET, dataset, title)


@open_portal
@require_http_methods(["GET", "POST"])
def of_record(request: Asked, portal: Portal, unit: UUID) -> HttpResponse:
    """Of a record that is online."""
    found = public_record(portal.tenant, unit, day_of(request.archive.copies.clock()))
    return _asking(request, portal, What.RECORD, str(unit), found.unit.title)


@open_portal
@require_safe
def followed(request: Asked, portal: Portal, removal: UUID) -> HttpResponse:
    """How a request stands, for whoever has its address. What it says of itself nobody reads here."""
    standing = standing_of(portal.tenant, removal, request.archive.copies.clock())
    at = Addresses(request.archive.settings.web_url).portal(portal.tenant.code)
    context = {"portal": portal, "standing": standing, "address": f"{at}retraits/{removal}/"}
    return render(request, "portal/removal_followed.html", context)


def _asking(request: Asked, portal: Portal, what: What, name: str, title: str) -> HttpResponse:
    form, wrong = RemovalForm(request, request.POST or None), None
    if request.method == "POST" and form.is_valid():
        take(PUBLIC_REMOVALS, str(request.META["REMOTE_ADDR"]))
        given = form.cleaned_data
        try:
            made = ask_removal(
                portal.tenant, what, name, given["reason"], given["contact"], request.archive.copies.clock()
            )
        except ChartrierError as problem:
            wrong = problem.finding
        else:
            return redirect("portal_removal", portal.tenant.code, made)
    settings = request.archive.settings
    context = {
        "portal": portal,
        "form": form,
        "wrong": wrong,
        "title": title,
        "hours": HOURS,
        "what": what.value,
        "name": name,
        "contact": settings.web_contact or settings.mail_from,
    }
    return render(request, "portal/removal.html", context, status=400 if wrong or form.errors else 200)
