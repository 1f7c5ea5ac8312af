"""What of deposits waits for somebody."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from chartrier.catalog.deposits import register
from chartrier.catalog.deposits.models import Draft
from chartrier.records.roles import Permission
from chartrier.records.tenant import Tenant
from chartrier.web.frame.asking import Asked
from chartrier.web.frame.sentences import count
from chartrier.web.frame.waiting import Wait


def waits(request: Asked, tenant: Tenant) -> Iterator[Wait]:
    """For the archivist, what is to be looked at; for who deposits, what came back, and what was erased."""

    def may(permission: Permission) -> bool:
        return request.rights.decide(permission, tenant.key).allowed

    if may(Permission.REVIEW_DEPOSITS) and (number := len(register.waiting(tenant.key))):
        said = count(request, number, "{count} dépôt attend votre examen", "{count} dépôts attendent votre examen")
        yield Wait(said, "eye", reverse("deposits_to_review", kwargs={"code": tenant.code}))
    if not may(Permission.DEPOSIT):
        return
    mine = register.drafts_of(tenant.key, request.user.pk)
    place = reverse("deposit", kwargs={"code": tenant.code})
    if number := sum(each.state == Draft.State.RETURNED for each in mine):
        said = count(
            request, number, "{count} dépôt vous est renvoyé par l'archiviste",
            "{count} dépôts vous sont renvoyés par l'archiviste",
        )  # fmt: skip
        yield Wait(said, "deposit", place)
    if number := sum(each.state == Draft.State.OPEN for each in mine):
        said = count(request, number, "{count} dépôt est en préparation", "{count} dépôts sont en préparation")
        yield Wait(said, "deposit", place)
    if number := sum(each.state == Draft.State.EXPIRED for each in mine):
        said = count(
            request, number, "{count} dépôt commencé a été effacé, faute de suite",
            "{count} dépôts commencés ont été effacés, faute de suite",
        )  # fmt: skip
        yield Wait(said, "bin", place)
