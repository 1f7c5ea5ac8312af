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

    With the permission OPERATE it is a place of the instance, whose address takes nothing.
    """

    name: str
    icon: str
    route: str
    permission: Permission
    rank: int
    """The lower, the nearer to the beginning."""


@cache
def places() -> tuple[Place, ...]:
    """All of them, in order."""
    found = [place for subject in SUBJECTS if (given := module(subject, "places")) for place in given.PLACES]
    return tuple(sorted(found, key=lambda place: place.rank))


def places_of(request: Asked) -> list[dict[str, Any]]:
    """Those that the person may enter: in the tenant of the page, or of the instance outside of one."""
    tenant = request.tenant
    shown: list[dict[str, Any]] = []
    for place in places():
        of_instance = place.permission is Permission.OPERATE
        if (
            of_instance is (tenant is None)
            and request.rights.decide(place.permission, tenant.key if tenant else None).allowed
        ):
            address = reverse(place.route, kwargs={"code": tenant.code} if tenant else None)
            shown.append({"name": say(request, place.name), "icon": place.icon, "address": address, "rank": place.rank})
    # a place may lie within another
    leading = (each["address"] for each in shown if each["rank"] and request.path.startswith(each["address"]))
    here = max(leading, key=len, default=request.path)
    return [{**each, "here": each["address"] == here} for each in shown]
