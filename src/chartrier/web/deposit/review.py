"""For the archivist: what waits for a look before it is let in."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from chartrier.access.previewing import one_turn
from chartrier.administration.accords import transferring_services
from chartrier.administration.connectors import called
from chartrier.catalog.deposits import register
from chartrier.catalog.deposits.models import Draft, Upload
from chartrier.clock import write_instant
from chartrier.errors import Conflict
from chartrier.previews.kinds import Kind
from chartrier.previews.previewer import State
from chartrier.reception import deposits, seeing
from chartrier.reception.answers import Answers
from chartrier.reception.findings import DRAFT_CHANGED
from chartrier.reception.glancing import files_in_order, kind_of_file, picture_of, text_of
from chartrier.reception.kinds import kind_of, kinds
from chartrier.reception.sight import SeenFile
from chartrier.reception.understanding import Proposal
from chartrier.records.finding import Finding, Findings
from chartrier.records.roles import Permission
from chartrier.records.tenant import Tenant
from chartrier.records.voice import Bound
from chartrier.web.deposit.forms import Corrections, initial, read_pieces
from chartrier.web.deposit.showing import checked, conversation, understood
from chartrier.web.frame.asking import Asked
from chartrier.web.frame.page import page
from chartrier.web.frame.sentences import say
from chartrier.web.record.facts import told_header
from chartrier.web.record.files import TEXT_SHOWN, sandboxed, text_of_page, whole_number


@page(Permission.REVIEW_DEPOSITS)
def waiting(request: Asked, tenant: Tenant) -> HttpResponseBase:
    """The queue, the oldest first."""
    drafts = [
        (each, Answers.read(each.answers).title or _names(each), called(tenant, each.person))
        for each in register.waiting(tenant.key, _bounds(request, tenant))
    ]
    return render(request, "deposit/waiting.html", {"drafts": drafts, "bounded": bool(_bounds(request, tenant))})


@page(Permission.REVIEW_DEPOSITS)
def examine(request: Asked, tenant: Tenant, identifier: UUID) -> HttpResponseBase:
    """One of them: correct it, let it in, or send it back with a comment. Whom something bounds decides nothing."""
    draft = register.draft(tenant.key, identifier)
    may_decide = request.rights.everywhere(Permission.REVIEW_DEPOSITS, tenant.key)
    if draft.state != deposits.REVIEW:
        return _not_waiting(request, tenant, draft, may_decide=may_decide)
    _require_within(request, tenant, draft)
    findings, means = Findings(), request.archive.deposits
    # of a package, which its sender described, nothing is corrected here
    described = draft.form == deposits.PACKAGE
    may_correct = (
        may_decide and not described and request.rights.decide(Permission.CORRECT_BEFORE_ACCEPTANCE, tenant.key).allowed
    )
    form, changed = None, None
    if request.method == "POST":
        if not may_decide:
            raise Http404
        try:
            if described and "check" in request.POST:
                deposits.check_waiting(tenant, draft.id, request.user.pk, means.clock())
                return redirect("deposit_review", code=tenant.code, identifier=draft.id)
            if request.POST.get("seen", "") != write_instant(draft.changed):
                # what was decided is of another deposit than this one
                raise Conflict(DRAFT_CHANGED)
            comment = request.POST.get("comment", "").strip()
            if may_correct and "title" in request.POST:
                form = _corrected(request, tenant, draft, findings)
                draft = register.draft(tenant.key, identifier)
            ready = not findings.refused and (form is None or form.is_valid())
            if "back" in request.POST and not comment:
                messages.error(request, say(request, "Dites au déposant ce qu'il faut revoir."))
            elif "back" in request.POST and ready:
                deposits.send_back(tenant, draft.id, request.user.pk, comment, means.clock())
                return redirect("deposits_to_review", code=tenant.code)
            elif "accept" in request.POST and ready:
                work = deposits.accept(tenant, draft, request.user.pk, means, findings, comment)
                if work is not None:
                    return redirect("operation", code=tenant.code, identifier=work)
            elif ready:
                # the page itself, not another: the word that was begun is still in its box
                messages.success(request, say(request, "Les corrections sont gardées."))
        except Conflict as problem:
            draft = register.draft(tenant.key, identifier)
            if draft.state != deposits.REVIEW:
                return _not_waiting(request, tenant, draft, may_decide=may_decide)
            # shown as it is now, with the word that was typed: what was corrected was of what it is no more
            form, changed = None, problem.finding
    if not described:
        form = form or _form(request, tenant, draft)
    typed = QueryDict() if changed else request.POST
    context = understood(request, tenant, draft, findings, form=form, typed=typed)
    context |= {"changed": changed, "stopped": changed is not None}
    context |= {"may_correct": may_correct, "may_decide": may_decide, "glances": True}
    if described:
        context["checked"] = checked(draft, request.language)
    context["comment"] = request.POST.get("comment", "")
    context["seen_at"] = write_instant(draft.changed)
    return render(request, "deposit/review.html", context, status=409 if changed else 200)


def _not_waiting(request: Asked, tenant: Tenant, draft: Draft, *, may_decide: bool) -> HttpResponseBase:
    """What was decided of a deposit that does not wait any more is done to none; the word that was typed is shown."""
    if request.method != "POST" or not may_decide:
        return redirect("deposits_to_review", code=tenant.code)
    context = {
        "draft": draft,
        "left": draft.state == deposits.LEFT,
        "work": draft.work,
        "comment": request.POST.get("comment", ""),
        "conversation": conversation(draft, request),
    }
    return render(request, "deposit/not_waiting.html", context, status=409)


def _names(draft: Draft) -> str:
    """What a package is called before anything of it was read."""
    return ", ".join(each.name for each in register.uploads_of(draft.tenant, draft.id))[:200]


@require_safe
@page(Permission.REVIEW_DEPOSITS)
def file(request: Asked, tenant: Tenant, identifier: UUID, file: UUID) -> HttpResponseBase:
    """One of its files, to be looked at: given as bytes, whatever it says it is."""
    draft = register.draft(tenant.key, identifier)
    upload = next((each for each in register.uploads_of(tenant.key, draft.id) if each.id == file), None)
    if draft.state != deposits.REVIEW or upload is None:
        raise Http404
    _require_within(request, tenant, draft)
    place = request.archive.deposits.yard.place(tenant.key, upload.id, upload.name)
    name = upload.name.rpartition("/")[2]
    return FileResponse(place.open("rb"), as_attachment=True, filename=name, content_type="application/octet-stream")


@require_safe
@page(Permission.REVIEW_DEPOSITS)
def glance(request: Asked, tenant: Tenant, identifier: UUID, place: int) -> HttpResponseBase:
    """What one of its files says and looks like, by its place among those that were read."""
    draft, upload, seen = _seen(request, tenant, identifier, place)
    with one_turn():
        extract, pages = text_of(upload, seen, request.archive.deposits)
    number = min(max(whole_number(request.GET.get("page")), 1), pages or 1)
    text = text_of_page(extract.text, number) if kind_of_file(seen) is Kind.PDF else extract.text
    context = {
        "draft": draft,
        "file": seen,
        "place": place,
        "pages": pages,
        "number": number,
        "before": number - 1,
        "after": number + 1,
        "headers": [told_header(name, value, request.language) for name, value in extract.headers],
        "text": text[:TEXT_SHOWN],
        "why": None if pages or extract.why is None else Finding(extract.why),
    }
    return render(request, "deposit/glance.html", context)


@require_safe
@page(Permission.REVIEW_DEPOSITS)
def drawn(request: Asked, tenant: Tenant, identifier: UUID, place: int, number: int) -> HttpResponseBase:
    """A page of it, from 1, drawn anew."""
    _, upload, seen = _seen(request, tenant, identifier, place)
    with one_turn():
        made = picture_of(upload, seen, number - 1, request.archive.deposits) if number > 0 else None
    if made is None or made.state is not State.DONE:
        raise Http404
    return sandboxed(HttpResponse(made.data, content_type=made.media_type, headers={"Content-Disposition": "inline"}))


def _seen(request: Asked, tenant: Tenant, identifier: UUID, place: int) -> tuple[Draft, Upload, SeenFile]:
    """A file of a deposit that waits. Raises Http404."""
    draft = register.draft(tenant.key, identifier)
    found = files_in_order([each for each in register.uploads_of(tenant.key, draft.id) if each.whole])
    if draft.state != deposits.REVIEW or place >= len(found):
        raise Http404
    _require_within(request, tenant, draft)
    return draft, *found[place]


def _bounds(request: Asked, tenant: Tenant) -> tuple[Bound, ...]:
    """What bounds their examining, as the decorator of each page let it through."""
    return request.rights.bounds(tenant.key, Permission.REVIEW_DEPOSITS) or ()


def _require_within(request: Asked, tenant: Tenant, draft: Draft) -> None:
    """What is of another service or série is as absent as what is not there. Raises Http404."""
    if draft.id not in {each.id for each in register.waiting(tenant.key, _bounds(request, tenant))}:
        raise Http404


def _form(request: Asked, tenant: Tenant, draft: Draft) -> Corrections:
    answers = Answers.read(draft.answers)
    kind = kind_of(tenant, answers.series)
    services = transferring_services(tenant)
    first = {**initial(answers, Proposal()), "service": answers.service or tenant.siren}
    return Corrections(list(kinds(tenant).values()), kind, services, request.language, initial=first)


def _corrected(request: Asked, tenant: Tenant, draft: Draft, findings: Findings) -> Corrections:
    """Keep what the archivist typed, if it can be."""
    answers = Answers.read(draft.answers)
    kind = kind_of(tenant, request.POST.get("series") or answers.series)
    services = transferring_services(tenant)
    before = {**initial(answers, Proposal()), "service": answers.service or tenant.siren}
    form = Corrections(
        list(kinds(tenant).values()), kind, services, request.language, {**before, **request.POST.dict()}
    )
    if form.is_valid():
        seen = seeing.understand(draft, tenant, Findings())
        pieces = read_pieces(request.POST, seen, answers.pieces, findings)
        given = form.answers(kind, services, pieces)
        deposits.read_as(given, tenant, request.archive.deposits.clock(), findings)
        if not findings.refused:
            deposits.correct(tenant, draft.id, request.user.pk, given, request.archive.deposits.clock())
    return form
