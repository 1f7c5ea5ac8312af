"""Who is asking: a connector, by its token alone. No session, no cookie, no CSRF: nothing that a browser sends by
itself opens this door.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from inspect import signature
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpRequest
from ninja.security import HttpBearer

from chartrier.administration.connectors import authenticated, rights_of_connector, tenant_of_connector
from chartrier.administration.rights import Rights
from chartrier.administration.throttling import CALLS, WRONG_TOKENS, note, require_left, take
from chartrier.api.findings import NOT_FOR_THIS
from chartrier.catalog.connectors.models import Connector
from chartrier.catalog.connectors.register import note_use
from chartrier.clock import day_of
from chartrier.errors import NotAllowed
from chartrier.records.connectors import NEEDS, ConnectorOperation
from chartrier.records.finding import Language
from chartrier.records.tenant import Tenant
from chartrier.wiring import Wiring

if TYPE_CHECKING:

    class Asked(HttpRequest):
        """A request as the operations get it."""

        archive: Wiring
        language: Language
        connector: Connector
        tenant: Tenant
        rights: Rights
else:
    Asked = HttpRequest

Operation = Callable[..., Any]


class Token(HttpBearer):
    """`Authorization: Bearer chartrier_…`. Raises NotAllowed, TooOften."""

    def authenticate(self, request: Asked, token: str) -> UUID:  # type: ignore[override]
        address, clock = str(request.META["REMOTE_ADDR"]), request.archive.copies.clock
        require_left(WRONG_TOKENS, address)
        try:
            connector = authenticated(token, clock)
        except NotAllowed:
            note(WRONG_TOKENS, address)
            raise
        identifier: UUID = connector.id
        take(CALLS, str(identifier))
        request.connector = connector
        request.tenant = tenant_of_connector(connector)
        request.rights = rights_of_connector(connector, day_of(clock()))
        return identifier


def may(operation: ConnectorOperation) -> Callable[[Operation], Operation]:
    """What stands before an operation: the connector is for it, by the same rights as everywhere; its use is noted."""

    def wear(view: Operation) -> Operation:
        @wraps(view)
        def guarded(request: Asked, *args: Any, **kwargs: Any) -> Any:
            key = request.tenant.key
            allowed = operation in request.connector.operations and all(
                request.rights.decide(permission, key).allowed for permission in NEEDS[operation]
            )
            if not allowed:
                raise NotAllowed(NOT_FOR_THIS, operation=str(operation))
            note_use(request.connector, day_of(request.archive.copies.clock()), operation)
            return view(request, *args, **kwargs)

        # what it takes, read where it is written: django-ninja would look for its types here
        guarded.__signature__ = signature(view, eval_str=True)  # type: ignore[attr-defined]
        return guarded

    return wear
