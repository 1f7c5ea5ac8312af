"""The accord de versement: what a service may deposit, how much, and whether an archivist looks first."""

from __future__ import annotations

import re
from dataclasses import replace

from chartrier.administration.collectivites.findings import BAD_ACCORD
from chartrier.administration.collectivites.services import service_named
from chartrier.administration.rights import Rights
from chartrier.catalog.series.register import current
from chartrier.catalog.tenants import register, services
from chartrier.errors import InvalidInput
from chartrier.records.collectivite import Accord, Agreement, Service
from chartrier.records.roles import Permission
from chartrier.records.tenant import Tenant

LONGEST = 200
"""Characters of an identifier."""
PUID = re.compile(r"(x-)?fmt/[0-9]{1,5}")


def accord_for(tenant: int, service: str | None = None) -> Accord:
    """The accord of a service (by its identifier): its own, else that of the collectivité, which bounds nothing unless
    it was set. A service that is not entered has that of the collectivité. Raises NotFound.
    """
    known = services.service(tenant, service) if service is not None else None
    if known is not None and known.accord is not None:
        return known.accord
    return register.tenant(f"{tenant:09d}").accord


def agreement_for(tenant: int, service: str | None = None) -> Agreement:
    """The same, with whose it is. Raises NotFound."""
    code = f"{tenant:09d}"
    known = services.service(tenant, service) if service is not None else None
    own = known is not None and known.accord is not None
    return Agreement(code, service if own else None, accord_for(tenant, service))


def depositing_services(rights: Rights, tenant: Tenant) -> list[Service]:
    """For which services somebody may deposit, the collectivité itself first where no service bounds their roles."""
    known = transferring_services(tenant)
    grants = rights.reaching(Permission.DEPOSIT, tenant.key)
    if any(not grant.services for grant in grants):
        return known
    theirs = {name for grant in grants for name in grant.services}
    return [each for each in known if each.identifier in theirs]


def transferring_services(tenant: Tenant) -> list[Service]:
    """Those that deposit, the collectivité itself first."""
    open_ = [each for each in services.services(tenant.key) if each.transferring and not each.closed]
    entered = {each.identifier: each for each in open_}
    itself = entered.pop(tenant.siren, Service(tenant.siren, tenant.name))
    return [itself, *entered.values()]


def set_accord(tenant: Tenant, accord: Accord | None, service: str | None = None) -> None:
    """Set that of the collectivité, or of one of its services; None: a service has that of the collectivité again.

    Raises NotFound for a service that is not entered, InvalidInput for series that the collectivité does not have.
    """
    if accord is not None:
        _require_fit(tenant, accord)
        if accord.identifier:
            register.change_policy(tenant.code, tenant.policy.knowing("accord", accord.identifier))
    if service is not None:
        services.put_service(tenant.key, replace(service_named(tenant.key, service), accord=accord))
    else:
        register.change_accord(tenant.code, accord or Accord())


def _require_fit(tenant: Tenant, accord: Accord) -> None:
    table = current(tenant.key)
    known = set(table.series) if table is not None else set()
    wrong = [
        *sorted(accord.series - known),
        *sorted(each for each in accord.formats if not PUID.fullmatch(each)),
        *(str(each) for each in (accord.largest, accord.quota, accord.yearly) if each is not None and each <= 0),
        *([accord.identifier] if accord.identifier != " ".join(accord.identifier.split())[:LONGEST] else []),
    ]
    if wrong:
        raise InvalidInput(BAD_ACCORD, value=wrong[0][:80])
