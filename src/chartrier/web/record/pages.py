"""The page of a record: what it is, where it stands, what holds it, what happened to it, and how it is proven."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRedirect

from chartrier.access.findings import (
    MORE_THERE,
    MOTIVE_WANTED,
    NOT_ALL_READ,
    ONLY_DESCRIPTIONS,
    PROVEN_NOW,
    WITHIN_RIGHTS,
)
from chartrier.access.holding import copies_holding
from chartrier.access.proving import (
    MOST_BUNDLED,
    UNITS_AT_ONCE,
    ask_proof,
    bundled_with,
    covered_by,
    enter_failure,
    is_long_to_prove,
    prove_now,
    write_record_proofs,
)
from chartrier.access.reading import read_description, require_readable
from chartrier.access.record import read_record, told_history
from chartrier.administration.throttling import PROOFS
from chartrier.catalog.archive import questions
from chartrier.catalog.archive.below import count_below
from chartrier.catalog.preservation.damage import copies_named
from chartrier.catalog.works import register as works
from chartrier.catalog.works.models import Work
from chartrier.catalog.works.register import ENDED
from chartrier.copies.staging import unnamed_file
from chartrier.copies.texts import clean_text
from chartrier.errors import InvalidInput
from chartrier.records.roles import Permission
from chartrier.records.tenant import Tenant
from chartrier.records.voice import Bound
from chartrier.registers.operation_names import called
from chartrier.rules.categories import Category
from chartrier.web.frame.asking import Asked
from chartrier.web.frame.page import page
from chartrier.web.frame.sparing import at_most
from chartrier.web.record.asking import MOTIVE, asking, by_rights, is_public, may_open
from chartrier.web.record.facts import CATEGORIES, facts_of, told_usage
from chartrier.web.search.reader import reader_of
from chartrier.web.search.scope import scope_of

MOTIVE_LENGTH = 500

TOLD = frozenset(each.code for each in (PROVEN_NOW, NOT_ALL_READ, MORE_THERE, ONLY_DESCRIPTIONS, WITHIN_RIGHTS))
"""What a verification says of what it read, which is nothing wrong."""


@page(Permission.SEARCH_DESCRIPTIONS)
def record_page(request: Asked, tenant: Tenant, unit: UUID) -> HttpResponse:
    """Everything of a unit. Looking at it is entered among the readings first."""
    copies, public = request.archive.copies, is_public(request)
    asked, scope = asking(request, tenant, unit), scope_of(request.rights, tenant.key, public=public)
    try:
        found = read_record(tenant, unit, asked, scope, copies.clock)
        if found is None:
            known, _ = read_description([tenant.key], unit, asked, copies)
            return _gone(request, known)
    except InvalidInput as wrong:
        if wrong.finding.kind is not MOTIVE_WANTED:
            raise
        return render(request, "record/motive.html", {"unit": unit})
    shown, admission = found
    reader = reader_of(request, tenant) if public else None
    public_sentence = shown.public.answer.sentence(request.language)
    context = {
        "record": shown,
        "facts": facts_of(shown.unit.content, request.language),
        "admission": admission,
        "public": public,
        "reader": reader,
        "may_deliver": not public and request.rights.everywhere(Permission.DELIVER, tenant.key),
        "may_open": public or may_open(request, tenant, unit),
        "regime": "?regime=public" if public else "",
        "versions": [(told_usage(each.usage, request.language), each) for each in shown.versions],
        "ruled": [
            # when the public may read it is said by more than the rule, and said once
            (
                each,
                CATEGORIES[each.shown.category],
                public_sentence if each.shown.category == Category.ACCESS else each.sentence(request.language),
            )
            for each in shown.ruled
            if each.shown.rules
        ],
        "public_sentence": public_sentence,
        "open_now": shown.public.open,
        "effects": shown.effects,
        "linked": not public and request.rights.everywhere(Permission.SEARCH_DESCRIPTIONS, tenant.key),
        "too_many": not public and count_below(tenant.key, [unit], MOST_BUNDLED) > MOST_BUNDLED,
        "copies": [] if public else copies_holding(tenant, unit, copies),
    }
    return render(request, "record/record.html", context)


def _title(tenant: Tenant, unit: UUID) -> str:
    """By which the pages of a unit are told apart."""
    return questions.titles(tenant.key, [unit]).get(unit, "")


def _gone(request: Asked, known: dict[str, Any]) -> HttpResponse:
    """What is left of a unit that went; anything else has no page here."""
    if known["kind"] in ("object", "operation"):
        raise Http404
    return render(request, "record/notice.html", {"known": known})


@page(Permission.SEARCH_DESCRIPTIONS)
@require_POST
def motive(request: Asked, tenant: Tenant, unit: UUID) -> HttpResponse:
    """Why the control reads this record: kept for the session, and entered with each reading."""
    written = request.POST.get("motive", "")
    try:
        given = clean_text(" ".join(written.split()))[:MOTIVE_LENGTH]
    except InvalidInput as wrong:
        context = {"unit": unit, "wrong": wrong.finding, "written": written}
        return render(request, "record/motive.html", context, status=400)
    if given:
        request.session[f"{MOTIVE}:{unit}"] = given
    return redirect("record", tenant.code, unit)


@page(Permission.SEARCH_DESCRIPTIONS)
def told(request: Asked, tenant: Tenant, unit: UUID) -> HttpResponse:
    """What happened to a unit, read from a copy."""
    require_rights(request, tenant, unit)
    events = [
        (event, by, called(event.operation).within(request.language))
        for event, by in told_history(tenant, unit, request.archive.copies)
    ]
    template = "record/events.html" if request.htmx else "record/history.html"
    return render(request, template, {"events": events, "unit": unit, "title": _title(tenant, unit)})


@page(Permission.SEARCH_DESCRIPTIONS)
@require_POST
@at_most(PROOFS)
def verified(request: Asked, tenant: Tenant, unit: UUID) -> HttpResponseBase:
    """Verify now: the bytes of every copy are read again; by a worker where it takes long."""
    require_rights(request, tenant, unit)
    copies = request.archive.copies
    bounds = scope_of(request.rights, tenant.key, public=False).bounds
    covered = covered_by(tenant, unit, bounds, UNITS_AT_ONCE)
    if is_long_to_prove(covered, copies):
        work = ask_proof(tenant, unit, request.user.pk, copies.clock())
        place = reverse("record_verification", args=[tenant.code, unit, work])
        return HttpResponseClientRedirect(place) if request.htmx else redirect(place)
    proven = prove_now(tenant, covered, copies)
    report = proven.report
    failure = None if report.proven else enter_failure(tenant, unit, request.user.pk, proven, copies.clock())
    steps = [
        (each, each.kind.words.text(request.language), each.detail.text(request.language)) for each in report.steps
    ]
    found = [(each.code in TOLD, each) for each in proven.findings]
    context = {
        "proven": report.proven,
        "how_far": _how_far({each.code for each in proven.findings}),
        "steps": steps,
        "told": [each.message(request.language) for good, each in found if good],
        "findings": [each for good, each in found if not good],
        "unit": unit,
        "title": _title(tenant, unit),
        "damaged": failure is not None,
        **_mends(request, tenant),
    }
    return render(request, "record/proven.html" if request.htmx else "record/verified.html", context)


@page(Permission.SEARCH_DESCRIPTIONS)
def verification(request: Asked, tenant: Tenant, unit: UUID, work: UUID) -> HttpResponse:
    """How far a travail has come that proves a record again, and what it proved."""
    require_rights(request, tenant, unit)
    asked = works.work(tenant.key, work)
    if asked.kind != Work.Kind.VERIFICATION or asked.subject != unit or asked.person != request.user.pk:
        raise Http404
    language = request.language
    context = {
        "work": asked,
        "unit": unit,
        "title": _title(tenant, unit),
        "moves": asked.state not in ENDED,
        "proven": asked.state == Work.State.DONE,
        "how_far": _how_far({each["code"] for each in asked.findings}),
        "step": next((each for each in reversed(asked.steps) if each["total"]), None),
        "damaged": asked.state == Work.State.REFUSED and bool(copies_named(asked.findings)),
        **_mends(request, tenant),
        "told": [each["message"][language] for each in asked.findings if each["code"] in TOLD],
        "wrong": [
            (each["code"], each["message"][language], each["remedy"][language])
            for each in asked.findings
            if each["code"] not in TOLD
        ],
    }
    return render(request, "record/proving.html" if request.htmx else "record/verification.html", context)


def _how_far(codes: set[str]) -> str:
    """How much of what is there was read: what is said to be proven is no more than that."""
    if {NOT_ALL_READ.code, MORE_THERE.code} & codes:
        return "part"
    if ONLY_DESCRIPTIONS.code in codes:
        return "descriptions"
    return "rights" if WITHIN_RIGHTS.code in codes else "all"


def _mends(request: Asked, tenant: Tenant) -> dict[str, bool]:
    """Whether whoever asks may mend a copy, or see how it stands."""
    return {
        "mends": request.rights.decide(Permission.ADMINISTER_TENANT, tenant.key).allowed,
        "watches": request.rights.decide(Permission.READ_AUDIT, tenant.key).allowed,
    }


@page(Permission.READ_DOCUMENT)
@at_most(PROOFS)
def proofs(request: Asked, tenant: Tenant, unit: UUID) -> HttpResponseBase:
    """What proves a record to anybody, without us, with what is below it that their rights reach, if it is not much."""
    require_rights(request, tenant, unit)
    copies = request.archive.copies
    units = bundled_with(tenant, unit, _bounds(request, tenant))
    file = unnamed_file(copies.staging, lambda out: write_record_proofs(out, tenant, units, copies))
    return FileResponse(file, as_attachment=True, filename=f"{unit}.preuves.zip", content_type="application/zip")


def _bounds(request: Asked, tenant: Tenant) -> list[Sequence[Bound]]:
    """Where their rights let descriptions be found, and documents be opened: what is proven to them is within both."""
    found = (
        request.rights.bounds(tenant.key, each) for each in (Permission.SEARCH_DESCRIPTIONS, Permission.READ_DOCUMENT)
    )
    return [each for each in found if each is not None]


def require_rights(request: Asked, tenant: Tenant, unit: UUID) -> None:
    """What is told beside the description is told by rights alone. Raises NotFound, InvalidInput."""
    require_readable([tenant.key], unit, by_rights(request, tenant, unit), request.archive.copies)
