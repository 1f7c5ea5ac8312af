"""Searching and reading within the scope of the connector: each reading is entered, as that of anybody."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from django.http import FileResponse
from ninja import Query, Router

from chartrier.access.fetching import name_of
from chartrier.access.finding import enter_described
from chartrier.access.reading import Asking, Reader, read_description, read_document
from chartrier.access.searching import Question, Scope, search, within
from chartrier.administration.throttling import SEARCHES, take
from chartrier.api.asking import Asked, may
from chartrier.api.findings import NOT_UNDERSTOOD, NOTHING_THERE
from chartrier.api.schemas import Found, Problem, Sought, Units
from chartrier.catalog.archive import questions
from chartrier.catalog.archive.searching import services_of
from chartrier.clock import day_of
from chartrier.copies.staging import unnamed_file
from chartrier.errors import InvalidInput, NotFound
from chartrier.records.connectors import ConnectorOperation
from chartrier.records.roles import Permission, Role

router = Router(tags=["archives"])

MOST = 100
"""Units of one page of an answer."""
LIMIT: Any = Query(20, ge=1, le=MOST)  # type: ignore[type-arg]
Given = Annotated[Sought, Query()]


@router.get("/recherche", response={200: Units, 400: Problem}, summary="Chercher")
@may(ConnectorOperation.SEARCH)
def sought(request: Asked, given: Given, before: UUID | None = None, limit: int = LIMIT) -> Units:
    """Les plus récentes d'abord ; `next` d'une réponse, donné dans `before`, mène à la page suivante."""
    if unknown := set(request.GET) - {*Sought.model_fields, "before", "limit"}:
        # a filter that is not known would find more than was asked for
        raise InvalidInput(NOT_UNDERSTOOD, what=min(unknown)[:80])
    take(SEARCHES, str(request.connector.id))
    question, key = Question.read(given.as_question()), request.tenant.key
    today = day_of(request.archive.copies.clock())
    answer = search([key], question, _scope(request), today, before=before, limit=limit)
    if question.words and before is None:
        enter_described(key, request.connector.id, answer, request.archive.copies.clock)
    services = services_of([key], [unit.id for unit in answer.units])
    units = [
        Found(
            id=unit.id,
            title=unit.title,
            first=unit.start_date,
            last=unit.end_date,
            service=services.get(unit.id),
            versement=unit.versement,
        )
        for unit in answer.units
    ]
    return Units(units=units, count=answer.count, next=answer.next)


@router.get("/archives/{uuid:unit}", response={200: dict[str, Any], 404: Problem}, summary="La description d'une unité")
@may(ConnectorOperation.READ)
def described(request: Asked, unit: UUID) -> dict[str, Any]:
    """Ce que l'archive sait d'une unité, comme `chartrier show --json`."""
    known, admission = read_description([request.tenant.key], unit, _asking(request, unit), request.archive.copies)
    return {**known, "regime": str(admission.regime)}


@router.get(
    "/archives/{uuid:unit}/fichiers/{uuid:document}",
    response={200: None, 404: Problem},
    summary="Un fichier d'une unité, à l'octet près",
)
@may(ConnectorOperation.READ)
def fetched(request: Asked, unit: UUID, document: UUID) -> FileResponse:
    """Lu dans une copie, comparé à son empreinte avant d'être rendu."""
    asking, key = _asking(request, unit), request.tenant.key
    found = questions.data_object([key], document)
    if found is None or unit not in questions.units_holding([key], found.object_group):
        raise NotFound(NOTHING_THERE)
    copies = request.archive.copies
    file = unnamed_file(
        copies.staging,
        lambda out: read_document([key], document, None, asking, copies, lambda write, _: write(out)),
    )
    return FileResponse(file, as_attachment=True, filename=name_of(found), content_type="application/octet-stream")


def _scope(request: Asked) -> Scope:
    """Raises NotFound when it may find nothing."""
    key = request.tenant.key
    found = request.rights.bounds(key, Permission.SEARCH_DESCRIPTIONS)
    if found is None:
        raise NotFound(NOTHING_THERE)
    return Scope.by_rights(found, request.rights.bounds(key, Permission.READ_DOCUMENT))


def _asking(request: Asked, unit: UUID) -> Asking:
    """Raises NotFound for what lies out of its bounds, as for what is not there."""
    if not within(request.tenant.key, unit, _scope(request)):
        raise NotFound(NOTHING_THERE)
    return Asking(Reader(request.connector.id, frozenset({Role.DEPOSANT})))
