"""What of deposits is at risk: files of one that nobody goes on with."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.urls import reverse

from chartrier.catalog.deposits import register
from chartrier.clock import day_of
from chartrier.reception import expiring
from chartrier.records.days import written_day
from chartrier.records.roles import Permission
from chartrier.records.tenant import Tenant
from chartrier.web.frame.asking import Asked
from chartrier.web.frame.risking import Risk
from chartrier.web.frame.sentences import say

SOON = timedelta(days=7)
"""Before files are erased, how long their person is told."""


def risks(request: Asked, tenant: Tenant) -> Iterator[Risk]:
    """For who deposits, that what they began will be erased."""
    if not request.rights.decide(Permission.DEPOSIT, tenant.key).allowed:
        return
    means = request.archive.deposits
    kept = [
        expiring.erases_on(each, means)
        for each in register.drafts_of(tenant.key, request.user.pk)
        if each.state in register.CHANGEABLE
    ]
    if kept and min(kept) - means.clock() < SOON:
        day = written_day(day_of(min(kept)), request.language)
        said = say(request, "Un dépôt commencé sera effacé le {day}, faute de suite", day=day)
        yield Risk(said, "bin", reverse("deposit", kwargs={"code": tenant.code}))
