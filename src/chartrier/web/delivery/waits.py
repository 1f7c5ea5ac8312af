"""What waits for somebody: packages that are ready to be handed out."""

from __future__ import annotations

from django.urls import reverse

from chartrier.catalog.orders.models import Order
from chartrier.catalog.orders.register import orders_of
from chartrier.records.roles import Permission
from chartrier.records.tenant import Tenant
from chartrier.web.frame.asking import Asked
from chartrier.web.frame.sentences import count
from chartrier.web.frame.waiting import Wait


def waits(request: Asked, tenant: Tenant) -> list[Wait]:
    """One's own."""
    if not request.rights.decide(Permission.DELIVER, tenant.key).allowed:
        return []
    ready = sum(order.state == Order.State.READY for order in orders_of(tenant.key, request.user.pk))
    if not ready:
        return []
    said = count(request, ready, "{count} paquet est prêt à être remis", "{count} paquets sont prêts à être remis")
    return [Wait(said, "download", reverse("deliveries", kwargs={"code": tenant.code}))]
