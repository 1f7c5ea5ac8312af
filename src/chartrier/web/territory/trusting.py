"""The keys of other instances: trusted by their fingerprints, which operators tell each other, or no more."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from chartrier.catalog.observatory import register
from chartrier.errors import ChartrierError
from chartrier.journal.checkpoint import fingerprint_of
from chartrier.records.finding import Finding
from chartrier.territory.observatory.receiving import distrust, trust
from chartrier.web.frame.asking import Asked
from chartrier.web.frame.page import fresh, operating
from chartrier.web.frame.sentences import say
from chartrier.web.territory.forms import Trusting


@operating
@require_http_methods(["GET", "POST"])
@fresh
def keys(request: Asked) -> HttpResponse:
    """Those that are trusted; one more, or one less (`gone`)."""
    form, wrong = Trusting(request), None
    if request.method == "POST":
        gone = request.POST.get("gone", "")
        form = Trusting(request) if gone else Trusting(request, request.POST)
        if gone or form.is_valid():
            wrong = _taken(request, form, gone)
            if wrong is None:
                messages.success(request, say(request, "C'est enregistré."))
                return redirect("territory_keys")
    trusted = [(each, fingerprint_of(each.public_key)) for each in register.trusted_keys()]
    context = {"form": form, "wrong": wrong, "trusted": trusted}
    return render(request, "territory/keys.html", context, status=400 if wrong or form.errors else 200)


def _taken(request: Asked, form: Trusting, gone: str) -> Finding | None:
    """Do what is asked; what is wrong with it."""
    try:
        if gone:
            distrust(gone)
        else:
            given, now = form.cleaned_data, request.archive.copies.clock()
            trust(given["key"], request.archive.settings, now, given["fingerprint"])
    except ChartrierError as problem:
        return problem.finding
    return None
