"""The conventions, as their parties hold them."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from chartrier.catalog.conventions.models import Convention as Row
from chartrier.catalog.figures import Figure
from chartrier.catalog.transaction import transaction
from chartrier.rules.convention import Convention


def enter(tenants: Sequence[int], identifier: UUID, convention: Convention) -> None:
    """Give each of these tenants its exemplaire."""
    values = _columns(convention)
    with transaction(sorted(tenants)):
        Row.objects.bulk_create(Row(tenant=tenant, id=identifier, **values) for tenant in sorted(tenants))


def replace(
    tenants: Sequence[int], identifier: UUID, before: Convention, after: Convention, then: Sequence[int] = ()
) -> bool:
    """Change every exemplaire, whole or not at all; False, and nothing done, when one is not `before` any more.

    Those of `then` that had none have one after.
    """
    joining = sorted(set(then) - set(tenants))
    with transaction(sorted({*tenants, *joining})):
        rows = list(Row.objects.select_for_update().filter(id=identifier, tenant__in=tenants).order_by("tenant"))
        if len(rows) != len(tenants) or any(Convention.read(row.content) != before for row in rows):
            return False
        Row.objects.filter(id=identifier, tenant__in=tenants).update(**_columns(after))
        Row.objects.bulk_create(Row(tenant=tenant, id=identifier, **_columns(after)) for tenant in joining)
    return True


def conventions(tenants: Sequence[int]) -> dict[UUID, Convention]:
    """Those to which one of these tenants is a party, by name."""
    with transaction(sorted(tenants)):
        rows = Row.objects.filter(tenant__in=tenants).order_by("name", "id", "tenant")
        return {row.id: Convention.read(row.content) for row in rows}


def number_of(tenant: int) -> Figure:
    """To how many a tenant is a party."""
    return Figure.count(Row.objects.filter(tenant=tenant))


def _columns(convention: Convention) -> dict[str, object]:
    return {
        "name": convention.name,
        "first": convention.first,
        "last": convention.last,
        "signed": convention.signed,
        "content": convention.as_json(),
    }
