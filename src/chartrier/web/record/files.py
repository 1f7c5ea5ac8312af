"""The files of a record: shown without being opened, or downloaded as they are. Each reading is entered first.

What was deposited never runs in the reader's browser: originals are attachments, pictures are drawn anew, texts are
texts, and each of these answers is sandboxed besides.
"""

from __future__ import annotations

import re
from functools import wraps
from pathlib import PurePath
from typing import TypeVar
from uuid import UUID

from django.http import FileResponse, Http404, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from chartrier.access.fetching import fetch, name_of
from chartrier.access.findings import MOTIVE_WANTED
from chartrier.access.previewing import draw, play, preview
from chartrier.access.proving import write_document_proofs
from chartrier.access.reading import Admission, open_document, require_readable
from chartrier.administration.throttling import PROOFS
from chartrier.catalog.archive import questions
from chartrier.catalog.archive.models import DataObject
from chartrier.catalog.texts.thumbnails import thumbnail_of
from chartrier.copies.staging import unnamed_file
from chartrier.errors import InvalidInput
from chartrier.previews.kinds import Kind
from chartrier.previews.previewer import State
from chartrier.previews.table import table_of
from chartrier.records.finding import Finding
from chartrier.records.roles import Permission
from chartrier.records.tenant import Tenant
from chartrier.web.frame.asking import Asked
from chartrier.web.frame.page import View, page
from chartrier.web.frame.sitting import done, lately
from chartrier.web.frame.sparing import at_most
from chartrier.web.record.asking import asking_document, by_rights, is_public, may_open, reading_of
from chartrier.web.record.facts import told_header
from chartrier.web.search.reader import reader_of

SANDBOX = "sandbox; default-src 'none'; style-src 'none'; script-src 'none'"
MEDIA = "sandbox; default-src 'none'; media-src 'self'"
Answer = TypeVar("Answer", bound=HttpResponseBase)
RANGE = re.compile(r"bytes=([0-9]{1,15})-([0-9]{0,15})")
PAGES_LISTED = 2_000
TEXT_SHOWN = 200_000
"""Characters of a text that a page shows; the rest is in the file."""


def saying_why(view: View) -> View:
    """Ask for the motive first of who reads by one only."""

    @wraps(view)
    def asked(request: Asked, tenant: Tenant, unit: UUID, document: UUID) -> HttpResponseBase:
        try:
            return view(request, tenant, unit, document)
        except InvalidInput as wrong:
            if wrong.finding.kind is not MOTIVE_WANTED:
                raise
            return render(request, "record/motive.html", {"unit": unit})

    return asked


@page(Permission.SEARCH_DESCRIPTIONS)
@saying_why
def shown(request: Asked, tenant: Tenant, unit: UUID, document: UUID) -> HttpResponse:
    """A document, as it can be shown."""
    found, admission = opened(request, tenant, unit, document)
    made = preview(found, request.archive.copies)
    number = min(max(whole_number(request.GET.get("page")), 1), made.pages or 1)
    text = text_of_page(made.extract.text, number) if made.kind is Kind.PDF else made.extract.text
    rows, whole = table_of(text) if made.kind is Kind.TABLE else ([], True)
    context = {
        "unit": questions.unit([tenant.key], unit),
        "object": found,
        "preview": made,
        "headers": [told_header(name, value, request.language) for name, value in made.extract.headers],
        "kind": str(made.kind),
        "why": made.why and Finding(made.why),
        "text": text[:TEXT_SHOWN],
        "cut": made.extract.cut or len(text) > TEXT_SHOWN,
        "rows": rows,
        "more_rows": made.kind is Kind.TABLE and (made.extract.cut or not whole),
        "number": number,
        "zoom": request.GET.get("zoom") == "1",
        "and_zoom": "&zoom=1" if request.GET.get("zoom") == "1" else "",
        "before": number - 1 if number > 1 else None,
        "after": number + 1 if made.pages and number < min(made.pages, PAGES_LISTED) else None,
        "admission": admission,
        "reader": reader_of(request, tenant),
        "may_prove": not is_public(request) and may_open(request, tenant, unit),
        "may_redact": not is_public(request) and request.rights.decide(Permission.REDACT, tenant.key).allowed,
        "regime": "?regime=public" if is_public(request) else "",
        "and_regime": "&regime=public" if is_public(request) else "",
    }
    return render(request, "record/preview.html", context)


