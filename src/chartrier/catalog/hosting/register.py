"""What was entered of offers of storage, and of what the host wants of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError
from django.db.models import Max

from chartrier.catalog.hosting.findings import HOSTING_CHANGED
from chartrier.catalog.hosting.models import Version
from chartrier.catalog.transaction import transaction
from chartrier.errors import Conflict
from chartrier.records.hosting import HostingPolicy, Offer

POLICY = ""
"""The code of the policy, which no offer has."""


@dataclass(frozen=True, slots=True)
class Entered:
    """An offer as it stands; `number` counts its versions from 1. `person` None: by the command line."""

    code: str
    number: int
    entered: datetime
    person: UUID | None
    offer: Offer


def enter_offer(code: str, offer: Offer, entered: datetime, person: UUID | None, *, after: int) -> None:
    """Enter the version that follows number `after` (0: there is none). Raises Conflict when another did meanwhile."""
    _enter(code, offer.as_json(), entered, person, after)


def enter_policy(policy: HostingPolicy, entered: datetime, person: UUID | None) -> None:
    """Enter the policy from now on. Raises Conflict when another did meanwhile."""
    with transaction([]):
        last = Version.objects.filter(code=POLICY).aggregate(last=Max("number"))["last"] or 0
    _enter(POLICY, policy.as_json(), entered, person, last)


def policy() -> HostingPolicy:
    """The one that stands; the default one before any was entered."""
    with transaction([]):
        row = Version.objects.filter(code=POLICY).order_by("-number").first()
    return HostingPolicy.read(row.content) if row is not None else HostingPolicy()


def offers() -> list[Entered]:
    """Those that stand, by code; what is gone is left out."""
    return [each for each in _last() if not each.offer.gone]


def offer(code: str) -> Entered | None:
    """The one of this code as it stands, gone or not."""
    return next((each for each in _last() if each.code == code), None)


def versions(code: str) -> list[Entered]:
    """All versions of an offer, the last first."""
    with transaction([]):
        return [_read(row) for row in Version.objects.filter(code=code).order_by("-number")] if code else []


def _last() -> list[Entered]:
    with transaction([]):
        rows = Version.objects.exclude(code=POLICY).order_by("code", "-number").distinct("code")
        return [_read(row) for row in rows]


def _read(row: Version) -> Entered:
    return Entered(row.code, row.number, row.entered, row.person, Offer.read(row.content))


def _enter(code: str, content: Mapping[str, Any], entered: datetime, person: UUID | None, after: int) -> None:
    try:
        with transaction([]):
            last = Version.objects.filter(code=code).aggregate(last=Max("number"))["last"] or 0
            if last != after:
                raise Conflict(HOSTING_CHANGED, code=code)
            Version.objects.create(code=code, number=after + 1, entered=entered, person=person, content=content)
    except IntegrityError as problem:
        raise Conflict(HOSTING_CHANGED, code=code) from problem
