"""A list of collectivités, opened a few at each request: what is left is in the session, so that it goes on."""

from __future__ import annotations

import time
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from chartrier.administration.collectivites.bulk import Line, open_lines, read_list
from chartrier.administration.collectivites.finding import Listed
from chartrier.records.collectivite import CollectiviteKind, Where
from chartrier.records.finding import Findings, Place
from chartrier.web.collectivites.forms import ListOfNames
from chartrier.web.frame.asking import Asked
from chartrier.web.frame.page import fresh, operating
from chartrier.web.frame.sentences import say

KEPT = "collectivites_to_open"
"""In the session: what is left of the list, and what became of the rest."""

SECONDS = 2.0
"""How long one request opens collectivités."""

MOST_FINDINGS = 200


def silent(step: str, done: int, total: int) -> None:
    """The page tells the progress itself."""


@operating
@require_http_methods(["GET", "POST"])
@fresh
def give_list(request: Asked) -> HttpResponse:
    """Give a list, see what it means, and begin."""
    form = ListOfNames(request)
    if request.method == "POST":
        form = ListOfNames(request, request.POST, request.FILES)
        if form.is_valid():
            findings, file = Findings(MOST_FINDINGS), form.cleaned_data["file"]
            lines = read_list(file.file, findings, file=str(file.name)[:80])
            request.session[KEPT] = {
                "left": [_kept(line) for line in lines],
                "total": len(lines),
                "opened": 0,
                "known": 0,
                "findings": [_told(request, finding) for finding in findings],
            }
            return redirect("collectivites_go_on")
    return render(request, "collectivites/list.html", {"form": form, "state": request.session.get(KEPT)})


@operating
@require_http_methods(["GET", "POST"])
def go_on(request: Asked) -> HttpResponse:
    """How far it is; asked to go on (POST), some more are opened. Opening twice opens once."""
    state: dict[str, Any] | None = request.session.get(KEPT)
    if state is None:
        return redirect("collectivites_list")
    if request.method == "POST":
        _open_some(request, state)
        request.session[KEPT] = state
        if not request.htmx:
            return redirect("collectivites_go_on")
    context = {"state": state, "done": state["total"] - len(state["left"]), "going": request.method == "POST"}
    return render(request, "collectivites/going.html" if request.htmx else "collectivites/going_page.html", context)


def _open_some(request: Asked, state: dict[str, Any]) -> None:
    findings, until = Findings(MOST_FINDINGS), time.monotonic() + SECONDS
    opening = open_lines(
        [_read(each) for each in state["left"]],
        instance=request.archive.settings.journal_origin,
        copies=request.archive.copies,
        findings=findings,
        tell=silent,
    )
    for opened in opening:
        state["left"] = state["left"][1:]
        if opened is not None:
            state["opened" if opened.new else "known"] += 1
        if time.monotonic() > until:
            break
    # of those that are opened here, none has an archivist: it is said once for all on the page
    told = [_told(request, finding) for finding in findings if finding.code != "ADM-125"]
    state["findings"] = [*state["findings"], *told][:MOST_FINDINGS]


def _told(request: Asked, finding: Any) -> dict[str, Any]:
    line = finding.place.line
    where = say(request, "ligne {line}", line=line) if line else ""
    return {
        "code": finding.code,
        "where": where,
        "message": finding.message(request.language),
        "remedy": finding.remedy(request.language),
    }


def _kept(line: Line) -> list[Any]:
    listed, where = line.listed, line.listed.where
    return [
        line.place.file,
        line.place.line,
        listed.siren,
        listed.name,
        listed.kind,
        where.insee,
        where.departement,
        where.epci,
        listed.population,
    ]


def _read(kept: list[Any]) -> Line:
    file, number, siren, name, kind, insee, departement, epci, population = kept
    where = Where(insee, departement, epci)
    return Line(Place(file, number), Listed(siren, name, CollectiviteKind(kind), where, population))
