"""The register of projects: the list that goes to the committee, each project, and the decision."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from chartrier.administration.credentials import prove
from chartrier.cockpit.gate.clauses import clauses
from chartrier.cockpit.gate.deciding import ANSWERS, Answer, decide
from chartrier.cockpit.gate.declaring import add_project, change_project
from chartrier.cockpit.gate.standing import Standing, standing_of, standings
from chartrier.errors import ChartrierError
from chartrier.records.finding import Finding
from chartrier.records.roles import Permission
from chartrier.records.tenant import Tenant
from chartrier.rules.project import FLOWS, POINTS, READINESS, Project
from chartrier.web.accounts.strength import is_fresh
from chartrier.web.frame.asking import Asked
from chartrier.web.frame.page import fresh, page
from chartrier.web.frame.sentences import say
from chartrier.web.projects.forms import Decided, Declared


@page(Permission.SEE_PLANS)
@require_safe
def every(request: Asked, tenant: Tenant) -> HttpResponse:
    """All of them, the most exposed first."""
    found = [_told(each) for each in standings(tenant)]
    return render(request, "projects/projects.html", {"projects": found, "may_change": _may_change(request, tenant)})


@page(Permission.SEE_PLANS)
@require_safe
def one(request: Asked, tenant: Tenant, project: UUID) -> HttpResponse:
    """A project, point by point."""
    return render(request, "projects/project.html", _context(request, tenant, standing_of(tenant, project)))


@page(Permission.SEE_PLANS)
@require_safe
def model_clauses(request: Asked, tenant: Tenant) -> HttpResponse:
    """Clauses to put in the contract of a software."""
    return render(request, "projects/clauses.html", {"clauses": clauses()})


@page(Permission.LEAD_PROJECTS)
@require_http_methods(["GET", "POST"])
def new(request: Asked, tenant: Tenant) -> HttpResponse:
    """Enter a project."""
    form, wrong = Declared(request, tenant, None), None
    if request.method == "POST":
        form = Declared(request, tenant, None, request.POST)
        if form.is_valid():
            try:
                made = add_project(tenant, Project(**form.members()), request.archive.copies.clock)
            except ChartrierError as problem:
                wrong = problem.finding
            else:
                return redirect("project", tenant.code, made)
    return _form(request, form, wrong, None)


@page(Permission.LEAD_PROJECTS)
@require_http_methods(["GET", "POST"])
def change(request: Asked, tenant: Tenant, project: UUID) -> HttpResponse:
    """Say what has been settled since."""
    known, wrong = standing_of(tenant, project), None
    form = Declared(request, tenant, known.project)
    if request.method == "POST":
        form = Declared(request, tenant, known.project, request.POST)
        if form.is_valid():
            try:
                change_project(tenant, project, request.archive.copies.clock, **form.members())
            except ChartrierError as problem:
                wrong = problem.finding
            else:
                messages.success(request, say(request, "C'est enregistré."))
                return redirect("project", tenant.code, project)
    return _form(request, form, wrong, known)


@page(Permission.SIGN)
@sensitive_post_parameters("passphrase")
@require_http_methods(["GET", "POST"])
def deciding(request: Asked, tenant: Tenant, project: UUID) -> HttpResponseBase:
    """Decide: the second factor is asked for before the form, so that no passphrase waits in a session."""
    if request.method == "POST" and not is_fresh(request):
        return redirect("project_decide", tenant.code, project)
    return _deciding(request, tenant, project)


@fresh
def _deciding(request: Asked, tenant: Tenant, project: UUID) -> HttpResponse:
    known, wrong = standing_of(tenant, project), None
    form = Decided(request)
    if request.method == "POST":
        form = Decided(request, request.POST)
        if form.is_valid():
            try:
                _decide(request, tenant, project, form)
            except ChartrierError as problem:
                wrong = problem.finding
            else:
                messages.success(request, say(request, "La décision est au journal."))
                return redirect("project", tenant.code, project)
    context = {**_context(request, tenant, known), "form": form, "wrong": wrong}
    return render(request, "projects/decide.html", context, status=400 if wrong or form.errors else 200)


def _decide(request: Asked, tenant: Tenant, project: UUID, form: Decided) -> None:
    given, copies = form.cleaned_data, request.archive.copies
    proven = prove(request.user, given["passphrase"], copies.clock)
    actor = proven.acting_for(tenant, Permission.SIGN)
    decide(tenant, project, Answer(given["answer"]), given["motive"], given["until"], copies, actor)


def _form(request: Asked, form: Declared, wrong: Finding | None, known: Standing | None) -> HttpResponse:
    context = {"form": form, "wrong": wrong, "known": known}
    return render(request, "projects/form.html", context, status=400 if wrong or form.errors else 200)


def _may_change(request: Asked, tenant: Tenant) -> bool:
    return request.rights.decide(Permission.LEAD_PROJECTS, tenant.key).allowed


def _context(request: Asked, tenant: Tenant, standing: Standing) -> dict[str, object]:
    return {
        **_told(standing),
        "points": [(POINTS[each.point], each) for each in standing.checks],
        "decisions": [(ANSWERS[Answer(each.what)], each) for each in standing.decisions],
        "may_change": _may_change(request, tenant),
        "may_decide": request.rights.decide(Permission.SIGN, tenant.key).allowed,
    }


def _told(standing: Standing) -> dict[str, object]:
    last = standing.decisions[-1] if standing.decisions else None
    return {
        "standing": standing,
        "flow": FLOWS[standing.project.flow],
        "readiness": READINESS[standing.readiness],
        "last": last,
        "answer": ANSWERS[Answer(last.what)] if last else None,
    }
