"""What waits for somebody: packages that are ready to be handed out."""

from __future__ import annotations

from django.urls import reverse

from chartrier.catalog.requisitions.models import Requisition
from chartrier.catalog.requisitions.register import requisitions_of
from chartrier.records.roles import Permission
from chartrier.records.tenant import Tenant
from chartrier.web.frame.asking import Asked
from chartrier.web.frame.sentences import count
from chartrier.web.frame.waiting import Wait


def waits(request: Asked, tenant: Tenant) -> list[Wait]:
    """One's own."""
    if not request.rights.acts(Permission.DELIVER, tenant.key):
        return []
    ready = sum(
        requisition.state == Requisition.State.READY for requisition in requisitions_of(tenant.key, request.user.pk)
    )
    if not ready:
        return []
    said = count(request, ready, "{count} paquet est prêt à être remis", "{count} paquets sont prêts à être remis")
    return [Wait(said, "download", reverse("deliveries", kwargs={"code": tenant.code}))]
