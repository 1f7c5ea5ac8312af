"""Inviting persons: a link, used once, by which somebody chooses the password of their account."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from chartrier.administration.findings import ACCOUNT_CLOSED, INVITATION_OVER, NO_ADDRESS, NOT_AN_ADDRESS
from chartrier.catalog.accounts import invitations
from chartrier.catalog.people.models import Person
from chartrier.clock import Clock
from chartrier.errors import InvalidInput, NotFound

LASTS = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Invitation:
    """`token` is known to whoever made it and to whom it is sent: the archive keeps its digest."""

    person: Person
    token: str
    expires: datetime

    @property
    def name(self) -> str:
        return self.person.name

    @property
    def email(self) -> str | None:
        return self.person.email

    def link(self, site: str) -> str:
        """Its address, on the site at that one."""
        return link_of(self.token, site)


def link_of(token: str, site: str) -> str:
    """The address at which a token is shown, on the site at that one."""
    return f"{site}/invitation/{token}/"


def invite(person: Person, clock: Clock) -> Invitation:
    """Make an invitation; one that the person had not used is no longer valid.

    Raises InvalidInput when they have no e-mail address, by which one signs in, or their account is closed.
    """
    if not person.active:
        raise InvalidInput(ACCOUNT_CLOSED, name=person.name)
    if not person.email:
        raise InvalidInput(NO_ADDRESS, name=person.name)
    require_address(person.email)
    token, now = secrets.token_urlsafe(32), clock()
    invitations.enter(token, person.id, now, now + LASTS)
    return Invitation(person, token, now + LASTS)


def waits(person: Person, clock: Clock) -> bool:
    """Whether somebody was invited, and has not come yet."""
    return invitations.waits(person.id, clock())


def invited(token: str, clock: Clock) -> Person:
    """Whom a token invites. Raises NotFound, alike for one that was used, has expired, or never was."""
    person = invitations.invited(token[:100], clock())
    if person is None:
        raise NotFound(INVITATION_OVER)
    return person


def accept(token: str, password: str, clock: Clock) -> Person:
    """Give the invited person this password, which was found fit. Raises NotFound as `invited` does."""
    person = invitations.use(token[:100], clock(), lambda who: who.set_password(password))
    if person is None:
        raise NotFound(INVITATION_OVER)
    return person


def require_address(email: str) -> None:
    """Raises InvalidInput."""
    if not re.fullmatch(r"[^\s@<>\"]{1,64}@[^\s@<>\"]+\.[^\s@<>\".]+", email):
        raise InvalidInput(NOT_AN_ADDRESS, email=email[:80])
