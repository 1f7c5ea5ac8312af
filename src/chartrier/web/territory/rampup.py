"""The ramp-up: where the members are, who stopped, and what there is room for; each number leads to what makes it."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from chartrier.administration.status import free_bytes
from chartrier.records.roles import Permission
from chartrier.records.tenant import Tenant
from chartrier.records.territory import State
from chartrier.territory.rampup.capacity import Capacity
from chartrier.territory.rampup.members import PIPELINE, Member, counted
from chartrier.territory.rampup.missing import Rhythm
from chartrier.territory.rampup.rampup import RampUp, rampup
from chartrier.territory.words import FLOWS, STATES
from chartrier.web.frame.asking import Asked
from chartrier.web.frame.page import anywhere
from chartrier.web.frame.sentences import count, say
from chartrier.web.territory.asking import percent, view_of, viewer_of

ON_A_PAGE = 50

BADGES = {
    State.SENSIBILISEE: "",
    State.CONVENTION: "badge-info",
    State.PREMIER: "badge-warning",
    State.REGULIERE: "badge-success",
}


@anywhere(Permission.READ_INDICATORS)
@require_safe
def shown(request: Asked) -> HttpResponse:
    """Of the collectivités whose indicators the person sees; whoever operates sees all, and the room in the copies."""
    operates = request.rights.decide(Permission.OPERATE, None).allowed
    stores = request.archive.copies.stores if operates else ()
    found = rampup(view_of(request).on, viewer_of(request), {store.name: free_bytes(store) for store in stores})
    step = request.GET.get("etape", "")
    chosen = [each for each in found.members if step in ("", each.state.value)]
    page = Paginator(chosen, ON_A_PAGE).get_page(request.GET.get("page"))
    waited, kept = found.wait, found.capacity
    context = {
        "found": found,
        "wait": waited,
        "median": _whole(waited.median),
        "median_waiting": _whole(waited.median_waiting),
        "days": count(request, kept.intake.days, "{count} jour", "{count} jours"),
        "units_a_day": kept.intake.units_a_day,
        "units_an_hour": _whole(kept.units_an_hour),
        "steps": _steps(request, found),
        "step": next((STATES[state] for state in PIPELINE if state.value == step), None),
        "page": page,
        "rows": [_member(request, each, found, operates=operates) for each in page.object_list],
        "missing": [_late(request, each, found) for each in found.missing],
        "capacity": kept,
        "load": _load(request, kept),
        "room": [_room(request, kept, copy) for copy in kept.room],
        "operates": operates,
    }
    return render(request, "territory/rampup.html", context)


def _whole(number: float | None) -> int | None:
    return round(number) if number is not None else None


def _steps(request: Asked, found: RampUp) -> list[dict[str, Any]]:
    """The pipeline: how many at each step, with the bar of its drawing."""
    numbers, address = counted(found.members), reverse("territory_rampup")
    most = max(numbers.values())
    return [
        {
            "name": STATES[state],
            "number": number,
            "address": f"{address}?{urlencode({'etape': state.value})}#members",
            "width": round(440 * number / most) if most else 0,
            "y": 10 + 34 * at,
        }
        for at, (state, number) in enumerate(numbers.items())
    ]


def _member(request: Asked, each: Member, found: RampUp, *, operates: bool) -> dict[str, Any]:
    operations = _operations(request, each.tenant) if each.seen else None
    convention = None
    if each.convention is not None:
        if operates:
            convention = reverse("convention_steps", args=[each.convention])
        elif each.tenant is not None and _reads(request, each.tenant):
            convention = reverse("convention", args=[each.tenant.code, each.convention])
    return {
        "member": each,
        "state": STATES[each.state],
        "badge": BADGES[each.state],
        "address": reverse("territory_commune", args=[each.insee]) if each.insee else None,
        "convention": convention,
        "operations": operations,
        "waiting": each.waiting(found.on),
    }


def _late(request: Asked, each: Rhythm, found: RampUp) -> dict[str, Any]:
    insee = each.tenant.where.insee
    return {
        "rhythm": each,
        "flow": FLOWS[each.flow],
        "late": each.late(found.on),
        "address": reverse("territory_commune", args=[insee]) if insee else None,
        "operations": _operations(request, each.tenant),
    }


def _reads(request: Asked, tenant: Tenant) -> bool:
    return request.rights.decide(Permission.SEARCH_DESCRIPTIONS, tenant.key).allowed


def _operations(request: Asked, tenant: Tenant | None) -> str | None:
    """Where the versements that make a number are listed, for who may see them."""
    if tenant is None or not _reads(request, tenant):
        return None
    return f"{reverse('operations', args=[tenant.code])}?{urlencode({'kind': 'versement'})}"


def _load(request: Asked, found: Capacity) -> str | None:
    return percent(round(found.load * 1_000_000), 1_000_000, request.language) if found.load is not None else None


def _room(request: Asked, found: Capacity, copy: str) -> dict[str, Any]:
    return {
        "copy": copy,
        "free": found.room[copy],
        "today": _years(request, found.years_left(copy, with_coming=False)),
        "coming": _years(request, found.years_left(copy, with_coming=True)),
    }


def _years(request: Asked, number: float | None) -> str:
    if number is None:
        return say(request, "inconnu")
    if number > 100:
        return say(request, "plus de cent ans")
    return count(request, round(number), "{count} an", "{count} ans") if number >= 1 else say(request, "moins d'un an")
