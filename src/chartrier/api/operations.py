"""The connector's own operations: how far they are, what they found, the reply. Those of others are as absent."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from ninja import Router

from chartrier.access.replies import read_reply
from chartrier.api.asking import Asked, may
from chartrier.api.findings import NOTHING_THERE
from chartrier.api.schemas import Followed, Followeds, Problem, Said
from chartrier.catalog.archive import questions
from chartrier.catalog.works import register
from chartrier.catalog.works.models import Work
from chartrier.errors import NotFound
from chartrier.records.connectors import ConnectorOperation

router = Router(tags=["opérations"])


@router.get("/operations", response=Followeds, summary="Les dernières opérations du connecteur")
@may(ConnectorOperation.FOLLOW)
def operations(request: Asked) -> Followeds:
    """Les plus récentes d'abord."""
    works = register.newest(request.tenant.key, request.connector.id)
    return Followeds(operations=[_followed(each, request) for each in works])


@router.get(
    "/operations/{uuid:identifier}",
    response={200: Followed, 404: Problem},
    summary="Une opération",
    url_name="operation",
)
@may(ConnectorOperation.FOLLOW)
def operation(request: Asked, identifier: UUID) -> Followed:
    """Où elle en est : `waiting`, `running`, `done`, `refused`, `failed` ; ce qu'elle a trouvé."""
    return _followed(_own(request, identifier), request)


@router.get(
    "/operations/{uuid:identifier}/reponse",
    response={200: None, 404: Problem},
    summary="La réponse SEDA d'un versement",
    url_name="reply",
)
@may(ConnectorOperation.REPLY)
def reply(request: Asked, identifier: UUID) -> HttpResponse:
    """L'ArchiveTransferReply, telle que le paquet archivé la garde."""
    work = _own(request, identifier)
    found = questions.versement([request.tenant.key], work.operation) if work.operation else None
    if found is None:
        raise NotFound(NOTHING_THERE)
    return HttpResponse(read_reply(request.archive.copies.stores, found), content_type="application/xml")


def _own(request: Asked, identifier: UUID) -> Work:
    """Raises NotFound, for somebody else's too."""
    work = register.work(request.tenant.key, identifier)
    if work.person != request.connector.id:
        raise NotFound(NOTHING_THERE)
    return work


def _followed(work: Work, request: Asked) -> Followed:
    language = request.language
    said = [
        Said(**{**each, "message": each["message"][language], "remedy": each["remedy"][language]})
        for each in work.findings
    ]
    settled = work.operation is not None and work.state in (Work.State.DONE, Work.State.REFUSED)
    has_reply = settled and work.kind != Work.Kind.CHECK
    return Followed(
        operation=work.id,
        kind=work.kind,
        state=work.state,
        title=work.title,
        asked=work.asked,
        ended=work.ended,
        versement=work.operation if has_reply else None,
        reponse=reverse("api:reply", kwargs={"identifier": work.id}) if has_reply else None,
        findings=said,
    )
