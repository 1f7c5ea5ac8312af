"""What of its conventions is at risk for a collectivité: those that end soon, and agréments."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.urls import reverse

from chartrier.catalog.conventions import register
from chartrier.clock import day_of
from chartrier.records.days import written_day
from chartrier.records.roles import Permission
from chartrier.records.tenant import Tenant
from chartrier.rules.convention import Convention
from chartrier.web.frame.asking import Asked
from chartrier.web.frame.risking import Risk
from chartrier.web.frame.sentences import say

SOON = timedelta(days=120)
"""Four months: what the Archives départementales have to answer what comes next."""


def risks(request: Asked, tenant: Tenant) -> Iterator[Risk]:
    """For who administers."""
    if not request.rights.decide(Permission.ADMINISTER_TENANT, tenant.key).allowed:
        return
    for identifier, each in register.conventions([tenant.key]).items():
        address = reverse("convention", kwargs={"code": tenant.code, "convention": identifier})
        for said in _ending(request, each):
            yield Risk(said, "agreement", address)


def _ending(request: Asked, convention: Convention) -> Iterator[str]:
    """What of one in force ends soon: itself, and the agrément of its third party."""
    today = day_of(request.archive.copies.clock())
    if not convention.holds(today):
        return
    if convention.last is not None and convention.last - today < SOON:
        day = written_day(convention.last, request.language)
        yield say(request, "La convention « {name} » finit le {day}", name=convention.name, day=day)
    until = convention.agrement_until
    if until is not None and until < today:
        day = written_day(until, request.language)
        yield say(request, "L'agrément que nomme « {name} » est fini depuis le {day}", name=convention.name, day=day)
    elif until is not None and until - today < SOON:
        day = written_day(until, request.language)
        yield say(request, "L'agrément que nomme « {name} » finit le {day}", name=convention.name, day=day)
