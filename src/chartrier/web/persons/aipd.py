"""Hints of an AIPD, série by série, and what the collectivité says of each."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from chartrier.errors import ChartrierError
from chartrier.privacy.aipd import Looked, looked_at, looked_at_one, say_of_aipd
from chartrier.records.roles import Permission
from chartrier.records.tenant import Tenant
from chartrier.rules.persons.aipd import AIPD_STATES, CRITERIA, UNSEEN, AipdNote, AipdState
from chartrier.web.frame.asking import Asked
from chartrier.web.frame.page import page
from chartrier.web.frame.sentences import say
from chartrier.web.persons.forms import Noted


@page(Permission.ANSWER_PERSONS)
@require_safe
def every(request: Asked, tenant: Tenant) -> HttpResponse:
    """The séries that seem to meet a criterion, those to be looked at first."""
    shown = [_told(each) for each in looked_at([tenant.key])[tenant.key]]
    return render(request, "persons/aipd.html", {"looked": shown, "here": "aipd", "unseen": _unseen()})


@page(Permission.ANSWER_PERSONS)
@require_http_methods(["GET", "POST"])
def one(request: Asked, tenant: Tenant, series: str) -> HttpResponse:
    """A série: what hints at an AIPD, and what is said of it."""
    found, wrong = looked_at_one(tenant, series), None
    form = Noted(request, found.note, request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        said = AipdNote(AipdState(given["state"]), given["why"], given["measures"])
        try:
            say_of_aipd(tenant, series, said, request.archive.copies.clock)
        except ChartrierError as problem:
            wrong = problem.finding
        else:
            messages.success(request, say(request, "C'est noté."))
            return redirect("aipd", tenant.code)
    context = {**_told(found), "form": form, "wrong": wrong, "unseen": _unseen()}
    return render(request, "persons/aipd_series.html", context, status=400 if wrong or form.errors else 200)


def _told(each: Looked) -> dict[str, object]:
    return {
        "each": each,
        "hints": [(CRITERIA[hint.criterion], hint.why) for hint in each.hints],
        "state": AIPD_STATES[each.note.state],
    }


def _unseen() -> list[object]:
    return [CRITERIA[each] for each in UNSEEN]
