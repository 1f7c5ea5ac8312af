"""The instance, for whoever operates it: its health, its jobs, its copies, how much it holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from chartrier.administration.health import examine_archive
from chartrier.administration.status import free_bytes, status_of
from chartrier.administration.throttling import READINGS_OF_ALL
from chartrier.catalog.archive.volumes import Volume, volumes_by_month, volumes_of
from chartrier.catalog.journal.standing import Lag, lags
from chartrier.catalog.preservation.damage import damages
from chartrier.catalog.tenants import register
from chartrier.catalog.works import register as works
from chartrier.catalog.works.models import Work
from chartrier.catalog.works.queue import look_at_queue
from chartrier.clock import read_instant, write_instant
from chartrier.geography.folding import fold
from chartrier.reception import deposits
from chartrier.records.finding import Severity
from chartrier.records.tenant import Tenant
from chartrier.registers.operation_names import called
from chartrier.registers.operations import KIND_OF_WORK, STATES
from chartrier.web.frame.asking import Asked
from chartrier.web.frame.page import fresh, operating
from chartrier.web.frame.sparing import at_most
from chartrier.web.instance.looking import machine
from chartrier.web.instance.words import LOOKS
from chartrier.web.operations.steps import told

ON_A_PAGE = 25

MONTHS = 24


@operating
@require_safe
def health(request: Asked) -> HttpResponse:
    """All that the doctor looks at, and the workers."""
    archive = request.archive
    looks = machine(archive)
    looks += examine_archive(archive.copies, archive.settings.worker_heartbeat)
    seen = look_at_queue()
    context = {
        "looks": [
            (LOOKS[name], findings, any(each.severity is Severity.ERROR for each in findings))
            for name, findings in looks
        ],
        "queue": seen,
        "heartbeat": seen.heartbeats[0] if seen.heartbeats else None,
    }
    return render(request, "instance/health.html", context)


@operating
@require_safe
def jobs(request: Asked) -> HttpResponse:
    """The travaux of all collectivités: what waits, runs and failed; what ended, where that state is asked."""
    state = request.GET.get("state", "")
    tenants = {each.key: each for each in register.tenants()}
    states = {state} if state in STATES else works.NOT_ENDED
    sought = works.Sought(states=states)
    found = works.listed(list(tenants), sought, before=_position(request), limit=ON_A_PAGE + 1)
    now, last = request.archive.copies.clock(), found[ON_A_PAGE - 1] if len(found) > ON_A_PAGE else None
    shown = [_job(work, tenants[work.tenant], now) for work in found[:ON_A_PAGE]]
    # what goes on moves, apart from the forms: they are being filled
    moving = [] if state else [each for each in shown if each["work"].state in works.UNDER_WAY]
    context = {
        "moving": moving,
        "still": [each for each in shown if each not in moving],
        "state": state,
        "states": STATES.items(),
        "queue": look_at_queue(),
        "following": f"{write_instant(last.asked)}_{last.id.hex}" if last is not None else "",
        "after": request.GET.get("after", ""),
    }
    return render(request, "instance/moving.html" if request.htmx else "instance/jobs.html", context)


@operating
@require_POST
@fresh
def job_again(request: Asked, code: str, work: UUID) -> HttpResponse:
    """Start again what failed."""
    works.ask_again(int(code), work, request.archive.copies.clock())
    return redirect("jobs")


@operating
@require_POST
@fresh
def job_abandoned(request: Asked, code: str, work: UUID) -> HttpResponse:
    """Say that it will not be tried again, and why: a deposit is its author's draft again."""
    reason = " ".join(request.POST.get("reason", "").split())
    if not reason:
        raise Http404
    tenant = register.tenant(code)
    deposits.abandon_work(tenant, work, request.user.pk, reason, request.archive.copies.clock())
    return redirect("jobs")


@operating
@require_safe
def copies(request: Asked) -> HttpResponse:
    """Where the copies are and how they stand: together, then collectivité by collectivité."""
    archive = request.archive
    keys = register.tenant_keys()
    behind, damaged = lags(keys), damages(keys, [store.name for store in archive.copies.stores])
    wrong = Counter(each.copy for those in damaged.values() for each in those)
    typed, page = _tenants(request, damaged)
    context = {
        "copies": [
            (
                store.name,
                archive.settings.copies[store.name],
                free_bytes(store),
                behind.get(store.name, Lag(0, 0, None)),
                wrong[store.name] + wrong[""],
            )
            for store in archive.copies.stores
        ],
        "minimum": archive.copies.minimum,
        "statuses": [status_of(tenant, archive.copies) for tenant in page.object_list],
        "page": page,
        "typed": typed,
    }
    return render(request, "instance/copies.html", context)


@operating
@require_POST
@fresh
@at_most(READINGS_OF_ALL)
def audit(request: Asked, code: str) -> HttpResponse:
    """Have every copy of a collectivité read against its journal."""
    return _audit(request, register.tenant(code), Work.Kind.AUDIT)


@operating
@require_POST
@fresh
@at_most(READINGS_OF_ALL)
def repair(request: Asked, code: str) -> HttpResponse:
    """The same, mending what another copy proves."""
    return _audit(request, register.tenant(code), Work.Kind.REPAIR)


@operating
@require_safe
def volumes(request: Asked) -> HttpResponse:
    """How much came, month by month and collectivité by collectivité."""
    keys = register.tenant_keys()
    typed, page = _tenants(request)
    each = volumes_of([tenant.key for tenant in page.object_list])
    months = volumes_by_month(keys)
    context = {
        "total": sum((volume for _, volume in months), Volume()),
        "months": [(month, asdict(volume)) for month, volume in months[-MONTHS:]],
        "rows": [(tenant, each.get(tenant.key, Volume())) for tenant in page.object_list],
        "page": page,
        "typed": typed,
        "tenants": len(keys),
    }
    return render(request, "instance/volumes.html", context)


def _job(work: Work, tenant: Tenant, now: datetime) -> dict[str, Any]:
    """A travail without its title, which is the collectivité's."""
    return {
        "work": work,
        "tenant": tenant,
        "called": called(KIND_OF_WORK[Work.Kind(work.kind)]),
        "step": told(work.steps[-1], now) if work.steps else None,
        "codes": sorted({each["code"] for each in work.findings})[:5],
    }


def _audit(request: Asked, tenant: Tenant, kind: str) -> HttpResponse:
    works.ask_alone(tenant.key, kind, person=request.user.pk, now=request.archive.copies.clock())
    return redirect("jobs")


def _tenants(request: Asked, first: Collection[int] = ()) -> tuple[str, Any]:
    """Those whose name or code has what is typed, a page of them; some come first."""
    typed = request.GET.get("q", "")[:200]
    wanted = fold(typed)
    found = [each for each in register.tenants() if wanted in fold(each.name) or wanted in each.code]
    found.sort(key=lambda each: (each.key not in first, fold(each.name), each.code))
    return typed, Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))


def _position(request: Asked) -> Any:
    try:
        asked, identifier = request.GET.get("after", "").split("_")
        return read_instant(asked), UUID(identifier)
    except ValueError:
        return None
