"""Depositing without knowing SEDA: drop files and say what they are; then answer, see what was understood, confirm."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from chartrier.administration.accords import depositing_services
from chartrier.administration.throttling import LISTS
from chartrier.catalog.deposits import register
from chartrier.catalog.deposits.models import Draft
from chartrier.clock import day_of
from chartrier.errors import ChartrierError, Conflict
from chartrier.reception import agreed, deposits, expiring, seeing, uploads
from chartrier.reception.answers import Answers
from chartrier.reception.doubts import doubts
from chartrier.reception.findings import DRAFT_CHANGED, NO_FILES
from chartrier.reception.kinds import kind_of
from chartrier.records.collectivite import Service
from chartrier.records.finding import Findings, Severity
from chartrier.records.roles import Permission
from chartrier.records.tenant import Tenant
from chartrier.web.deposit.bounds import require_may
from chartrier.web.deposit.forms import Questions, read_pieces
from chartrier.web.deposit.showing import (
    choices,
    conversation,
    files_of,
    list_of,
    named_doubts,
    receipt_of,
    received,
    understood,
)
from chartrier.web.frame.asking import Asked
from chartrier.web.frame.page import page
from chartrier.web.frame.sentences import say
from chartrier.web.frame.sparing import at_most


@page(Permission.DEPOSIT)
def choose(request: Asked, tenant: Tenant) -> HttpResponseBase:
    """Drop files and say what they are, in either order. The first of both begins a draft."""
    if request.method == "POST":
        draft = _begin(request, tenant)
        place = reverse("draft", kwargs={"code": tenant.code, "identifier": draft.id})
        if "begin" in request.POST:
            return HttpResponse(status=201, headers={"Location": place})
        if request.FILES:
            return _prepared(request, tenant, draft)
        return redirect(place)
    drafts = [
        (each, _named(each, tenant, request), expiring.erases_on(each, request.archive.deposits))
        for each in register.drafts_of(tenant.key, request.user.pk)
    ]
    return render(request, "deposit/choose.html", {**choices(request, tenant), "drafts": drafts})


@page(Permission.DEPOSIT)
def prepare(request: Asked, tenant: Tenant, identifier: UUID) -> HttpResponseBase:
    """The files of a draft, and what they are."""
    draft = register.draft(tenant.key, identifier, person=request.user.pk)
    if draft.state == deposits.LEFT:
        return redirect("operation", code=tenant.code, identifier=draft.work)
    if draft.state == deposits.REVIEW:
        return render(request, "deposit/sent.html", {**understood(request, tenant, draft, Findings()), "draft": draft})
    if draft.state == deposits.EXPIRED:
        return render(request, "deposit/expired.html", {"draft": draft, "name": _named(draft, tenant, request)})
    return _prepared(request, tenant, draft)


@page(Permission.DEPOSIT)
def confirm(request: Asked, tenant: Tenant, identifier: UUID) -> HttpResponseBase:
    """Answer, see what was understood, and let it leave."""
    draft = register.draft(tenant.key, identifier, person=request.user.pk)
    if draft.state == deposits.LEFT:
        return redirect("operation", code=tenant.code, identifier=draft.work)
    if draft.state not in register.CHANGEABLE or (draft.form == deposits.FILES and not _series(draft)):
        return redirect("draft", code=tenant.code, identifier=draft.id)
    findings, form, stays, changed = Findings(), None, "stay" in request.POST, None
    if request.method == "POST":
        seen = request.POST.get("seen", "")
        try:
            if seen and deposits.changed_since(draft, seen):
                raise Conflict(DRAFT_CHANGED)
            form, seen = _answered(request, tenant, draft, findings, seen)
            kept = not findings.refused and (form is None or form.is_valid())
            if kept and stays:
                messages.success(request, say(request, "Vos réponses sont gardées ; rien n'est encore déposé."))
            elif kept and not _newly_doubted(request, tenant, draft):
                gone = _left(request, tenant, draft, findings, seen)
                if gone is not None:
                    return gone
        except Conflict as problem:
            if problem.finding.kind is not DRAFT_CHANGED:
                raise
            draft = register.draft(tenant.key, identifier, person=request.user.pk)
            if draft.state not in register.CHANGEABLE or (draft.form == deposits.FILES and not _series(draft)):
                return redirect("draft", code=tenant.code, identifier=draft.id)
            form, changed = _typed(request, tenant, draft), problem.finding
    context = understood(request, tenant, draft, findings, form=form)
    wrong = findings.refused or (form is not None and not form.is_valid())
    context |= {
        "changed": changed,
        "changes": deposits.changed_since(draft, request.POST.get("seen", "")) if changed else [],
        "stopped": request.method == "POST" and (wrong or changed is not None or not stays),
        "stays": stays,
        "to_mend": form is not None and not form.is_valid(),
        "reply": request.POST.get("comment", Answers.read(draft.answers).reply),
    }
    waits = request.method != "POST" and request.GET.get("attendre") != "non"
    if waits and context["kind"] is not None and not context["seen"].ready:
        return render(request, "deposit/reading.html", context)
    return render(request, "deposit/confirm.html", context, status=409 if changed else 422 if wrong else 200)


@require_safe
@page(Permission.DEPOSIT)
def reading(request: Asked, tenant: Tenant, identifier: UUID) -> HttpResponse:
    """How far the reading of the files is; when it is done, the page is asked for again."""
    draft = register.draft(tenant.key, identifier, person=request.user.pk)
    read, to_read = register.read_of(tenant.key, draft.id)
    if read == to_read:
        return HttpResponse(status=204, headers={"HX-Refresh": "true"})
    return render(request, "deposit/being_read.html", {"draft": draft, "seen": {"read": read, "to_read": to_read}})


@page(Permission.DEPOSIT)
def abandon(request: Asked, tenant: Tenant, identifier: UUID) -> HttpResponse:
    """Forget a draft and its files, once whoever asks for it has seen what is erased."""
    draft = register.draft(tenant.key, identifier, person=request.user.pk)
    if request.method == "POST" and "sure" in request.POST:
        expiring.abandon(draft, request.archive.deposits)
        return redirect("deposit", code=tenant.code)
    if draft.state not in register.CHANGEABLE:
        return redirect("draft", code=tenant.code, identifier=draft.id)
    files = files_of(draft)
    size = register.bytes_of(tenant.key, draft.id)
    context = {"draft": draft, "name": _named(draft, tenant, request), "files": files, "size": size}
    return render(request, "deposit/abandon.html", context)


@require_POST
@page(Permission.DEPOSIT)
def resume(request: Asked, tenant: Tenant, identifier: UUID) -> HttpResponse:
    """Have a deposit again that waits for an archivist, or was rejected."""
    draft = register.draft(tenant.key, identifier, person=request.user.pk)
    now = request.archive.deposits.clock()
    (deposits.take_back if draft.state == deposits.REVIEW else deposits.open_again)(tenant, draft.id, now)
    return redirect("draft", code=tenant.code, identifier=draft.id)


@require_safe
@page(Permission.DEPOSIT)
@at_most(LISTS)
def receipt(request: Asked, tenant: Tenant, identifier: UUID) -> HttpResponseBase:
    """The receipt of what waits for an archivist, or the list of its files."""
    draft = register.draft(tenant.key, identifier, person=request.user.pk)
    if "liste" in request.GET:
        return list_of(received(tenant, draft, None), f"fichiers-{draft.id}", request.archive.deposits.staging)
    name = f'attachment; filename="recepisse-{draft.id}.pdf"'
    pdf = receipt_of(request, tenant, draft).pdf()
    return HttpResponse(pdf, content_type="application/pdf", headers={"Content-Disposition": name})


def _begin(request: Asked, tenant: Tenant) -> Draft:
    package = "package" in request.POST
    series = request.POST.get("series", "")
    answers = Answers() if package or not series else Answers(series=_chosen(request, tenant, series))
    form = deposits.PACKAGE if package else deposits.FILES
    now = request.archive.deposits.clock()
    return register.begin_or_go_on(tenant.key, request.user.pk, form, answers.as_json(), now)


def _chosen(request: Asked, tenant: Tenant, series: str) -> str:
    """The code of the kind that was chosen. Raises InvalidInput, NotAllowed (REC-050)."""
    kind = kind_of(tenant, series)
    require_may(request, tenant, None, kind)
    return kind.code


def _prepared(request: Asked, tenant: Tenant, draft: Draft) -> HttpResponseBase:
    findings, means = Findings(), request.archive.deposits
    if request.method == "POST":
        if (series := request.POST.get("series", "")) and draft.form == deposits.FILES:
            before = Answers.read(draft.answers)
            draft.answers = {**before.as_json(), "series": _chosen(request, tenant, series)}
            deposits.answer(tenant, draft.id, Answers.read(draft.answers), means.clock())
        elif "package" in request.POST or "plain" in request.POST:
            become = deposits.become_package if "package" in request.POST else deposits.become_files
            become(tenant, draft.id, means.clock())
            return redirect("draft", code=tenant.code, identifier=draft.id)
        _take_plain_files(request, tenant, draft, findings)
        if "title" in request.POST and _series(draft):
            _answered(request, tenant, draft, findings)
        if "check" in request.POST and not findings.refused:
            work = deposits.ask_check(tenant, draft, request.user.pk, means, findings)
            if work is not None:
                return redirect("operation", code=tenant.code, identifier=work)
        there = register.uploads_of(tenant.key, draft.id)
        if not (there or series or findings.refused or "stay" in request.POST):
            # to say what it is before any file is there is no error; to go on without any is
            findings.add(NO_FILES)
        known = draft.form == deposits.PACKAGE or bool(_series(draft))
        if there and known and not findings.refused and "stay" not in request.POST:
            return redirect("draft_confirm", code=tenant.code, identifier=draft.id)
        if not findings.refused:
            return redirect("draft", code=tenant.code, identifier=draft.id)
    series = _series(draft)
    kind = kind_of(tenant, series) if series else None
    context = {
        **choices(request, tenant),
        "draft": draft,
        "kind": kind,
        "label": kind.label(request.language) if kind else "",
        "package": draft.form == deposits.PACKAGE,
        "files": files_of(draft),
        "size": register.bytes_of(tenant.key, draft.id),
        "findings": list(findings),
        "refusals": [each for each in findings if each.severity is Severity.ERROR],
        "conversation": conversation(draft, request),
    }
    return render(request, "deposit/prepare.html", context, status=422 if findings.refused else 200)


def _left(request: Asked, tenant: Tenant, draft: Draft, findings: Findings, seen: str) -> HttpResponseBase | None:
    """Let it leave, with what is said to the archivist; where that leads, None when something refuses it."""
    means, answers = request.archive.deposits, Answers.read(draft.answers)
    if draft.form == deposits.FILES:
        require_may(request, tenant, answers.service, kind_of(tenant, answers.series))
    services = [each.identifier for each in depositing_services(request.rights, tenant)]
    reply = request.POST.get("comment", answers.reply)
    work = deposits.submit(
        tenant, draft, request.user.pk, means, findings, services=services, seen=seen, reply=reply
    )  # fmt: skip
    if work is not None:
        return redirect("operation", code=tenant.code, identifier=work)
    if findings.refused:
        return None
    if draft.form == deposits.PACKAGE:
        deposits.check_waiting(tenant, draft.id, request.user.pk, means.clock())
    return redirect("draft", code=tenant.code, identifier=draft.id)


def _typed(request: Asked, tenant: Tenant, draft: Draft) -> Questions | None:
    """What was typed, as the questions of the deposit that it is now; None where nothing was."""
    if draft.form == deposits.PACKAGE or "title" not in request.POST:
        return None
    answers, services = Answers.read(draft.answers), depositing_services(request.rights, tenant)
    kind = kind_of(tenant, answers.series)
    return Questions(kind, services, request.language, _whole(request, answers, services))


def _answered(
    request: Asked, tenant: Tenant, draft: Draft, findings: Findings, mark: str = ""
) -> tuple[Questions | None, str]:
    """Keep what was typed, if anything was; the form, where it was, and the mark of what is kept. Raises Conflict when
    the deposit has another `mark` than this one.
    """
    means, answers = request.archive.deposits, Answers.read(draft.answers)
    services = depositing_services(request.rights, tenant)
    form = _typed(request, tenant, draft)
    if form is None:
        if draft.form != deposits.PACKAGE:
            deposits.require_service(answers.service, services, findings)
        return None, mark
    kind = kind_of(tenant, answers.series)
    if form.is_valid():
        seen = seeing.understand(draft, tenant, Findings())
        pieces = read_pieces(request.POST, seen, answers.pieces, findings)
        reply = request.POST.get("comment", answers.reply)[: deposits.LONGEST_COMMENT].replace("\0", " ")
        given = replace(form.answers(kind, services, pieces), reply=reply)
        deposits.require_service(given.service, services, findings)
        if not findings.refused:
            require_may(request, tenant, given.service, kind)
            mark = deposits.answer(tenant, draft.id, given, means.clock(), seen=mark)
            # not read again: what another page says meanwhile is not what was checked
            draft.answers = given.as_json()
    return form, mark


def _newly_doubted(request: Asked, tenant: Tenant, draft: Draft) -> bool:
    """Whether something is doubtful in the answers that whoever gave them has not been told: they are, once."""
    now = request.archive.deposits.clock()
    read = deposits.read(draft, tenant, now, Findings()) if draft.form == deposits.FILES else None
    if read is None:
        return False
    found = doubts(read, seeing.understand(draft, tenant, Findings()).files, day_of(now))
    return bool(found) and request.POST.get("doubted") != named_doubts(found)


def _whole(request: Asked, answers: Answers, services: list[Service]) -> dict[str, object]:
    """What was posted; who posts no service means the one that was chosen, else the first."""
    posted = request.POST.dict()
    first = services[0].identifier if services else ""
    return {"service": answers.service or first, "digitised": "no", **posted}


def _series(draft: Draft) -> str:
    return Answers.read(draft.answers).series


def _named(draft: Draft, tenant: Tenant, request: Asked) -> str:
    answers = Answers.read(draft.answers)
    if answers.title:
        return answers.title
    try:
        return kind_of(tenant, answers.series).label(request.language) if answers.series else ""
    except ChartrierError:
        return answers.series


def _take_plain_files(request: Asked, tenant: Tenant, draft: Draft, findings: Findings) -> None:
    """Files that came with the form, from a browser without our script."""
    means = request.archive.deposits
    services = [each.identifier for each in depositing_services(request.rights, tenant)]
    refusals = agreed.size_agreed(draft, tenant, services, means)
    for file in request.FILES.getlist("files"):
        try:
            upload = uploads.begin(draft, file.name or "", file.size or 0, means.yard, means.clock(), refusals)
            if file.size:
                uploads.go_on(upload, 0, file, means.yard)
        except ChartrierError as problem:
            findings.append(problem.finding.as_refusal())
