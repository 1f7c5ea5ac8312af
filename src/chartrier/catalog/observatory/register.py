"""What the observatory was given: keys, publications, and which tenants agreed to be counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from chartrier.catalog.observatory.models import Agreed, Choice, Publication, Trusted
from chartrier.catalog.transaction import transaction
from chartrier.records.identifiers import new_package_id


@dataclass(frozen=True, slots=True)
class Entered:
    """A publication as it came. `public_key` None: it is of a list that nobody signed."""

    id: UUID
    name: str
    year: int
    made: datetime
    public_key: bytes | None
    document: str
    source: str
    received: datetime
    person: UUID | None = None


@dataclass(frozen=True, slots=True)
class Key:
    """A public key that is taken for that of an instance, since when."""

    name: str
    public_key: bytes
    since: datetime


@dataclass(frozen=True, slots=True)
class Chosen:
    """What an operator chose, and when. `person` None: by the command line."""

    counted: str
    day: datetime
    person: UUID | None


def choose(counted: str, now: datetime, person: UUID | None) -> None:
    """From now on these are counted."""
    with transaction([]):
        Choice.objects.create(id=new_package_id(now), counted=counted, chosen=now, person=person)


def chosen() -> Chosen | None:
    """What was chosen last; None: nothing ever was."""
    with transaction([]):
        row = Choice.objects.order_by("-chosen", "-id").first()
        return Chosen(row.counted, row.chosen, row.person) if row is not None else None


def trust(name: str, public_key: bytes, now: datetime) -> bytes:
    """Take this key for an instance; the key that is taken for it, which is the former one where there was one."""
    with transaction([]):
        row, _ = Trusted.objects.get_or_create(name=name, defaults={"public_key": public_key, "trusted": now})
        return bytes(row.public_key)


def distrust(name: str) -> bool:
    """Take nothing of an instance any more; whether its key was trusted."""
    with transaction([]):
        return bool(Trusted.objects.filter(name=name).delete()[0])


def trusted() -> dict[str, bytes]:
    """The public key of each instance that is trusted, by its name."""
    with transaction([]):
        return {row.name: bytes(row.public_key) for row in Trusted.objects.order_by("name")}


def trusted_keys() -> list[Key]:
    """The same with the day since when each is, by name."""
    with transaction([]):
        return [Key(row.name, bytes(row.public_key), row.trusted) for row in Trusted.objects.order_by("name")]


def enter(publication: Entered) -> bool:
    """Keep it; whether it is new: the same document of the same instance is kept once."""
    with transaction([]):
        known = Publication.objects.filter(
            year=publication.year, name=publication.name, document=publication.document,
            public_key__isnull=publication.public_key is None,
        )  # fmt: skip
        if known.exists():
            return False
        Publication.objects.create(
            id=publication.id,
            name=publication.name,
            year=publication.year,
            made=publication.made,
            public_key=publication.public_key,
            document=publication.document,
            source=publication.source,
            received=publication.received,
            person=publication.person,
        )
        return True


def publications(public_key: bytes | None = None) -> list[Entered]:
    """All of them, or those that this key signed, the last made first."""
    with transaction([]):
        rows = Publication.objects.order_by("-made", "-received", "id")
        if public_key is not None:
            rows = rows.filter(public_key=public_key)
        return [
            Entered(
                row.id, row.name, row.year, row.made, row.public_key and bytes(row.public_key), row.document,
                row.source, row.received, row.person,
            )
            for row in rows
        ]  # fmt: skip


def agree(tenant: int, now: datetime) -> None:
    """This tenant is counted from now on."""
    with transaction([tenant]):
        Agreed.objects.get_or_create(tenant=tenant, defaults={"since": now})


def withdraw(tenant: int) -> None:
    """This tenant is counted no more; what was published stays so."""
    with transaction([tenant]):
        Agreed.objects.filter(tenant=tenant).delete()


def agreed(tenants: Sequence[int]) -> frozenset[int]:
    """Those of these tenants that agreed."""
    with transaction(sorted(tenants)):
        return frozenset(Agreed.objects.filter(tenant__in=tenants).values_list("tenant", flat=True))
