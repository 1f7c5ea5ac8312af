"""The documents in which the most was seen, and looking through those that nobody looked through yet."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from chartrier.catalog.privacy.register import Seen, count_scans, count_waiting, most_seen
from chartrier.catalog.texts.register import ask_reading
from chartrier.detection.names import has_model
from chartrier.detection.occurrence import Kind
from chartrier.detection.scanning import edition
from chartrier.records.roles import Permission
from chartrier.records.tenant import Tenant
from chartrier.redaction.redacted import KIND_WORDS
from chartrier.rules.communicabilite.words import Words
from chartrier.web.frame.asking import Asked
from chartrier.web.frame.page import page
from chartrier.web.frame.sentences import say

SHOWN = 100
"""Documents of a page."""
EXAMPLES = 8
"""Occurrences of a document that are shown, the first ones."""


@dataclass(frozen=True, slots=True)
class Told:
    """A document: how many of each kind, and where the first ones are. `more`: how many are not shown."""

    seen: Seen
    counts: list[tuple[Words, int]]
    examples: list[tuple[Words, int, int, str]]
    more: int


@page(Permission.SEE_PERSONAL_DATA)
@require_safe
def every(request: Asked, tenant: Tenant) -> HttpResponse:
    """By score, of one kind where it is asked for; for whoever sees personal data in the whole collectivité."""
    _require_whole(request, tenant)
    kind = next((each for each in Kind if each.value == request.GET.get("sorte")), None)
    unit = _unit(request.GET.get("unite", ""))
    found = most_seen(tenant.key, kind=kind and kind.value, unit=unit, limit=SHOWN)
    context = {
        "found": [_told(each) for each in found],
        "kinds": [(each.value, KIND_WORDS[each]) for each in Kind],
        "kind": kind.value if kind else "",
        "of_unit": unit is not None,
        "known": count_scans(tenant.key),
        "waiting": count_waiting(tenant.key, edition()),
        "model": has_model(),
        "most": SHOWN,
        "may_redact": request.rights.decide(Permission.REDACT, tenant.key).allowed,
    }
    return render(request, "detection/detected.html", context)


@page(Permission.SEE_PERSONAL_DATA)
@require_POST
def look(request: Asked, tenant: Tenant) -> HttpResponse:
    """Have what was not read, or not looked through, be so now."""
    _require_whole(request, tenant)
    ask_reading()
    messages.success(request, say(request, "Les documents qui ne l’ont pas été vont être lus et parcourus."))
    return redirect("detected", tenant.code)


def _require_whole(request: Asked, tenant: Tenant) -> None:
    if not request.rights.everywhere(Permission.SEE_PERSONAL_DATA, tenant.key):
        raise Http404


def _unit(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        raise Http404 from None


def _told(seen: Seen) -> Told:
    counts = [(KIND_WORDS[each], seen.counts[each.value]) for each in Kind if each.value in seen.counts]
    examples = [
        (KIND_WORDS[Kind(kind)], start, end, masked) for kind, start, end, _, masked in seen.occurrences[:EXAMPLES]
    ]
    return Told(seen, counts, examples, sum(seen.counts.values()) - len(examples))
