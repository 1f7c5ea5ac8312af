"""What of its maturity waits for a collectivité: the questions, again, when a year has passed."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from chartrier.catalog.maturity import register
from chartrier.clock import day_of
from chartrier.records.roles import Permission
from chartrier.records.tenant import Tenant
from chartrier.web.frame.asking import Asked
from chartrier.web.frame.sentences import say
from chartrier.web.frame.waiting import Wait


def waits(request: Asked, tenant: Tenant) -> Iterator[Wait]:
    """For who administers a collectivité that answered in a former year, and not in this one."""
    if not request.rights.decide(Permission.ADMINISTER_TENANT, tenant.key).allowed:
        return
    last = next(iter(register.assessments(tenant.key)), None)
    if last is not None and last.year < day_of(request.archive.copies.clock()).year:
        said = say(request, "La maturité de l'archivage a été évaluée en {year} : à refaire", year=last.year)
        yield Wait(said, "gauge", reverse("maturity_answer", kwargs={"code": tenant.code}))