@page(Permission.SEARCH_DESCRIPTIONS)
@saying_why
def original(request: Asked, tenant: Tenant, unit: UUID, document: UUID) -> HttpResponseBase:
    """The file byte for byte, proven, as an attachment."""
    asked = asking_document(request, tenant, unit)
    found, admission = open_document([tenant.key], document, None, asked, request.archive.copies)
    _require_of(unit, admission)
    if not admission.reproduction:
        raise Http404
    copies = request.archive.copies
    file = unnamed_file(copies.staging, lambda out: fetch(copies.stores, found, out))
    answer = FileResponse(file, as_attachment=True, filename=name_of(found), content_type="application/octet-stream")
    return sandboxed(answer)


@page(Permission.READ_DOCUMENT)
@at_most(PROOFS)
@saying_why
def proven(request: Asked, tenant: Tenant, unit: UUID, document: UUID) -> HttpResponseBase:
    """The same with what proves it, in one zip. The proof tells descriptions: it is given by rights alone."""
    copies = request.archive.copies
    require_readable([tenant.key], unit, by_rights(request, tenant, unit), copies)
    asked = asking_document(request, tenant, unit)
    found, admission = open_document([tenant.key], document, None, asked, copies)
    _require_of(unit, admission)
    if not admission.reproduction:
        raise Http404
    file = unnamed_file(copies.staging, lambda out: write_document_proofs(out, tenant, unit, found, copies))
    name = f"{PurePath(name_of(found)).stem}.avec-preuve.zip"
    return sandboxed(FileResponse(file, as_attachment=True, filename=name, content_type="application/zip"))


@page(Permission.SEARCH_DESCRIPTIONS)
def picture(request: Asked, tenant: Tenant, unit: UUID, document: UUID, number: int) -> HttpResponse:
    """A page of a document, from 1, drawn anew."""
    found, _ = opened(request, tenant, unit, document)
    return _drawn(request, found, number - 1)


@page(Permission.SEARCH_DESCRIPTIONS)
def small(request: Asked, tenant: Tenant, unit: UUID, document: UUID) -> HttpResponse:
    """The small picture of a document, where it was made. It is shown in lists: they are entered, with the documents
    whose pictures they show, and this is admitted alone.
    """
    _, admission = open_document(
        [tenant.key], document, None, asking_document(request, tenant, unit), request.archive.copies, again=True
    )
    _require_of(unit, admission)
    made = thumbnail_of(tenant.key, document)
    if made is None or made.data is None:
        raise Http404
    answer = HttpResponse(made.data, content_type=made.media_type)
    answer["Content-Disposition"] = "inline"
    return sandboxed(answer)


@page(Permission.SEARCH_DESCRIPTIONS)
def played(request: Asked, tenant: Tenant, unit: UUID, document: UUID) -> HttpResponseBase:
    """A sound or a film, in the parts that the player asks for."""
    found, _ = opened(request, tenant, unit, document)
    asked = RANGE.fullmatch(request.headers.get("Range", ""))
    first, last = (int(asked[1]), int(asked[2]) if asked[2] else None) if asked else (0, None)
    part = play(found, request.archive.copies, first, last)
    answer = StreamingHttpResponse(part.chunks, status=206 if asked else 200, content_type=part.media_type)
    answer["Accept-Ranges"] = "bytes"
    answer["Content-Length"] = str(part.last - part.first + 1)
    if asked:
        answer["Content-Range"] = f"bytes {part.first}-{part.last}/{part.size}"
    answer["Content-Security-Policy"] = MEDIA
    answer["Content-Disposition"] = "inline"
    return answer


def opened(request: Asked, tenant: Tenant, unit: UUID, document: UUID) -> tuple[DataObject, Admission]:
    """Admit the reading; in one sitting a document is entered once, whatever its pages. Raises NotFound."""
    asked, copies = asking_document(request, tenant, unit), request.archive.copies
    reading = reading_of(request, document, asked.reader)
    found, admission = open_document([tenant.key], document, None, asked, copies, again=lately(request, reading))
    _require_of(unit, admission)
    # only what was admitted, and hence entered: who is asked for a motive comes back with it
    done(request, reading)
    return found, admission


def _require_of(unit: UUID, admission: Admission) -> None:
    """A document is read as that of a unit that has it: bounds were asked of that one."""
    if unit not in admission.units:
        raise Http404


def _drawn(request: Asked, found: DataObject, number: int) -> HttpResponse:
    made = draw(found, request.archive.copies, page=number)
    if made.state is not State.DONE:
        raise Http404
    answer = HttpResponse(made.data, content_type=made.media_type)
    answer["Content-Disposition"] = "inline"
    return sandboxed(answer)


def sandboxed(answer: Answer) -> Answer:
    answer["Content-Security-Policy"] = SANDBOX
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def text_of_page(text: str, number: int) -> str:
    """Pages are parted by form feeds."""
    pages = text.split("\f")
    return pages[number - 1] if number <= len(pages) else ""


def whole_number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 7 else 1
