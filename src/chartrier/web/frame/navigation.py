"""Where the navigation leads, in a collectivité or in the instance: each subject declares its own in `places.py`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.urls import reverse

from chartrier.records.roles import Permission
from chartrier.web.frame.asking import Asked
from chartrier.web.frame.sentences import say
from chartrier.web.subjects import SUBJECTS, module


@dataclass(frozen=True, slots=True)
class Place:
    """`name` is a French sentence of the subject; `route` the name of an address that takes the tenant's `code`.

    With the permission OPERATE it is a place of the instance, whose address takes nothing; so it is when it is
    `shared`: it is shown then to whoever has the permission in a collectivité, there too, and to who operates.
    """

    name: str
    icon: str
    route: str
    permission: Permission
    rank: int
    """The lower, the nearer to the beginning."""
    shared: bool = False


@cache
def places() -> tuple[Place, ...]:
    """All of them, in order."""
    found = [place for subject in SUBJECTS if (given := module(subject, "places")) for place in given.PLACES]
    return tuple(sorted(found, key=lambda place: place.rank))


def places_of(request: Asked) -> list[dict[str, Any]]:
    """Those that the person may enter: in the tenant of the page, or of the instance outside of one."""
    tenant, shown = request.tenant, []
    for place in places():
        if _offered(request, place):
            code = {"code": tenant.code} if tenant and not place.shared else None
            address = reverse(place.route, kwargs=code)
            here = request.path == address if place.rank == 0 else request.path.startswith(address)
            shown.append({"name": say(request, place.name), "icon": place.icon, "address": address, "here": here})
    return shown


def _offered(request: Asked, place: Place) -> bool:
    rights, tenant = request.rights, request.tenant
    if place.shared and tenant is None:
        return rights.decide(Permission.OPERATE, None).allowed or bool(rights.where(place.permission))
    of_instance = place.permission is Permission.OPERATE
    return of_instance is (tenant is None) and rights.decide(place.permission, tenant.key if tenant else None).allowed
