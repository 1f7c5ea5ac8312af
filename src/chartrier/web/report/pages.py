"""A year in numbers, each with the list that makes it: no title and no name, so that who reads indicators may."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import Any

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from chartrier.administration.throttling import LISTS
from chartrier.catalog.journal.operations import entered_on
from chartrier.clock import day_of
from chartrier.cockpit.report.members import BASES
from chartrier.cockpit.report.numbers import CHAPTERS, Chapter, Line, Number, Unit, number_of
from chartrier.cockpit.report.report import Form, Report, report_of
from chartrier.cockpit.report.sources import CHUNK, FIRST_YEAR, Sources
from chartrier.errors import InvalidInput
from chartrier.records.roles import Permission
from chartrier.records.tenant import Tenant
from chartrier.registers.register import csv_row
from chartrier.web.accounts.strength import is_strong, must_be_strong
from chartrier.web.frame.asking import Asked
from chartrier.web.frame.page import page
from chartrier.web.frame.sparing import at_most
from chartrier.web.operations.asking import sees_all

ON_A_PAGE = 100
MOST_MEMBERS = 25
"""Parties of a convention that are counted while somebody waits; the command counts all."""

KINDS = {
    Form.PDF: "application/pdf",
    Form.ODT: "application/vnd.oasis.opendocument.text",
    Form.CSV: "text/csv; charset=utf-8",
}


@page(Permission.READ_INDICATORS, whole=True)
@require_safe
def now(request: Asked, tenant: Tenant) -> HttpResponse:
    """That of this year."""
    return redirect("report", tenant.code, day_of(request.archive.copies.clock()).year)


@page(Permission.READ_INDICATORS, whole=True)
@require_safe
def report(request: Asked, tenant: Tenant, year: int) -> HttpResponse:
    """Every number leads to its list."""
    made = _report(request, tenant, year)
    context = {
        "report": made,
        "chapters": [(CHAPTERS[chapter], made.of(chapter)) for chapter in Chapter],
        "shared": [
            (each, [(member, list(zip(BASES, member.values, strict=True))) for member in each.members])
            for each in made.shared
        ],
        "bases": BASES,
        "forms": [(form, form.value.upper()) for form in Form],
        "before": year - 1 if year > FIRST_YEAR else None,
        "after": year + 1 if made.over else None,
        "day": day_of(made.made),
    }
    return render(request, "report/year.html", context)


@page(Permission.READ_INDICATORS, whole=True)
@require_safe
def number(request: Asked, tenant: Tenant, year: int, number: str) -> HttpResponse:
    """The list that makes one number, and its sum; each operation leads to its page for who sees all of them."""
    sources, found = _sources(request, tenant, year), number_of(number)
    at = request.GET.get("page", "")
    first = int(at) if at.isdecimal() and len(at) < 8 else 1
    lines = list(islice(found.lines(sources), (max(first, 1) - 1) * ON_A_PAGE, max(first, 1) * ON_A_PAGE + 1))
    context = {
        "number": found,
        "year": year,
        "value": found.value(sources),
        "lines": _dated(tenant, lines[:ON_A_PAGE]),
        "before": first - 1 if first > 1 else None,
        "after": first + 1 if len(lines) > ON_A_PAGE else None,
        "bytes": found.unit is Unit.BYTES,
        "sees_all": sees_all(request, tenant)
        and request.rights.decide(Permission.SEARCH_DESCRIPTIONS, tenant.key).allowed,
    }
    return render(request, "report/number.html", context)


@page(Permission.READ_INDICATORS, whole=True)
@require_safe
@at_most(LISTS)
def exported(request: Asked, tenant: Tenant, year: int, number: str) -> HttpResponseBase:
    """The whole list, for a spreadsheet."""
    sources, found = _sources(request, tenant, year), number_of(number)
    answer = StreamingHttpResponse(_csv(sources, found), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{found.code}-{year}.csv"'
    return answer


@page(Permission.READ_INDICATORS, whole=True)
@require_safe
def taken(request: Asked, tenant: Tenant, year: int, form: str) -> HttpResponse:
    """The report to take away, in French."""
    if form not in set(Form):
        raise Http404
    data = _report(request, tenant, year).written(Form(form))
    headers = {"Content-Disposition": f'attachment; filename="rapport-{year}.{form}"'}
    return HttpResponse(data, content_type=KINDS[Form(form)], headers=headers)


def _report(request: Asked, tenant: Tenant, year: int) -> Report:
    visible = {key for key in request.rights.throughout(Permission.READ_INDICATORS) if _sees(request, key)}
    try:
        return report_of(tenant, year, request.archive.copies.clock(), visible, most=MOST_MEMBERS)
    except InvalidInput as problem:
        raise Http404 from problem


def _sources(request: Asked, tenant: Tenant, year: int) -> Sources:
    try:
        return Sources(tenant, year, day_of(request.archive.copies.clock()))
    except InvalidInput as problem:
        raise Http404 from problem


def _sees(request: Asked, tenant: int) -> bool:
    """Whether that collectivité's own pages would open to them now."""
    return is_strong(request) or not must_be_strong(request.rights.roles(tenant))


def _dated(tenant: Tenant, lines: list[Line]) -> list[Line]:
    """With the day on which the journal first named what a line is of."""
    wanted = [line.operation for line in lines if line.day is None and line.operation is not None]
    days = entered_on(tenant.key, wanted) if wanted else {}
    return [
        replace(line, day=day_of(days[line.operation])) if line.day is None and line.operation in days else line
        for line in lines
    ]


def _csv(sources: Sources, of: Number) -> Iterator[bytes]:
    yield b"\xef\xbb\xbf" + csv_row(("jour", "quoi", "inscription", "operation", of.unit.value))
    lines = of.lines(sources)
    while some := list(islice(lines, CHUNK)):
        yield b"".join(csv_row(_cells(line)) for line in _dated(sources.tenant, some))


def _cells(line: Line) -> tuple[Any, ...]:
    return (
        line.day.isoformat() if line.day else "",
        line.what.fr,
        "" if line.index is None else str(line.index),
        "" if line.operation is None else str(line.operation),
        str(line.amount),
    )
