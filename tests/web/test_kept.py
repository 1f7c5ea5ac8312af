"""What the page on personal data says of how long things are kept is done."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session

from chartrier.administration.idle import CLOSED_AFTER
from chartrier.administration.throttling import WRONG_PASSWORDS, note
from chartrier.catalog.accounts.models import Invitation
from chartrier.catalog.accounts.sessions import TRACES
from chartrier.clock import now
from chartrier.web.frame.archive import served
from chartrier.worker.archive import hold
from chartrier.worker.tasks import erase_abandoned
from tests.web.test_accounts import enter, is_in
from tests.web.test_throttling import from_address

PAGE = "/donnees-personnelles/"


def erase() -> None:
    """What the worker does each hour."""
    hold(served())
    erase_abandoned(0)


def seen(person: Any, ago: timedelta) -> None:
    """Their session ended, so long after what was last done in it."""
    theirs = UserSession.objects.filter(user=person)
    theirs.update(last_seen_at=now() - ago)
    ended = now() - ago + timedelta(seconds=settings.SESSION_COOKIE_AGE)
    Session.objects.filter(session_key__in=theirs.values("session_key")).update(expire_date=ended)


def test_what_is_kept_of_sessions_goes_with_time(site: Any, client_of: Any) -> None:
    person, other = site.person("lecteur", name="Passée"), site.person("lecteur", name="Présente")
    client, present = client_of(), client_of()
    for one, who in ((client, person), (present, other)):
        enter(one, who.email)
        assert is_in(one)
    (key,) = UserSession.objects.filter(user=person).values_list("session_key", flat=True)
    seen(person, TRACES - timedelta(days=1))
    erase()
    assert not Session.objects.filter(session_key=key).exists()
    assert UserSession.objects.filter(user=person).exists(), "their address is known for some days yet"
    again = client_of()
    enter(again, person.email)
    assert is_in(again)
    account = again.get("/compte/").content.decode()
    assert "2 sessions" not in account, "one is signed in at one place only"
    seen(person, TRACES + timedelta(days=1))
    erase()
    assert not UserSession.objects.filter(user=person).exists()
    assert is_in(present) and UserSession.objects.filter(user=other).exists()


@pytest.mark.parametrize("ago", [TRACES - timedelta(days=1), TRACES + timedelta(days=1)])
def test_an_address_of_long_ago_is_a_strangers(site: Any, ago: timedelta) -> None:
    """Also before the worker has come by."""
    person, home = site.person("lecteur", name=f"Vue il y a {ago.days} jours"), "198.51.100.30"
    enter(from_address(home), person.email)
    seen(person, ago)
    for _ in range(WRONG_PASSWORDS.most):
        note(WRONG_PASSWORDS, person.email)
    client = from_address(home)
    enter(client, person.email)
    assert is_in(client) is (ago < TRACES)


def test_invitations_go_when_they_are_over(site: Any) -> None:
    person = site.person("lecteur", name="Jamais venue")
    site.chartrier.json("person", "invite", str(person.id))
    erase()
    assert Invitation.objects.filter(person=person.id).exists()
    Invitation.objects.filter(person=person.id).update(expires=served().copies.clock() - timedelta(seconds=1))
    erase()
    assert not Invitation.objects.filter(person=person.id).exists()


def test_the_page_says_what_is_done(site: Any, client_of: Any) -> None:
    told = client_of().get(PAGE).content.decode()
    assert f"<td>{TRACES.days} jours au plus" in told and f"fermé après {CLOSED_AFTER.days} jours" in told
    english = client_of(None, "en").get(PAGE).content.decode()
    assert f"<td>{TRACES.days} days at most" in english and f"closed after {CLOSED_AFTER.days} days" in english
