"""Searching and browsing what a collectivité keeps."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from chartrier.access.finding import enter_branch, enter_list, enter_search, shown
from chartrier.access.searching import Question, Scope, csv_parts, require_askable, save_search, search, within
from chartrier.administration.throttling import LISTS, SEARCHES
from chartrier.catalog.archive import questions
from chartrier.catalog.archive.browsing import children_within, tops
from chartrier.catalog.archive.searching import Facets, those_within
from chartrier.catalog.searches.register import forget_search, searches_of
from chartrier.clock import day_of
from chartrier.errors import Conflict, InvalidInput
from chartrier.records.days import written_day
from chartrier.records.finding import Language
from chartrier.records.roles import Permission
from chartrier.records.tenant import Tenant
from chartrier.records.voice import Bound
from chartrier.rules.communicabilite.regime import Regime
from chartrier.rules.communicabilite.words import Words
from chartrier.web.frame.asking import Asked
from chartrier.web.frame.page import page
from chartrier.web.frame.sentences import say
from chartrier.web.frame.sitting import again
from chartrier.web.frame.sparing import at_most
from chartrier.web.search.choices import Choices, called_formats, choices_of, chosen_format
from chartrier.web.search.reader import reader_of
from chartrier.web.search.scope import scope_of

SHOWN = 20
FILTERS = {"services": "service", "years": "", "formats": "format", "series": "series"}
"""By facet, the part of the question that a click on one of its values sets."""
SET = {
    "service": Words("Service", "Agency"),
    "series": Words("Série ou règle", "Série or rule"),
    "format": Words("Format", "Format"),
    "first": Words("À partir du", "From"),
    "last": Words("Jusqu'au", "To"),
    "communicable": Words("Communicable aujourd'hui", "Communicable today"),
    "due": Words("DUA échue", "DUA over"),
    "frozen": Words("Sous gel", "On hold"),
    "below": Words("Contenu de", "Contents of"),
}
"""How each part of a question but its words is called."""
FACETS = {
    "services": Words("Service", "Agency"),
    "years": Words("Année", "Year"),
    "formats": Words("Format", "Format"),
    "series": Words("Série ou règle", "Série or rule"),
}


@page(Permission.SEARCH_DESCRIPTIONS)
@at_most(SEARCHES)
def search_page(request: Asked, tenant: Tenant) -> HttpResponse:
    """One box, what was found, and how it is spread. A person's own searches beside."""
    given = {name: request.GET.getlist(name) for name in request.GET}
    question, problems = Question.understood(given)
    position, wrong = Question.understood({"below": given.get("before", [])})
    problems += wrong
    public = request.GET.get("regime") == "public"
    # nobody but by their rights learns what is held
    unheld = public and question.frozen
    if unheld:
        question = replace(question, frozen=False)
    reader = reader_of(request, tenant) if public else None
    scope = scope_of(request.rights, tenant.key, public=public, reader=reader)
    choices = choices_of(tenant, request.language)
    asked = {
        "question": question,
        "public": public,
        "problems": [each.finding for each in problems],
        "unheld": unheld,
        "bounded": bool(scope.bounds) and not public,
        "reader": reader,
        "may_deliver": request.rights.everywhere(Permission.DELIVER, tenant.key),
        "offered": choices.offered(question, scope),
        "chosen": _chosen(question),
        "set": _set(question, tenant, scope, choices, request.language),
        "saved": [(name, f"?{urlencode(kept, doseq=True)}") for name, kept in _saved(request, tenant).items()],
    }
    if problems:
        # what was not understood would be left out of an answer that looks like one
        return render(request, "search/search.html", asked)
    return render(
        request, "search/search.html", asked | _answered(request, tenant, question, scope, position.below, choices)
    )


