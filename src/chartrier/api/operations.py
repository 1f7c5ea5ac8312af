"""The connector's own operations: how far they are, what they found, the reply. Those of others are as absent."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from ninja import Router

from chartrier.access.replies import read_reply
from chartrier.api.asking import Asked, may
from chartrier.api.findings import NOTHING_THERE
from chartrier.api.schemas import Followed, Followeds, Problem, Remark, Said
from chartrier.catalog.archive import questions
from chartrier.catalog.deposits import register as drafts
from chartrier.catalog.deposits.models import Draft
from chartrier.catalog.works import register
from chartrier.catalog.works.models import Work
from chartrier.clock import read_instant
from chartrier.errors import NotFound
from chartrier.records.connectors import ConnectorOperation

router = Router(tags=["opérations"])

WAITING = (Draft.State.REVIEW, Draft.State.RETURNED)
"""Of a deposit that an archivist looks at first; one that was returned may expire."""


@router.get("/operations", response=Followeds, summary="Les dernières opérations du connecteur")
@may(ConnectorOperation.FOLLOW)
def operations(request: Asked) -> Followeds:
    """Celles qui attendent un archiviste, puis les plus récentes d'abord."""
    works = register.newest(request.tenant.key, request.connector.id)
    waiting = [each for each in drafts.drafts_of(request.tenant.key, request.connector.id) if _is_followed(each)]
    of_works = drafts.of_works(request.tenant.key, [each.id for each in works])
    followed = [_followed(each, of_works.get(each.id), request) for each in works]
    return Followeds(operations=[*map(_waiting, waiting), *followed])


@router.get(
    "/operations/{uuid:identifier}",
    response={200: Followed, 404: Problem},
    summary="Une opération",
    url_name="operation",
)
@may(ConnectorOperation.FOLLOW)
def operation(request: Asked, identifier: UUID) -> Followed:
    """Où elle en est : `waiting`, `running`, `done`, `refused`, `failed` ; ce qu'elle a trouvé. Où l'accord de
    versement veut qu'un archiviste regarde d'abord : `review`, puis comme une autre, ou `returned` et ce qu'il en dit,
    et plus tard `expired` : le fichier a été effacé sans suite.
    """
    draft = _own_draft(request, identifier)
    if draft is not None and draft.work is None:
        return _waiting(draft)
    work = _own(request, draft.work if draft is not None else identifier)
    return _followed(work, draft or drafts.of_works(request.tenant.key, [work.id]).get(work.id), request)


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


def _own_draft(request: Asked, identifier: UUID) -> Draft | None:
    """What waited, or waits, by the name of its deposit; None when it is the name of a travail, or nobody's."""
    try:
        draft = drafts.draft(request.tenant.key, identifier, person=request.connector.id)
    except NotFound:
        return None
    return draft if draft.work is not None or _is_followed(draft) else None


def _is_followed(draft: Draft) -> bool:
    """Whether it was deposited: of a sending that never was, nobody was told the name."""
    return draft.state in WAITING or (draft.state == Draft.State.EXPIRED and bool(draft.comments))


def _remarks(draft: Draft | None) -> list[Remark]:
    comments = draft.comments if draft is not None else []
    return [Remark(at=read_instant(each["at"]), text=each["text"]) for each in comments]


def _waiting(draft: Draft) -> Followed:
    names = ", ".join(each.name for each in drafts.uploads_of(draft.tenant, draft.id))
    return Followed(
        operation=draft.id, kind=Work.Kind.PACKAGE, state=draft.state, title=names, asked=draft.changed, ended=None,
        versement=None, reponse=None, findings=[], remarques=_remarks(draft),
    )  # fmt: skip


def _own(request: Asked, identifier: UUID) -> Work:
    """Raises NotFound, for somebody else's too."""
    work = register.work(request.tenant.key, identifier)
    if work.person != request.connector.id:
        raise NotFound(NOTHING_THERE)
    return work


def _followed(work: Work, draft: Draft | None, request: Asked) -> Followed:
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
        remarques=_remarks(draft),
    )
