"""Conventions: what a collectivité has signed, and, for whoever operates the instance, their steps."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from chartrier.administration.conventions import living
from chartrier.administration.conventions.delegating import delegate
from chartrier.administration.conventions.drafting import add
from chartrier.administration.conventions.happenings_in_words import HAPPENED
from chartrier.administration.conventions.living import Known
from chartrier.administration.invitations import waits
from chartrier.administration.people import find_person, role_named
from chartrier.catalog.conventions import register
from chartrier.catalog.people.directory import names_of
from chartrier.catalog.people.models import Person
from chartrier.catalog.tenants import register as tenants
from chartrier.clock import day_of
from chartrier.errors import ChartrierError
from chartrier.records.finding import Finding
from chartrier.records.roles import Permission, Role
from chartrier.records.tenant import Tenant
from chartrier.rules.communicabilite.words import Words
from chartrier.rules.convention import Convention, Position, Step
from chartrier.web.conventions.forms import Delegated, Draft, Observed, OneDay
from chartrier.web.conventions.words import COVERS, KINDS, POSITIONS
from chartrier.web.frame.asking import Asked
from chartrier.web.frame.page import fresh, operating, page
from chartrier.web.frame.sentences import say


@page(Permission.SEE_PLANS)
@require_safe
def of_tenant(request: Asked, tenant: Tenant) -> HttpResponse:
    """Those to which the collectivité is a party."""
    return render(request, "conventions/conventions.html", {"conventions": _listed([tenant.key]), "ours": True})


@page(Permission.SEE_PLANS)
@require_safe
def of_tenant_one(request: Asked, tenant: Tenant, convention: UUID) -> HttpResponse:
    """All that one of them says."""
    reports = request.rights.everywhere(Permission.READ_INDICATORS, tenant.key)
    return _shown(request, living.find(str(convention), [tenant.key]), {"ours": True, "reports": reports})


@operating
@require_safe
def every(request: Asked) -> HttpResponse:
    """Those of the instance."""
    context = {"conventions": _listed(tenants.tenant_keys()), "ours": False}
    return render(request, "conventions/conventions.html", context)


@operating
@require_http_methods(["GET", "POST"])
@fresh
def new(request: Asked) -> HttpResponse:
    """Enter a draft."""
    form, wrong = Draft(request), None
    if request.method == "POST":
        form = Draft(request, request.POST)
        if form.is_valid():
            try:
                made = add(form.draft(), request.archive.copies.clock)
            except ChartrierError as problem:
                wrong = problem.finding
            else:
                return redirect("convention_steps", made)
    status = 400 if wrong or form.errors else 200
    return render(request, "conventions/new.html", {"form": form, "wrong": wrong}, status=status)


@operating
@require_http_methods(["GET", "POST"])
@fresh
def change(request: Asked, convention: UUID) -> HttpResponse:
    """Mend the text of a draft."""
    known, wrong = living.find(str(convention), tenants.tenant_keys()), None
    form = Draft(request, initial=Draft.of(known.convention))
    if request.method == "POST":
        form = Draft(request, request.POST)
        if form.is_valid():
            try:
                today, seen = day_of(request.archive.copies.clock()), request.POST.get("seen", "")
                living.change(known, form.draft(), today, request.user.pk, seen=seen)
            except ChartrierError as problem:
                wrong = problem.finding
            else:
                messages.success(request, say(request, "C'est fait."))
                return redirect("convention_steps", convention)
    seen = request.POST.get("seen") or known.digest
    context = {"form": form, "wrong": wrong, "id": known.id, "convention": known.convention, "seen": seen}
    return render(request, "conventions/change.html", context, status=400 if wrong or form.errors else 200)


@operating
@require_http_methods(["GET", "POST"])
@fresh
def one(request: Asked, convention: UUID) -> HttpResponse:
    """A convention, and the steps that are open to it."""
    known = living.find(str(convention), tenants.tenant_keys())
    wrong: Finding | None = None
    forms = _forms(request)
    step = request.POST.get("step", "")
    if request.method == "POST" and step in forms:
        forms[step] = type(forms[step])(*_first(request, step), request.POST, prefix=step)
        if forms[step].is_valid():
            try:
                _take(request, step, known, forms[step].cleaned_data)
            except ChartrierError as problem:
                wrong = problem.finding
            else:
                messages.success(request, say(request, "C'est fait."))
                return redirect("convention_steps", convention)
    context = {"ours": False, "wrong": wrong, "steps": _open_steps(known, forms)}
    return _shown(request, known, context, status=400 if wrong else 200)


def _take(request: Asked, step: str, known: Known, given: dict[str, Any]) -> None:
    today, by = day_of(request.archive.copies.clock()), request.user.pk
    day: Any = given.get("day")
    taken: dict[str, Callable[[], object]] = {
        "delegate": lambda: _delegate(request, known, find_person(given["person"]), role_named(given["role"])),
        "send": lambda: living.send(known, day, today, by),
        "observe": lambda: living.observe(known, Position(given["position"]), given["observations"], day, today, by),
        "sign": lambda: living.sign(known, day, today),
        "copy": lambda: living.send_copy(known, day, today),
        "end": lambda: living.end(known, day, request.archive.copies),
    }
    taken[step]()


def _delegate(request: Asked, known: Known, person: Person, role: Role) -> None:
    clock = request.archive.copies.clock
    waited = waits(person, clock)
    delegate(known.id, known.convention, person, role, request.archive.copies)
    if waited and not waits(person, clock):
        messages.warning(
            request,
            say(
                request,
                "L'invitation de {name}, que sa collectivité peut connaître, ne sert plus : invitez-la de nouveau.",
                name=person.name,
            ),
        )


def _forms(request: Asked) -> dict[str, Any]:
    kinds: dict[str, Any] = {"observe": Observed, "delegate": Delegated}
    return {
        step: kinds.get(step, OneDay)(*_first(request, step), prefix=step)
        for step in ("send", "observe", "sign", "copy", "delegate", "end")
    }


def _first(request: Asked, step: str) -> tuple[Any]:
    labels = {
        "send": say(request, "Jour de l'envoi du projet"),
        "sign": say(request, "Jour de la signature"),
        "copy": say(request, "Jour de l'envoi de la copie"),
        "end": say(request, "Dernier jour de la convention"),
    }
    return (labels[step],) if step in labels else (request,)


def _open_steps(known: Known, forms: dict[str, Any]) -> list[tuple[str, Any]]:
    convention = known.convention
    if convention.signed is not None:
        steps = ["copy", "delegate", "end"] if convention.copy_owed else ["delegate", "end"]
    elif not convention.needs_observation:
        steps = ["sign"]
    else:
        steps = ["send"] if convention.sent is None else ["observe", "sign", "send"]
    return [(step, forms[step]) for step in steps]


def _listed(keys: list[int]) -> list[dict[str, Any]]:
    return [
        {"id": identifier, "convention": each, "kind": KINDS[each.kind], "covers": COVERS[each.covers]}
        for identifier, each in register.conventions(keys).items()
    ]


def _happened(convention: Convention) -> list[tuple[Step, Words, Words | None, str]]:
    """What happened to the draft, with its words, the opinion when it is one, and who entered it."""
    names = {str(id_): name for id_, name in names_of({UUID(each.by) for each in convention.steps if each.by}).items()}
    return [
        (each, HAPPENED[each.what], POSITIONS[each.position] if each.position else None, names.get(each.by, ""))
        for each in convention.steps
    ]


def _shown(request: Asked, known: Known, more: dict[str, Any], status: int = 200) -> HttpResponse:
    each = known.convention
    context = {
        "id": known.id,
        "convention": each,
        "kind": KINDS[each.kind],
        "covers": COVERS[each.covers],
        "position": POSITIONS[each.position] if each.position else None,
        "happened": _happened(each),
        **more,
    }
    return render(request, "conventions/convention.html", context, status=status)
