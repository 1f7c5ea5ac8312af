"""Orders of packages in the database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from chartrier.catalog.figures import Figure
from chartrier.catalog.requisitions.findings import NO_REQUISITION
from chartrier.catalog.requisitions.models import Requisition
from chartrier.catalog.transaction import transaction
from chartrier.catalog.works.models import Work
from chartrier.catalog.works.register import ask
from chartrier.errors import NotFound

LIVE = (Requisition.State.ASKED, Requisition.State.READY, Requisition.State.HANDED, Requisition.State.REFUSED)


def enter_requisition(
    tenant: int, person: UUID, units: Sequence[UUID], request: Mapping[str, Any], title: str, now: datetime
) -> UUID:
    """Enter a requisition and the travail that prepares it: both, or neither."""
    identifier = uuid4()
    with transaction([tenant]):
        work = ask(tenant, Work.Kind.DELIVERY, title=title, subject=identifier, person=person, now=now)
        Requisition(
            tenant=tenant, id=identifier, person=person, asked=now, state=Requisition.State.ASKED, units=list(units),
            request=dict(request), work=work,
        ).save(force_insert=True)  # fmt: skip
    return identifier


def requisition_of(tenant: int, identifier: UUID) -> Requisition:
    """Raises NotFound."""
    with transaction([tenant]):
        found = Requisition.objects.filter(tenant=tenant, id=identifier).first()
    if found is None:
        raise NotFound(NO_REQUISITION, requisition=str(identifier))
    return found


def requisitions_of(tenant: int, person: UUID, limit: int = 50) -> list[Requisition]:
    """Those of a person, the newest first."""
    with transaction([tenant]):
        return list(Requisition.objects.filter(tenant=tenant, person=person).order_by("-asked", "id")[:limit])


def number_ready(tenant: int, person: UUID) -> Figure:
    """How many packages of a person are ready to be handed out."""
    return Figure.count(Requisition.objects.filter(tenant=tenant, person=person, state=Requisition.State.READY))


def live_requisitions(tenant: int) -> list[Requisition]:
    """Those that have files, or something to forget."""
    with transaction([tenant]):
        return list(Requisition.objects.filter(tenant=tenant, state__in=LIVE).order_by("asked", "id"))


def turn(tenant: int, identifier: UUID, before: str, **values: Any) -> bool:
    """Change a requisition that is in this state; False when it is in another."""
    with transaction([tenant]):
        rows = Requisition.objects.filter(tenant=tenant, id=identifier, state=before)
        return bool(rows.update(**values))
