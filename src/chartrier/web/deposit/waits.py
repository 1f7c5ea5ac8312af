"""What of the deposits waits: for who deposits, what came back; for who examines, what came."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from chartrier.catalog.deposits import register
from chartrier.reception.deposits import RETURNED
from chartrier.records.roles import Permission
from chartrier.records.tenant import Tenant
from chartrier.web.frame.asking import Asked
from chartrier.web.frame.sentences import count
from chartrier.web.frame.waiting import Wait


def waits(request: Asked, tenant: Tenant) -> Iterator[Wait]:
    """Drafts under preparation first need their author, then an archivist."""
    if request.rights.decide(Permission.DEPOSIT, tenant.key).allowed:
        drafts = register.drafts_of(tenant.key, request.user.pk)
        returned = sum(each.state == RETURNED for each in drafts)
        address = reverse("deposit", kwargs={"code": tenant.code})
        if returned:
            said = count(
                request,
                returned,
                "{count} dépôt vous est revenu : il est à corriger",
                "{count} dépôts vous sont revenus : ils sont à corriger",
            )
            yield Wait(said, "back", address)
        if left := sum(each.state == "open" for each in drafts):
            said = count(
                request,
                left,
                "{count} dépôt est en préparation",
                "{count} dépôts sont en préparation",
            )
            yield Wait(said, "deposit", address)
    if request.rights.decide(Permission.REVIEW_DEPOSITS, tenant.key).allowed and (
        number := len(register.waiting(tenant.key))
    ):
        said = count(request, number, "{count} dépôt est à examiner", "{count} dépôts sont à examiner")
        yield Wait(said, "eye", reverse("deposits_to_review", kwargs={"code": tenant.code}))
