"""What of the operations waits for somebody: what was interrupted, which only they, or who examines, start again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.urls import reverse

from chartrier.catalog.figures import Figure
from chartrier.catalog.works import register
from chartrier.records.roles import Permission
from chartrier.records.tenant import Tenant
from chartrier.web.frame.asking import Asked
from chartrier.web.frame.sentences import count
from chartrier.web.frame.waiting import Wait
from chartrier.web.operations.asking import sees_all


def asks(request: Asked, tenant: Tenant) -> dict[str, Figure]:
    """One's own work; that of all for whoever may start it again."""
    if not request.rights.decide(Permission.SEARCH_DESCRIPTIONS, tenant.key).allowed:
        return {}
    drives = sees_all(request, tenant) and request.rights.decide(Permission.REVIEW_DEPOSITS, tenant.key).allowed
    return {"failed": register.number_failed(tenant.key, None if drives else request.user.pk)}


def waits(request: Asked, tenant: Tenant, told: Mapping[str, int]) -> Iterator[Wait]:
    """What failed."""
    if number := told.get("failed"):
        said = count(
            request,
            number,
            "{count} travail s'est interrompu",
            "{count} travaux se sont interrompus",
        )
        yield Wait(said, "warning", f"{reverse('operations', kwargs={'code': tenant.code})}?state=failed")
