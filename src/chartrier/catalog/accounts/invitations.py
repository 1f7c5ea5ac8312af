"""The register of invitations."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from chartrier.catalog.accounts.models import Invitation
from chartrier.catalog.people.models import Person
from chartrier.catalog.transaction import transaction


def digest_of(token: str) -> bytes:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).digest()


def enter(token: str, person: UUID, made: datetime, expires: datetime) -> None:
    """Keep an invitation in the place of those that the person had not used."""
    with transaction([]):
        Invitation.objects.filter(person=person, used=None).delete()
        Invitation.objects.create(digest=digest_of(token), person=person, made=made, expires=expires)


def forget(person: UUID) -> None:
    """Let those that the person had not used serve no more: somebody else may know them."""
    with transaction([]):
        Invitation.objects.filter(person=person, used=None).delete()


def forget_ended(now: datetime) -> None:
    """Let go of those that serve no more, used or not."""
    with transaction([]):
        Invitation.objects.filter(expires__lte=now).delete()


def waits(person: UUID, now: datetime) -> bool:
    """Whether an invitation would open the account of this person."""
    with transaction([]):
        return Invitation.objects.filter(person=person, used=None, expires__gt=now).exists()


def invited(token: str, now: datetime) -> Person | None:
    """Whom a token invites; None when it was used, has expired or never was, and when the account is closed."""
    with transaction([]):
        return _invited(token, now, locked=False)


def use(token: str, now: datetime, settle: Callable[[Person], None]) -> Person | None:
    """Use an invitation up, whole or not at all: `settle` changes the person, who is saved."""
    with transaction([]):
        person = _invited(token, now, locked=True)
        if person is None:
            return None
        settle(person)
        person.save(update_fields=["password"])
        Invitation.objects.filter(digest=digest_of(token)).update(used=now)
        return person


def _invited(token: str, now: datetime, *, locked: bool) -> Person | None:
    rows = Invitation.objects.select_for_update() if locked else Invitation.objects
    row = rows.filter(digest=digest_of(token), used=None, expires__gt=now).first()
    return None if row is None else Person.objects.filter(id=row.person, active=True).first()
