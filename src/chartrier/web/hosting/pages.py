"""Where copies are: the register and the policy, for who operates; their own copies, breaches and cost, for others."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from chartrier.catalog.hosting import register
from chartrier.catalog.hosting.by_series import holdings_counted_at
from chartrier.catalog.tenants import register as tenants
from chartrier.clock import day_of
from chartrier.errors import Conflict, InvalidInput
from chartrier.geography.folding import fold
from chartrier.hosting import findings as found_kinds
from chartrier.hosting.breaches import Breach
from chartrier.hosting.checking import Checked, check, registered
from chartrier.hosting.costing import cost_of
from chartrier.hosting.offers import add_offer, change_offer, offer_of, remove_offer
from chartrier.hosting.reading import code_of, read_policy
from chartrier.hosting.words import CERTIFIED, STATUTES, place_in_words
from chartrier.records.finding import Finding
from chartrier.records.roles import Permission
from chartrier.records.tenant import Tenant
from chartrier.web.frame.asking import Asked
from chartrier.web.frame.page import fresh, fresh_to_change, operating, page
from chartrier.web.frame.sentences import say
from chartrier.web.hosting.forms import OfferForm, PolicyForm

ON_A_PAGE = 25
YEARS = 5


@operating
@require_safe
def every(request: Asked) -> HttpResponse:
    """The offers, the copies that are in none, the policy, and what is wrong, collectivité by collectivité."""
    archive, entered = request.archive, registered()
    placed = {name for each in entered.offers for name in each.offer.copies}
    typed = request.GET.get("q", "")[:200]
    found = [each for each in tenants.tenants() if fold(typed) in fold(each.name) or typed in each.code]
    shown = Paginator(sorted(found, key=lambda each: (fold(each.name), each.code)), ON_A_PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "offers": [_offer(each) for each in entered.offers],
        "homeless": [name for name in archive.settings.copies if name not in placed],
        "policy": entered.policy,
        "checked": [_judged(check(each, archive.copies, entered)) for each in shown.object_list],
        "page": shown,
        "typed": typed,
        "on": day_of(archive.copies.clock()),
    }
    return render(request, "hosting/every.html", context)


@operating
@require_http_methods(["GET", "POST"])
@fresh_to_change
def new(request: Asked) -> HttpResponse:
    """Enter an offer."""
    names, wrong = list(request.archive.settings.copies), None
    form = OfferForm(request, names, None, 0)
    if request.method == "POST":
        form = OfferForm(request, names, None, 0, request.POST)
        if form.is_valid():
            try:
                code = code_of(form.cleaned_data["code"].strip())
                add_offer(code, form.items(), names, request.archive.copies.clock(), request.user.pk)
            except (InvalidInput, Conflict) as problem:
                wrong = problem.finding
            else:
                return redirect("hosting")
    return _form(request, form, wrong, None)


@operating
@require_http_methods(["GET", "POST"])
@fresh_to_change
def one(request: Asked, offer: str) -> HttpResponse:
    """Look at an offer, and say anew what changed."""
    known, names, wrong = offer_of(offer), list(request.archive.settings.copies), None
    form = OfferForm(request, names, known.offer, known.number)
    if request.method == "POST":
        form = OfferForm(request, names, known.offer, known.number, request.POST)
        if form.is_valid():
            after, now = form.cleaned_data["number"], request.archive.copies.clock()
            try:
                change_offer(offer, form.items(), names, now, request.user.pk, after=after or 0)
            except Conflict as problem:
                wrong = problem.finding
            else:
                messages.success(request, say(request, "C'est enregistré."))
                return redirect("hosting")
    return _form(request, form, wrong, known)


@operating
@require_POST
@fresh
def remove(request: Asked, offer: str) -> HttpResponse:
    """Say that nothing of ours is there any more."""
    remove_offer(offer, request.archive.copies.clock(), request.user.pk)
    messages.success(request, say(request, "L'offre est ôtée ; ce qui en était dit reste au registre."))
    return redirect("hosting")


@operating
@require_http_methods(["GET", "POST"])
@fresh_to_change
def change_policy(request: Asked) -> HttpResponse:
    """What is wanted of the copies of all."""
    standing = register.policy()
    form = PolicyForm(request, standing)
    if request.method == "POST":
        form = PolicyForm(request, standing, request.POST)
        if form.is_valid():
            changed = read_policy(standing, form.cleaned_data)
            register.enter_policy(changed, request.archive.copies.clock(), request.user.pk)
            return redirect("hosting")
    return render(request, "hosting/policy.html", {"form": form}, status=400 if form.errors else 200)


@page(Permission.READ_INDICATORS, whole=True)
@require_safe
def of_tenant(request: Asked, tenant: Tenant) -> HttpResponse:
    """Of a collectivité: where its copies are, what is wrong with that, what it costs. Of all of it, or not at all."""
    checked = check(tenant, request.archive.copies, registered())
    context = {
        "checked": checked,
        "breaches": [(each, _door(each) if request.rights.operator else "") for each in checked.breaches],
        "contact": request.archive.settings.web_contact or request.archive.settings.mail_from,
        "places": [(each, _offer(each.entered) if each.entered else None) for each in checked.situation.places],
        "cost": cost_of(checked, YEARS),
        "counted": holdings_counted_at(tenant.key),
    }
    return render(request, "hosting/tenant.html", context)


def _judged(checked: Checked) -> dict[str, Any]:
    """A collectivité for its host: what is wrong, where each is mended, and what it costs now."""
    breaches = [(each, _door(each)) for each in checked.breaches]
    return {"checked": checked, "breaches": breaches, "cost": cost_of(checked, 1)}


def _door(breach: Breach) -> str:
    """Where whoever operates mends it."""
    kind, code = breach.finding.kind, str(breach.finding.values.get("code", ""))
    if kind is found_kinds.TOO_FEW_COPIES:
        return reverse("instance_copies")
    if code and register.offer(code) is not None:
        return reverse("hosting_offer", args=[code])
    return reverse("hosting_new") if kind is found_kinds.PLACE_UNKNOWN else reverse("hosting_policy")


def _form(request: Asked, form: OfferForm, wrong: Finding | None, known: register.Entered | None) -> HttpResponse:
    context = {"form": form, "wrong": wrong, "known": known, "versions": register.versions(known.code) if known else []}
    return render(request, "hosting/form.html", context, status=400 if wrong or form.errors else 200)


def _offer(entered: register.Entered) -> dict[str, Any]:
    offer = entered.offer
    return {
        "code": entered.code,
        "offer": offer,
        "statute": STATUTES[offer.statute],
        "place": place_in_words(offer),
        "certifications": [(CERTIFIED[each], until) for each, until in offer.certifications],
    }
