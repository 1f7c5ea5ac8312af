"""What waits for somebody: redacted copies that are ready to be looked at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.urls import reverse

from chartrier.catalog.figures import Figure
from chartrier.catalog.redactions import register
from chartrier.records.roles import Permission
from chartrier.records.tenant import Tenant
from chartrier.web.frame.asking import Asked
from chartrier.web.frame.sentences import count
from chartrier.web.frame.waiting import Wait


def asks(request: Asked, tenant: Tenant) -> dict[str, Figure]:
    """One's own."""
    may = request.rights.decide(Permission.REDACT, tenant.key).allowed
    return {"ready": register.number_ready(tenant.key, request.user.pk)} if may else {}


def waits(request: Asked, tenant: Tenant, told: Mapping[str, int]) -> Iterator[Wait]:
    """Those that were made."""
    if ready := told.get("ready"):
        said = count(
            request, ready, "{count} copie occultée est à regarder", "{count} copies occultées sont à regarder"
        )
        yield Wait(said, "eye", reverse("redactions", kwargs={"code": tenant.code}))
