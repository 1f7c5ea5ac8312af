"""Operations: what was done or asked for, how far it has come, what it found, what to do next, how it is proven."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from chartrier.access.replies import read_reply
from chartrier.administration.connectors import called as name_of
from chartrier.administration.throttling import LISTS
from chartrier.catalog.archive import questions
from chartrier.catalog.archive.received import count_files_gone
from chartrier.catalog.deposits import register as drafts
from chartrier.catalog.deposits.models import Draft
from chartrier.catalog.people import directory
from chartrier.catalog.works import register
from chartrier.catalog.works.models import Work
from chartrier.errors import NotFound
from chartrier.papers.parties import Collectivite
from chartrier.papers.recepisse_depot import RecepisseDepot, received_files
from chartrier.reception import deposits, expiring, seeing
from chartrier.records.finding import Findings
from chartrier.records.roles import Permission
from chartrier.records.tenant import Tenant
from chartrier.registers.operation import Operation, proof_of
from chartrier.registers.operation import operation as operation_of
from chartrier.registers.operation_names import called
from chartrier.registers.operations import (
    DEPOSITS,
    KIND_OF_WORK,
    KINDS,
    STATES,
    SYSTEM,
    page_of,
    under_way_by_commands,
    write_csv,
)
from chartrier.registers.operations import under_way as going_on
from chartrier.web.deposit.showing import conversation, list_of, paper_of, received, set_aside
from chartrier.web.frame.asking import Asked
from chartrier.web.frame.page import page
from chartrier.web.frame.sparing import at_most
from chartrier.web.operations.asking import FILTERS, address_of, may_drive, require_seen, sees, sees_all, sought
from chartrier.web.operations.steps import told

ON_A_PAGE = 25


@page(Permission.SEARCH_DESCRIPTIONS)
def listed(request: Asked, tenant: Tenant) -> HttpResponse:
    """One's own; those of all for who examines deposits or reads audits."""
    wanted, every = sought(request, tenant), sees_all(request, tenant)
    after = request.GET.get("after", "")[:120]
    found = page_of(tenant, wanted, after=after, limit=ON_A_PAGE)
    context = {
        "lines": found.lines,
        "following": found.following and address_of(request, after=found.following),
        "after": after,
        "filters": address_of(request),
        "wanted": wanted,
        "filtered": any(request.GET.get(name) for name in FILTERS),
        "kinds": KINDS.items(),
        "states": STATES.items(),
        "persons": _persons(tenant) if every else [],
        "system": SYSTEM,
        "sees_all": every,
        **_going(request, tenant),
    }
    return render(request, "operations/list.html", context)


@page(Permission.SEARCH_DESCRIPTIONS)
def under_way(request: Asked, tenant: Tenant) -> HttpResponse:
    """What goes on now: the part of the list that moves."""
    return render(request, "operations/under_way.html", _going(request, tenant))


