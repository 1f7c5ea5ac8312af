"""What has become of the collectivités' communes in the edition of the national list that is here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from chartrier.administration.collectivites.findings import MERGED, NO_SUCCESSOR
from chartrier.administration.tenants import change_custody
from chartrier.catalog.tenants import register
from chartrier.catalog.transaction import transaction
from chartrier.errors import NotFound
from chartrier.geography import national_list
from chartrier.geography.territory import Commune
from chartrier.records.collectivite import CollectiviteKind, Where
from chartrier.records.finding import Finding
from chartrier.records.tenant import Tenant


@dataclass(frozen=True, slots=True)
class Changed:
    """A tenant of whose commune the list says something else by now."""

    tenant: Tenant
    commune: Commune

    @property
    def merged(self) -> bool:
        """Whether its commune is in another one, or has another SIREN or EPCI: not when people came or left."""
        tenant, now = self.tenant, self.commune
        siren = now.siren or tenant.siren
        return (tenant.where.insee, tenant.siren, tenant.where.epci) != (now.insee, siren, now.epci or "")

    @property
    def grown(self) -> bool:
        """Whether it has another number of inhabitants, as far as the list says one."""
        return self.commune.population not in (None, self.tenant.custody.population)


def changed() -> Iterator[Changed]:
    """The tenants of whose commune the list says something else than is known here."""
    for tenant in register.tenants():
        now = national_list.successor(tenant.where.insee) if tenant.where.insee else None
        if now is not None and ((each := Changed(tenant, now)).merged or each.grown):
            yield each


def follow(code: str) -> Tenant:
    """Say of a tenant what its commune is by now: SIREN, INSEE code, EPCI, population; code, journal and name stay.

    All of it is done, or nothing is. Raises NotFound when the list does not know what it has become.
    Two tenants whose communes merged are two tenants still: each keeps what it archived.
    """
    tenant = register.tenant(code)
    now = national_list.successor(tenant.where.insee) if tenant.where.insee else None
    if now is None:
        raise NotFound(NO_SUCCESSOR, code=code)
    where = Where(now.insee, now.departement, now.epci or "")
    with transaction([tenant.key]):
        followed = register.change_place(code, now.siren or tenant.siren, CollectiviteKind.COMMUNE, where)
        return followed if now.population is None else change_custody(code, population=now.population)


def told() -> Iterator[Finding]:
    """A finding for each whose commune merged."""
    for each in changed():
        if not each.merged:
            continue
        code, now = each.tenant.code, each.commune
        values = {"code": code, "insee": each.tenant.where.insee, "name": now.name, "successor": now.insee}
        yield Finding(MERGED, values=values)
