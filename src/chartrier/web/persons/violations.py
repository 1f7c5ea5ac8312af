"""The register of violations of personal data: what is owed first, and each one."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from chartrier.catalog.accounts.names import names_of
from chartrier.clock import read_instant
from chartrier.errors import ChartrierError
from chartrier.privacy.presented import violations_sheet
from chartrier.privacy.violations import add_violation, change_violation, violation_of, violations_of
from chartrier.records.roles import Permission
from chartrier.records.tenant import Tenant
from chartrier.rules.persons.violation import RISKS, Risk, Violation
from chartrier.web.frame.asking import Asked
from chartrier.web.frame.page import page
from chartrier.web.frame.sentences import say
from chartrier.web.persons.asking import sheet_of
from chartrier.web.persons.forms import Violated, initial_of


@page(Permission.ANSWER_PERSONS)
@require_safe
def every(request: Asked, tenant: Tenant) -> HttpResponse:
    """All of them: those for which something is owed first."""
    found = violations_of([tenant.key], request.archive.copies.clock())
    shown = [(each, RISKS[each.kept.violation.risk]) for each in found]
    return render(request, "persons/violations.html", {"violations": shown, "here": "violations"})


@page(Permission.ANSWER_PERSONS)
@require_safe
def register(request: Asked, tenant: Tenant) -> HttpResponse:
    """The register as a file."""
    data = violations_sheet(violations_of([tenant.key], request.archive.copies.clock()))
    return sheet_of(data, f"violations-{tenant.code}.csv")


@page(Permission.ANSWER_PERSONS)
@require_http_methods(["GET", "POST"])
def new(request: Asked, tenant: Tenant) -> HttpResponse:
    """Enter a violation."""
    clock, wrong = request.archive.copies.clock, None
    form = Violated(request, request.POST or None, initial={"risk": Risk.UNKNOWN.value})
    if request.method == "POST" and form.is_valid():
        try:
            made = add_violation(tenant, Violation(**form.members()), clock)
        except ChartrierError as problem:
            wrong = problem.finding
        else:
            return redirect("violation", tenant.code, made)
    context = {"form": form, "wrong": wrong}
    return render(request, "persons/violation_new.html", context, status=400 if wrong or form.errors else 200)


@page(Permission.ANSWER_PERSONS)
@require_http_methods(["GET", "POST"])
def one(request: Asked, tenant: Tenant, violation: UUID) -> HttpResponse:
    """A violation: what is owed, what is said, what was said before; more of it (POST)."""
    clock, wrong = request.archive.copies.clock, None
    found = violation_of(tenant, violation, clock())
    form = Violated(request, request.POST or None, initial=initial_of(found.kept.violation))
    if request.method == "POST" and form.is_valid():
        try:
            change_violation(tenant, violation, request.user.pk, clock, **form.members())
        except ChartrierError as problem:
            wrong = problem.finding
        else:
            messages.success(request, say(request, "C'est noté."))
            return redirect("violation", tenant.code, violation)
    names = names_of(tenant.key, [each["by"] for each in found.kept.before if each["by"]])
    before = [
        (
            read_instant(each["at"]),
            names.get(each["by"] or "", ""),
            RISKS[Risk(each["content"]["risk"])],
            each["content"],
        )
        for each in reversed(found.kept.before)
    ]
    context = {"found": found, "form": form, "wrong": wrong, "before": before}
    return render(request, "persons/violation.html", context, status=400 if wrong or form.errors else 200)
