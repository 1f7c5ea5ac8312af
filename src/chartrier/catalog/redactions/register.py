"""Redacted copies in the database: asked for with the job that makes them, told as it goes.

A job names one by its identifier; all that is known of it is here.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from chartrier.catalog.figures import Figure
from chartrier.catalog.redactions.findings import NO_REDACTION, REDACTION_MOVED
from chartrier.catalog.redactions.models import Redaction
from chartrier.catalog.transaction import transaction
from chartrier.catalog.works.queue import enqueue
from chartrier.errors import Conflict, NotFound

TASK = "occultation"
"""The name by which a job is deferred: `worker` holds the task."""

LIVE = (Redaction.State.ASKED, Redaction.State.READY, Redaction.State.REFUSED)
"""Those that may have files, or something to forget."""


def enter_redaction(
    tenant: int, person: UUID, unit: UUID, document: UUID, request: Mapping[str, Any], now: datetime
) -> UUID:
    """Enter that a copy is asked for, and defer the job that makes it: both, or neither."""
    identifier = uuid4()
    with transaction([tenant]):
        Redaction(
            tenant=tenant, id=identifier, person=person, unit=unit, object=document, asked=now,
            state=Redaction.State.ASKED, request=dict(request), findings=[],
        ).save(force_insert=True)  # fmt: skip
        enqueue(TASK, identifier, tenant=tenant, redaction=str(identifier))
    return identifier


def redaction_of(tenant: int, identifier: UUID) -> Redaction:
    """Raises NotFound."""
    with transaction([tenant]):
        found = Redaction.objects.filter(tenant=tenant, id=identifier).first()
    if found is None:
        raise NotFound(NO_REDACTION, redaction=str(identifier))
    return found


def redactions_of(tenant: int, person: UUID, limit: int = 50) -> list[Redaction]:
    """Those of a person, the newest first."""
    with transaction([tenant]):
        return list(Redaction.objects.filter(tenant=tenant, person=person).order_by("-asked", "id")[:limit])


def number_ready(tenant: int, person: UUID) -> Figure:
    """How many copies of a person are ready to be looked at."""
    return Figure.count(Redaction.objects.filter(tenant=tenant, person=person, state=Redaction.State.READY))


def live_redactions(tenant: int) -> list[Redaction]:
    """Those whose files may be erased."""
    with transaction([tenant]):
        return list(Redaction.objects.filter(tenant=tenant, state__in=LIVE).order_by("asked", "id"))


def let_leave(tenant: int, identifier: UUID, *, open_to_all: bool) -> None:
    """Have a copy that is ready deposited, by a job. Raises NotFound, Conflict when it is not ready."""
    with transaction([tenant]):
        if not turn(tenant, identifier, Redaction.State.READY, state=Redaction.State.LEAVING, open=open_to_all):
            raise Conflict(REDACTION_MOVED, state=redaction_of(tenant, identifier).state)
        enqueue(TASK, identifier, tenant=tenant, redaction=str(identifier))


def turn(tenant: int, identifier: UUID, before: str, **values: Any) -> bool:
    """Change a redaction that is in this state; False when it is in another."""
    with transaction([tenant]):
        rows = Redaction.objects.filter(tenant=tenant, id=identifier, state=before)
        return bool(rows.update(**values))
