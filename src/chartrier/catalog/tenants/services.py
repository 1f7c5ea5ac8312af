"""The services of a tenant, and its logo."""

from __future__ import annotations

from dataclasses import dataclass

from chartrier.catalog.tenants.models import Logo as LogoRow
from chartrier.catalog.tenants.models import Service as Row
from chartrier.catalog.transaction import transaction
from chartrier.records.collectivite import Accord, Service


@dataclass(frozen=True, slots=True)
class Logo:
    """A PNG of ours, with its size in pixels."""

    png: bytes
    width: int
    height: int


def services(tenant: int) -> list[Service]:
    """Those of a tenant, by name; closed ones too."""
    with transaction([tenant]):
        return [_read(row) for row in Row.objects.filter(tenant=tenant).order_by("name", "identifier")]


def service(tenant: int, identifier: str) -> Service | None:
    """The one that bordereaux call so."""
    with transaction([tenant]):
        row = Row.objects.filter(tenant=tenant, identifier=identifier).first()
    return _read(row) if row is not None else None


def put_service(tenant: int, given: Service) -> None:
    """Enter a service, or in the place of the one of that identifier."""
    values = {
        "name": given.name,
        "producer": given.producer,
        "transferring": given.transferring,
        "closed": given.closed,
        "accord": given.accord and given.accord.as_json(),
    }
    with transaction([tenant]):
        if not Row.objects.filter(tenant=tenant, identifier=given.identifier).update(**values):
            Row.objects.create(tenant=tenant, identifier=given.identifier, **values)


def logo(tenant: int) -> Logo | None:
    """The tenant's logo, if it has one."""
    with transaction([tenant]):
        row = LogoRow.objects.filter(tenant=tenant).first()
    return Logo(bytes(row.png), row.width, row.height) if row is not None else None


def put_logo(tenant: int, given: Logo | None) -> None:
    """Give the tenant this logo, or none."""
    with transaction([tenant]):
        if given is None:
            LogoRow.objects.filter(tenant=tenant).delete()
        else:
            values = {"png": given.png, "width": given.width, "height": given.height}
            LogoRow.objects.update_or_create(tenant=tenant, defaults=values)


def _read(row: Row) -> Service:
    return Service(
        identifier=row.identifier,
        name=row.name,
        producer=row.producer,
        transferring=row.transferring,
        closed=row.closed,
        accord=Accord.read(row.accord) if row.accord is not None else None,
    )
