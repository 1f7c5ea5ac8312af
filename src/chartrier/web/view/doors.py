"""Where what is to be done next is done, for whoever may enter there."""

from __future__ import annotations

from django.urls import reverse

from chartrier.records.roles import Permission
from chartrier.records.tenant import Tenant
from chartrier.view.cells import Action, Where
from chartrier.web.frame.asking import Asked

ENTRANCES = {
    Where.ENDINGS: ("endings", Permission.SEARCH_DESCRIPTIONS, False),
    Where.TREATMENTS: ("treatments", Permission.SEARCH_DESCRIPTIONS, False),
    Where.CONTRADICTIONS: ("treatments_contradictions", Permission.KEEP_TREATMENTS, True),
    Where.OPEN_DATA: ("opendata", Permission.PUBLISH, False),
    Where.HOSTING: ("tenant_hosting", Permission.READ_INDICATORS, True),
}
"""The route of each, the permission that its page asks for, and whether it asks for it over all of the collectivité."""


def door_of(request: Asked, tenant: Tenant, action: Action) -> str:
    """The address; empty where no page does it, or none that they may open."""
    if action.where is None:
        return ""
    route, permission, whole = ENTRANCES[action.where]
    rights = request.rights
    if not rights.decide(permission, tenant.key).allowed:
        return ""
    if whole and not rights.everywhere(permission, tenant.key):
        return ""
    if action.where is Where.OPEN_DATA and action.about.startswith("?"):
        return reverse("opendata_series", args=[tenant.code]) + action.about
    if action.where is Where.OPEN_DATA and action.about:
        return reverse("opendata_dataset", args=[tenant.code, action.about])
    address = reverse(route, args=[tenant.code])
    return f"{address}?{action.about}=1" if action.where is Where.ENDINGS and action.about else address
