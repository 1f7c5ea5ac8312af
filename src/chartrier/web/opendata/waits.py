"""What of the open data waits in a collectivité."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from chartrier.catalog.removals.register import removals_of
from chartrier.opendata.deciding import made_before_a_withdrawal
from chartrier.records.roles import Permission
from chartrier.records.tenant import Tenant
from chartrier.web.frame.asking import Asked
from chartrier.web.frame.sentences import count
from chartrier.web.frame.waiting import Wait


def waits(request: Asked, tenant: Tenant) -> Iterator[Wait]:
    """For who publishes: what was asked to be taken offline, late ones told apart."""
    if not request.rights.everywhere(Permission.PUBLISH, tenant.key):
        return
    now, address = request.archive.copies.clock(), reverse("opendata_removals", kwargs={"code": tenant.code})
    found = removals_of([tenant.key], still_open=True)
    late = sum(each.due < now for each in found)
    if late:
        said = count(
            request,
            late,
            "{count} demande de retrait du portail est hors délai",
            "{count} demandes de retrait du portail sont hors délai",
        )
        yield Wait(said, "warning", address)
    if len(found) > late:
        said = count(
            request,
            len(found) - late,
            "{count} demande de retrait du portail attend sa réponse dans la journée",
            "{count} demandes de retrait du portail attendent leur réponse dans la journée",
        )
        yield Wait(said, "clock", address)
    stale = made_before_a_withdrawal(tenant.key)
    if stale:
        said = count(
            request,
            len(stale),
            "{count} jeu en ligne a été fait avant le retrait d'une fiche : faites-le de nouveau",
            "{count} jeux en ligne ont été faits avant le retrait d'une fiche : faites-les de nouveau",
        )
        yield Wait(said, "warning", reverse("opendata", kwargs={"code": tenant.code}))
