"""Accounts of those who have nothing to do here any more: closed after a while, open again with their next role."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from chartrier.administration.habilitations import declare
from chartrier.catalog.people import directory
from chartrier.copies.copies import Copies

CLOSED_AFTER = timedelta(days=90)
"""How long an account without any role stays open."""


def close_idle(copies: Copies) -> list[UUID]:
    """Close, and tell the journals, the accounts of who has had no role, and has not operated the instance, for so
    long; whose. A role by a convention that begins later is one. May be repeated, and is to be done each day.
    """
    now, closed = copies.clock(), []
    for person in directory.persons():
        if not person.active:
            continue
        if person.operator or directory.grants_of(person.id):
            if person.without_role is not None:
                directory.set_without_role(person.id, None)
        elif person.without_role is None:
            directory.set_without_role(person.id, now)
        elif now - person.without_role >= CLOSED_AFTER:
            declare(directory.close_without_role(person.id), copies)
            closed.append(person.id)
    return closed
