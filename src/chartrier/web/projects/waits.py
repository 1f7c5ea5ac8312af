"""What of its projects waits for a collectivité."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.urls import reverse

from chartrier.catalog.figures import Figure
from chartrier.catalog.projects import register
from chartrier.cockpit.gate.standing import standings
from chartrier.records.roles import Permission
from chartrier.records.tenant import Tenant
from chartrier.rules.project import Readiness
from chartrier.web.frame.asking import Asked
from chartrier.web.frame.sentences import count
from chartrier.web.frame.waiting import Wait


def asks(request: Asked, tenant: Tenant) -> dict[str, Figure]:
    """Whether there are any, for who signs or leads them."""
    decide = request.rights.decide
    may = any(decide(each, tenant.key).allowed for each in (Permission.SIGN, Permission.LEAD_PROJECTS))
    return {"projects": register.number_of(tenant.key)} if may else {}


def waits(request: Asked, tenant: Tenant, told: Mapping[str, int]) -> Iterator[Wait]:
    """For who signs: projects that are ready and of which nobody has decided; for who administers: those without."""

    def may(permission: Permission) -> bool:
        return request.rights.decide(permission, tenant.key).allowed

    if not told.get("projects"):
        return
    found, address = standings(tenant), reverse("projects", kwargs={"code": tenant.code})
    ready = sum(each.readiness is Readiness.READY and not each.decisions for each in found)
    if ready and may(Permission.SIGN):
        said = count(
            request,
            ready,
            "{count} projet prêt attend votre décision",
            "{count} projets prêts attendent votre décision",
        )
        yield Wait(said, "check", address)
    without = sum(each.readiness is Readiness.WITHOUT for each in found)
    if without and may(Permission.LEAD_PROJECTS):
        said = count(request, without, "{count} projet est sans archivage", "{count} projets sont sans archivage")
        yield Wait(said, "warning", address)
