"""Selecting what is to be delivered, asking for it, handing it out, taking it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from chartrier.access.communication import Request
from chartrier.access.findings import READER_OF_THE_PUBLIC
from chartrier.access.judging import By
from chartrier.access.requisitions import MOST, PACKAGE, PROOFS, ask_package, give_up, hand_over
from chartrier.access.searching import known
from chartrier.administration.credentials import prove
from chartrier.administration.throttling import REQUISITIONS, take
from chartrier.catalog.requisitions.models import Requisition
from chartrier.catalog.requisitions.register import requisition_of, requisitions_of
from chartrier.catalog.works import register as works
from chartrier.catalog.works.register import ENDED
from chartrier.copies.texts import outlasting
from chartrier.errors import ChartrierError, InvalidInput
from chartrier.records.roles import Permission
from chartrier.records.tenant import Tenant
from chartrier.web.delivery.forms import Asking, Handing
from chartrier.web.delivery.selected import let_go, select, selected
from chartrier.web.frame.asking import Asked
from chartrier.web.frame.page import page
from chartrier.web.frame.sentences import count, say


@page(Permission.DELIVER)
@require_http_methods(["GET", "POST"])
def selection(request: Asked, tenant: Tenant) -> HttpResponse:
    """What is selected, and the requisition of a package of it."""
    units, gone = known(tenant.key, selected(request, tenant))
    if gone:
        # destroyed since
        let_go(request, tenant, gone)
    form, wrong = Asking(request), None
    if request.method == "POST":
        form = Asking(request, request.POST)
        if form.is_valid():
            try:
                asked = _request(form.cleaned_data, [unit.id for unit in units])
                take(REQUISITIONS, str(request.user.pk))
                requisition = ask_package(tenant, asked, request.user.pk, "", request.archive.copies.clock())
            except ChartrierError as problem:
                wrong = problem.finding
            else:
                let_go(request, tenant)
                for remark in outlasting(tenant.key, asked.units, (asked.motive, asked.requester)):
                    messages.warning(request, remark.message(request.language))
                return redirect("delivery", tenant.code, requisition)
    status = 400 if wrong or form.errors else 200
    return render(request, "delivery/selection.html", {"units": units, "form": form, "wrong": wrong}, status=status)


@page(Permission.DELIVER)
@require_POST
def add(request: Asked, tenant: Tenant) -> HttpResponse:
    """Select units, and go on where one was."""
    units, _ = known(tenant.key, _chosen(request))
    if not units:
        messages.error(request, say(request, "Rien n'est coché."))
    elif select(request, tenant, [unit.id for unit in units]):
        number = len(selected(request, tenant))
        messages.success(request, count(request, number, "{count} unité sélectionnée", "{count} unités sélectionnées"))
    else:
        messages.error(request, say(request, "Une remise porte sur {most} unités au plus.", most=MOST))
    return _back(request, tenant)


@page(Permission.DELIVER)
@require_POST
def remove(request: Asked, tenant: Tenant) -> HttpResponse:
    """Take units out of the selection; without any, all."""
    let_go(request, tenant, _chosen(request) or None)
    return redirect("selection", tenant.code)


@page(Permission.DELIVER)
@require_safe
def listed(request: Asked, tenant: Tenant) -> HttpResponse:
    """One's own requisitions."""
    context = {
        "requisitions": requisitions_of(tenant.key, request.user.pk),
        "chosen": len(selected(request, tenant)),
    }
    return render(request, "delivery/deliveries.html", context)


