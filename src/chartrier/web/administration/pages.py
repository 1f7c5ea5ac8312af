"""How the archive of a collectivité stands, for who watches over it: copies, journal, who read what, how much."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from chartrier.administration.status import status_of
from chartrier.administration.throttling import LISTS, READINGS_OF_ALL
from chartrier.catalog.archive.volumes import Volume, volumes_by_month
from chartrier.catalog.consultations.register import What
from chartrier.catalog.works import register as works
from chartrier.catalog.works.models import Work
from chartrier.records.finding import Finding
from chartrier.records.roles import Permission
from chartrier.records.tenant import Tenant
from chartrier.registers.consultations import readings as readings_of
from chartrier.registers.consultations import write_readings
from chartrier.registers.findings import NOT_PUBLISHED
from chartrier.registers.log import continues, log_standing
from chartrier.registers.operation import newest_checkpoint
from chartrier.rules.communicabilite.regime import Regime
from chartrier.web.administration.asking import ARCHIVES, FILTERS, MACHINE, address_of, people_of, sought
from chartrier.web.frame.asking import Asked
from chartrier.web.frame.page import fresh, page
from chartrier.web.frame.problems import told
from chartrier.web.frame.sparing import at_most

ON_A_PAGE = 50
MONTHS = 24
LARGEST_NOTE = 20_000
"""Characters of a checkpoint that somebody gives."""


@page(Permission.READ_AUDIT)
@require_safe
def copies(request: Asked, tenant: Tenant) -> HttpResponse:
    """Where each copy stands, what it owes, what was read last."""
    context = {"status": status_of(tenant, request.archive.copies), "may_ask": _administers(request, tenant)}
    return render(request, "administration/copies.html", context)


@page(Permission.ADMINISTER_TENANT)
@require_POST
@at_most(READINGS_OF_ALL)
def audit(request: Asked, tenant: Tenant) -> HttpResponse:
    """Have every copy read against the journal."""
    return _ask(request, tenant, Work.Kind.AUDIT)


@page(Permission.ADMINISTER_TENANT)
@require_POST
@fresh
@at_most(READINGS_OF_ALL)
def repair(request: Asked, tenant: Tenant) -> HttpResponse:
    """The same, mending what another copy proves."""
    return _ask(request, tenant, Work.Kind.REPAIR)


@page(Permission.READ_AUDIT)
@require_POST
@at_most(READINGS_OF_ALL)
def verification(request: Asked, tenant: Tenant) -> HttpResponse:
    """Have every copy proven by its bytes and the public key alone."""
    return _ask(request, tenant, Work.Kind.VERIFY)


@page(Permission.READ_AUDIT)
@require_http_methods(["GET", "POST"])
def journal(request: Asked, tenant: Tenant) -> HttpResponse:
    """The journal: its size, its key, its checkpoint; a checkpoint that was kept is compared with it (POST)."""
    context: dict[str, Any] = {"log": log_standing(tenant, request.archive.copies), "given": ""}
    if request.method == "POST":
        given = request.POST.get("checkpoint", "")[:LARGEST_NOTE].replace("\r\n", "\n")
        answer = continues(tenant, (given.strip("\n") + "\n").encode("utf-8", "replace"))
        context |= {"given": given, **({"wrong": answer} if isinstance(answer, Finding) else {"proven": answer})}
    return render(request, "administration/journal.html", context)


@page(Permission.READ_AUDIT)
@require_safe
def checkpoint(request: Asked, tenant: Tenant) -> HttpResponse:
    """The newest signed checkpoint, as a copy has it: whoever keeps it can prove later that nothing was rewritten."""
    found = newest_checkpoint(tenant, request.archive.copies)
    if found is None:
        return told(request, 503, finding=Finding(NOT_PUBLISHED))
    note, head = found
    return _attachment(note, "text/plain; charset=utf-8", f"point-de-controle-{tenant.code}-{head.size}.txt")


@page(Permission.READ_AUDIT)
@require_safe
def key(request: Asked, tenant: Tenant) -> HttpResponse:
    """The public key of the journal, as verifiers take it."""
    data = f"{log_standing(tenant, request.archive.copies).key}\n".encode()
    return _attachment(data, "text/plain; charset=utf-8", f"cle-{tenant.code}.txt")


@page(Permission.READ_AUDIT)
@require_safe
def accesses(request: Asked, tenant: Tenant) -> HttpResponse:
    """Who read what, when, under which regime and why."""
    after = request.GET.get("after", "")[:80]
    found = readings_of(tenant, sought(request, tenant), after=after, limit=ON_A_PAGE)
    context = {
        "lines": found.lines,
        "following": found.following and address_of(request, after=found.following),
        "after": after,
        "filters": address_of(request),
        "filtered": any(request.GET.get(name) for name in FILTERS),
        "given": request.GET,
        "persons": people_of(tenant),
        "archives": ARCHIVES,
        "machine": MACHINE,
        "regimes": [(str(each), each.words) for each in Regime],
        "whats": [str(each) for each in What],
        "years": request.archive.settings.consultations_years,
    }
    return render(request, "administration/accesses.html", context)


@page(Permission.READ_AUDIT)
@require_safe
@at_most(LISTS)
def accesses_csv(request: Asked, tenant: Tenant) -> HttpResponseBase:
    """All that the filters leave, for a spreadsheet."""
    lines = write_readings(tenant, sought(request, tenant))
    answer = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="consultations-{tenant.code}.csv"'
    return answer


@page(Permission.READ_INDICATORS, whole=True)
@require_safe
def volumes(request: Asked, tenant: Tenant) -> HttpResponse:
    """How much came, month by month."""
    months = volumes_by_month([tenant.key])
    context = {
        "total": sum((volume for _, volume in months), Volume()),
        "months": [(month, asdict(volume)) for month, volume in months[-MONTHS:]],
        "watches": request.rights.decide(Permission.READ_AUDIT, tenant.key).allowed,
    }
    return render(request, "administration/volumes.html", context)


def _ask(request: Asked, tenant: Tenant, kind: str) -> HttpResponse:
    now = request.archive.copies.clock()
    work = works.ask_alone(tenant.key, kind, person=request.user.pk, now=now)
    return redirect("operation", code=tenant.code, identifier=work)


def _administers(request: Asked, tenant: Tenant) -> bool:
    return request.rights.decide(Permission.ADMINISTER_TENANT, tenant.key).allowed


def _attachment(data: bytes, kind: str, name: str) -> HttpResponse:
    return HttpResponse(data, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
