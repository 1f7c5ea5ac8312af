"""Depositing without knowing SEDA: choose what it is, drop files, answer, see what was understood, confirm."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from chartrier.catalog.deposits import register
from chartrier.catalog.deposits.models import Draft
from chartrier.catalog.tenants import services as kept
from chartrier.errors import ChartrierError, NotAllowed
from chartrier.reception import deposits, uploads
from chartrier.reception.answers import Answers, warnings
from chartrier.reception.findings import NOT_FOR_YOU
from chartrier.reception.kinds import Kind, kind_of, kinds
from chartrier.records.finding import Findings
from chartrier.records.roles import Permission
from chartrier.records.tenant import Tenant
from chartrier.web.deposit.forms import Questions
from chartrier.web.frame.asking import Asked
from chartrier.web.frame.page import page


@page(Permission.DEPOSIT)
def choose(request: Asked, tenant: Tenant) -> HttpResponse:
    """What do you deposit? Choosing begins a draft."""
    if request.method == "POST":
        package = "package" in request.POST
        answers = Answers() if package else _begun(request, tenant)
        form = deposits.PACKAGE if package else deposits.FILES
        draft = register.begin(tenant.key, request.user.pk, form, answers.as_json(), request.archive.deposits.clock())
        return redirect("draft", code=tenant.code, identifier=draft.id)
    known = [
        (kind.code, kind.label(request.language), kind.usual)
        for kind in kinds(tenant).values()
        if _may(request, tenant, None, kind)
    ]
    drafts = [(each, _named(each, tenant, request)) for each in register.drafts_of(tenant.key, request.user.pk)]
    context = {
        "usual": [each for each in known if each[2]],
        "others": [each for each in known if not each[2]],
        "drafts": drafts,
    }
    return render(request, "deposit/choose.html", context)


@page(Permission.DEPOSIT)
def prepare(request: Asked, tenant: Tenant, identifier: UUID) -> HttpResponseBase:
    """The files and the questions of a draft."""
    draft = register.draft(tenant.key, identifier, person=request.user.pk)
    if draft.state == deposits.LEFT:
        return redirect("operation", code=tenant.code, identifier=draft.work)
    answers = Answers.read(draft.answers)
    kind = kind_of(tenant, answers.series) if draft.form == deposits.FILES else None
    form = _form(request, tenant, kind, answers)
    findings = Findings()
    if request.method == "POST":
        _take_plain_files(request, draft, findings)
        if "check" in request.POST and not findings.refused:
            work = deposits.ask_check(tenant, draft, request.user.pk, request.archive.deposits, findings)
            if work is not None:
                return redirect("operation", code=tenant.code, identifier=work)
        if form is None or form.is_valid():
            if form is not None and kind is not None:
                given = _answers(form, kind, answers.service)
                _require_may(request, tenant, given, kind)
                deposits.answer(tenant, draft.id, given, request.archive.deposits.clock())
            if not findings.refused and "stay" not in request.POST:
                return redirect("draft_confirm", code=tenant.code, identifier=draft.id)
    files = _files(draft)
    context: dict[str, object] = {
        "draft": draft,
        "kind": kind,
        "form": form,
        "files": files,
        "findings": list(findings),
    }
    context["label"] = kind.label(request.language) if kind else ""
    context["said"] = warnings(kind, digitised=answers.digitised) if kind else []
    return render(request, "deposit/prepare.html", context, status=422 if findings.refused else 200)


@page(Permission.DEPOSIT)
def confirm(request: Asked, tenant: Tenant, identifier: UUID) -> HttpResponseBase:
    """What was understood; then it leaves."""
    draft = register.draft(tenant.key, identifier, person=request.user.pk)
    if draft.state == deposits.LEFT:
        return redirect("operation", code=tenant.code, identifier=draft.work)
    means, findings = request.archive.deposits, Findings()
    if request.method == "POST":
        if draft.form == deposits.FILES:
            answers = Answers.read(draft.answers)
            _require_may(request, tenant, answers, kind_of(tenant, answers.series))
        work = deposits.submit(tenant, draft, request.user.pk, means, findings)
        if work is not None:
            return redirect("operation", code=tenant.code, identifier=work)
        if not findings.refused:
            return redirect("deposit", code=tenant.code)
    return render(request, "deposit/confirm.html", understood(request, tenant, draft, findings))


@require_POST
@page(Permission.DEPOSIT)
def abandon(request: Asked, tenant: Tenant, identifier: UUID) -> HttpResponse:
    """Forget a draft and its files."""
    deposits.abandon(register.draft(tenant.key, identifier, person=request.user.pk), request.archive.deposits)
    return redirect("deposit", code=tenant.code)


def understood(request: Asked, tenant: Tenant, draft: Draft, findings: Findings) -> dict[str, object]:
    """What the page that shows a deposit before it leaves says."""
    means = request.archive.deposits
    read = seen = None
    if draft.form == deposits.FILES:
        read = deposits.read(draft, tenant, means.clock(), Findings() if findings.refused else findings)
        try:
            seen = deposits.understand(draft, tenant, means, Findings() if findings.refused else findings)
        except ChartrierError as problem:
            findings.append(problem.finding.as_refusal())
    said = warnings(read.kind, digitised=read.digitised) if read else []
    start = read.kind.start(read.year, read.event) if read else None
    return {
        "draft": draft,
        "read": read,
        "label": read.kind.label(request.language) if read else "",
        "start": start,
        "seen": seen,
        "files": _files(draft),
        "said": said,
        "findings": list(findings),
        "refused": findings.refused,
    }


def _may(request: Asked, tenant: Tenant, service: str | None, kind: Kind) -> bool:
    """Whether the person deposits this kind; `service` None asks for which, empty is the collectivité itself."""
    return request.rights.decide(Permission.DEPOSIT, tenant.key, service=service, series=kind.code).allowed


def _begun(request: Asked, tenant: Tenant) -> Answers:
    """The first answers: which kind, and, of who deposits for one service only, which."""
    kind = kind_of(tenant, request.POST.get("series", ""))
    services = request.rights.services(Permission.DEPOSIT, tenant.key)
    service = min(services) if services else ""
    if not _may(request, tenant, None, kind):
        raise NotAllowed(NOT_FOR_YOU, series=kind.label(request.language))
    return Answers(series=kind.code, service=service)


def _services(request: Asked, tenant: Tenant) -> list[tuple[str, str]]:
    """The services that the person may choose among, by identifier and name; none when there is no choice."""
    mine = request.rights.services(Permission.DEPOSIT, tenant.key)
    if mine is None:
        return []
    names = {each.identifier: each.name for each in kept.services(tenant.key) if not each.closed}
    return [(each, names[each]) for each in sorted(mine) if each in names] if len(mine) > 1 else []


def _require_may(request: Asked, tenant: Tenant, answers: Answers, kind: Kind) -> None:
    """What the rights of the person do not cover (any more) does not leave. Raises NotAllowed."""
    if not _may(request, tenant, answers.service, kind):
        raise NotAllowed(NOT_FOR_YOU, series=kind.label(request.language))


def _form(request: Asked, tenant: Tenant, kind: Kind | None, answers: Answers) -> Questions | None:
    if kind is None:
        return None
    services = _services(request, tenant)
    if request.method == "POST" and "check" not in request.POST:
        return Questions(kind, request.language, services, request.POST)
    initial = {**answers.as_json(), "digitised": "yes" if answers.digitised else "no"}
    return Questions(kind, request.language, services, initial=initial)


def _answers(form: Questions, kind: Kind, service: str) -> Answers:
    typed = form.cleaned_data
    return Answers(
        kind.code,
        typed["title"],
        typed["year"],
        typed.get("event", ""),
        typed["digitised"],
        typed.get("service", service),
    )


def _files(draft: Draft) -> list[dict[str, object]]:
    return [
        {
            "id": each.id,
            "name": each.name,
            "size": each.size,
            "whole": each.whole,
        }
        for each in register.uploads_of(draft.tenant, draft.id)
    ]


def _named(draft: Draft, tenant: Tenant, request: Asked) -> str:
    answers = Answers.read(draft.answers)
    if answers.title:
        return answers.title
    try:
        return kind_of(tenant, answers.series).label(request.language) if answers.series else ""
    except ChartrierError:
        return answers.series


def _take_plain_files(request: Asked, draft: Draft, findings: Findings) -> None:
    """Files that came with the form, from a browser without our script."""
    means = request.archive.deposits
    for file in request.FILES.getlist("files"):
        try:
            upload = uploads.begin(draft, file.name or "", file.size or 0, means.yard, means.clock())
            if file.size:
                uploads.go_on(upload, 0, file, means.yard)
        except ChartrierError as problem:
            findings.append(problem.finding.as_refusal())
