"""What is kept of the keys and passphrases of persons, and of those who try to guess them."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar
from uuid import UUID

from chartrier.catalog.people.models import Credential
from chartrier.catalog.transaction import transaction
from chartrier.records.sealed_key import Cost, SealedKey

T = TypeVar("T")

FREE_FAILURES = 5
"""Wrong passphrases in a row before one has to wait."""

FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Closed:
    """Too many wrong passphrases: none is tried before this instant."""

    until: datetime


def has_key(person: UUID) -> bool:
    """Whether a person has a key, and so a passphrase."""
    with transaction([]):
        return Credential.objects.filter(person=person).exists()


def public_keys(persons: Collection[UUID]) -> dict[UUID, bytes]:
    """The public key of each of these persons who has one."""
    with transaction([]):
        rows = Credential.objects.filter(person__in=persons).values_list("person", "public_key")
        return {person: bytes(key) for person, key in rows}


def enter_key(person: UUID, sealed: SealedKey, now: datetime) -> None:
    """Give a person a key, in the place of the one they had."""
    values = {**_columns(sealed), "made": now, "changed": now, "failures": 0, "closed_until": None}
    with transaction([]):
        Credential.objects.update_or_create(person=person, defaults=values)


def close_again(person: UUID, sealed: SealedKey, now: datetime) -> bool:
    """Keep the same key under another passphrase; False when the person has another key by now."""
    with transaction([]):
        same = Credential.objects.filter(person=person, public_key=sealed.public_key)
        return bool(same.update(**_columns(sealed), changed=now, failures=0, closed_until=None))


def attempt(person: UUID, now: datetime, opening: Callable[[SealedKey], T | None]) -> T | Closed | None:
    """Try to open a person's key: what `opening` gives; None when it fails, or when there is no key.

    Attempts on one person's key wait for each other, so that many at once are counted as many.
    """
    with transaction([]):
        row = Credential.objects.select_for_update().filter(person=person).first()
        if row is None:
            return None
        if row.closed_until is not None and row.closed_until > now:
            return Closed(row.closed_until)
        opened = opening(_read(row))
        if opened is not None:
            failures, closed_until = 0, None
        else:
            failures = row.failures + 1
            closed_until = now + wait_after(failures) if failures >= FREE_FAILURES else None
        if (failures, closed_until) != (row.failures, row.closed_until):
            Credential.objects.filter(person=person).update(failures=failures, closed_until=closed_until)
    return opened


def wait_after(failures: int) -> timedelta:
    """How long to wait after so many wrong passphrases in a row: twice as long each time, an hour at most."""
    if failures < FREE_FAILURES:
        return timedelta(0)
    return min(FIRST_WAIT * 2 ** min(failures - FREE_FAILURES, 20), LONGEST_WAIT)


def _columns(sealed: SealedKey) -> dict[str, object]:
    return {
        "public_key": sealed.public_key,
        "salt": sealed.salt,
        "passes": sealed.cost.passes,
        "memory": sealed.cost.memory,
        "lanes": sealed.cost.lanes,
        "nonce": sealed.nonce,
        "sealed": sealed.sealed,
    }


def _read(row: Credential) -> SealedKey:
    cost = Cost(row.passes, row.memory, row.lanes)
    return SealedKey(bytes(row.public_key), bytes(row.salt), cost, bytes(row.nonce), bytes(row.sealed))
