"""The gallery: every component, as it is."""

from __future__ import annotations

from datetime import date

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from chartrier.records.finding import Finding, Place
from chartrier.settings import BAD_VALUE, UNKNOWN
from chartrier.web.design.components import ICONS
from chartrier.web.frame.page import public
from chartrier.web.frame.sentences import say

COLOURS = (
    "ground", "surface", "sunken", "text", "text-soft", "line", "line-strong", "accent", "accent-strong", "accent-soft",
    "focus", "error", "error-soft", "warning", "warning-soft", "success", "success-soft", "info", "info-soft",
    "chart-1", "chart-2", "chart-3", "chart-4", "chart-5",
)  # fmt: skip


@public
def gallery(request: HttpRequest) -> HttpResponse:
    """All components, in the language and theme of the request."""
    values = {"variable": "CHARTRIER_COPIES", "where": "settings.toml", "nearest": "CHARTRIER_HOME"}
    reasons = {"reason_fr": "un dossier est attendu", "reason_en": "a folder is expected"}
    found = Finding(BAD_VALUE, Place(file="settings.toml", line=12), values | reasons)
    context = {
        "colours": COLOURS,
        "icons": list(ICONS),
        "form": _form(request)(),
        "wrong": _form(request)({"title": ""}),
        "findings": [found, Finding(UNKNOWN, values=values)],
        "page": Paginator(range(60), 20).page(2),
        "total": 1234,
        "months": [
            (date(2026, month, 1), {"versements": month, "units": 40 * month, "objects": 90 * month, "bytes": size})
            for month, size in ((8, 31_000_000), (9, 52_000_000), (10, 47_000_000), (11, 88_000_000))
        ],
    }
    return render(request, "design/gallery.html", context)


def _form(request: HttpRequest) -> type[forms.Form]:
    class Example(forms.Form):
        title = forms.CharField(label=say(request, "Titre"), help_text=say(request, "Comme il doit être retrouvé."))
        year = forms.IntegerField(label=say(request, "Année"), required=False)
        kind = forms.ChoiceField(
            label=say(request, "Origine"),
            widget=forms.RadioSelect,
            choices=[("native", say(request, "Né numérique")), ("scanned", say(request, "Numérisé"))],
        )
        sure = forms.BooleanField(label=say(request, "J'ai relu"))

    return Example
