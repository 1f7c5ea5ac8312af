"""Writing into the register: a fiche, models, a file, who keeps it. Each is a new version; those before stay."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from chartrier.catalog.treatments.register import holder_of
from chartrier.errors import ChartrierError
from chartrier.privacy.treatments.declaring import (
    Entered,
    add_treatment,
    change_treatment,
    model_named,
    say_holder,
    start,
    withdraw_treatment,
)
from chartrier.privacy.treatments.importing import LARGEST, import_register
from chartrier.privacy.treatments.listing import register_of, treatment_of
from chartrier.records.finding import Finding, Findings, Place
from chartrier.records.roles import Permission
from chartrier.records.tenant import Tenant
from chartrier.rules.treatments.models import models
from chartrier.rules.treatments.reading import read_cells
from chartrier.rules.treatments.treatment import Holder, Treatment
from chartrier.web.frame.asking import Asked
from chartrier.web.frame.page import page
from chartrier.web.frame.sentences import count, say
from chartrier.web.treatments.forms import Declared, Held


@page(Permission.KEEP_TREATMENTS)
@require_http_methods(["GET", "POST"])
def new(request: Asked, tenant: Tenant) -> HttpResponse:
    """Enter a treatment; `modele` names the one to begin with."""
    begun = request.GET.get("modele", "")
    form = Declared(request, tenant, model_named(begun).treatment if begun else None)

    def enter(treatment: Treatment) -> UUID:
        return add_treatment(tenant, treatment, request.archive.copies.clock, request.user.id)

    return _written(request, tenant, form, None, enter)


@page(Permission.KEEP_TREATMENTS)
@require_http_methods(["GET", "POST"])
def change(request: Asked, tenant: Tenant, treatment: UUID) -> HttpResponse:
    """Say it anew, as it was read."""
    known = treatment_of(tenant, treatment)
    form = Declared(request, tenant, known.treatment, after=known.version.number)

    def enter(said: Treatment) -> UUID:
        after = form.after(request.POST, known.version.number)
        change_treatment(tenant, treatment, after, said, request.archive.copies.clock, request.user.id)
        return treatment

    return _written(request, tenant, form, known, enter)


@page(Permission.KEEP_TREATMENTS)
@require_POST
def withdraw(request: Asked, tenant: Tenant, treatment: UUID) -> HttpResponse:
    """Take it out of the register; its versions stay."""
    known = treatment_of(tenant, treatment)
    withdraw_treatment(tenant, treatment, known.version.number, request.archive.copies.clock, request.user.id)
    messages.success(request, say(request, "Le traitement est retiré du registre ; ses versions restent."))
    return redirect("treatments", tenant.code)


@page(Permission.KEEP_TREATMENTS)
@require_http_methods(["GET", "POST"])
def started(request: Asked, tenant: Tenant) -> HttpResponse:
    """Begin with models."""
    if request.method == "POST":
        codes = request.POST.getlist("modele")
        if codes:
            entered = start(tenant, codes, request.archive.copies.clock, request.user.id)
            return _entered(request, tenant, entered)
    known = {each.treatment.reference for each in register_of(tenant)}
    listed = [
        {"model": each, "there": each.code in known, "suits": each.suits(tenant.kind), "doubt": each.confidence.words}
        for each in models()
    ]
    return render(request, "treatments/models.html", {"models": listed, "nothing": request.method == "POST"})


@page(Permission.KEEP_TREATMENTS)
@require_http_methods(["GET", "POST"])
def imported(request: Asked, tenant: Tenant) -> HttpResponse:
    """Enter or change by a file, whole or not at all."""
    findings, wrong = Findings(), None
    file = request.FILES.get("file")
    if request.method == "POST" and file is not None:
        try:
            data, name = file.read(LARGEST + 1), file.name or ""
            entered = import_register(data, name, tenant, findings, request.archive.copies.clock, request.user.id)
        except ChartrierError as problem:
            wrong = problem.finding
        else:
            if not findings.refused:
                return _entered(request, tenant, entered)
    context = {"findings": [*([wrong] if wrong else []), *findings]}
    return render(request, "treatments/import.html", context, status=400 if context["findings"] else 200)


@page(Permission.KEEP_TREATMENTS)
@require_http_methods(["GET", "POST"])
def held(request: Asked, tenant: Tenant) -> HttpResponse:
    """Say who keeps the register."""
    form, wrong = Held(request, initial=holder_of(tenant.key).as_json()), None
    if request.method == "POST":
        form = Held(request, request.POST)
        if form.is_valid():
            try:
                say_holder(tenant, Holder(**form.cleaned_data), request.archive.copies.clock, request.user.id)
            except ChartrierError as problem:
                wrong = problem.finding
            else:
                messages.success(request, say(request, "C'est enregistré."))
                return redirect("treatments", tenant.code)
    context = {"form": form, "findings": [wrong] if wrong else []}
    return render(request, "treatments/holder.html", context, status=400 if wrong or form.errors else 200)


def _written(
    request: Asked, tenant: Tenant, form: Declared, known: Any, enter: Callable[[Treatment], UUID]
) -> HttpResponse:
    found: list[Finding] = []
    if request.method == "POST":
        form = Declared(request, tenant, None, request.POST)
        if form.is_valid():
            findings = Findings()
            treatment = read_cells(form.cells(), Place(), findings)
            found = list(findings)
            if treatment is not None:
                try:
                    made = enter(treatment)
                except ChartrierError as problem:
                    found = [problem.finding]
                else:
                    messages.success(request, say(request, "C'est enregistré."))
                    return redirect("treatment", tenant.code, made)
    context = {"form": form, "findings": found, "known": known}
    return render(request, "treatments/form.html", context, status=400 if found or form.errors else 200)


def _entered(request: Asked, tenant: Tenant, entered: Entered) -> HttpResponse:
    new = count(request, entered.new, "{count} traitement inscrit", "{count} traitements inscrits")
    changed = count(request, entered.changed, "{count} mis à jour", "{count} mis à jour")
    messages.success(request, f"{new}, {changed}.")
    return redirect("treatments", tenant.code)
