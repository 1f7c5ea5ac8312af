"""What waits for somebody: redacted copies that are ready to be looked at."""

from __future__ import annotations

from django.urls import reverse

from chartrier.catalog.redactions.models import Redaction
from chartrier.catalog.redactions.register import redactions_of
from chartrier.records.roles import Permission
from chartrier.records.tenant import Tenant
from chartrier.web.frame.asking import Asked
from chartrier.web.frame.sentences import count
from chartrier.web.frame.waiting import Wait


def waits(request: Asked, tenant: Tenant) -> list[Wait]:
    """One's own."""
    if not request.rights.decide(Permission.REDACT, tenant.key).allowed:
        return []
    ready = sum(each.state == Redaction.State.READY for each in redactions_of(tenant.key, request.user.pk))
    if not ready:
        return []
    said = count(request, ready, "{count} copie occultée est à regarder", "{count} copies occultées sont à regarder")
    return [Wait(said, "eye", reverse("redactions", kwargs={"code": tenant.code}))]