@page(Permission.SEARCH_DESCRIPTIONS)
@at_most(LISTS)
def exported(request: Asked, tenant: Tenant) -> HttpResponseBase:
    """All that the filters leave, for a spreadsheet."""
    answer = StreamingHttpResponse(write_csv(tenant, sought(request, tenant)), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="operations-{tenant.code}.csv"'
    return answer


@page(Permission.SEARCH_DESCRIPTIONS)
def operation(request: Asked, tenant: Tenant, identifier: UUID) -> HttpResponseBase:
    """One, which moves while it works; what failed may be started again."""
    found = _operation(request, tenant, identifier)
    work = found.work
    if request.method == "POST":
        if work is None or not may_drive(request, tenant, work.person):
            raise Http404
        register.ask_again(tenant.key, work.id, request.archive.copies.clock())
        return redirect("operation", code=tenant.code, identifier=work.id)
    now = request.archive.copies.clock()
    draft = _draft(work, tenant) if work is not None else None
    mine = draft is not None and draft.person == request.user.pk
    files = _files(found, draft, tenant)
    context = {
        "operation": found,
        "called": called(found.kind),
        "work": work,
        "moves": work is not None and work.state not in register.ENDED,
        "steps": [told(each, now) for each in work.steps] if work is not None else [],
        "findings": [_said(each, request.language, files) for each in found.findings],
        "by": found.names.get(found.by, ""),
        "opens": {act.id for act in found.chain if sees(request, tenant, act.by)},
        "may_drive": work is not None and may_drive(request, tenant, work.person),
        "deposit": work is not None and work.kind in DEPOSITS,
        "archived": found.versement is not None and work is not None and work.state == Work.State.DONE,
        "draft": draft if mine else None,
        "conversation": conversation(draft, request) if draft is not None else [],
        "erased": draft is not None and not drafts.uploads_of(tenant.key, draft.id),
        "erases": draft and expiring.erases_on(draft, request.archive.deposits),
        "paper": paper_of(tenant, draft, request.language) if draft is not None else {},
    }
    template = "operations/progress.html" if request.htmx else "operations/operation.html"
    return render(request, template, context)


@page(Permission.SEARCH_DESCRIPTIONS)
@require_POST
def abandoned(request: Asked, tenant: Tenant, identifier: UUID) -> HttpResponseBase:
    """Say that what waits or failed will not be tried again, and why: a deposit is its author's draft again."""
    # who is not shown it may not end it either
    work = _operation(request, tenant, identifier).work
    reason = " ".join(request.POST.get("reason", "").split())
    if work is None or not may_drive(request, tenant, work.person) or not reason:
        raise Http404
    deposits.abandon_work(tenant, work.id, request.user.pk, reason, request.archive.copies.clock())
    return redirect("operation", code=tenant.code, identifier=work.id)


@page(Permission.SEARCH_DESCRIPTIONS)
def proof(request: Asked, tenant: Tenant, identifier: UUID) -> HttpResponse:
    """By what anybody checks that the journal has it."""
    found = _operation(request, tenant, identifier)
    if found.index is None:
        raise Http404
    data = proof_of(tenant, found, request.archive.copies)
    return _file(data, "application/zip", f"preuve-{found.id}.zip")


@page(Permission.SEARCH_DESCRIPTIONS)
def reply(request: Asked, tenant: Tenant, identifier: UUID) -> HttpResponse:
    """The SEDA reply of a versement, as its package keeps it."""
    found = _operation(request, tenant, identifier).versement
    if found is None:
        raise Http404
    return _file(read_reply(request.archive.copies.stores, found), "application/xml", f"reponse-{found.id}.xml")


@page(Permission.SEARCH_DESCRIPTIONS)
@at_most(LISTS)
def receipt(request: Asked, tenant: Tenant, identifier: UUID) -> HttpResponseBase:
    """The receipt of a deposit that left: what was received, when, from whom; or the list of its files."""
    work = _operation(request, tenant, identifier).work
    if work is None or work.kind not in DEPOSITS:
        raise Http404
    found = questions.versement([tenant.key], work.operation) if work.operation else None
    accepted = None if found is None else str(found.state) == "accepted"
    draft = drafts.draft(tenant.key, work.subject)
    files = received(tenant, draft, found.id if found is not None and accepted else None)
    if "liste" in request.GET:
        return list_of(files, f"fichiers-{work.id}", request.archive.deposits.staging)
    listed = received_files(files)
    if found is not None and accepted and (gone := count_files_gone(tenant.key, found.id)):
        size = found.operation["counts"]["bytes"]
        listed = replace(listed, count=listed.count + gone, size=size, gone=gone)
    paper = RecepisseDepot(
        collectivite=Collectivite(tenant.name, tenant.siren),
        title=work.title,
        by=name_of(tenant, work.person),
        received=work.asked,
        number=str(work.subject),
        operation=str(found.id) if found is not None else "",
        accepted=accepted,
        files=listed,
        made=work.ended or work.asked,
        aside=set_aside(draft),
        **paper_of(tenant, draft, "fr"),
    )
    return _file(paper.pdf(), "application/pdf", f"recepisse-{work.id}.pdf")


def _operation(request: Asked, tenant: Tenant, identifier: UUID) -> Operation:
    """Raises NotFound, Http404."""
    found = operation_of(tenant, identifier)
    require_seen(request, tenant, str(found.work.person) if found.work is not None else found.by)
    return found


def _draft(work: Work, tenant: Tenant) -> Draft | None:
    """The deposit that a travail is about; of a package that was only controlled, which may still be transferred."""
    found = drafts.of_works(tenant.key, [work.id]).get(work.id)
    if found is not None or work.kind != Work.Kind.CHECK or work.subject is None:
        return found
    try:
        return drafts.draft(tenant.key, work.subject)
    except NotFound:
        return None


def _going(request: Asked, tenant: Tenant) -> dict[str, object]:
    now = request.archive.copies.clock()
    every = sees_all(request, tenant)
    works = going_on(tenant, None if every else request.user.pk)
    return {
        "by_commands": under_way_by_commands(tenant, works) if every else [],
        "going": [
            (work, called(KIND_OF_WORK[Work.Kind(work.kind)]), told(work.steps[-1], now) if work.steps else None)
            for work in works
        ],
    }


def _persons(tenant: Tenant) -> list[tuple[str, str]]:
    """Those who have a role here, by name; of one name, always in the same order."""
    members = {person for person, _ in directory.members(tenant.key)}
    return sorted(
        ((str(who), name) for who, name in directory.names_of(members).items()), key=lambda each: (each[1], each[0])
    )


def _files(found: Operation, draft: Draft | None, tenant: Tenant) -> dict[str, str]:
    """Of a deposit whose package was made here, the files by the names that its package gives them: nobody who deposits
    files knows the package.
    """
    wanted = {str(each["place"].get("object") or "") for each in found.findings} - {""}
    if not wanted or found.work is None or found.work.kind != Work.Kind.DEPOSIT:
        return {}
    if found.versement is not None:
        held = questions.objects_in([tenant.key], found.versement.id)
        return {each.xml_id: each.filename for each in held if each.xml_id in wanted and each.filename}
    if draft is None or draft.form != Draft.Form.FILES:
        return {}
    seen = seeing.understand(draft, tenant, Findings())
    names = [each.name for each in seen.files if each.name not in seen.aside]
    ordered = sorted(names, key=lambda name: PurePosixPath(name).parts)
    return {f"O{number}": name for number, name in enumerate(ordered, 1)}


def _said(found: dict[str, Any], language: str, files: dict[str, str]) -> dict[str, Any]:
    """A recorded finding in one language: packages of older versions have it in French alone."""

    def text(of: object) -> object:
        return of.get(language, "") if isinstance(of, dict) else of

    name = files.get(str(found["place"].get("object") or ""))
    place = found["place"] if name is None else {"file": name}
    return {**found, "message": text(found["message"]), "remedy": text(found["remedy"]), "place": place}


def _file(data: bytes, kind: str, name: str) -> HttpResponse:
    return HttpResponse(data, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
