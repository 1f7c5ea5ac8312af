"""What is asked and answered, as OpenAPI describes it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from ninja import Schema
from pydantic import Field


class Said(Schema):
    """Un constat."""

    code: str
    severity: str
    message: str
    remedy: str
    place: dict[str, Any]
    reference: str


class Problem(Schema):
    """Un problème (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
    code: str
    findings: list[Said]


class Accepted(Schema):
    """Un paquet reçu, dont l'entrée va être faite."""

    operation: UUID
    suivi: str
    """L'adresse où la suivre."""

    def answered(self, status: int, **headers: str) -> HttpResponse:
        return HttpResponse(
            self.model_dump_json(), status=status, content_type="application/json", headers=dict(headers)
        )


class Remark(Schema):
    """Un mot de l'archiviste."""

    at: datetime
    text: str


class Followed(Schema):
    """Une opération."""

    operation: UUID
    kind: str
    state: str
    title: str
    asked: datetime
    ended: datetime | None
    versement: UUID | None
    """Son identifiant dans l'archive et dans le journal, quand elle y est."""
    reponse: str | None
    findings: list[Said]
    remarques: list[Remark] = Field(default_factory=list)
    """Ce que l'archiviste a écrit de ce dépôt."""


class Followeds(Schema):
    operations: list[Followed]


class Sought(Schema):
    """Une recherche, par les noms qu'ont ses parties dans les adresses du site."""

    words: str = Field("", max_length=1_000)
    service: list[str] = Field(default_factory=list, max_length=20)
    series: list[str] = Field(default_factory=list, max_length=20)
    format: list[str] = Field(default_factory=list, max_length=20)
    first: str = Field("", max_length=10)
    last: str = Field("", max_length=10)
    below: UUID | None = None
    communicable: bool = False
    due: bool = False
    frozen: bool = False
    best: bool = False

    def as_question(self) -> Mapping[str, Sequence[str]]:
        """As `access.searching.Question.read` takes it."""
        flags = ("communicable", "due", "frozen", "best")
        given: dict[str, list[str]] = {name: ["1"] for name in flags if getattr(self, name)}
        given |= {name: [value] for name in ("words", "first", "last") if (value := getattr(self, name))}
        given |= {name: list(values) for name in ("service", "series", "format") if (values := getattr(self, name))}
        return given | ({"below": [str(self.below)]} if self.below else {})


class Found(Schema):
    """Une unité trouvée."""

    id: UUID
    title: str
    first: date | None
    last: date | None
    service: str | None
    versement: UUID


class Units(Schema):
    units: list[Found]
    count: int | None
    """None : pas connu."""
    next: UUID | None
