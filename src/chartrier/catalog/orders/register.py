"""Orders of packages in the database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from chartrier.catalog.orders.findings import NO_ORDER
from chartrier.catalog.orders.models import Order
from chartrier.catalog.transaction import transaction
from chartrier.catalog.works.models import Work
from chartrier.catalog.works.register import ask
from chartrier.errors import NotFound

LIVE = (Order.State.ORDERED, Order.State.READY, Order.State.HANDED)


def enter_order(
    tenant: int, person: UUID, units: Sequence[UUID], request: Mapping[str, Any], title: str, now: datetime
) -> UUID:
    """Enter an order and the travail that prepares it: both, or neither."""
    identifier = uuid4()
    with transaction([tenant]):
        work = ask(tenant, Work.Kind.DELIVERY, title=title, subject=identifier, person=person, now=now)
        Order(
            tenant=tenant, id=identifier, person=person, asked=now, state=Order.State.ORDERED, units=list(units),
            request=dict(request), work=work,
        ).save(force_insert=True)  # fmt: skip
    return identifier


def order_of(tenant: int, identifier: UUID) -> Order:
    """Raises NotFound."""
    with transaction([tenant]):
        found = Order.objects.filter(tenant=tenant, id=identifier).first()
    if found is None:
        raise NotFound(NO_ORDER, order=str(identifier))
    return found


def orders_of(tenant: int, person: UUID, limit: int = 50) -> list[Order]:
    """Those of a person, the newest first."""
    with transaction([tenant]):
        return list(Order.objects.filter(tenant=tenant, person=person).order_by("-asked", "id")[:limit])


def live_orders(tenant: int) -> list[Order]:
    """Those that have files, or may have."""
    with transaction([tenant]):
        return list(Order.objects.filter(tenant=tenant, state__in=LIVE).order_by("asked", "id"))


def turn(tenant: int, identifier: UUID, before: str, **values: Any) -> bool:
    """Change an order that is in this state; False when it is in another."""
    with transaction([tenant]):
        rows = Order.objects.filter(tenant=tenant, id=identifier, state=before)
        return bool(rows.update(**values))
