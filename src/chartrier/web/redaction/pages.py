"""Asking for a redacted copy, looking at it, having it deposited below its original, or taking it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from chartrier.access.extracting import kind_of_object
from chartrier.access.previewing import preview
from chartrier.catalog.archive import questions
from chartrier.catalog.privacy.register import most_seen
from chartrier.catalog.redactions.findings import NO_REDACTION
from chartrier.catalog.redactions.models import Redaction
from chartrier.catalog.redactions.register import let_leave, redaction_of, redactions_of
from chartrier.errors import ChartrierError, NotFound
from chartrier.previews.previewer import State
from chartrier.privacy.made import Made
from chartrier.privacy.redacting import COPY, REGISTER, ask_copy, beginning_of_copy, draw_copy, give_up, may_be_redacted
from chartrier.records.finding import Finding, Findings
from chartrier.records.roles import Permission
from chartrier.records.tenant import Tenant
from chartrier.redaction.findings import NOT_REDACTED
from chartrier.redaction.grounds import GROUNDS
from chartrier.redaction.redacted import KIND_WORDS
from chartrier.redaction.redacting import PAGED
from chartrier.redaction.wanted import Request
from chartrier.web.frame.asking import Asked
from chartrier.web.frame.page import page
from chartrier.web.frame.sentences import say
from chartrier.web.record.asking import asking_document, is_public
from chartrier.web.record.files import opened, sandboxed, saying_why
from chartrier.web.redaction.forms import Hiding, LettingGo

GONE = (Redaction.State.DEPOSITED, Redaction.State.EXPIRED)


@page(Permission.REDACT)
@require_http_methods(["GET", "POST"])
@saying_why
def ask(request: Asked, tenant: Tenant, unit: UUID, document: UUID) -> HttpResponse:
    """What is to be hidden of a document, and why. Looking at it is a reading, which is entered."""
    if is_public(request):
        raise Http404
    found, _ = opened(request, tenant, unit, document)
    kind = kind_of_object(found)
    before = _before(request, tenant, document)
    form = Hiding(request, kind, initial=Hiding.initial_of(before) if before is not None else None)
    wrong: list[Finding] = []
    if request.method == "POST":
        form = Hiding(request, kind, request.POST)
        if form.is_valid():
            findings = Findings()
            asked = ask_copy(tenant, unit, found, form.asked, request.user.pk, request.archive.copies.clock(), findings)
            if asked is not None:
                return redirect("redaction", tenant.code, asked)
            wrong = list(findings)
    context = {
        "unit": questions.unit([tenant.key], unit),
        "object": found,
        "form": form,
        "wrong": wrong,
        "cannot": None if may_be_redacted(found) else Finding(NOT_REDACTED),
        "pages": preview(found, request.archive.copies).pages if kind in PAGED else None,
        "seen": _seen(request, tenant, unit, document),
    }
    return render(request, "redaction/ask.html", context, status=400 if wrong or form.errors else 200)


@page(Permission.REDACT)
@require_safe
def listed(request: Asked, tenant: Tenant) -> HttpResponse:
    """One's own."""
    redactions = redactions_of(tenant.key, request.user.pk)
    titles = questions.titles(tenant.key, [each.unit for each in redactions])
    return render(
        request, "redaction/list.html", {"redactions": [(each, titles.get(each.unit)) for each in redactions]}
    )


@page(Permission.REDACT)
@require_http_methods(["GET", "POST"])
def one(request: Asked, tenant: Tenant, redaction: UUID) -> HttpResponse:
    """A copy: how far it is, what was hidden, its pages; letting it go."""
    own = _own(request, tenant, redaction)
    form, wrong = LettingGo(request), None
    may_deposit = request.rights.decide(Permission.DEPOSIT, tenant.key).allowed
    if request.method == "POST":
        if not may_deposit:
            raise Http404
        form = LettingGo(request, request.POST)
        if form.is_valid():
            try:
                let_leave(tenant.key, own.id, open_to_all=form.cleaned_data["open"])
            except ChartrierError as problem:
                wrong = problem.finding
            else:
                return redirect("redaction", tenant.code, redaction)
    made = Made.read(own.made) if own.made else None
    number = _number(request.GET.get("page"), made.pages if made is not None else 0)
    language = request.language
    ready = own.state == Redaction.State.READY
    context = {
        "redaction": own,
        "unit": questions.unit([tenant.key], own.unit),
        "made": made,
        "grounds": [(GROUNDS[code].sentence, count) for code, count in made.grounds] if made is not None else [],
        "moves": own.state in (Redaction.State.ASKED, Redaction.State.LEAVING),
        "number": number,
        "before": number - 1 if number > 1 else None,
        "after": number + 1 if made is not None and number < made.pages else None,
        "text": beginning_of_copy(own, request.archive.desk, request.archive.copies)
        if ready and made is not None and not made.pages
        else "",
        "findings": [
            {**each, "message": each["message"][language], "remedy": each["remedy"][language]} for each in own.findings
        ],
        "may_deposit": may_deposit,
        "form": form,
        "wrong": wrong,
    }
    template = "redaction/making.html" if request.htmx and request.method == "GET" else "redaction/redaction.html"
    return render(request, template, context, status=400 if wrong or form.errors else 200)


