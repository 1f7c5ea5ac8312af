"""Échéances and propositions, to be read: what is due, what waits for its event, how far each bordereau has come."""

from __future__ import annotations

import tempfile
from pathlib import Path
from uuid import UUID

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from chartrier.administration.throttling import LISTS
from chartrier.catalog.accounts.names import names_of
from chartrier.catalog.rules.due import COUNT_TO, Due, Waiting, count_due, count_waiting, due_units, waiting_units
from chartrier.clock import day_of
from chartrier.disposition.attesting import answered_files, attestation_file
from chartrier.disposition.bordereau import BORDEREAU, TABLE
from chartrier.disposition.endings.due import (
    next_page,
    page_after,
    sort_final_of,
    waiting_after,
    write_due,
    write_waiting,
)
from chartrier.disposition.proposing import LINES
from chartrier.disposition.proving import file_of
from chartrier.disposition.reading import Proposition, propositions
from chartrier.disposition.reading import proposition as proposition_named
from chartrier.disposition.visa_types import foreseen, recorded
from chartrier.records.roles import Permission
from chartrier.records.tenant import Tenant
from chartrier.rules.categories import Category
from chartrier.rules.disposition.line import read_lines
from chartrier.rules.disposition.steps import Step, delay_end
from chartrier.web.disposition.asking import sees_everything, wanted, within
from chartrier.web.frame.asking import Asked
from chartrier.web.frame.page import page
from chartrier.web.frame.sparing import at_most
from chartrier.web.record.facts import CATEGORIES

ON_A_PAGE = 50
PAPERS = {"bordereau.pdf": "application/pdf", "bordereau.csv": "text/csv", "reponses.pdf": "application/pdf",
          "attestation.pdf": "application/pdf"}  # fmt: skip


@page(Permission.SEARCH_DESCRIPTIONS)
def endings(request: Asked, tenant: Tenant) -> HttpResponse:
    """What is due on a day, what ended first at the head; or what waits for its event."""
    asked = wanted(request)
    every = sees_everything(request, tenant)
    rows: list[tuple[Due | Waiting, str | None]]
    last: Due | Waiting | None
    if asked.waiting:
        waiting = waiting_units(tenant.key, asked.category, after=waiting_after(asked.after), limit=ON_A_PAGE + 1)
        rows = [(each, None) for each in within(request, tenant, waiting[:ON_A_PAGE])]
        last = waiting[ON_A_PAGE - 1] if len(waiting) > ON_A_PAGE else None
        total = count_waiting(tenant.key, asked.category)
    else:
        due = due_units(tenant.key, asked.category, asked.on, after=page_after(asked.after), limit=ON_A_PAGE + 1)
        rows = [(each, sort_final_of(each, asked.category)) for each in within(request, tenant, due[:ON_A_PAGE])]
        last = due[ON_A_PAGE - 1] if len(due) > ON_A_PAGE else None
        total = count_due(tenant.key, asked.category, asked.on)
    context = {
        "asked": asked,
        "rows": rows,
        "total": total if every else None,
        "more": total >= COUNT_TO,
        "following": asked.address(after=next_page(last)) if last is not None else None,
        "beginning": asked.address(),
        "due_address": asked.address(waiting=""),
        "waiting_address": asked.address(waiting="1"),
        "categories": [(str(each), CATEGORIES[each]) for each in Category],
        "every": every,
        "bounded": not every,
    }
    return render(request, "disposition/endings.html", context)


@page(Permission.SEARCH_DESCRIPTIONS)
@at_most(LISTS)
def endings_csv(request: Asked, tenant: Tenant) -> HttpResponse:
    """The whole list, for a spreadsheet."""
    if not sees_everything(request, tenant):
        raise Http404
    asked = wanted(request)
    with tempfile.TemporaryDirectory(dir=request.archive.settings.staging) as folder:
        file = Path(folder) / "liste.csv"
        if asked.waiting:
            write_waiting(file, tenant, asked.category)
        else:
            write_due(file, tenant, asked.category, asked.on)
        data = file.read_bytes()
    return _file(data, "text/csv; charset=utf-8", f"{'attentes' if asked.waiting else 'echeances'}-{tenant.code}.csv")


@page(Permission.SEARCH_DESCRIPTIONS)
def listed(request: Asked, tenant: Tenant) -> HttpResponse:
    """The bordereaux, the newest first, or those at one step."""
    _require_everything(request, tenant)
    step = request.GET.get("step", "")
    found = [each for each in reversed(propositions(tenant)) if not step or str(each.state.step) == step]
    context = {"propositions": found, "step": step if step in set(Step) else ""}
    return render(request, "disposition/propositions.html", context)


@page(Permission.SEARCH_DESCRIPTIONS)
def proposition(request: Asked, tenant: Tenant, identifier: UUID) -> HttpResponse:
    """One: its lines, who took which step, what the visa says of each line."""
    found = _proposition(request, tenant, identifier)
    copies, state = request.archive.copies, found.state
    lines = read_lines(file_of(found.id, LINES, tenant, copies))
    types = recorded(found, tenant, copies)
    if not state.imputations and state.visa is None:
        types = foreseen(lines, state.ground, tenant, copies, day_of(copies.clock()))
    verdicts = {each.line: each for each in state.visa.verdicts} if state.visa else {}
    acts = [(found.id, found.record), *found.acts]
    names = names_of(tenant.key, [record["by"] for _, record in acts])
    context = {
        "found": found,
        "lines": [(line, types.get(line.number), verdicts.get(line.number)) for line in lines],
        "acts": [(act, record, names.get(record["by"], "")) for act, record in acts],
        "taking_back_until": delay_end(state),
        "answered": len(acts) > 1,
        "ordered": state.order is not None,
    }
    return render(request, "disposition/proposition.html", context)


@page(Permission.SEARCH_DESCRIPTIONS)
def paper(request: Asked, tenant: Tenant, identifier: UUID, name: str) -> HttpResponseBase:
    """A document of a proposition: the bordereau as it was proposed, or answered, or what attests the destruction."""
    if name not in PAPERS:
        raise Http404
    found, copies = _proposition(request, tenant, identifier), request.archive.copies
    match name:
        case "bordereau.pdf":
            data = file_of(found.id, BORDEREAU, tenant, copies)
        case "bordereau.csv":
            data = file_of(found.id, TABLE, tenant, copies)
        case "reponses.pdf":
            data = answered_files(found, tenant, copies)[BORDEREAU]
        case _:
            data = attestation_file(found, tenant, copies)
    return _file(data, PAPERS[name], f"{found.number}-{name}")


def _proposition(request: Asked, tenant: Tenant, identifier: UUID) -> Proposition:
    """Raises NotFound, Http404."""
    _require_everything(request, tenant)
    return proposition_named(tenant, str(identifier))


def _require_everything(request: Asked, tenant: Tenant) -> None:
    """A bordereau is of several services: whoever sees some of them only has it on paper, from the archivist."""
    if not sees_everything(request, tenant):
        raise Http404


def _file(data: bytes, kind: str, name: str) -> HttpResponse:
    return HttpResponse(data, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
