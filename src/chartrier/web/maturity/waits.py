"""What of its maturity waits for a collectivité: the questions, again, when a year has passed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.urls import reverse

from chartrier.catalog.figures import Figure
from chartrier.catalog.maturity import register
from chartrier.clock import day_of
from chartrier.records.roles import Permission
from chartrier.records.tenant import Tenant
from chartrier.web.frame.asking import Asked
from chartrier.web.frame.sentences import say
from chartrier.web.frame.waiting import Wait


def asks(request: Asked, tenant: Tenant) -> dict[str, Figure]:
    """When they were last answered, for who administers the collectivité."""
    may = request.rights.decide(Permission.ADMINISTER_TENANT, tenant.key).allowed
    return {"last": register.last_year(tenant.key)} if may else {}


def waits(request: Asked, tenant: Tenant, told: Mapping[str, int | None]) -> Iterator[Wait]:
    """When they were answered in a former year, and not in this one."""
    last = told.get("last")
    if last is not None and last < day_of(request.archive.copies.clock()).year:
        said = say(request, "La maturité de l'archivage a été évaluée en {year} : à refaire", year=last)
        yield Wait(said, "gauge", reverse("maturity_answer", kwargs={"code": tenant.code}))
