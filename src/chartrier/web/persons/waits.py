"""What of the requests of persons waits in a collectivité."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.urls import reverse

from chartrier.catalog.figures import Figure
from chartrier.catalog.persons import requests, violations
from chartrier.clock import day_of
from chartrier.privacy.requests.erasing import over
from chartrier.privacy.requests.standing import standings
from chartrier.privacy.violations import violations_of
from chartrier.records.roles import Permission
from chartrier.records.tenant import Tenant
from chartrier.rules.persons.request import Step
from chartrier.web.frame.asking import Asked
from chartrier.web.frame.sentences import count
from chartrier.web.frame.waiting import Wait


def asks(request: Asked, tenant: Tenant) -> dict[str, Figure]:
    """Whether there are open requests, some to be erased, and violations, for who may know."""
    rights, key = request.rights, tenant.key
    if not rights.everywhere(Permission.ANSWER_PERSONS, key):
        return {}
    known = {"violations": violations.number_of(key)} if rights.everywhere(Permission.SEE_PERSONAL_DATA, key) else {}
    return {"open": requests.number_open(key), "proposed": requests.number_proposed(key), **known}


def waits(request: Asked, tenant: Tenant, told: Mapping[str, int]) -> Iterator[Wait]:
    """For who signs: answers that are ready, and what is to be erased; for who handles them: the urgent ones."""
    rights, key = request.rights, tenant.key
    now, address = request.archive.copies.clock(), reverse("person_requests", kwargs={"code": tenant.code})
    found = standings([key], day_of(now), still_open=True) if told.get("open") else []
    ready = sum(each.step is Step.SIGN for each in found)
    if ready and rights.decide(Permission.SIGN, key).allowed:
        said = count(
            request,
            ready,
            "{count} réponse à une personne attend votre signature",
            "{count} réponses à des personnes attendent votre signature",
        )
        yield Wait(said, "person", address)
    urgent = sum(each.urgent for each in found)
    if urgent and rights.everywhere(Permission.SEE_PERSONAL_DATA, key):
        said = count(
            request,
            urgent,
            "{count} demande d'une personne est due dans la semaine, ou en retard",
            "{count} demandes de personnes sont dues dans la semaine, ou en retard",
        )
        yield Wait(said, "warning", address)
    signs = rights.decide(Permission.SIGN, key).allowed
    proposed = len(over(tenant, day_of(now)).proposed) if told.get("proposed") and signs else 0
    if proposed:
        said = count(
            request,
            proposed,
            "{count} demande d'une personne est proposée à l'effacement",
            "{count} demandes de personnes sont proposées à l'effacement",
        )
        yield Wait(said, "clock", reverse("person_requests_erase", kwargs={"code": tenant.code}))
    owed = sum(bool(each.owed) for each in violations_of([key], now)) if told.get("violations") else 0
    if owed:
        said = count(
            request,
            owed,
            "{count} violation de données demande une suite",
            "{count} violations de données demandent une suite",
        )
        yield Wait(said, "warning", reverse("violations", kwargs={"code": tenant.code}))