def _answered(
    request: Asked, tenant: Tenant, question: Question, scope: Scope, before: UUID | None, choices: Choices
) -> dict[str, Any]:
    """What answers, entered among the readings before it is shown."""
    today, public = day_of(request.archive.copies.clock()), scope.regime is Regime.PUBLIC
    answer = search([tenant.key], question, scope, today, before=before, limit=SHOWN, spread=before is None)
    spread = answer.facets
    rows = shown([tenant.key], answer, question, scope, today)
    address = _address(question, public=public, before=before)
    seen = _digest([row.row.unit.id, row.pictured, row.passage and row.passage.object] for row in rows)
    if not again(request, f"search {tenant.code} {address} {scope.reader or ''} {seen}"):
        enter_search([tenant.key], request.user.pk, answer, rows, request.archive.copies.clock, reader=scope.reader)
    return {
        "answer": answer,
        "rows": [replace(row, service=choices.called("service", row.service or "")) for row in rows],
        "here": f"{request.path}?{address}",
        "facets": _facets(question, public=public, spread=spread, choices=choices) if spread is not None else [],
        "capped": spread is not None and spread.capped,
        "address": _address(question, public=public),
        "following": _address(question, public=public, before=answer.next) if answer.next else None,
        "began": before is None,
    }


@page(Permission.SEARCH_DESCRIPTIONS)
@at_most(LISTS)
def listed(request: Asked, tenant: Tenant) -> HttpResponseBase:
    """What answers, as a list for a spreadsheet, sent as it is read."""
    question = Question.read({name: request.GET.getlist(name) for name in request.GET})
    public = request.GET.get("regime") == "public"
    reader = reader_of(request, tenant) if public else None
    scope = scope_of(request.rights, tenant.key, public=public, reader=reader)
    require_askable(question, scope)
    today = day_of(request.archive.copies.clock())
    enter_list([tenant.key], request.user.pk, scope, request.archive.copies.clock)
    parts = (text for text, _ in csv_parts([tenant.key], question, scope, today))
    answer = StreamingHttpResponse(parts, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="recherche.csv"'
    return answer


@page(Permission.SEARCH_DESCRIPTIONS)
@require_POST
def keep(request: Asked, tenant: Tenant) -> HttpResponse:
    """Keep a search under a name."""
    question = Question.read({name: request.POST.getlist(name) for name in request.POST})
    asked = question.written() | ({"regime": ["public"]} if request.POST.get("regime") == "public" else {})
    name = request.POST.get("name", "")
    try:
        save_search(tenant.key, request.user.pk, name, asked)
    except (Conflict, InvalidInput) as problem:
        messages.error(request, problem.finding.message(request.language))
    else:
        messages.success(request, say(request, "Recherche gardée : {name}", name=" ".join(name.split())))
    return redirect(f"{reverse('search', args=[tenant.code])}?{urlencode(asked, doseq=True)}")


@page(Permission.SEARCH_DESCRIPTIONS)
@require_POST
def forget(request: Asked, tenant: Tenant) -> HttpResponse:
    """Let a search go."""
    if forget_search(tenant.key, request.user.pk, request.POST.get("name", "")):
        messages.success(request, say(request, "Recherche oubliée."))
    return redirect("search", tenant.code)


@page(Permission.SEARCH_DESCRIPTIONS)
def browse(request: Asked, tenant: Tenant) -> HttpResponse:
    """The tree from its top."""
    bounds = scope_of(request.rights, tenant.key, public=False).bounds
    units, following = tops(tenant.key, bounds, before=_before(request))
    _enter_browsing(request, tenant, None, [unit.id for unit, _ in units])
    return render(request, "search/browse.html", {"units": units, "following": following, "bounded": bool(bounds)})


@page(Permission.SEARCH_DESCRIPTIONS)
def branch(request: Asked, tenant: Tenant, unit: UUID) -> HttpResponse:
    """What a unit contains: a part of the tree that opens, or a page of its own where scripts do not run."""
    bounds = scope_of(request.rights, tenant.key, public=False).bounds
    units, more = children_within(tenant.key, unit, bounds)
    _enter_browsing(request, tenant, unit, [each.id for each, _ in units])
    title = "" if request.htmx else _title(tenant, unit, bounds)
    template = "search/branch.html" if request.htmx else "search/browse.html"
    told = {"units": units, "more": more, "within": unit, "title": title, "bounded": bool(bounds)}
    return render(request, template, told)


def _title(tenant: Tenant, unit: UUID, bounds: Sequence[Bound]) -> str:
    """What a branch is of, for whoever may see that unit."""
    if bounds and not those_within([tenant.key], [unit], bounds):
        return ""
    return questions.titles(tenant.key, [unit]).get(unit, "")


def _enter_browsing(request: Asked, tenant: Tenant, unit: UUID | None, found: Sequence[UUID]) -> None:
    """Titles are read: a branch is entered once in a sitting, where it shows any, and again where it shows others."""
    if found and not again(request, f"browse {tenant.code} {unit or ''} {_digest(found)}"):
        enter_branch(tenant.key, request.user.pk, unit, request.archive.copies.clock)


def _digest(shown_now: Iterable[Any]) -> str:
    """What tells one answer from another: what has come meanwhile is read when it is shown."""
    return hashlib.sha256(repr(list(shown_now)).encode()).hexdigest()[:16]


def _before(request: Asked) -> UUID | None:
    given = request.GET.get("before", "")
    return Question.read({"below": [given]}).below if given else None


def _saved(request: Asked, tenant: Tenant) -> dict[str, dict[str, Any]]:
    return searches_of(tenant.key, request.user.pk)


def _address(question: Question, *, public: bool, before: UUID | None = None) -> str:
    more = {"regime": "public"} if public else {}
    if before is not None:
        more["before"] = str(before)
    return urlencode(question.written() | more, doseq=True)


def _facets(question: Question, *, public: bool, spread: Facets, choices: Choices) -> list[dict[str, Any]]:
    """Each value as people call it, with the address that narrows to it."""
    shown = []
    for facet, name in FACETS.items():
        rows = []
        for value, count in spread.values.get(facet, ()):
            if facet == "years":
                narrowed = replace(question, first=date(int(value), 1, 1), last=date(int(value), 12, 31))
            else:
                narrowed = question.with_part(FILTERS[facet], (value,))
            called = spread.formats.get(value, value) if facet == "formats" else choices.called(FILTERS[facet], value)
            rows.append({"value": called, "count": count, "address": _address(narrowed, public=public)})
        if rows:
            shown.append({"name": name, "rows": rows})
    return shown


def _chosen(question: Question) -> dict[str, tuple[str, ...]]:
    """Which options of each field are those that were asked for."""
    formats = chosen_format(question)
    return {"service": question.service, "series": question.series, "format": (formats,) if formats else ()}


def _set(
    question: Question, tenant: Tenant, scope: Scope, choices: Choices, language: Language
) -> list[dict[str, Any]]:
    """What was asked beside the words, as people call it, each with the address without it."""
    found = []
    for name, label in SET.items():
        value = getattr(question, name)
        if value in ((), None, False):
            continue
        without = question.with_part(name, () if isinstance(value, tuple) else False if value is True else None)
        if name == "format":
            told = called_formats(value)
        elif isinstance(value, tuple):
            told = ", ".join(choices.called(name, each) for each in value)
        elif isinstance(value, date):
            told = written_day(value, language)
        elif isinstance(value, UUID):
            told = _title_of(tenant, value, scope)
        else:
            told = ""
        address = _address(without, public=scope.regime is Regime.PUBLIC)
        found.append({"label": label, "value": told, "address": address})
    return found


def _title_of(tenant: Tenant, unit: UUID, scope: Scope) -> str:
    """What a unit is called, to who may see it by their rights; its identifier to others."""
    known = questions.unit([tenant.key], unit) if scope.regime is Regime.ADMINISTRATIVE else None
    return known.title if known is not None and within(tenant.key, unit, scope) else str(unit)
