"""The accord de versement: what a service may deposit, how much, and whether an archivist looks first."""

from __future__ import annotations

import re
from dataclasses import replace

from chartrier.administration.collectivites.findings import BAD_ACCORD
from chartrier.administration.collectivites.services import service_named
from chartrier.catalog.series.register import current
from chartrier.catalog.tenants import register, services
from chartrier.errors import InvalidInput
from chartrier.records.collectivite import Accord
from chartrier.records.tenant import Tenant

PUID = re.compile(r"(x-)?fmt/[0-9]{1,5}")


def accord_for(tenant: int, service: str | None = None) -> Accord:
    """The accord of a service (by its identifier): its own, else that of the collectivité, which bounds nothing unless
    it was set. A service that is not entered has that of the collectivité. Raises NotFound.
    """
    known = services.service(tenant, service) if service is not None else None
    if known is not None and known.accord is not None:
        return known.accord
    return register.tenant(f"{tenant:09d}").accord


def set_accord(tenant: Tenant, accord: Accord | None, service: str | None = None) -> None:
    """Set that of the collectivité, or of one of its services; None: a service has that of the collectivité again.

    Raises NotFound for a service that is not entered, InvalidInput for series that the collectivité does not have.
    """
    if accord is not None:
        _require_fit(tenant, accord)
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
        *(str(each) for each in (accord.largest, accord.quota) if each is not None and each <= 0),
    ]
    if wrong:
        raise InvalidInput(BAD_ACCORD, value=wrong[0][:80])
