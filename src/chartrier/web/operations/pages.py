"""Operations: what was asked for, how far it has come, what it found, what to do next."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render

from chartrier.access.replies import read_reply
from chartrier.catalog.archive import questions
from chartrier.catalog.archive.models import Unit
from chartrier.catalog.deposits import register as drafts
from chartrier.catalog.deposits.models import Draft
from chartrier.catalog.people import directory
from chartrier.catalog.works import register
from chartrier.catalog.works.models import Work
from chartrier.catalog.works.register import ENDED
from chartrier.clock import read_instant
from chartrier.errors import NotFound
from chartrier.papers.parties import Collectivite
from chartrier.papers.recepisse_depot import RecepisseDepot
from chartrier.reception import deposits
from chartrier.records.roles import Permission
from chartrier.records.tenant import Tenant
from chartrier.web.deposit.showing import paper_of
from chartrier.web.frame.asking import Asked
from chartrier.web.frame.page import page


@page(Permission.DEPOSIT)
def listed(request: Asked, tenant: Tenant) -> HttpResponse:
    """One's own; those of all for who examines deposits."""
    person = None if _sees_all(request, tenant) else request.user.pk
    works = register.newest(tenant.key, person=person)
    return render(request, "operations/list.html", {"works": [(each, _unit(each, tenant)) for each in works]})


@page(Permission.DEPOSIT)
def operation(request: Asked, tenant: Tenant, identifier: UUID) -> HttpResponseBase:
    """One, which moves while it works; what failed may be started again."""
    work = _work(request, tenant, identifier)
    if request.method == "POST":
        register.ask_again(tenant.key, work.id, request.archive.copies.clock())
        return redirect("operation", code=tenant.code, identifier=work.id)
    unit = _unit(work, tenant)
    draft = drafts.of_works(tenant.key, [work.id]).get(work.id) or _checked(work, tenant)
    mine = draft is not None and draft.person == request.user.pk
    context = {
        "work": work,
        "moves": work.state not in ENDED,
        "steps": [_step(each, request) for each in work.steps],
        "findings": [_said(each, request.language) for each in work.findings],
        "by": directory.person(work.person).name,
        "unit": unit,
        "draft": draft if mine else None,
        "erased": draft is not None and not drafts.uploads_of(tenant.key, draft.id),
        "erases": draft and deposits.erases_on(draft, request.archive.deposits),
        "paper": paper_of(tenant, draft) if draft is not None else {},
        "archived": work.operation is not None and work.state in (Work.State.DONE, Work.State.REFUSED),
    }
    template = "operations/progress.html" if request.htmx else "operations/operation.html"
    return render(request, template, context)


@page(Permission.DEPOSIT)
def reply(request: Asked, tenant: Tenant, identifier: UUID) -> HttpResponse:
    """The SEDA reply of a versement, as its package keeps it."""
    work = _work(request, tenant, identifier)
    found = questions.versement([tenant.key], work.operation) if work.operation else None
    if found is None:
        raise Http404
    return _file(read_reply(request.archive.copies.stores, found), "application/xml", f"reponse-{found.id}.xml")


@page(Permission.DEPOSIT)
def receipt(request: Asked, tenant: Tenant, identifier: UUID) -> HttpResponse:
    """The receipt of a deposit that left: what was received, when, from whom."""
    work = _work(request, tenant, identifier)
    if work.kind == Work.Kind.CHECK:
        raise Http404
    found = questions.versement([tenant.key], work.operation) if work.operation else None
    counts = (found.operation or {}).get("counts", {}) if found is not None else {}
    paper = RecepisseDepot(
        collectivite=Collectivite(tenant.name, tenant.siren),
        title=work.title,
        by=directory.person(work.person).name,
        received=work.asked,
        number=str(work.subject),
        operation=str(found.id) if found is not None else "",
        accepted=None if found is None else str(found.state) == "accepted",
        files=int(counts.get("objects", 0)),
        size=int(counts.get("bytes", 0)),
        made=work.ended or work.asked,
        **paper_of(tenant, drafts.draft(tenant.key, work.subject)),
    )
    return _file(paper.pdf(), "application/pdf", f"recepisse-{work.id}.pdf")


def _unit(work: Work, tenant: Tenant) -> Unit | None:
    """What was archived, from its top."""
    if work.state != Work.State.DONE or work.operation is None:
        return None
    return next(iter(questions.units_of([tenant.key], work.operation)), None)


def _checked(work: Work, tenant: Tenant) -> Draft | None:
    """The package that was only controlled, which may still be transferred."""
    if work.kind != Work.Kind.CHECK:
        return None
    try:
        return drafts.draft(tenant.key, work.subject)
    except NotFound:
        return None


def _sees_all(request: Asked, tenant: Tenant) -> bool:
    return bool(request.rights.decide(Permission.REVIEW_DEPOSITS, tenant.key).allowed)


def _work(request: Asked, tenant: Tenant, identifier: UUID) -> Work:
    """Somebody else's is as absent as what is not there. Raises NotFound, Http404."""
    work = register.work(tenant.key, identifier)
    if work.person != request.user.pk and not _sees_all(request, tenant):
        raise Http404
    return work


def _step(each: dict[str, Any], request: Asked) -> dict[str, Any]:
    """A step with its speed and what remains of it, in seconds."""
    done, total, seconds = each["done"], each["total"], each["seconds"]
    spent = seconds
    if spent is None:
        spent = (request.archive.copies.clock() - read_instant(each["began"])).total_seconds()
    speed = done / spent if spent and spent > 0 else 0
    remaining = round((total - done) / speed) if speed and total and seconds is None else None
    return {**each, "goes_on": seconds is None, "speed": round(speed), "remaining": remaining}


def _said(found: dict[str, Any], language: str) -> dict[str, Any]:
    return {**found, "message": found["message"][language], "remedy": found["remedy"][language]}


def _file(data: bytes, kind: str, name: str) -> HttpResponse:
    return HttpResponse(data, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
