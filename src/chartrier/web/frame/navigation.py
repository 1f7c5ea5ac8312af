"""The places of a collectivité that the navigation leads to: each subject declares its own in `places.py`."""

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
    """`name` is a French sentence of the subject; `route` the name of an address that takes the tenant's `code`."""

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
    """Those that the person may enter in the tenant of the page."""
    if request.tenant is None:
        return []
    shown = []
    for place in places():
        if request.rights.decide(place.permission, request.tenant.key).allowed:
            address = reverse(place.route, kwargs={"code": request.tenant.code})
            here = request.path == address if place.rank == 0 else request.path.startswith(address)
            shown.append({"name": say(request, place.name), "icon": place.icon, "address": address, "here": here})
    return shown
