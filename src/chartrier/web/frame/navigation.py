"""Where the navigation leads, in a collectivité or in the instance: each subject declares its own in `places.py`."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from django.urls import reverse

from chartrier.records.roles import Permission
from chartrier.records.tenant import Tenant
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
    whole: bool = False
    """Shown only to whoever has the permission for the whole of a collectivité: its page is not open within bounds."""


@dataclass(frozen=True, slots=True)
class Group:
    """Places that are shown under one name when there are many: those from a rank on."""

    name: str
    icon: str
    first: int


GROUPS = (Group("Suivi", "operations", 30), Group("Collectivité", "settings", 80))
"""What comes before the first of them is always in sight."""

FEW = 7
"""So many places are all in sight: whoever has no more of them opens no menu."""


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
        if _offered(request, place):
            address = _address(place.route, tenant.code if tenant and not place.shared else None)
            here = request.path == address if place.rank == 0 else request.path.startswith(address)
            name = say(request, place.name)
            shown.append({"name": name, "icon": place.icon, "address": address, "here": here, "rank": place.rank})
    # one place may lie below another: the nearest is the one where the page is
    nearest = max((len(each["address"]) for each in shown if each["here"]), default=0)
    return [{**each, "here": each["here"] and len(each["address"]) == nearest} for each in shown]


@lru_cache(maxsize=8192)
def _address(route: str, code: str | None) -> str:
    """Of a place, in a collectivité or (None) outside of one: every page asks for some twenty."""
    return reverse(route, kwargs={"code": code} if code is not None else None)


def _offered(request: Asked, place: Place) -> bool:
    rights, tenant = request.rights, request.tenant
    if place.shared and tenant is None:
        if place.whole:
            return any(rights.everywhere(place.permission, key) for key in rights.where(place.permission))
        return rights.decide(Permission.OPERATE, None).allowed or bool(rights.where(place.permission))
    if (place.permission is Permission.OPERATE) is not (tenant is None):
        return False
    return _within(request, place, tenant)


def _within(request: Asked, place: Place, tenant: Tenant | None) -> bool:
    if place.whole and tenant is not None:
        return request.rights.everywhere(place.permission, tenant.key)
    return request.rights.decide(place.permission, tenant.key if tenant else None).allowed


def first_address(request: Asked, tenant: Tenant) -> str | None:
    """The first place that the person may enter in a collectivité; None when there is none."""
    for place in places():
        if place.permission is not Permission.OPERATE and _within(request, place, tenant):
            return _address(place.route, None if place.shared else tenant.code)
    return None


def menu_of(request: Asked) -> list[dict[str, Any]]:
    """The same as a menu: many places are in groups, each with its `places`, and `here` when one of them is."""
    entries = places_of(request)
    if len(entries) <= FEW:
        return entries
    menu = [each for each in entries if each["rank"] < GROUPS[0].first]
    for group, following in zip(GROUPS, (*GROUPS[1:], None), strict=True):
        last = following.first if following else sys.maxsize
        under = [each for each in entries if group.first <= each["rank"] < last]
        if len(under) < 2:
            menu += under
            continue
        here = any(each["here"] for each in under)
        menu.append({"name": say(request, group.name), "icon": group.icon, "here": here, "places": under})
    return menu
