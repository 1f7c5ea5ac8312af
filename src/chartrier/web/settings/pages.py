"""What a collectivité settles for itself: its services, what they may deposit, its logo."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from chartrier.administration.accords import set_accord
from chartrier.administration.collectivites.logo import set_logo
from chartrier.administration.collectivites.services import add_service, close_service
from chartrier.catalog.observatory import register as observatory
from chartrier.catalog.tenants import services as kept
from chartrier.errors import ChartrierError, InvalidInput
from chartrier.formats.plain_names import named_whole
from chartrier.geography import national_list
from chartrier.reception.kinds import Kind, kinds
from chartrier.records.collectivite import Accord, Service
from chartrier.records.finding import Finding
from chartrier.records.roles import Permission
from chartrier.records.tenant import Tenant
from chartrier.territory.observatory.choosing import Counted, counted_by
from chartrier.web.collectivites.words import KINDS
from chartrier.web.frame.asking import Asked
from chartrier.web.frame.page import page
from chartrier.web.frame.sentences import say
from chartrier.web.settings.forms import AccordForm, LogoForm, ServiceForm, as_typed


@page(Permission.ADMINISTER_TENANT)
@require_safe
def settings(request: Asked, tenant: Tenant) -> HttpResponse:
    """All of it."""
    return _shown(request, tenant)


@page(Permission.ADMINISTER_TENANT)
@require_POST
def put_service(request: Asked, tenant: Tenant) -> HttpResponse:
    """Enter a service, or change it."""
    form = ServiceForm(request, request.POST, prefix="service", known=_changed(request, kept.services(tenant.key)))

    def put() -> None:
        given = form.cleaned_data
        add_service(
            tenant.key,
            given["identifier"],
            given["name"],
            producer=given["producer"],
            transferring=given["transferring"],
        )

    return _taken(request, tenant, "service", form, put)


@page(Permission.ADMINISTER_TENANT)
@require_POST
def close(request: Asked, tenant: Tenant) -> HttpResponse:
    """Close a service. Raises NotFound."""
    close_service(tenant.key, request.POST.get("identifier", ""))
    messages.success(request, say(request, "Le service est fermé ; ce qu'il a déposé reste à son nom."))
    return redirect("settings", tenant.code)


@page(Permission.ADMINISTER_TENANT)
@require_POST
def put_accord(request: Asked, tenant: Tenant) -> HttpResponse:
    """Set what a service, or the collectivité, may deposit; or give a service that of the collectivité again."""
    if service := request.POST.get("withdraw", ""):
        set_accord(tenant, None, service)
        messages.success(request, say(request, "C'est fait."))
        return redirect("settings", tenant.code)
    form = AccordForm(request, kept.services(tenant.key), _kinds(tenant).values(), request.POST, prefix="accord")
    return _taken(
        request,
        tenant,
        "accord",
        form,
        lambda: set_accord(tenant, form.accord(), form.cleaned_data["service"] or None),
    )


@page(Permission.ADMINISTER_TENANT)
@require_POST
def put_logo(request: Asked, tenant: Tenant) -> HttpResponse:
    """Give the collectivité a logo, made again from its pixels."""
    form = LogoForm(request, request.POST, request.FILES, prefix="logo")
    return _taken(request, tenant, "logo", form, lambda: set_logo(tenant.key, form.cleaned_data["image"].file))


@page(Permission.ADMINISTER_TENANT)
@require_POST
def put_agreement(request: Asked, tenant: Tenant) -> HttpResponse:
    """Agree to be counted in what the instance publishes, or no more; absent where the operator does not ask."""
    if not _asks(request):
        raise Http404
    if request.POST.get("agreed"):
        observatory.agree(tenant.key, request.archive.copies.clock())
    else:
        observatory.withdraw(tenant.key)
    messages.success(request, say(request, "C'est fait."))
    return redirect("settings", tenant.code)


@page(Permission.READ_INDICATORS)
@require_safe
def logo(request: Asked, tenant: Tenant) -> HttpResponse:
    """The image, for whoever has a role there."""
    found = kept.logo(tenant.key)
    if found is None:
        raise Http404
    return HttpResponse(found.png, content_type="image/png")


def _kinds(tenant: Tenant) -> Mapping[str, Kind]:
    """What may be deposited, by code; nothing while no table is in force."""
    try:
        return kinds(tenant)
    except InvalidInput:
        return {}


def _in_words(accord: Accord, known: Mapping[str, Kind], request: Asked) -> dict[str, Any]:
    """An accord as people read it: what it allows, by names."""
    names, alone = named_whole(accord.formats)
    labels = [known[code].label(request.language) if code in known else code for code in accord.series]
    return {"accord": accord, "series": sorted(labels, key=str.casefold), "formats": [*names, *alone]}


def _changed(request: Asked, services: list[Service]) -> Service | None:
    """The service that the address names: it is changed, none is added."""
    return next((each for each in services if each.identifier == request.GET.get("service")), None)


def _asks(request: Asked) -> bool:
    """Whether this instance counts only who agreed."""
    return counted_by(request.archive.settings) is Counted.AGREED


def _taken(request: Asked, tenant: Tenant, name: str, form: forms.Form, step: Callable[[], object]) -> HttpResponse:
    wrong: Finding | None = None
    if form.is_valid():
        try:
            step()
        except ChartrierError as problem:
            wrong = problem.finding
        else:
            messages.success(request, say(request, "C'est fait."))
            return redirect("settings", tenant.code)
    return _shown(request, tenant, {name: form}, wrong)


def _shown(
    request: Asked, tenant: Tenant, given: dict[str, forms.Form] | None = None, wrong: Finding | None = None
) -> HttpResponse:
    services = kept.services(tenant.key)
    known = _kinds(tenant)
    changed = _changed(request, services)
    of = next((each for each in services if each.identifier == request.GET.get("accord") and not each.closed), None)
    accord = of.accord if of is not None and of.accord is not None else tenant.accord
    typed = as_typed(accord, of.identifier if of is not None else "")
    departement = national_list.departements().get(tenant.where.departement)
    epci = national_list.epcis().get(tenant.where.epci)
    context = {
        "services": [(each, _in_words(each.accord or tenant.accord, known, request)) for each in services],
        "whole": _in_words(tenant.accord, known, request),
        "kind": KINDS.get(tenant.kind) if tenant.kind else None,
        "changed": changed,
        "of": of,
        "departement": departement.name if departement else "",
        "epci": epci.name if epci else "",
        "picture": kept.logo(tenant.key),
        "asks": _asks(request),
        "agreed": tenant.key in observatory.agreed([tenant.key]) if _asks(request) else False,
        "wrong": wrong,
        "forms": {
            "service": ServiceForm(request, prefix="service", known=changed),
            "accord": AccordForm(request, services, known.values(), prefix="accord", initial=typed),
            "logo": LogoForm(request, prefix="logo"),
            **(given or {}),
        },
    }
    return render(request, "settings/settings.html", context, status=400 if given else 200)
