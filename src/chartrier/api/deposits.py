"""Depositing packages of SEDA: in one request, or by tus in parts that resume. Bytes go through, none is in memory."""

from __future__ import annotations

import base64
import binascii
from contextlib import suppress
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.http.request import UnreadablePostError
from django.urls import reverse
from ninja import Query, Router

from chartrier.administration.accords import transferring_services
from chartrier.administration.throttling import SENDING, take
from chartrier.api.asking import Asked, may
from chartrier.api.findings import NO_LENGTH, NOT_UNDERSTOOD
from chartrier.api.problems import problem, refused
from chartrier.api.schemas import Accepted, Problem
from chartrier.catalog.deposits import register
from chartrier.catalog.deposits.models import Draft
from chartrier.errors import ChartrierError, Conflict, InvalidInput
from chartrier.reception import deposits, expiring, tus, uploads
from chartrier.records.connectors import ConnectorOperation
from chartrier.records.finding import Finding, Findings
from chartrier.records.tenant import Tenant

router = Router(tags=["dépôts"])

PACKAGE = {
    "requestBody": {
        "required": True,
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}
NAME: Any = Query(..., max_length=200)  # type: ignore[type-arg]
DIGESTS = {"sha-256": "sha256", "sha-512": "sha512"}
"""Algorithms of `Content-Digest` (RFC 9530), by those of uploads."""


@router.post(
    "/depots",
    response={202: Accepted, 400: Problem, 411: Problem, 413: Problem, 422: Problem},
    summary="Déposer un paquet SEDA en une requête",
    openapi_extra=PACKAGE,
)
@may(ConnectorOperation.DEPOSIT)
def deposit(request: Asked, nom: str = NAME, controle: bool = False) -> HttpResponse:
    """Le corps de la requête est le paquet (zip ou tar), sa taille dans Content-Length ; `nom` est celui du fichier.
    Avec `controle`, le paquet est contrôlé sans être versé. Content-Digest (RFC 9530) est vérifié s'il est donné.
    """
    try:
        size = tus.read_length(request.headers.get("Content-Length"))
    except ValueError:
        return problem(request, 411, Finding(NO_LENGTH))
    checksum = _content_digest(request.headers.get("Content-Digest"))
    draft, means = _begin(request, passing=controle), request.archive.deposits
    try:
        upload = uploads.begin(draft, nom, size, means.yard, means.clock())
        there = uploads.go_on(upload, 0, request, means.yard, checksum) if size else 0
        if there != size:
            raise UnreadablePostError
        answer = _leave(request, draft, check=controle)
    except ChartrierError as wrong:
        expiring.abandon(draft, means)
        return problem(request, tus.status_of(wrong), wrong.finding)
    except UnreadablePostError:
        expiring.abandon(draft, means)
        return problem(request, 400, _unclear("Content-Length"))
    if answer.status_code != 202:
        expiring.abandon(draft, means)
    return answer


@router.post(
    "/envois", response={201: None, 400: Problem, 413: Problem}, summary="Commencer un envoi par parties (tus)"
)
@may(ConnectorOperation.DEPOSIT)
def announce(request: Asked) -> HttpResponse:
    """Création de tus 1.0 : Upload-Length, et le nom du paquet dans Upload-Metadata (filename)."""
    if (refusal := _other_version(request)) is not None:
        return refusal
    try:
        size = tus.read_length(request.headers.get("Upload-Length"))
        name = tus.read_name(request.headers.get("Upload-Metadata", ""))
    except ValueError:
        return _tus(problem(request, 400, _unclear("Upload-Length, Upload-Metadata")))
    draft, means = _begin(request), request.archive.deposits
    try:
        upload = uploads.begin(draft, name, size, means.yard, means.clock())
    except ChartrierError as wrong:
        expiring.abandon(draft, means)
        return _tus(problem(request, tus.status_of(wrong), wrong.finding))
    place = reverse("api:part", kwargs={"upload": upload.id})
    return _tus(
        HttpResponse(status=201, headers={"Location": place, "Upload-Expires": tus.expires(upload, means.yard)})
    )


@router.api_operation(["OPTIONS"], "/envois", include_in_schema=False)
@may(ConnectorOperation.DEPOSIT)
def abilities(request: Asked) -> HttpResponse:
    """Ce que ce serveur sait faire de tus."""
    return _tus(HttpResponse(status=204, headers=dict(tus.ABILITIES)))


@router.api_operation(
    ["HEAD", "PATCH", "DELETE"],
    "/envois/{uuid:upload}",
    response={200: None, 204: None, 409: Problem},
    summary="Où en est un envoi, sa suite, son abandon (tus)",
    url_name="part",
)
@may(ConnectorOperation.DEPOSIT)
def part(request: Asked, upload: UUID) -> HttpResponse:
    """HEAD dit ce qui est arrivé, PATCH envoie la suite depuis Upload-Offset, DELETE abandonne."""
    return _part(request, upload)


def _part(request: Asked, upload: UUID) -> HttpResponse:
    method, yard = tus.method_of(request.method, request.headers), request.archive.deposits.yard
    found = register.upload(request.tenant.key, upload, request.connector.id)
    if (refusal := _other_version(request)) is not None:
        return refusal
    try:
        if method == "HEAD":
            return _tus(HttpResponse(headers=tus.description(found, uploads.offset_of(found, yard), yard)))
        if method == "DELETE":
            expiring.abandon(register.draft(request.tenant.key, found.draft), request.archive.deposits)
            return _tus(HttpResponse(status=204))
        if method != "PATCH":
            return _tus(problem(request, 405, _unclear("X-HTTP-Method-Override")))
        if request.content_type != tus.BODY:
            return _tus(problem(request, 415, _unclear("Content-Type")))
        offset = tus.read_length(request.headers.get("Upload-Offset"))
        checksum = tus.read_checksum(request.headers.get("Upload-Checksum"))
        there = uploads.go_on(found, offset, request, yard, checksum)
    except (ValueError, UnreadablePostError):
        return _tus(problem(request, 400, _unclear("Upload-Offset, Upload-Checksum")))
    except ChartrierError as wrong:
        return _tus(problem(request, tus.status_of(wrong), wrong.finding))
    return _tus(HttpResponse(status=204, headers=tus.standing(found, there, yard)))


@router.api_operation(["OPTIONS"], "/envois/{uuid:upload}", include_in_schema=False)
@may(ConnectorOperation.DEPOSIT)
def abilities_of_part(request: Asked, upload: UUID) -> HttpResponse:
    """Ce que ce serveur sait faire de tus, pour un envoi qui existe."""
    register.upload(request.tenant.key, upload, request.connector.id)
    return _tus(HttpResponse(status=204, headers=dict(tus.ABILITIES)))


@router.post("/envois/{uuid:upload}", include_in_schema=False)
@may(ConnectorOperation.DEPOSIT)
def part_by_post(request: Asked, upload: UUID) -> HttpResponse:
    """La même chose, pour qui ne peut envoyer que des POST (X-HTTP-Method-Override)."""
    return _part(request, upload)


@router.post(
    "/envois/{uuid:upload}/depot",
    response={202: Accepted, 404: Problem, 409: Problem, 422: Problem},
    summary="Déposer un paquet dont l'envoi est entier",
)
@may(ConnectorOperation.DEPOSIT)
def deposit_sent(request: Asked, upload: UUID, controle: bool = False) -> HttpResponse:
    """Après un envoi par parties. Avec `controle`, le paquet est contrôlé sans être versé."""
    found = register.upload(request.tenant.key, upload, request.connector.id)
    return _leave(request, register.draft(request.tenant.key, found.draft), check=controle)


def _begin(request: Asked, *, passing: bool = False) -> Draft:
    take(SENDING, str(request.connector.id))
    clock = request.archive.deposits.clock
    return register.begin(request.tenant.key, request.connector.id, deposits.PACKAGE, {}, clock(), passing=passing)


def _leave(request: Asked, draft: Draft, *, check: bool) -> HttpResponse:
    """Ask for the travail: 202 and where it is followed, or the findings that refuse."""
    findings, means = Findings(), request.archive.deposits
    account = request.connector.id
    if check:
        work = deposits.ask_check(request.tenant, draft, account, means, findings)
    else:
        services = [request.connector.service] if request.connector.service else _services(request.tenant)
        work = deposits.submit(request.tenant, draft, account, means, findings, services=services)
    if work is None and findings.refused:
        return refused(request, findings)
    if work is None:
        # whoever decides on it reads first what it says; it may be decided already
        with suppress(Conflict):
            deposits.check_waiting(request.tenant, draft.id, account, means.clock())
    # what waits for an archivist is followed by the name of the deposit, which leads to its travail later
    followed = work or draft.id
    place = reverse("api:operation", kwargs={"identifier": followed})
    answer: dict[str, Any] = {"operation": str(followed), "suivi": place}
    return Accepted(**answer).answered(202, Location=place)


def _services(tenant: Tenant) -> list[str]:
    return [each.identifier for each in transferring_services(tenant)]


def _content_digest(header: str | None) -> tuple[str, bytes] | None:
    """The strongest that is known of `Content-Digest`. Raises InvalidInput."""
    found = None
    for each in (header or "").split(","):
        name, _, value = each.strip().partition("=")
        if name in DIGESTS:
            try:
                found = max(found or ("", b""), (DIGESTS[name], base64.b64decode(value.strip(":"), validate=True)))
            except binascii.Error:
                raise InvalidInput(NOT_UNDERSTOOD, what="Content-Digest") from None
    return found


def _other_version(request: Asked) -> HttpResponse | None:
    if request.headers.get("Tus-Resumable") == tus.VERSION:
        return None
    return _tus(problem(request, 412, _unclear("Tus-Resumable"), headers={"Tus-Version": tus.VERSION}))


def _tus(answer: HttpResponse) -> HttpResponse:
    answer["Tus-Resumable"] = tus.VERSION
    return answer


def _unclear(what: str) -> Finding:
    return Finding(NOT_UNDERSTOOD, values={"what": what})
