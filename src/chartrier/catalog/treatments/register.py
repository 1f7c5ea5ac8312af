"""Entering the versions of a register of treatments, and finding the one that stands and those before it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError

from chartrier.catalog.transaction import transaction
from chartrier.catalog.treatments.models import Holder as HolderRow
from chartrier.catalog.treatments.models import Version as Row
from chartrier.rules.treatments.treatment import NOBODY, Holder, Treatment

MOST = 1_000
"""Treatments of a tenant."""


@dataclass(frozen=True, slots=True)
class Version:
    """One version. `treatment` None: it was taken out of the register then. `created`: when the first was entered."""

    id: UUID
    number: int
    entered: datetime
    person: UUID | None
    treatment: Treatment | None
    created: datetime


def enter(
    tenant: int, entries: Collection[tuple[UUID, int, Treatment | None]], now: datetime, person: UUID | None
) -> bool:
    """Enter versions, all or none: each treatment's identifier, the number that it follows (0: it is new), what is said
    (None: taken out). False when somebody entered another meanwhile, or when there are `MOST` already.
    """
    rows = [
        Row(
            tenant=tenant, id=identifier, number=after + 1, entered=now, person=person,
            content=None if treatment is None else treatment.as_json(),
        )
        for identifier, after, treatment in entries
    ]  # fmt: skip
    try:
        with transaction([tenant]):
            known = Row.objects.filter(tenant=tenant).values("id").distinct().count()
            if known + sum(after == 0 for _, after, _ in entries) > MOST:
                return False
            Row.objects.bulk_create(rows)
    except IntegrityError:
        return False
    return True


def standing(tenant: int) -> list[Version]:
    """The last version of each treatment that is in the register, by reference."""
    with transaction([tenant]):
        rows = Row.objects.filter(tenant=tenant)
        last = list(rows.order_by("id", "-number").distinct("id"))
        created = dict(rows.filter(number=1).values_list("id", "entered"))
    found = [_version(row, created[row.id]) for row in last if row.content is not None]
    return sorted(found, key=lambda each: (each.treatment.reference if each.treatment else "", each.id))


def versions(tenant: int, identifier: UUID) -> list[Version]:
    """All those of a treatment, the oldest first; none when there is no such treatment."""
    with transaction([tenant]):
        rows = list(Row.objects.filter(tenant=tenant, id=identifier).order_by("number"))
    return [_version(row, rows[0].entered) for row in rows]


def enter_holder(tenant: int, holder: Holder, now: datetime, person: UUID | None) -> None:
    """Say who keeps the register from now on."""
    with transaction([tenant]):
        last = HolderRow.objects.filter(tenant=tenant).order_by("-number").first()
        number = last.number + 1 if last is not None else 1
        HolderRow.objects.create(tenant=tenant, number=number, entered=now, person=person, content=holder.as_json())


def holder_of(tenant: int) -> Holder:
    """Who keeps the register of a tenant, as it was last said."""
    with transaction([tenant]):
        row = HolderRow.objects.filter(tenant=tenant).order_by("-number").first()
    return NOBODY if row is None else Holder.read(row.content)


def _version(row: Row, created: datetime) -> Version:
    treatment = None if row.content is None else Treatment.read(row.content)
    return Version(row.id, row.number, row.entered, row.person, treatment, created)
