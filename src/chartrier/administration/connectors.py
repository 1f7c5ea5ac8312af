"""Connectors: the tokens by which other software works for a collectivité, within narrow bounds, for a year at most.

A token is shown once. The archive keeps its digest, how it begins, and the day and kind of its last use.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from chartrier.administration.collectivites.services import service_named
from chartrier.administration.findings import (
    BAD_CONNECTOR,
    NO_SUCH_CONNECTOR,
    NO_SUCH_TOKEN,
    TOO_MANY_CONNECTORS,
)
from chartrier.administration.names import clean_name
from chartrier.administration.rights import Grant, Rights, rights_of
from chartrier.catalog.connectors import register
from chartrier.catalog.connectors.models import Connector
from chartrier.catalog.people import directory
from chartrier.catalog.tenants import register as tenants
from chartrier.clock import Clock, beginning_of, day_of
from chartrier.errors import Conflict, InvalidInput, NotAllowed, NotFound
from chartrier.records.connectors import NEEDS, ConnectorOperation
from chartrier.records.identifiers import new_package_id
from chartrier.records.roles import Permission, Role
from chartrier.records.tenant import Tenant

LONGEST = 365
"""Days that a token lasts at most."""
MOST = 50
"""Connectors of a collectivité that may be used at once."""
NAME = 80
"""Characters of a name."""
PREFIX = 6
"""Characters of the secret that are kept to recognise it; 37 stay unknown, more than 220 bits."""

TOKEN = re.compile(r"chartrier_([0-9]{9})_([A-Za-z0-9_-]{43})")


@dataclass(frozen=True, slots=True)
class Granted:
    """A new connector with its token, which nobody can be told again."""

    connector: Connector
    token: str


def grant(
    tenant: Tenant,
    name: str,
    operations: Collection[str],
    until: date | None,
    by: UUID | None,
    clock: Clock,
    *,
    service: str = "",
) -> Granted:
    """Make a connector that may do these operations, until the end of a day (None: what was typed is none).

    `by` None: the operator of the machine. Raises InvalidInput for a name, operations or a day that do not fit,
    NotFound for a service that is not entered, Conflict when there are too many.
    """
    now = clock()
    today, name = day_of(now), clean_name(name)
    latest = today + timedelta(days=LONGEST)
    chosen = sorted(set(operations))
    if not name or len(name) > NAME:
        raise _unfit("le nom", "the name", latest)
    if not chosen or not set(chosen) <= set(ConnectorOperation):
        raise _unfit("la liste des opérations", "the list of operations", latest)
    if until is None or not today <= until <= latest:
        raise _unfit("le dernier jour", "the last day", latest)
    if service and service_named(tenant.key, service).closed:
        raise _unfit("le service", "the service", latest)
    if register.living(tenant.key, now) >= MOST:
        raise Conflict(TOO_MANY_CONNECTORS, most=MOST)
    secret = secrets.token_urlsafe(32)
    token = f"chartrier_{tenant.code}_{secret}"
    connector = Connector(
        tenant=tenant.key, id=new_package_id(now), name=name, service=service, operations=chosen,
        prefix=secret[:PREFIX], digest=_digest(token), person=by, made=now, expires=_end_of(until),
        revoked=None, used_on=None, used_for="",
    )  # fmt: skip
    register.enter(connector)
    return Granted(connector, token)


def latest_day(clock: Clock) -> date:
    """The last day that a connector opened now may have."""
    return day_of(clock()) + timedelta(days=LONGEST)


def _unfit(fr: str, en: str, latest: date) -> InvalidInput:
    return InvalidInput(BAD_CONNECTOR, what_fr=fr, what_en=en, last=latest.isoformat())


def _end_of(day: date) -> datetime:
    """The instant at which a day is over in France."""
    return beginning_of(day + timedelta(days=1))


def authenticated(token: str, clock: Clock) -> Connector:
    """The connector of a token. Raises NotAllowed, alike for one that never was, was revoked, or is over."""
    known = TOKEN.fullmatch(token)
    found = register.of_digest(int(known[1]), _digest(token), clock()) if known else None
    if found is None:
        raise NotAllowed(NO_SUCH_TOKEN)
    return found


def rights_of_connector(connector: Connector, on: date) -> Rights:
    """What it may do: what a déposant of its service may, and of that its operations only."""
    permissions = frozenset[Permission]().union(
        *(NEEDS[each] for each in ConnectorOperation if each in connector.operations)
    )
    services = frozenset({connector.service} if connector.service else ())
    given = Grant(connector.tenant, Role.DEPOSANT, services, only=permissions)
    return Rights(connector.id, True, False, on, [given])


def rights_of_account(tenant: Tenant, account: UUID, on: date) -> Rights:
    """Those of a connector of the collectivité, or of a person. Raises NotFound when it is neither."""
    connector = register.connector(tenant.key, account)
    return rights_of_connector(connector, on) if connector is not None else rights_of(account, on)


def called(tenant: Tenant, account: UUID) -> str:
    """The name of a person, or of a connector of the collectivité. Raises NotFound."""
    connector = register.connector(tenant.key, account)
    return connector.name if connector is not None else directory.person(account).name


def revoke(tenant: Tenant, identifier: UUID, clock: Clock) -> None:
    """End a connector now and for ever. Raises NotFound, for one of another collectivité too."""
    if not register.revoke(tenant.key, identifier, clock()):
        raise NotFound(NO_SUCH_CONNECTOR, name=str(identifier))


def connector_named(tenant: Tenant, name: str) -> Connector:
    """The one of this identifier or beginning of its token, else the only one of this name that may be used.

    Raises NotFound.
    """
    known = register.connectors(tenant.key)
    for same in (
        [each for each in known if name in (str(each.id), each.prefix)],
        [each for each in known if each.name == name and each.revoked is None],
    ):
        if len(same) == 1:
            return same[0]
    raise NotFound(NO_SUCH_CONNECTOR, name=name[:NAME])


def tenant_of_connector(connector: Connector) -> Tenant:
    """The collectivité that it works for."""
    return tenants.tenant(f"{connector.tenant:09d}")


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
