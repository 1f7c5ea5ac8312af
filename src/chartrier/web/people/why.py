"""Why one may, or may not: every permission with its reasons, in a service and a series or anywhere."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from chartrier.administration.rights import Rights, rights_of
from chartrier.administration.rights_in_words import PERMISSIONS_IN_WORDS
from chartrier.catalog.series.register import current
from chartrier.catalog.tenants.services import services
from chartrier.records.roles import Permission
from chartrier.records.tenant import Tenant
from chartrier.web.frame.asking import Asked
from chartrier.web.frame.page import page
from chartrier.web.frame.sentences import say
from chartrier.web.people.pages import member


class Where(forms.Form):
    """In which service, and in which series."""

    service = forms.ChoiceField(required=False)
    series = forms.ChoiceField(required=False)

    def __init__(self, request: Asked, tenant: Tenant) -> None:
        super().__init__(request.GET)
        anywhere = [("", say(request, "n'importe où"))]
        table = current(tenant.key)
        given: dict[str, tuple[str, list[tuple[str, str]]]] = {
            "service": (say(request, "Service"), [(each.identifier, each.name) for each in services(tenant.key)]),
            "series": (
                say(request, "Série"),
                [(code, f"{code} {each.title}") for code, each in table.series.items()] if table else [],
            ),
        }
        for name, (label, choices) in given.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.label, field.choices = label, [*anywhere, *choices]


@page(Permission.READ_INDICATORS)
@require_safe
def mine(request: Asked, tenant: Tenant) -> HttpResponse:
    """One's own rights: of whoever has any role there."""
    return _told(request, tenant, request.rights, request.user.name, ours=True)


@page(Permission.ADMINISTER_TENANT)
@require_safe
def theirs(request: Asked, tenant: Tenant, person: UUID) -> HttpResponse:
    """Those of a person of the collectivité, for whoever administers it."""
    who = member(tenant, str(person))
    return _told(request, tenant, rights_of(who.id), who.name, ours=False)


def _told(request: Asked, tenant: Tenant, rights: Rights, name: str, *, ours: bool) -> HttpResponse:
    form = Where(request, tenant)
    where = form.cleaned_data if form.is_valid() else {}
    service, series = where.get("service") or None, where.get("series") or None
    decisions = [
        (PERMISSIONS_IN_WORDS[each], rights.decide(each, tenant.key, service=service, series=series))
        for each in Permission
        if each is not Permission.OPERATE
    ]
    decisions.sort(key=lambda each: not each[1].allowed)
    return render(request, "people/rights.html", {"decisions": decisions, "form": form, "name": name, "ours": ours})
