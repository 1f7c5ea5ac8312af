"""Files sent by tus 1.0 (`reception.tus`) from the page of a deposit. Bytes go through, none is kept in memory."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.http.request import UnreadablePostError
from django.urls import reverse

from chartrier.administration.accords import depositing_services
from chartrier.administration.throttling import SENDING, take
from chartrier.catalog.deposits import register
from chartrier.catalog.deposits.findings import DRAFT_CLOSED
from chartrier.catalog.deposits.models import Draft
from chartrier.errors import ChartrierError, Conflict, NotFound
from chartrier.reception import agreed, tus, uploads
from chartrier.records.roles import Permission
from chartrier.records.tenant import Tenant
from chartrier.web.frame.asking import Asked
from chartrier.web.frame.page import page


@page(Permission.DEPOSIT)
def announce(request: Asked, tenant: Tenant, identifier: UUID) -> HttpResponse:
    """Begin an upload of this draft; what this server can do."""
    if request.method == "OPTIONS":
        return _answer(204, **tus.ABILITIES)
    if request.method != "POST":
        return _answer(405)
    if (refusal := _other_version(request)) is not None:
        return refusal
    try:
        draft = register.draft(tenant.key, identifier, person=request.user.pk)
        size = tus.read_length(request.headers.get("Upload-Length"))
        name = tus.read_name(request.headers.get("Upload-Metadata", ""))
        means = request.archive.deposits
        take(SENDING, str(request.user.pk))
        services = [each.identifier for each in depositing_services(request.rights, tenant)]
        refusals = agreed.size_agreed(draft, tenant, services, means)
        upload = uploads.begin(draft, name, size, means.yard, means.clock(), refusals)
    except ValueError:
        return _answer(400)
    except ChartrierError as problem:
        return _problem(request, problem)
    place = reverse("draft_file", kwargs={"code": tenant.code, "identifier": identifier, "file": upload.id})
    return _answer(201, **{"Location": place, "Upload-Expires": tus.expires(upload, means.yard)})


@page(Permission.DEPOSIT)
def part(request: Asked, tenant: Tenant, identifier: UUID, file: UUID) -> HttpResponse:
    """How far an upload has come (HEAD), its next part (PATCH), its end before its time (DELETE)."""
    method, yard = tus.method_of(request.method, request.headers), request.archive.deposits.yard
    # what asks what this server can do knows no version yet
    if method != "OPTIONS" and (refusal := _other_version(request)) is not None:
        return refusal
    try:
        draft = register.draft(tenant.key, identifier, person=request.user.pk)
        if method == "DELETE" and (answer := _not_to_take_out(request, tenant, draft, file)) is not None:
            return answer
        upload = register.upload(tenant.key, file, request.user.pk)
        if upload.draft != identifier:
            return _answer(404)
        if method == "OPTIONS":
            return _answer(204, **tus.ABILITIES)
        if method == "HEAD":
            return _answer(200, **tus.description(upload, uploads.offset_of(upload, yard), yard))
        if method == "DELETE":
            uploads.take_out(upload, yard, request.archive.deposits.clock())
            return _answer(204)
        if method != "PATCH":
            return _answer(405)
        if request.content_type != tus.BODY:
            return _answer(415)
        offset = tus.read_length(request.headers.get("Upload-Offset"))
        checksum = tus.read_checksum(request.headers.get("Upload-Checksum"))
        there = uploads.go_on(upload, offset, request, yard, checksum)
    except ValueError:
        return _answer(400)
    except UnreadablePostError:
        # the connection broke: what had come is kept, and nobody hears this
        return _answer(400)
    except ChartrierError as problem:
        return _problem(request, problem)
    return _answer(204, **tus.standing(upload, there, yard))


def _not_to_take_out(request: Asked, tenant: Tenant, draft: Draft, file: UUID) -> HttpResponse | None:
    """What is answered when there is nothing to take out: a draft that has gone (404) or that nobody changes any more
    (409) is something else than one in which this file is no more, whoever took it out (410).
    """
    if draft.state == Draft.State.EXPIRED:
        return _answer(404)
    if draft.state not in register.CHANGEABLE:
        return _problem(request, Conflict(DRAFT_CLOSED))
    there = {each.id for each in register.uploads_of(tenant.key, draft.id)}
    return None if file in there else _answer(410)


def _other_version(request: Asked) -> HttpResponse | None:
    if request.headers.get("Tus-Resumable") == tus.VERSION:
        return None
    return _answer(412, **{"Tus-Version": tus.VERSION})


def _problem(request: Asked, problem: ChartrierError) -> HttpResponse:
    found, language = problem.finding, request.language
    text = "" if isinstance(problem, NotFound) else f"{found.message(language)} {found.remedy(language)}"
    return _answer(tus.status_of(problem), text)


def _answer(status: int, text: str = "", **headers: str) -> HttpResponse:
    return HttpResponse(
        text, status=status, content_type="text/plain; charset=utf-8", headers={"Tus-Resumable": tus.VERSION, **headers}
    )
