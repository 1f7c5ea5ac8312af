"""Files sent by tus 1.0 (tus.io): creation, offsets, checksums, termination, expiration. Bytes go through, none is kept
in memory.
"""

from __future__ import annotations

import base64
import binascii
from email.utils import format_datetime
from uuid import UUID

from django.http import HttpResponse
from django.http.request import UnreadablePostError
from django.urls import reverse

from chartrier.administration.accords import depositing_services
from chartrier.catalog.deposits import register
from chartrier.catalog.deposits.models import Upload
from chartrier.errors import ChartrierError, Conflict, InvalidInput, NotAllowed, NotFound, Unavailable
from chartrier.reception import deposits, uploads
from chartrier.records.roles import Permission
from chartrier.records.tenant import Tenant
from chartrier.web.frame.asking import Asked
from chartrier.web.frame.page import page

VERSION = "1.0.0"
EXTENSIONS = "creation,expiration,checksum,termination"
ABILITIES = {
    "Tus-Version": VERSION,
    "Tus-Extension": EXTENSIONS,
    "Tus-Checksum-Algorithm": ",".join(sorted(uploads.CHECKSUMS)),
}
BODY = "application/offset+octet-stream"
LONGEST = 2_000
"""Characters of the metadata of an upload."""


@page(Permission.DEPOSIT)
def announce(request: Asked, tenant: Tenant, identifier: UUID) -> HttpResponse:
    """Begin an upload of this draft; what this server can do."""
    if request.method == "OPTIONS":
        return _answer(
            204,
            **{
                "Tus-Version": VERSION,
                "Tus-Extension": EXTENSIONS,
                "Tus-Checksum-Algorithm": ",".join(sorted(uploads.CHECKSUMS)),
            },
        )
    if request.method != "POST":
        return _answer(405)
    if (refusal := _other_version(request)) is not None:
        return refusal
    try:
        draft = register.draft(tenant.key, identifier, person=request.user.pk)
        size = int(request.headers.get("Upload-Length", ""))
        name = _name(request.headers.get("Upload-Metadata", ""))
        if size < 0:
            raise ValueError(size)
        means = request.archive.deposits
        services = [each.identifier for each in depositing_services(request.rights, tenant)]
        agreed = deposits.size_agreed(draft, tenant, services, means)
        upload = uploads.begin(draft, name, size, means.yard, means.clock(), agreed)
    except ValueError:
        return _answer(400)
    except ChartrierError as problem:
        return _problem(request, problem)
    place = reverse("draft_file", kwargs={"code": tenant.code, "identifier": identifier, "file": upload.id})
    return _answer(201, **{"Location": place, "Upload-Expires": _expires(upload)})


@page(Permission.DEPOSIT)
def part(request: Asked, tenant: Tenant, identifier: UUID, file: UUID) -> HttpResponse:
    """How far an upload has come (HEAD), its next part (PATCH), its end before its time (DELETE)."""
    yard = request.archive.deposits.yard
    if (refusal := _other_version(request)) is not None:
        return refusal
    try:
        upload = register.upload(tenant.key, file, request.user.pk)
        if upload.draft != identifier:
            return _answer(404)
        register.draft(tenant.key, identifier, person=request.user.pk)
        if request.method == "HEAD":
            return _answer(
                200, **_standing(upload, uploads.offset_of(upload, yard)), **{"Upload-Length": str(upload.size)}
            )
        if request.method == "DELETE":
            uploads.give_up(upload, yard)
            return _answer(204)
        if request.method != "PATCH":
            return _answer(405)
        if request.content_type != BODY:
            return _answer(415)
        offset, checksum = int(request.headers.get("Upload-Offset", "")), _checksum(request)
        there = uploads.go_on(upload, offset, request, yard, checksum)
    except (ValueError, binascii.Error):
        return _answer(400)
    except UnreadablePostError:
        # the connection broke: what had come is kept, and nobody hears this
        return _answer(400)
    except uploads.Damaged as problem:
        return _answer(460, problem.finding.message(request.language))
    except uploads.Busy as problem:
        return _answer(423, problem.finding.message(request.language))
    except ChartrierError as problem:
        return _problem(request, problem)
    return _answer(204, **_standing(upload, there))


def _other_version(request: Asked) -> HttpResponse | None:
    if request.headers.get("Tus-Resumable") == VERSION:
        return None
    return _answer(412, **{"Tus-Version": VERSION})


def _name(metadata: str) -> str:
    """The `filename` of `Upload-Metadata`. Raises ValueError."""
    if len(metadata) > LONGEST * 2:
        raise ValueError
    for pair in metadata.split(","):
        key, _, value = pair.strip().partition(" ")
        if key == "filename":
            return base64.b64decode(value, validate=True).decode()
    raise ValueError


def _checksum(request: Asked) -> tuple[str, bytes] | None:
    """Of `Upload-Checksum`. Raises ValueError."""
    given = request.headers.get("Upload-Checksum")
    if given is None:
        return None
    algorithm, _, value = given.partition(" ")
    if algorithm not in uploads.CHECKSUMS:
        raise ValueError
    return algorithm, base64.b64decode(value, validate=True)


def _standing(upload: Upload, there: int) -> dict[str, str]:
    return {"Upload-Offset": str(there), "Upload-Expires": _expires(upload)}


def _expires(upload: Upload) -> str:
    return format_datetime(upload.expires, usegmt=True)


def _problem(request: Asked, problem: ChartrierError) -> HttpResponse:
    statuses = {NotFound: 404, Conflict: 409, NotAllowed: 413, InvalidInput: 400, Unavailable: 507}
    status = next((status for kind, status in statuses.items() if isinstance(problem, kind)), 500)
    return _answer(status, problem.finding.message(request.language) if status != 404 else "")


def _answer(status: int, text: str = "", **headers: str) -> HttpResponse:
    return HttpResponse(
        text, status=status, content_type="text/plain; charset=utf-8", headers={"Tus-Resumable": VERSION, **headers}
    )
