"""The maturity of a collectivité: the score and what makes it, what to do next, the years before; and answering."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from chartrier.cockpit.maturity.answers import ANSWERS, Answer
from chartrier.cockpit.maturity.questions import EFFORTS, questionnaire
from chartrier.cockpit.maturity.standing import Answered, Standing, answer, standing_of
from chartrier.errors import ChartrierError
from chartrier.records.anonymity import FEWEST
from chartrier.records.finding import Finding, Findings
from chartrier.records.roles import Permission
from chartrier.records.tenant import Tenant
from chartrier.web.frame.asking import Asked
from chartrier.web.frame.page import page
from chartrier.web.frame.sentences import grouped, say
from chartrier.web.maturity.forms import Questions

BADGES = {
    Answer.OUI: "badge-success",
    Answer.EN_PARTIE: "badge-warning",
    Answer.NON: "badge-error",
    Answer.NE_SAIT_PAS: "badge-error",
    Answer.SANS_OBJET: "",
}

WHERE: dict[str, tuple[str, Permission]] = {
    "archivist": ("people", Permission.ADMINISTER_TENANT),
    "dpo": ("people", Permission.ADMINISTER_TENANT),
    "second": ("people", Permission.ADMINISTER_TENANT),
    "convention": ("conventions", Permission.SEE_PLANS),
    "gate": ("projects", Permission.SEE_PLANS),
    "exit": ("projects", Permission.SEE_PLANS),
    "table": ("cockpit", Permission.READ_INDICATORS),
    "due": ("endings", Permission.SEARCH_DESCRIPTIONS),
    "sae": ("administration_volumes", Permission.READ_INDICATORS),
    "copies": ("administration_copies", Permission.READ_AUDIT),
    "audit": ("administration_copies", Permission.READ_AUDIT),
    "flow": ("operations", Permission.SEARCH_DESCRIPTIONS),
}
"""The page that shows what the archive knows, and who may open it."""

WIDE = 420
"""Units of the bar of a score of 100."""


@page(Permission.READ_INDICATORS, whole=True)
@require_safe
def shown(request: Asked, tenant: Tenant) -> HttpResponse:
    """The assessment of this year, with what the archive knows today."""
    found = standing_of(tenant, request.archive.copies)
    context = {
        "found": found,
        "themes": [
            {
                "score": each,
                "width": round(WIDE * (each.score or 0) / 100),
                "y": 10 + 34 * at,
                "questions": [_told(request, tenant, one) for one in found.of(each.theme.code)],
            }
            for at, each in enumerate(found.score.themes)
        ],
        "actions": [
            (each, EFFORTS[each.question.effort], _decimal(request, each.gain)) for each in found.score.actions
        ],
        "years": _years(found),
        "size": _size(request, found),
        "fewest": FEWEST,
        "may_answer": request.rights.decide(Permission.ADMINISTER_TENANT, tenant.key).allowed,
    }
    return render(request, "maturity/maturity.html", context)


@page(Permission.ADMINISTER_TENANT)
@require_http_methods(["GET", "POST"])
def answering(request: Asked, tenant: Tenant) -> HttpResponse:
    """Answer for this year; what was answered before is there."""
    found, wrong = standing_of(tenant, request.archive.copies), list[Finding]()
    form = Questions(request, found)
    if request.method == "POST":
        form = Questions(request, found, request.POST)
        if form.is_valid():
            findings = Findings()
            try:
                made = answer(tenant, form.given(), request.archive.copies, request.user.pk, findings)
            except ChartrierError as problem:
                wrong = [problem.finding]
            else:
                if made is not None:
                    messages.success(request, say(request, "C'est enregistré."))
                    return redirect("maturity", tenant.code)
                wrong = list(findings)
    context = {"found": found, "form": form, "themes": list(form.themes()), "wrong": wrong}
    return render(request, "maturity/answer.html", context, status=400 if wrong or form.errors else 200)


def _told(request: Asked, tenant: Tenant, each: Answered) -> dict[str, Any]:
    name, _, _ = each.question.known.partition(":")
    address = None
    if each.known is not None:
        route, permission = WHERE[name]
        if request.rights.decide(permission, tenant.key).allowed:
            address = reverse(route, args=[tenant.code]) + ("?kind=versement" if name == "flow" else "")
    return {
        "answered": each,
        "answer": ANSWERS[each.answer] if each.answer is not None else None,
        "known": ANSWERS[each.known.answer] if each.known is not None else None,
        "before": ANSWERS[each.before] if each.before is not None and each.before is not each.answer else None,
        "badge": BADGES[each.answer] if each.answer is not None else "",
        "address": address,
    }


def _years(found: Standing) -> list[dict[str, Any]]:
    """This year and those before, with the score of each theme."""
    themes = [each.code for each in questionnaire().themes]

    def row(year: int, score: int | None, whole: bool, told: Mapping[str, int | None]) -> dict[str, Any]:
        return {"year": year, "score": score, "whole": whole, "themes": [told.get(code) for code in themes]}

    now = {each.theme.code: each.score for each in found.score.themes}
    return [
        row(found.year, found.score.score, found.score.complete, now),
        *(row(each.year, each.score, each.score is not None, each.content["themes"]) for each in found.earlier),
    ]


def _size(request: Asked, found: Standing) -> tuple[str, str] | None:
    """The bounds of the class of size; the second is empty when it has none."""
    if found.peers.size is None:
        return None
    low, high = found.peers.size
    return grouped(low, request.language), grouped(high - 1, request.language) if high is not None else ""


def _decimal(request: Asked, number: float) -> str:
    written = f"{number:.1f}"
    return written.replace(".", ",") if request.language == "fr" else written
