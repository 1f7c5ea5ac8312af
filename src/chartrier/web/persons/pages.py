"""The register of requests of persons: the most pressing first, and each step of one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from chartrier.catalog.persons.situations import count_unread
from chartrier.clock import day_of
from chartrier.errors import ChartrierError, InvalidInput
from chartrier.privacy.presented import requests_sheet
from chartrier.privacy.requests import opening
from chartrier.privacy.requests.deciding import decide_lines
from chartrier.privacy.requests.erasing import over
from chartrier.privacy.requests.finding import find, tick
from chartrier.privacy.requests.findings import NO_UNIT_NAMED
from chartrier.privacy.requests.standing import Line, lines_of, standing_of, standings
from chartrier.records.finding import Finding
from chartrier.records.roles import Permission
from chartrier.records.tenant import Tenant
from chartrier.rules.persons.request import STEPS, PersonRequest, Said, Step
from chartrier.rules.persons.rights import (
    GROUNDS,
    OUTCOMES,
    RIGHTS,
    LineDecision,
    Outcome,
    RefusalGround,
    Right,
    grounds_for,
)
from chartrier.web.frame.asking import Asked
from chartrier.web.frame.page import page
from chartrier.web.frame.sentences import say
from chartrier.web.persons.asking import handles, require_handles, sheet_of
from chartrier.web.persons.erasing import told_erasing
from chartrier.web.persons.forms import (
    Advised,
    Decided,
    Extended,
    Identified,
    Opened,
    Sought,
    Whole,
    Withdrawn,
    lines,
    units_of,
)

SHOWN = 200
"""Units that a page shows of those that were found: first those that wait for something."""


@page(Permission.ANSWER_PERSONS)
@require_safe
def every(request: Asked, tenant: Tenant) -> HttpResponse:
    """All of them: the most pressing first, then those that are closed."""
    today = today_of(request)
    found = [(each, RIGHTS[each.asked.right], STEPS[each.step]) for each in standings([tenant.key], today)]
    context = {
        "requests": found,
        "over": over(tenant, today),
        "may_propose": handles(request, tenant),
        "may_erase": request.rights.decide(Permission.SIGN, tenant.key).allowed,
        "here": "requests",
    }
    return render(request, "persons/requests.html", context)


@page(Permission.ANSWER_PERSONS)
@require_safe
def register(request: Asked, tenant: Tenant) -> HttpResponse:
    """The register as a file."""
    found = standings([tenant.key], day_of(request.archive.copies.clock()))
    return sheet_of(requests_sheet(found), f"demandes-personnes-{tenant.code}.csv")


@page(Permission.ANSWER_PERSONS)
@require_http_methods(["GET", "POST"])
def new(request: Asked, tenant: Tenant) -> HttpResponse:
    """Enter a request."""
    wrong: Finding | None = None
    form = Opened(request, request.POST or None, initial={"received": today_of(request)})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        asked = PersonRequest(
            given["name"], Right(given["right"]), given["received"], given["said"], given["contact"],
            lines(given["terms"]),
        )  # fmt: skip
        try:
            made = opening.open_request(tenant, asked, request.archive.copies.clock)
        except ChartrierError as problem:
            wrong = problem.finding
        else:
            return redirect("person_request", tenant.code, made)
    return render(
        request, "persons/new.html", {"form": form, "wrong": wrong}, status=400 if wrong or form.errors else 200
    )


@page(Permission.ANSWER_PERSONS)
@require_http_methods(["GET", "POST"])
def one(request: Asked, tenant: Tenant, asked: UUID) -> HttpResponse:
    """A request: what it waits for, what was found, what is decided; a step of it (POST)."""
    wrong: Finding | None = None
    bound: dict[str, Any] = {}
    if request.method == "POST":
        require_handles(request, tenant)
        try:
            done = _do(request, tenant, asked, bound)
        except ChartrierError as problem:
            wrong, done = problem.finding, False
        if done:
            messages.success(request, say(request, "C'est noté."))
            return redirect("person_request", tenant.code, asked)
    context = {**_context(request, tenant, asked), **bound, "wrong": wrong}
    return render(request, "persons/request.html", context, status=400 if request.method == "POST" else 200)


def today_of(request: Asked) -> date:
    """Today, as the law counts days."""
    return day_of(request.archive.copies.clock())


def _context(request: Asked, tenant: Tenant, asked: UUID) -> dict[str, Any]:
    today = today_of(request)
    standing, found = standing_of(tenant, asked, today), lines_of(tenant, asked, today)
    order = sorted(found, key=_waits_most)
    grounds = [
        ground
        for ground in RefusalGround
        if any(ground in grounds_for(standing.asked.right, each.placed.situation) for each in found if each.placed)
    ]
    may = handles(request, tenant) and standing.closed is None
    return {
        "standing": standing,
        "right": RIGHTS[standing.asked.right],
        "step": STEPS[standing.step],
        "lines": [_told(each) for each in order[:SHOWN]],
        "more": max(0, len(found) - SHOWN),
        "waiting": sum(each.mark.concerns is None for each in found),
        "concerned": sum(bool(each.mark.concerns) for each in found),
        "whole": GROUNDS[standing.asked.whole] if standing.asked.whole else None,
        "erasing": told_erasing(standing),
        "unread": count_unread(tenant.key) if standing.asked.searched and standing.closed is None else 0,
        "may_handle": may,
        "may_sign": request.rights.decide(Permission.SIGN, tenant.key).allowed and standing.step is Step.SIGN,
        "ready": standing.step is Step.SIGN,
        "identified": Identified(request),
        "extended": Extended(request) if standing.asked.extension is None else None,
        "sought": Sought(request, initial={"terms": "\n".join(standing.asked.terms)}),
        "advised": Advised(request, initial={"text": standing.asked.advice.text if standing.asked.advice else ""}),
        "whole_form": Whole(request, initial={"ground": standing.asked.whole, "text": standing.asked.whole_why}),
        "withdrawn": Withdrawn(request),
        "decided": Decided(request, grounds=grounds),
    }


def _told(line: Line) -> dict[str, Any]:
    decision = line.mark.decision
    return {
        "line": line,
        "age": line.placed.situation.age if line.placed else None,
        "grounds": [GROUNDS[each] for each in line.grounds],
        "outcome": OUTCOMES[decision.outcome] if decision else None,
        "ground": GROUNDS[decision.ground] if decision and decision.ground else None,
    }


def _waits_most(line: Line) -> tuple[bool, bool, bool]:
    """First what nobody has looked at, then what waits for a decision."""
    return line.mark.concerns is not None, not line.mark.concerns, line.mark.decision is not None


def _do(request: Asked, tenant: Tenant, asked: UUID, bound: dict[str, Any]) -> bool:
    """Do the step that the form names; whether it was filled in. What was typed is in `bound`, to be shown again.

    Raises ChartrierError, Http404.
    """
    what = request.POST.get("what", "")
    if what in TICKS:
        TICKS[what](request, tenant, asked)
        return True
    if what not in FORMS:
        raise Http404
    name, form_of, step = FORMS[what]
    bound[name] = form = form_of(request, request.POST)
    if not form.is_valid():
        return False
    step(request, tenant, asked, form.cleaned_data)
    return True


def _identify(request: Asked, tenant: Tenant, asked: UUID, given: Mapping[str, Any]) -> None:
    opening.establish(tenant, asked, _said(given, request), request.archive.copies.clock)


def _extend(request: Asked, tenant: Tenant, asked: UUID, given: Mapping[str, Any]) -> None:
    opening.take_longer(tenant, asked, _said(given, request), request.archive.copies.clock)


def _find(request: Asked, tenant: Tenant, asked: UUID, given: Mapping[str, Any]) -> None:
    clock = request.archive.copies.clock
    opening.add_terms(tenant, asked, lines(given["terms"]), clock)
    find(tenant, asked, request.user.pk, clock)


def _decide(request: Asked, tenant: Tenant, asked: UUID, given: Mapping[str, Any]) -> None:
    outcome = Outcome(given["outcome"])
    ground = RefusalGround(given["ground"]) if given["ground"] and outcome is Outcome.REFUSED else None
    decision = LineDecision(outcome, ground, given["why"], given["annexed"])
    units = units_of(request.POST.getlist("unit"))
    if not units and "rest" not in request.POST:
        raise InvalidInput(NO_UNIT_NAMED)
    decide_lines(tenant, asked, units, decision, request.archive.copies.clock)


def _advise(request: Asked, tenant: Tenant, asked: UUID, given: Mapping[str, Any]) -> None:
    opening.advise(tenant, asked, given["text"], request.archive.copies.clock)


def _whole(request: Asked, tenant: Tenant, asked: UUID, given: Mapping[str, Any]) -> None:
    ground = RefusalGround(given["ground"]) if given["ground"] else None
    opening.refuse_whole(tenant, asked, ground, given["text"], request.archive.copies.clock)


def _withdraw(request: Asked, tenant: Tenant, asked: UUID, given: Mapping[str, Any]) -> None:
    opening.withdraw(tenant, asked, given["text"], request.archive.copies.clock)


def _said(given: Mapping[str, Any], request: Asked) -> Said:
    return Said(given["day"] or today_of(request), given["text"])


def _tick(request: Asked, tenant: Tenant, asked: UUID) -> None:
    tick(tenant, asked, units_of(request.POST.getlist("unit")), concerns=True)


def _tick_not(request: Asked, tenant: Tenant, asked: UUID) -> None:
    tick(tenant, asked, units_of(request.POST.getlist("unit")), concerns=False)


def _tick_none_of_the_rest(request: Asked, tenant: Tenant, asked: UUID) -> None:
    found = lines_of(tenant, asked, today_of(request))
    tick(tenant, asked, [each.unit for each in found if each.mark.concerns is None], concerns=False)


TICKS = {"tick": _tick, "other": _tick_not, "other-rest": _tick_none_of_the_rest}
FORMS: dict[str, tuple[str, Callable[..., Any], Callable[[Asked, Tenant, UUID, Mapping[str, Any]], None]]] = {
    "identity": ("identified", Identified, _identify),
    "extension": ("extended", Extended, _extend),
    "find": ("sought", Sought, _find),
    "decide": ("decided", Decided, _decide),
    "advice": ("advised", Advised, _advise),
    "whole": ("whole_form", Whole, _whole),
    "withdraw": ("withdrawn", Withdrawn, _withdraw),
}
"""What a page may ask for, by the name that its button sends: how the page calls the form, the form, what is done."""
