"""What the address of a page of the territory asks: which area, which day, which flow, and who looks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.http import urlencode

from chartrier.clock import day_of
from chartrier.errors import NotFound
from chartrier.records.finding import Language
from chartrier.records.roles import Permission
from chartrier.records.territory import Flow
from chartrier.territory.area import FRANCE, Area, AreaKind, above, area_of
from chartrier.territory.coverage import Count, share
from chartrier.territory.importing import day_in
from chartrier.territory.own import Viewer
from chartrier.web.frame.asking import Asked
from chartrier.web.frame.sentences import grouped


@dataclass(frozen=True, slots=True)
class View:
    """The day and the flow (None: all) that are looked at, with what the address had besides."""

    on: date
    flow: Flow | None
    kept: tuple[tuple[str, str], ...]

    def address(self, area: Area, name: str = "") -> str:
        """Of another area, or of another page of it, looked at likewise."""
        if area.kind is AreaKind.COMMUNE:
            address = reverse("territory_commune", args=[area.code])
        elif area == FRANCE and not name:
            address = reverse("territory")
        else:
            address = reverse(name or "territory_area", args=[area.written])
        return f"{address}?{urlencode(self.kept)}" if self.kept else address


def today(request: Asked) -> date:
    """The day in France."""
    return day_of(request.archive.copies.clock())


def view_of(request: Asked) -> View:
    """What is asked; what cannot be read, and a day to come, is today."""
    now = today(request)
    on = day_in(request.GET.get("jour", "")) or now
    flow = request.GET.get("flux", "")
    kept = [(name, request.GET[name]) for name in ("jour", "flux", "mesure") if request.GET.get(name)]
    return View(min(on, now), Flow(flow) if flow in set(Flow) else None, tuple(kept))


def area_or_absent(code: str) -> Area:
    """Raises Http404."""
    try:
        return area_of(code)
    except NotFound:
        raise Http404 from None


def trail_of(area: Area, view: View) -> list[tuple[str, str]]:
    """The areas around, with their addresses."""
    around = [] if area == FRANCE else [FRANCE, *above(area)]
    return [(each.name, view.address(each)) for each in around]


def may_lead(request: Asked) -> bool:
    """Whether they may enter what is known of the territory."""
    rights = request.rights
    return rights.decide(Permission.OPERATE, None).allowed or bool(rights.where(Permission.LEAD_TERRITORY))


def viewer_of(request: Asked) -> Viewer:
    """Whose volumes they may see."""
    rights = request.rights
    return Viewer(
        frozenset(rights.throughout(Permission.READ_INDICATORS)), rights.decide(Permission.OPERATE, None).allowed
    )


def percent(part: int, whole: int, language: Language) -> str:
    """`33,4 %`, `33.4%`; a dash where there is nothing to divide by. What is not nothing is not written `0`."""
    rate = share(part, whole)
    if rate is None:
        return "—"
    written = f"{part / whole * 100:.1f}"
    if part and written == "0.0":
        written = "< 0.1"
    elif part != whole and written == "100.0":
        written = "> 99.9"
    return f"{written.replace('.', ',')}\u202f%" if language == "fr" else f"{written}%"


def told(count: Count, whole: Count, language: Language) -> dict[str, Any]:
    """A count and its shares, as templates show them."""
    return {
        "communes": count.communes,
        "inhabitants": count.inhabitants,
        "of_communes": percent(count.communes, whole.communes, language),
        "of_inhabitants": percent(count.inhabitants, whole.inhabitants, language),
    }


def sized(low: int, high: int | None, language: Language) -> tuple[str, str]:
    """The bounds of a class of size; the second is empty when it has none."""
    return grouped(low, language), grouped(high - 1, language) if high is not None else ""
