"""What waits for somebody: packages that are ready to be handed out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.urls import reverse

from chartrier.catalog.figures import Figure
from chartrier.catalog.requisitions import register
from chartrier.records.roles import Permission
from chartrier.records.tenant import Tenant
from chartrier.web.frame.asking import Asked
from chartrier.web.frame.sentences import count
from chartrier.web.frame.waiting import Wait


def asks(request: Asked, tenant: Tenant) -> dict[str, Figure]:
    """One's own."""
    may = request.rights.everywhere(Permission.DELIVER, tenant.key)
    return {"ready": register.number_ready(tenant.key, request.user.pk)} if may else {}


def waits(request: Asked, tenant: Tenant, told: Mapping[str, int]) -> Iterator[Wait]:
    """Those that were prepared."""
    if ready := told.get("ready"):
        said = count(request, ready, "{count} paquet est prêt à être remis", "{count} paquets sont prêts à être remis")
        yield Wait(said, "download", reverse("deliveries", kwargs={"code": tenant.code}))
