"""What of its conventions waits for a collectivité."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.urls import reverse

from chartrier.catalog.conventions import register
from chartrier.catalog.figures import Figure
from chartrier.records.roles import Permission
from chartrier.records.tenant import Tenant
from chartrier.web.frame.asking import Asked
from chartrier.web.frame.sentences import say
from chartrier.web.frame.waiting import Wait


def asks(request: Asked, tenant: Tenant) -> dict[str, Figure]:
    """Whether there are any."""
    may = request.rights.decide(Permission.ADMINISTER_TENANT, tenant.key).allowed
    return {"conventions": register.number_of(tenant.key)} if may else {}


def waits(request: Asked, tenant: Tenant, told: Mapping[str, int]) -> Iterator[Wait]:
    """Copies that the Archives départementales are owed, and drafts that they were not sent."""
    if not told.get("conventions"):
        return
    for identifier, each in register.conventions([tenant.key]).items():
        address = reverse("convention", kwargs={"code": tenant.code, "convention": identifier})
        if each.copy_owed:
            said = say(
                request, "Une copie de la convention « {name} » est due aux Archives départementales", name=each.name
            )
            yield Wait(said, "agreement", address)
        elif each.signed is None and each.needs_observation and each.sent is None:
            said = say(request, "Le projet « {name} » est à envoyer aux Archives départementales", name=each.name)
            yield Wait(said, "agreement", address)
