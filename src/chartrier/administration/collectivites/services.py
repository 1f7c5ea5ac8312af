"""The services of a collectivité: who produces, who deposits, under the identifiers that bordereaux write."""

from __future__ import annotations

from dataclasses import replace

from chartrier.administration.collectivites import findings as say
from chartrier.administration.names import clean_name
from chartrier.catalog.tenants import services
from chartrier.errors import InvalidInput, NotFound
from chartrier.records.collectivite import Service

LONGEST = 200
"""Characters of an identifier."""


def service_named(tenant: int, identifier: str) -> Service:
    """Raises NotFound."""
    found = services.service(tenant, identifier)
    if found is None:
        raise NotFound(say.NO_SERVICE, identifier=identifier[:80])
    return found


def add_service(
    tenant: int, identifier: str, name: str, *, producer: bool = True, transferring: bool = True
) -> Service:
    """Enter a service, or change the one of that identifier: its accord stays. Raises InvalidInput."""
    identifier, name = clean_name(identifier), clean_name(name)
    if not identifier or not name or len(identifier) > LONGEST or not (producer or transferring):
        raise InvalidInput(say.BAD_SERVICE)
    before = services.service(tenant, identifier) or Service(identifier, name)
    given = replace(before, name=name, producer=producer, transferring=transferring, closed=False)
    services.put_service(tenant, given)
    return given


def close_service(tenant: int, identifier: str) -> Service:
    """Let a service deposit no more; what it deposited stays under its name. Raises NotFound."""
    closed = replace(service_named(tenant, identifier), closed=True)
    services.put_service(tenant, closed)
    return closed
