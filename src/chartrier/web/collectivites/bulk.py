"""A list of collectivités: given, read, opened by a worker; its page tells how far it has come, line by line."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from uuid import UUID

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from chartrier.administration.collectivites.bulk import read_list
from chartrier.administration.collectivites.openings import ask_opening, invitations_of
from chartrier.administration.people import find_person
from chartrier.catalog.openings import register
from chartrier.catalog.openings.models import Line, Opening
from chartrier.catalog.people import directory
from chartrier.errors import ChartrierError
from chartrier.records.finding import Finding, Findings
from chartrier.rules.series.cells import guarded
from chartrier.web.collectivites.forms import ListOfNames
from chartrier.web.frame.asking import Asked
from chartrier.web.frame.page import fresh, fresh_to_change, operating

MOST_FINDINGS = 5_000
"""Lines of a list that are said to be unreadable."""

SHOWN = 200
"""Lines that a page names; the file has them all."""


@operating
@sensitive_post_parameters("passphrase")
@require_http_methods(["GET", "POST"])
@fresh
def give_list(request: Asked) -> HttpResponseBase:
    """Give a list: what it means is read at once, and what it asks is done by a worker."""
    form, wrong = ListOfNames(request), None
    if request.method == "POST":
        form = ListOfNames(request, request.POST, request.FILES)
        if form.is_valid():
            asked = _ask(request, form)
            if isinstance(asked, UUID):
                return redirect("collectivites_opening", opening=asked)
            wrong = asked
    context = {"form": form, "wrong": wrong, "openings": _told(register.openings())}
    return render(request, "collectivites/list.html", context, status=200 if wrong is None else 400)


@operating
@require_http_methods(["GET", "POST"])
@fresh_to_change
def going(request: Asked, opening: UUID) -> HttpResponseBase:
    """How far a list is; what was stopped, or could not be opened, is tried again when asked (POST)."""
    if request.method == "POST":
        register.ask_again(opening)
        return redirect("collectivites_opening", opening=opening)
    found = register.opening(opening)
    counts = register.counts(opening)
    failed = register.lines(opening, Line.State.FAILED, limit=SHOWN)
    context = {
        "opening": found,
        "done": found.lines - counts[Line.State.WAITING],
        "opened": counts[Line.State.OPENED],
        "known": counts[Line.State.KNOWN],
        "count_failed": counts[Line.State.FAILED],
        "failed": [(line, [_said(each, request.language) for each in line.findings]) for line in failed],
        "findings": [_said(each, request.language) for each in found.findings[:SHOWN]],
        "moves": found.state in (Opening.State.WAITING, Opening.State.RUNNING),
        "invited": len(register.invited(opening)),
        "by": directory.person(found.person).name,
        "archivist": directory.person(found.archivist).name if found.archivist else "",
    }
    return render(request, "collectivites/going.html" if request.htmx else "collectivites/going_page.html", context)


@operating
@require_safe
def unopened(request: Asked, opening: UUID) -> HttpResponse:
    """The lines that could not be read or opened, each with why, for a spreadsheet."""
    found = register.opening(opening)
    rows = [(str(each["place"]["line"] or ""), "", _said(each, request.language)) for each in found.findings]
    after = -1
    while batch := register.lines(opening, Line.State.FAILED, after=after):
        for line in batch:
            rows += [(str(line.place), line.listed["name"], _said(each, request.language)) for each in line.findings]
        after = batch[-1].number
    cells = [(place, name, said["code"], said["message"], said["remedy"]) for place, name, said in rows]
    return _sheet(("ligne", "nom", "code", "constat", "remède"), cells, f"non-ouvertes-{opening}.csv")


@operating
@require_POST
@fresh
def invitations(request: Asked, opening: UUID) -> HttpResponse:
    """New links for the first déposants who have no account yet, to be handed on; older links no longer serve."""
    site = request.archive.settings.web_url
    cells = [
        (row.listed["siren"], row.listed["name"], made.person.name, made.person.email or "", made.link(site))
        for row, made in invitations_of(opening, request.archive.copies)
    ]
    header = ("siren", "collectivité", "nom", "courriel", "lien")
    return _sheet(header, cells, f"invitations-{opening}.csv")


def _ask(request: Asked, form: ListOfNames) -> UUID | Finding:
    """The opening that was asked for, or why it was not."""
    unread, file = Findings(MOST_FINDINGS), form.cleaned_data["file"]
    who, passphrase = form.cleaned_data["archivist"], form.cleaned_data["passphrase"]
    name = str(file.name)
    try:
        lines = read_list(file.file, unread, file=name[:80])
        return ask_opening(
            lines,
            unread,
            file=name,
            person=request.user.pk,
            copies=request.archive.copies,
            archivist=(find_person(who), passphrase) if who else None,
        )
    except ChartrierError as problem:
        return problem.finding


def _told(openings: list[Opening]) -> list[tuple[Opening, int]]:
    """Each with how many of its lines are done."""
    return [(each, each.lines - register.counts(each.id)[Line.State.WAITING]) for each in openings]


def _said(found: dict[str, object], language: str) -> dict[str, object]:
    message, remedy = found["message"], found["remedy"]
    assert isinstance(message, dict) and isinstance(remedy, dict)
    return {**found, "message": message[language], "remedy": remedy[language]}


def _sheet(header: Sequence[str], rows: Iterable[Sequence[object]], name: str) -> HttpResponse:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerows([header, *([guarded(str(cell)) for cell in row] for row in rows)])
    answer = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
