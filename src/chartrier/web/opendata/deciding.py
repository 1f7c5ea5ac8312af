"""The decisions: each page says how things stand, and takes a signed act.

The second factor is asked for before the form, so that no passphrase waits in a session.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from chartrier.administration.credentials import prove
from chartrier.catalog.publications.register import What, publication, publications
from chartrier.clock import day_of
from chartrier.errors import ChartrierError, Conflict
from chartrier.opendata import findings as found
from chartrier.opendata.datasets import DATASETS, DatasetKind
from chartrier.opendata.deciding import open_portal, publish_dataset, publish_series, put_back, withdraw
from chartrier.opendata.gate import POINTS, gate_of
from chartrier.opendata.grounds import GROUNDS, Ground
from chartrier.opendata.making import MOST_AT_ONCE, Made, is_long, make
from chartrier.records.actor import Actor
from chartrier.records.finding import Finding
from chartrier.records.roles import Permission
from chartrier.records.tenant import Tenant
from chartrier.web.accounts.strength import is_fresh
from chartrier.web.frame.asking import Asked
from chartrier.web.frame.page import fresh, page
from chartrier.web.frame.sentences import say
from chartrier.web.opendata.forms import Decided, OfSeries, WithSiret

View = Callable[..., HttpResponse]
WITHHELD_SHOWN = 200


def decision(view: View) -> Callable[..., HttpResponseBase]:
    """A page where something is decided."""
    asked = fresh(view)

    @page(Permission.PUBLISH)
    @sensitive_post_parameters("passphrase")
    @require_http_methods(["GET", "POST"])
    @wraps(view)
    def deciding(request: Asked, tenant: Tenant, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "POST" and not is_fresh(request):
            return redirect(request.get_full_path())
        return asked(request, tenant, *args, **kwargs)

    return deciding


@decision
def portal(request: Asked, tenant: Tenant) -> HttpResponse:
    """Open the portal, or close it."""
    known = publication(tenant.key, What.PORTAL, "")
    form = WithSiret(request, tenant, request.POST or None, {"siret": _siret(tenant)})

    def decide(actor: Actor, given: dict[str, Any]) -> None:
        copies = request.archive.copies
        if request.POST.get("do") == "withdraw":
            withdraw(tenant, What.PORTAL, "", given["motive"], copies, actor)
        else:
            open_portal(tenant, given["siret"], given["motive"], copies, actor)

    return decided(request, tenant, form, decide, "opendata/portal.html", {"portal": known}, redirect_to="opendata")


@decision
def series(request: Asked, tenant: Tenant) -> HttpResponse:
    """Declare that a série may be put online, or that it may not any more."""
    chosen = {"series": request.GET.get("serie", "")}
    form = OfSeries(request, tenant, request.POST or None, chosen)
    online = [each for each in publications(tenant.key, What.SERIES) if each.online]

    def decide(actor: Actor, given: dict[str, Any]) -> None:
        copies = request.archive.copies
        if request.POST.get("do") == "withdraw":
            withdraw(tenant, What.SERIES, given["series"], given["motive"], copies, actor)
        elif given["ground"]:
            publish_series(tenant, given["series"], Ground(given["ground"]), given["motive"], copies, actor)
        else:
            raise Conflict(found.NO_GROUND)

    context = {"series": [(each, GROUNDS[Ground(each.content["ground"])]) for each in online]}
    return decided(request, tenant, form, decide, "opendata/series.html", context, redirect_to="opendata")


@decision
def record(request: Asked, tenant: Tenant) -> HttpResponse:
    """A record before the gate, point by point; withdraw it, or put it back."""
    wanted = request.GET.get("unit", "").strip()
    gate = gate_of(tenant, _identifier(wanted), day_of(request.archive.copies.clock())) if wanted else None
    known = publication(tenant.key, What.RECORD, str(gate.unit)) if gate else None
    form = Decided(request, tenant, request.POST or None)

    def decide(actor: Actor, given: dict[str, Any]) -> None:
        if gate is None:
            raise Http404
        copies = request.archive.copies
        if request.POST.get("do") == "withdraw":
            withdraw(tenant, What.RECORD, str(gate.unit), given["motive"], copies, actor)
        else:
            put_back(tenant, str(gate.unit), given["motive"], copies, actor)

    context = {
        "wanted": wanted,
        "gate": gate,
        "points": [(POINTS[each.point], each) for each in gate.checks] if gate else [],
        "withdrawn": known is not None and not known.online,
    }
    return decided(request, tenant, form, decide, "opendata/record.html", context, redirect_to="opendata")


@decision
def dataset(request: Asked, tenant: Tenant, dataset: str) -> HttpResponse:
    """A dataset as it would be put online now: its lines, what is withheld and why; put it online, or withdraw it."""
    if dataset not in set(DatasetKind):
        raise Http404
    kind = DatasetKind(dataset)
    known = publication(tenant.key, What.DATASET, kind)
    siret = "".join((request.POST.get("siret") or request.GET.get("siret") or _siret(tenant)).split())
    made, wrong = _made(request, tenant, kind, siret)
    form = WithSiret(request, tenant, request.POST or None, {"siret": siret})

    def decide(actor: Actor, given: dict[str, Any]) -> None:
        copies = request.archive.copies
        if request.POST.get("do") == "withdraw":
            withdraw(tenant, What.DATASET, kind, given["motive"], copies, actor)
        elif made is None or request.POST.get("sha512") != made.sha512:
            raise Conflict(found.CHANGED_MEANWHILE)
        else:
            publish_dataset(made, given["motive"], tenant, copies, actor)

    context = {
        "kind": kind,
        "described": DATASETS[kind],
        "dataset": known,
        "made": made,
        "siret": siret,
        "problem": wrong,
        "withheld": made.withheld[:WITHHELD_SHOWN] if made else [],
        "more": max(0, len(made.withheld) - WITHHELD_SHOWN) if made else 0,
        "same": bool(made and known and known.online and known.content.get("sha512") == made.sha512),
    }
    return decided(request, tenant, form, decide, "opendata/dataset.html", context, redirect_to="opendata")


def _made(request: Asked, tenant: Tenant, kind: DatasetKind, siret: str) -> tuple[Made | None, Finding | None]:
    """The dataset, or why it is not made here."""
    if not siret:
        return None, None
    if is_long(kind, tenant):
        told: dict[str, str | int] = {"most": MOST_AT_ONCE, "dataset": kind.value, "tenant": tenant.code}
        return None, Finding(found.LONG_TO_MAKE, values=told)
    try:
        return make(kind, tenant, siret, request.archive.copies), None
    except ChartrierError as problem:
        return None, problem.finding


def decided(
    request: Asked,
    tenant: Tenant,
    form: Decided,
    decide: Callable[[Actor, dict[str, Any]], None],
    template: str,
    context: dict[str, Any],
    *,
    redirect_to: str,
    done: str = "",
) -> HttpResponse:
    """The page; when a form was sent that is whole, the act, then back to where all is seen."""
    wrong = None
    if request.method == "POST" and form.is_valid():
        try:
            proven = prove(request.user, form.cleaned_data["passphrase"], request.archive.copies.clock)
            decide(proven.acting_for(tenant, Permission.PUBLISH), form.cleaned_data)
        except ChartrierError as problem:
            wrong = problem.finding
        else:
            messages.success(request, done or say(request, "La décision est au journal."))
            return redirect(redirect_to, tenant.code)
    status = 400 if wrong or (request.method == "POST" and form.errors) else 200
    return render(request, template, {**context, "form": form, "wrong": wrong}, status=status)


def _siret(tenant: Tenant) -> str:
    """The one that was given last."""
    told = (each for each in publications(tenant.key) if each.content.get("siret"))
    latest = max(told, key=lambda each: each.changed, default=None)
    return str(latest.content["siret"]) if latest else ""


def _identifier(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None