@page(Permission.REDACT)
@require_safe
def copy(request: Asked, tenant: Tenant, redaction: UUID) -> HttpResponseBase:
    """The copy, as an attachment."""
    own = _ready(request, tenant, redaction)
    return _file(request, own, COPY, f"copie-occultee{Made.read(own.made).suffix}")


@page(Permission.REDACT)
@require_safe
def register(request: Asked, tenant: Tenant, redaction: UUID) -> HttpResponseBase:
    """The list of what was hidden."""
    return _file(request, _ready(request, tenant, redaction), REGISTER, REGISTER)


@page(Permission.REDACT)
@require_safe
def picture(request: Asked, tenant: Tenant, redaction: UUID, number: int) -> HttpResponse:
    """A page of the copy, from 1."""
    own = _ready(request, tenant, redaction)
    drawn = draw_copy(own, request.archive.desk, request.archive.copies, number - 1)
    if drawn.state is not State.DONE:
        raise Http404
    answer = HttpResponse(drawn.data, content_type=drawn.media_type)
    answer["Content-Disposition"] = "inline"
    return sandboxed(answer)


@page(Permission.REDACT)
@require_POST
def forget(request: Asked, tenant: Tenant, redaction: UUID) -> HttpResponse:
    """Erase what was made, and what it was asked by, before its time."""
    own = _own(request, tenant, redaction)
    if own.state in (Redaction.State.READY, Redaction.State.REFUSED):
        give_up(own, request.archive.desk)
        messages.success(request, say(request, "La copie et sa demande sont effacées."))
    return redirect("redactions", tenant.code)


def _own(request: Asked, tenant: Tenant, redaction: UUID) -> Redaction:
    """One's own, of a document that one may still read: else as what is not there."""
    own = redaction_of(tenant.key, redaction)
    if own.person != request.user.pk:
        raise NotFound(NO_REDACTION, redaction=str(redaction))
    if own.state not in GONE:
        asking_document(request, tenant, own.unit)
    return own


def _ready(request: Asked, tenant: Tenant, redaction: UUID) -> Redaction:
    own = _own(request, tenant, redaction)
    there = questions.data_object([tenant.key], own.object) is not None
    if own.state != Redaction.State.READY or not there or own.expires <= request.archive.copies.clock():
        raise Http404
    return own


def _file(request: Asked, own: Redaction, name: str, called: str) -> HttpResponseBase:
    path = request.archive.desk.of(own) / name
    if not path.is_file():
        raise Http404
    answer = FileResponse(path.open("rb"), as_attachment=True, filename=called, content_type="application/octet-stream")
    return sandboxed(answer)


def _before(request: Asked, tenant: Tenant, document: UUID) -> Request | None:
    """The request that one wants to begin again from, of the same document."""
    asked = request.GET.get("comme", "")
    for each in redactions_of(tenant.key, request.user.pk) if asked else ():
        if str(each.id) == asked and each.object == document:
            return Request.read(each.request)
    return None


def _seen(request: Asked, tenant: Tenant, unit: UUID, document: UUID) -> list[tuple[object, int]]:
    """What the detection saw in the document, by kind; for who may see it."""
    if not request.rights.decide(Permission.SEE_PERSONAL_DATA, tenant.key).allowed:
        return []
    seen = next((each for each in most_seen(tenant.key, unit=unit) if each.object == document), None)
    return [(KIND_WORDS[each], seen.counts[each]) for each in KIND_WORDS if each in seen.counts] if seen else []


def _number(text: str | None, pages: int) -> int:
    number = int(text) if text and text.isascii() and text.isdigit() and len(text) < 7 else 1
    return min(max(number, 1), max(pages, 1))