@page(Permission.DELIVER)
@sensitive_post_parameters("passphrase")
@require_http_methods(["GET", "POST"])
def one(request: Asked, tenant: Tenant, requisition: UUID) -> HttpResponseBase:
    """A requisition: how far it is, what it holds, what was refused; handing it out."""
    own = _own(request, tenant, requisition)
    form, wrong = Handing(request), None
    if "again" in request.POST:
        works.ask_again(tenant.key, own.work, request.archive.copies.clock())
        return redirect("delivery", tenant.code, requisition)
    if request.method == "POST":
        form = Handing(request, request.POST)
        if form.is_valid():
            try:
                _hand_over(request, tenant, own, form.cleaned_data["passphrase"])
            except ChartrierError as problem:
                wrong = problem.finding
            else:
                messages.success(request, say(request, "C'est remis, et inscrit au journal."))
                return redirect("delivery", tenant.code, requisition)
    work = works.work(tenant.key, own.work)
    language = request.language
    refused = set((own.parcel or {}).get("refused", ()))
    units, _ = known(tenant.key, own.units)
    context = {
        "requisition": own,
        "units": [(unit, own.state == Requisition.State.REFUSED or str(unit.id) in refused) for unit in units],
        "work": work,
        "moves": own.state == Requisition.State.ASKED and work.state not in ENDED,
        "findings": [
            {**each, "message": each["message"][language], "remedy": each["remedy"][language]} for each in work.findings
        ],
        "form": form,
        "wrong": wrong,
    }
    template = "delivery/preparing.html" if request.htmx and request.method == "GET" else "delivery/delivery.html"
    return render(request, template, context, status=400 if wrong or form.errors else 200)


@page(Permission.DELIVER)
@require_safe
def package(request: Asked, tenant: Tenant, requisition: UUID) -> HttpResponseBase:
    """The package, once it is handed out and until it expires."""
    return _file(request, tenant, requisition, PACKAGE)


@page(Permission.DELIVER)
@require_safe
def proofs(request: Asked, tenant: Tenant, requisition: UUID) -> HttpResponseBase:
    """Its bundle of proofs."""
    return _file(request, tenant, requisition, PROOFS)


@page(Permission.DELIVER)
@require_POST
def forget(request: Asked, tenant: Tenant, requisition: UUID) -> HttpResponse:
    """Erase what was prepared, before its time."""
    own = _own(request, tenant, requisition)
    if own.state in (Requisition.State.READY, Requisition.State.HANDED):
        give_up(own, request.archive.shelf)
        messages.success(request, say(request, "Les fichiers de cette remise sont effacés."))
    return redirect("deliveries", tenant.code)


def _hand_over(request: Asked, tenant: Tenant, requisition: Requisition, passphrase: str) -> None:
    copies = request.archive.copies
    actor = prove(request.user, passphrase, copies.clock).acting_for(tenant, Permission.DELIVER)
    hand_over(requisition, tenant, copies, request.archive.shelf, actor)


def _request(given: dict[str, Any], units: list[UUID]) -> Request:
    public = given["regime"] == "public"
    reader = given["reader"].strip() or None
    if reader is not None and not public:
        raise InvalidInput(READER_OF_THE_PUBLIC)
    return Request(
        units,
        plain=given["form"] == "plain",
        motive=given["motive"].strip() or None,
        requester=given["requester"].strip() or None,
        reference=given["reference"].strip() or None,
        proofs=given["proofs"],
        by=By(public, reader),
    )


def _file(request: Asked, tenant: Tenant, requisition: UUID, name: str) -> HttpResponseBase:
    own = _own(request, tenant, requisition)
    path = request.archive.shelf.of(own) / name
    now = request.archive.copies.clock()
    if own.state != Requisition.State.HANDED or own.expires is None or now >= own.expires or not path.is_file():
        raise Http404
    return FileResponse(
        path.open("rb"), as_attachment=True, filename=f"{own.act}-{name}", content_type="application/zip"
    )


def _own(request: Asked, tenant: Tenant, requisition: UUID) -> Requisition:
    """Somebody else's is as absent as what is not there. Raises NotFound, Http404."""
    own = requisition_of(tenant.key, requisition)
    if own.person != request.user.pk:
        raise Http404
    return own


def _chosen(request: Asked) -> list[UUID]:
    found = []
    for each in request.POST.getlist("unit")[: 2 * MOST]:
        try:
            found.append(UUID(each))
        except ValueError:
            raise Http404 from None
    return found


def _back(request: Asked, tenant: Tenant) -> HttpResponse:
    place = request.POST.get("next", "")
    if place.startswith("/") and url_has_allowed_host_and_scheme(place, allowed_hosts=None):
        return HttpResponseRedirect(place)
    return redirect(reverse("selection", args=[tenant.code]))
