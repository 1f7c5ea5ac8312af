"""The register of connectors."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from chartrier.catalog.connectors.models import Connector
from chartrier.catalog.transaction import transaction


def enter(connector: Connector) -> None:
    """Keep a new one."""
    with transaction([connector.tenant]):
        connector.save(force_insert=True)


def connectors(tenant: int) -> list[Connector]:
    """All of a collectivité, those that are over too, the newest first."""
    with transaction([tenant]):
        return list(Connector.objects.filter(tenant=tenant).order_by("-made", "id"))


def living(tenant: int, now: datetime) -> int:
    """How many of them may be used."""
    with transaction([tenant]):
        return Connector.objects.filter(tenant=tenant, revoked=None, expires__gt=now).count()


def of_digest(tenant: int, digest: bytes, now: datetime) -> Connector | None:
    """The one whose token has this digest, while it may be used; None in any other case."""
    with transaction([tenant]):
        return Connector.objects.filter(tenant=tenant, digest=digest, revoked=None, expires__gt=now).first()


def connector(tenant: int, identifier: UUID) -> Connector | None:
    with transaction([tenant]):
        return Connector.objects.filter(tenant=tenant, id=identifier).first()


def names_of(tenant: int, identifiers: Collection[UUID]) -> dict[UUID, str]:
    """The names of those of the identifiers that are connectors of the tenant, revoked ones too."""
    with transaction([tenant]):
        return dict(Connector.objects.filter(tenant=tenant, id__in=identifiers).values_list("id", "name"))


def revoke(tenant: int, identifier: UUID, now: datetime) -> bool:
    """End one for ever; False when there is none. Harmless when repeated: the first instant stays."""
    with transaction([tenant]):
        rows = Connector.objects.filter(tenant=tenant, id=identifier)
        rows.filter(revoked=None).update(revoked=now)
        return rows.exists()


def note_use(connector: Connector, day: date, operation: str) -> None:
    """Keep the day and the kind of its last use: written once a day for each kind."""
    with transaction([connector.tenant]):
        rows = Connector.objects.filter(tenant=connector.tenant, id=connector.id)
        rows.filter(~Q(used_on=day, used_for=operation) | Q(used_on=None)).update(used_on=day, used_for=operation)
