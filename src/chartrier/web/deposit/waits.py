"""What of deposits waits for somebody."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.urls import reverse

from chartrier.catalog.deposits import register
from chartrier.catalog.deposits.models import Draft
from chartrier.catalog.figures import Figure
from chartrier.records.roles import Permission
from chartrier.records.tenant import Tenant
from chartrier.web.frame.asking import Asked
from chartrier.web.frame.sentences import count
from chartrier.web.frame.waiting import Wait

OWN = (Draft.State.RETURNED, Draft.State.OPEN, Draft.State.EXPIRED)


def asks(request: Asked, tenant: Tenant) -> dict[str, Figure]:
    """For the archivist, what is to be looked at; for who deposits, their own."""

    def may(permission: Permission) -> bool:
        return request.rights.decide(permission, tenant.key).allowed

    asked: dict[str, Figure] = {}
    if request.rights.everywhere(Permission.REVIEW_DEPOSITS, tenant.key):
        asked["review"] = register.number_waiting(tenant.key)
    if may(Permission.DEPOSIT):
        asked |= {state: register.number_of(tenant.key, request.user.pk, state) for state in OWN}
    return asked


def waits(request: Asked, tenant: Tenant, told: Mapping[str, int]) -> Iterator[Wait]:
    """What is to be looked at, what came back, what is under way, and what was erased."""
    if number := told.get("review"):
        said = count(request, number, "{count} dépôt attend votre examen", "{count} dépôts attendent votre examen")
        yield Wait(said, "eye", reverse("deposits_to_review", kwargs={"code": tenant.code}))
    place = reverse("deposit", kwargs={"code": tenant.code})
    if number := told.get(Draft.State.RETURNED):
        said = count(
            request, number, "{count} dépôt vous est renvoyé par l'archiviste",
            "{count} dépôts vous sont renvoyés par l'archiviste",
        )  # fmt: skip
        yield Wait(said, "deposit", place)
    if number := told.get(Draft.State.OPEN):
        said = count(request, number, "{count} dépôt est en préparation", "{count} dépôts sont en préparation")
        yield Wait(said, "deposit", place)
    if number := told.get(Draft.State.EXPIRED):
        said = count(
            request, number, "{count} dépôt commencé a été effacé, faute de suite",
            "{count} dépôts commencés ont été effacés, faute de suite",
        )  # fmt: skip
        yield Wait(said, "bin", place)
