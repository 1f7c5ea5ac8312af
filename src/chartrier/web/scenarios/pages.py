"""One page: the form or a file, and what comes of it. Nothing is stored; the file is for whoever asked to keep."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import tomlkit
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from chartrier.clock import day_of
from chartrier.cockpit.findings import TOO_BIG
from chartrier.cockpit.note.advice import stakes
from chartrier.cockpit.note.facts import Facts, facts_of
from chartrier.cockpit.scenario.description import Scenario
from chartrier.cockpit.scenario.example import example
from chartrier.cockpit.scenario.reading import LARGEST, known_numbers, read_scenario, scenario_of
from chartrier.cockpit.scenario.roles import FORMALITIES, WHO, duties, missions
from chartrier.errors import ChartrierError, InvalidInput
from chartrier.geography import national_list
from chartrier.records.finding import Finding, Findings
from chartrier.records.roles import Permission
from chartrier.records.tenant import Tenant
from chartrier.web.frame.asking import Asked
from chartrier.web.frame.page import page
from chartrier.web.scenarios.charts import costs, coverage
from chartrier.web.scenarios.form import ORDERS, REGIMES, first, rows, whole_of, with_another

if TYPE_CHECKING:
    from chartrier.cockpit.scenario.outcome import ModelOutcome, Outcome, VariantOutcome

SHOWN = 25
"""Communes whose share is shown: those that pay most; the command line and the file give all."""

MOST_DRAWS = 10_000
"""Of a scenario that is calculated while somebody waits."""

MOST_WORK = 10_000
"""Communes times models, likewise; more is for the command line."""


@page(Permission.SEE_PLANS)
@require_http_methods(["GET", "POST"])
def scenarios(request: Asked, tenant: Tenant) -> HttpResponse:
    """Fill in, calculate, take the file away."""
    if "exemple" in request.GET:
        return _file(example(), "exemple.toml")
    typed = first(tenant, day_of(request.archive.copies.clock()))
    if request.method == "POST" and "file" not in request.FILES:
        typed = {name: str(value) for name, value in request.POST.items()}
    wrong: Finding | None = None
    outcome: Outcome | None = None
    findings = Findings(limit=20)
    if request.POST.get("do") == "more":
        typed = with_another(typed)
    elif request.method == "POST":
        try:
            if (sent := request.FILES.get("file")) is not None:
                scenario = read_scenario(sent.read(LARGEST + 1), findings)
            else:
                whole = whole_of(typed)
                if request.POST.get("do") == "download":
                    return _file(tomlkit.dumps(whole), "scenario.toml")
                scenario = scenario_of(whole, findings)
            outcome = _run(_bounded(scenario), findings)
        except ChartrierError as problem:
            wrong = problem.finding
    context = {
        **rows(request, typed),
        "typed": typed,
        "regimes": REGIMES,
        "orders": ORDERS,
        "wrong": wrong,
        "findings": list(findings),
        "attribution": national_list.ATTRIBUTION,
        **(_told(outcome, facts_of(tenant, request.archive.copies)) if outcome else {}),
    }
    return render(request, "scenarios/scenarios.html", context, status=400 if wrong else 200)


def _run(scenario: Scenario, findings: Findings) -> Outcome:
    # numpy is large: it is loaded by who calculates
    from chartrier.cockpit.scenario.outcome import run

    return run(scenario, findings)


def _bounded(scenario: Scenario) -> Scenario:
    """Raises InvalidInput (COC-013) for one that would make somebody wait."""
    models = sum(len(variant.models) for variant in scenario.variants)
    work = len(scenario.places) * models
    if work > MOST_WORK:
        raise InvalidInput(TOO_BIG, what=f"{len(scenario.places)} × {models}", most=MOST_WORK)
    return replace(scenario, draws=min(scenario.draws, MOST_DRAWS))


def _told(outcome: Outcome, facts: Facts) -> dict[str, Any]:
    """`facts` are those of the collectivité that asks: what is at stake for it if nothing is done."""
    scenario = outcome.scenario
    return {
        "outcome": outcome,
        "facts": facts,
        "stakes": stakes(facts),
        "compared": _compared(outcome),
        "people": sum(place.inhabitants for place in scenario.places),
        "coverage": coverage(outcome),
        "costs": costs(outcome),
        "sources": known_numbers(scenario),
        "models": [_model(variant, each) for variant in outcome.variants for each in variant.models],
    }


def _compared(outcome: Outcome) -> list[dict[str, Any]]:
    """A row a variant: what it comes to in its last year, and in all."""
    people = max(sum(place.inhabitants for place in outcome.scenario.places), 1)
    return [
        {
            "name": each.variant.name,
            "regimes": list(dict.fromkeys(model.regime.value for model in each.variant.models)),
            "last": each.years[-1],
            "share": round(100 * each.years[-1].inhabitants.value / people),
            "total": each.total,
            "complete": each.complete,
        }
        for each in outcome.variants
    ]


def _model(variant: VariantOutcome, of: ModelOutcome) -> dict[str, Any]:
    model = of.projection.model
    ranked = sorted((each for each in of.shares if each.amount is not None), key=lambda each: -(each.amount or 0))
    return {
        "outcome": of,
        "model": model,
        "label": _label(variant.variant.name, model.name),
        "shares": ranked[:SHOWN] if of.posts else [],
        "left": max(len(ranked) - SHOWN, 0),
        "roles": [(duty.what, [duty.parts.get(who, "") for who in WHO]) for duty in duties(model.regime)],
        "who": list(WHO.values()),
        "formalities": FORMALITIES[model.regime],
        "missions": missions(model.regime, model.operator),
    }


def _label(variant: str, model: str) -> str:
    """A model's name, within its variant's where they differ."""
    return model if variant == model else f"{variant} · {model}"


def _file(text: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(text, content_type="application/toml; charset=utf-8", headers=headers)
