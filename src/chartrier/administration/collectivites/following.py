"""What has become of the collectivités' communes in the edition of the national list that is here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from chartrier.administration.collectivites.findings import MERGED, NO_SUCCESSOR
from chartrier.administration.tenants import change_custody
from chartrier.catalog.tenants import register
from chartrier.errors import NotFound
from chartrier.geography import national_list
from chartrier.geography.territory import Commune
from chartrier.records.collectivite import CollectiviteKind, Where
from chartrier.records.finding import Finding
from chartrier.records.tenant import Tenant


@dataclass(frozen=True, slots=True)
class Merged:
    """A tenant whose commune is another one by now."""

    tenant: Tenant
    commune: Commune


def merged() -> Iterator[Merged]:
    """The tenants whose commune the list has in another one, or under another SIREN or EPCI."""
    for tenant in register.tenants():
        now = national_list.successor(tenant.where.insee) if tenant.where.insee else None
        if now is not None and _changed(tenant, now):
            yield Merged(tenant, now)


def follow(code: str) -> Tenant:
    """Say of a tenant what its commune is by now: SIREN, INSEE code, EPCI, population; code, journal and name stay.

    Raises NotFound when the list does not know what it has become.
    Two tenants whose communes merged are two tenants still: each keeps what it archived.
    """
    tenant = register.tenant(code)
    now = national_list.successor(tenant.where.insee) if tenant.where.insee else None
    if now is None:
        raise NotFound(NO_SUCCESSOR, code=code)
    where = Where(now.insee, now.departement, now.epci or "")
    followed = register.change_place(code, now.siren or tenant.siren, CollectiviteKind.COMMUNE, where)
    return followed if now.population is None else change_custody(code, population=now.population)


def told() -> Iterator[Finding]:
    """A finding for each of them."""
    for each in merged():
        code, now = each.tenant.code, each.commune
        values = {"code": code, "insee": each.tenant.where.insee, "name": now.name, "successor": now.insee}
        yield Finding(MERGED, values=values)


def _changed(tenant: Tenant, now: Commune) -> bool:
    siren = now.siren or tenant.siren
    return (tenant.where.insee, tenant.siren, tenant.where.epci) != (now.insee, siren, now.epci or "")
