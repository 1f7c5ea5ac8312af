"""What this instance publishes for an observatory: chosen, read before it goes out, signed, had again."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_safe

from chartrier.catalog.observatory import register
from chartrier.catalog.people import directory
from chartrier.catalog.tenants.register import tenant_keys
from chartrier.errors import ChartrierError, InvalidInput
from chartrier.geography import national_list
from chartrier.records.finding import Finding, Findings
from chartrier.settings import UNNAMED
from chartrier.territory.observatory.choosing import Counted, choose, counted_by
from chartrier.territory.observatory.publication import Layer, Publication, Told
from chartrier.territory.observatory.publishing import Prepared, kept_key, made, own_key, prepare, publish
from chartrier.territory.observatory.words import LAYERS, sized
from chartrier.web.frame.asking import Asked
from chartrier.web.frame.page import fresh, fresh_to_change, operating
from chartrier.web.frame.sentences import count, say
from chartrier.web.territory.asking import today
from chartrier.web.territory.forms import Choosing

YEARS = 5
"""Of which one may be published: this one and those before."""


@operating
@require_http_methods(["GET", "POST"])
@fresh_to_change
def desk(request: Asked) -> HttpResponse:
    """Choose who is counted, see what would go out (`annee`), have again what did."""
    settings, now = request.archive.settings, request.archive.copies.clock()
    standing = counted_by(settings)
    form, wrong = Choosing(request, initial={"counted": standing.value}), None
    if request.method == "POST":
        form = Choosing(request, request.POST)
        if form.is_valid():
            try:
                choose(settings, Counted(form.cleaned_data["counted"]), now, request.user.pk)
            except ChartrierError as problem:
                wrong = problem.finding
            else:
                messages.success(request, say(request, "C'est enregistré."))
                return redirect("territory_publish")
    year = _year(request)
    prepared, missing = _prepared(request, year) if standing is not Counted.OFF else (None, None)
    keys = tenant_keys()
    context = {
        "settings": settings.observatory,
        "standing": standing.value,
        "form": form,
        "wrong": wrong,
        "last": _chosen(),
        "agreed": len(register.agreed(keys)),
        "tenants": len(keys),
        "name": settings.journal_origin,
        "unnamed": settings.journal_origin == UNNAMED,
        "key": _key(request),
        "year": year,
        "years": range(today(request).year, today(request).year - YEARS, -1),
        "missing": missing,
        "prepared": _told(request, prepared) if prepared else None,
        "made": made(settings),
        "open": settings.observatory_page == "open",
    }
    return render(request, "territory/publish.html", context, status=400 if wrong or form.errors else 200)


@operating
@require_http_methods(["GET", "POST"])
@fresh
def sign(request: Asked) -> HttpResponse:
    """Read all of what goes out, to the byte but for its moment and its signature, then sign it."""
    year, findings = _year(request), Findings()
    wrong: Finding | None = None
    if request.method == "POST":
        settings, now = request.archive.settings, request.archive.copies.clock()
        looked_at = request.POST.get("looked_at", "")
        try:
            publish(settings, now, year, findings, looked_at=looked_at, person=request.user.pk)
        except ChartrierError as problem:
            wrong = problem.finding
        else:
            messages.success(request, say(request, "C'est signé : téléchargez la publication, et donnez-la."))
            return redirect("territory_publish")
    prepared, missing = _prepared(request, year)
    context = {
        "wrong": wrong,
        "missing": missing,
        "year": year,
        "prepared": _told(request, prepared) if prepared else None,
        "digest": prepared.digest if prepared else "",
        "document": _document(prepared) if prepared else "",
    }
    return render(request, "territory/sign.html", context, status=400 if wrong else 200)


@operating
@require_safe
def had(request: Asked, publication: str) -> HttpResponse:
    """One that this instance made, to the byte as it went out."""
    found = next((each for each in made(request.archive.settings) if str(each.id) == publication), None)
    if found is None:
        raise Http404
    answer = HttpResponse(found.document, content_type="application/json; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="publication-{found.year}-{found.made:%Y%m%d-%H%M}.json"'
    return answer


@operating
@require_http_methods(["GET", "POST"])
@fresh
def own(request: Asked) -> HttpResponse:
    """The key by which others prove what this instance publishes; making it is asked for, for the first time only."""
    wrong: Finding | None = None
    if request.method == "POST":
        try:
            own_key(request.archive.settings)
        except InvalidInput as problem:
            wrong = problem.finding
        else:
            return redirect("territory_own_key")
    context = {"key": _key(request), "wrong": wrong, "name": request.archive.settings.journal_origin}
    return render(request, "territory/own_key.html", context, status=400 if wrong else 200)


def _year(request: Asked) -> int:
    """The year that is asked for; this one when none is, or none can be."""
    now, asked = today(request).year, request.GET.get("annee", "")
    return int(asked) if asked.isdecimal() and len(asked) == 4 and now - YEARS < int(asked) <= now else now


def _here(route: str, year: int) -> str:
    return f"{reverse(route)}?{urlencode({'annee': year})}"


def _prepared(request: Asked, year: int) -> tuple[Prepared | None, Finding | None]:
    """What would go out, or why nothing can."""
    try:
        return prepare(request.archive.settings, request.archive.copies.clock(), year), None
    except InvalidInput as problem:
        return None, problem.finding


def _chosen() -> dict[str, Any] | None:
    """Who chose last, and when."""
    last = register.chosen()
    if last is None:
        return None
    name = directory.names_of({last.person}).get(last.person) if last.person is not None else None
    return {"day": last.day, "name": name or ""}


def _key(request: Asked) -> dict[str, str] | None:
    key = kept_key(request.archive.settings)
    unnamed = request.archive.settings.journal_origin == UNNAMED
    return {"line": str(key), "fingerprint": key.fingerprint} if key is not None and not unnamed else None


def _document(prepared: Prepared) -> str:
    """The publication as the file has it, laid out for reading."""
    return json.dumps(prepared.publication.as_json(), ensure_ascii=False, indent=1)


def _told(request: Asked, prepared: Prepared) -> dict[str, Any]:
    told = prepared.publication
    layers = [each for each in Layer if each in told.rests or any(each in place.layers for place in told.places)]
    return {
        "publication": told,
        "again": prepared.again,
        "address": _here("territory_sign", told.year),
        "layers": [LAYERS[each] for each in layers],
        "places": [
            {
                "code": place.written,
                "name": _name(request, place),
                "communes": place.communes,
                "layers": [place.layers.get(each) for each in layers],
                "volume": place.volume,
            }
            for place in told.places
        ],
        "rests": [told.rests.get(each) for each in layers] if told.rests else [],
        "sizes": [(sized(each.low), each.communes) for each in told.sizes],
        "hidden": _hidden(told, layers),
    }


def _hidden(told: Publication, layers: list[Layer]) -> int:
    """How many cells of the table are not told."""
    return sum(each not in place.layers for place in told.places for each in layers) + sum(
        place.volume is None for place in told.places
    )


def _name(request: Asked, place: Told) -> str:
    """`Bretagne`, `Bretagne, sans 2 départements`; the file has the codes."""
    if place.area == "FR":
        name, left = "France", count(request, len(place.without), "sans {count} région", "sans {count} régions")
    else:
        of = national_list.regions() if place.area.startswith("R") else national_list.departements()
        name = of[place.area[1:]].name
        left = count(request, len(place.without), "sans {count} département", "sans {count} départements")
    return f"{name}, {left}" if place.without else name
